"""A rule down that no row has kept is told by the white in the cells of its two columns."""

from __future__ import annotations

import pytest

from parsers.readers.layout.grid import grids
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece
from parsers.readers.layout.worn import missed

YS = (100.0, 140.0, 180.0, 220.0, 260.0)
APART = (("Phòng", "Quý"), ("Nội vụ", "I"))
RUN_ON = (("Các phòng, ban", "và"), ("tương đương của huyện", ""))


def _cell(top: float, lines: tuple[tuple[str, str], ...]) -> list[Piece]:
    found = []
    for at, (left, right) in enumerate(lines):
        base = top + 16 + 15 * at
        for text, x in ((left, 205.0), (right, 300.0)):
            if text:
                end = x + 6.0 * len(text)
                found.append(Piece(text, x, end, base - 10, base + 3, base, 12, confidence=0.9))
    return found


@pytest.mark.parametrize(("last", "count"), [(APART, 4), (RUN_ON, 0)])
def test_white_through_nearly_all_cells_is_a_lost_rule(last: tuple[tuple[str, str], ...], count: int) -> None:
    (grid,) = grids([Rule(y, 80, 420) for y in YS], [Rule(x, YS[0], YS[-1]) for x in (80, 200, 420)])
    rows = (APART, APART, last, last)
    pieces = [piece for top, lines in zip(YS, rows, strict=False) for piece in _cell(top, lines)]
    _, down = missed([grid], pieces)
    assert len(down) == count


def test_a_title_runs_over_the_rule_between_the_two_under_it() -> None:
    (grid,) = grids(
        [Rule(y, 80, 420) for y in (100.0, 150.0, 200.0)],
        [Rule(x, 100, 200) for x in (80, 200, 420)] + [Rule(300, 150, 200)],
    )
    pieces = [
        Piece(text, x0, x1, base - 10, base + 3, base, 12, confidence=0.9)
        for text, x0, x1, base in (
            ("Đơn", 266.0, 296.0, 116.0),
            ("vị", 301.0, 312.0, 116.0),
            ("Chủ", 226.0, 250.0, 141.0),
            ("trì", 254.0, 268.0, 141.0),
            ("Giúp", 330.0, 356.0, 141.0),
        )
    ]
    (across,), (down,) = missed([grid], pieces)
    assert (down.at, down.end) == (300, 150)
    assert (across.start, across.end) == (200, 420)
    assert 116 < down.start == across.at < 132
    assert missed([grid], pieces[:2]) == ([], [])
