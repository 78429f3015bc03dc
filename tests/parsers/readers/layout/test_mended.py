"""Broken rules of tables are made whole where words leave room for them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.readers.layout.grid import grids
from parsers.readers.layout.mended import mended
from parsers.readers.layout.rules import Rule, joined
from parsers.readers.layout.stretches import Piece

XS, YS = (90.0, 120.0, 280.0, 380.0, 540.0), (100.0, 125.0, 170.0, 215.0, 260.0)


def words(text: str, x0: float, base: float, size: float = 13.0) -> list[Piece]:
    found = []
    for word in text.split():
        x1 = x0 + 0.5 * size * len(word)
        found.append(Piece(word, x0, x1, base - 0.7 * size, base + 0.2 * size, base, size, confidence=1.0))
        x0 = x1 + 0.25 * size
    return found


BODY = [
    *words("TT", 96, 117),
    *words("Nội dung", 126, 117),
    *words("Chủ trì", 286, 117),
    *words("Phối hợp", 386, 117),
    *(word for y in YS[1:4] for word in words("Mở lớp dạy nghề", 126, y + 17)),
    *(word for y in YS[1:4] for word in words("cho thanh niên", 126, y + 32)),
    *(word for y in YS[1:4] for word in words("Văn phòng Sở", 286, y + 17)),
]


def whole(xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> tuple[list[Rule], list[Rule]]:
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


def broken(rules: Sequence[Rule], *holes: tuple[float, float]) -> list[Rule]:
    """Rules with holes in them."""
    for start, end in holes:
        rules = [
            part
            for rule in rules
            for part in (rule._replace(end=min(rule.end, start)), rule._replace(start=max(rule.start, end)))
            if part.end > part.start
        ]
    return list(rules)


def shape(across: Sequence[Rule], down: Sequence[Rule], pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
    """Row, column, rows and columns of each cell, as the rules part them."""
    (grid,) = grids(*(joined(rules) for rules in mended(across, down, lambda: pieces)))
    return [(slot.row, slot.column, slot.rows, slot.columns) for slot in grid.slots]


EVERY = [(row, column, 1, 1) for row in range(4) for column in range(4)]


def test_whole_rules_stay_and_no_word_is_asked_for() -> None:
    def none() -> list[Piece]:
        raise AssertionError

    across, down = whole()
    assert mended(across, down, none) == (across, down)


def test_broken_rules_become_whole() -> None:
    across, down = whole()
    across = broken(across, (150, 265), (300, 520))
    down = broken(down, (112, 160), (190, 250))
    assert shape(across, down, BODY) == EVERY


def test_rules_go_on_to_the_sides_of_the_table() -> None:
    across, down = whole()
    across = [across[0], *(rule._replace(end=200.0) for rule in across[1:-1]), across[-1]]
    assert shape(across, down, BODY) == EVERY


def test_no_rule_goes_through_words() -> None:
    across, down = whole()
    title = words("Nhiệm vụ chung của các phòng, ban", 126, 187)
    pieces = [word for word in BODY if not YS[2] < word.base < YS[3]]
    down = [down[0], *broken(down[1:-1], (150, 240)), down[-1]]
    found = shape(broken(across, (300, 520)), down, [*pieces, *title])
    assert [cell for cell in found if cell[0] == 2] == [(2, 0, 1, 1), (2, 1, 1, 2), (2, 3, 1, 1)]


def test_nor_between_the_lines_of_one_text() -> None:
    across, down = whole()
    text = [*words("Phòng Nội vụ", 386, 197), *words("và các thôn", 386, 211), *words("của xã", 386, 225)]
    pieces = [word for word in BODY if word.x0 < XS[3]]
    found = shape(broken(across, (300, 520)), down, [*pieces, *text])
    assert (2, 3, 2, 1) in found
    assert (2, 2, 1, 1) in found


@pytest.mark.parametrize("span", [(1, 0, 1, 4), (1, 0, 3, 1)])
def test_a_rule_that_ends_at_another_says_that_a_cell_spans_more(span: tuple[int, int, int, int]) -> None:
    across, down = whole()
    if span[3] > 1:
        down = [*broken(down[1:-1], (YS[1], YS[2])), down[0], down[-1]]
    else:
        across = [across[0], across[1], *broken(across[2:4], (XS[0], XS[1])), across[-1]]
    assert span in shape(across, down, [])
