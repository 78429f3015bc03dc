"""A page is flattened by its rules, which are straight on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.recognition.bend import Bend, bend, sides
from parsers.recognition.courses import Path

DPI = 200.0
SIDE = st.floats(0, 2000)
TERM = st.floats(-12, 12)
TERMS = st.tuples(TERM, TERM, TERM, TERM)


def leaning(x: float, y: float) -> tuple[float, float]:
    """A place of the paper as a camera sees it that looks from below and from the left."""
    return x + 0.02 * (y - 800) * (1 - x / 1400), y + 0.015 * (x - 700) * (y / 1600)


def test_rules_become_parallel() -> None:
    across: list[Path] = [[leaning(x, y) for x in range(100, 1301, 60)] for y in (300, 700, 1100, 1500)]
    upright = [[leaning(x, y) for y in range(300, 1501, 60)] for x in (100, 300, 800, 1300)]
    bent = bend(across, [[(y, x) for x, y in path] for path in upright], DPI)
    assert bent
    for paths, axis in ((across, 1), (upright, 0)):
        for path in paths:
            places = [point[axis] + bent.shift(*point)[axis] for point in path]
            assert max(places) - min(places) < 1.5


def test_a_flat_page_is_left_as_it_is() -> None:
    across: list[Path] = [[(100.0, y), (700.0, y + 1), (1300.0, y)] for y in (300.0, 900.0)]
    down: list[Path] = [[(300.0, x), (900.0, x)] for x in (100.0, 1300.0)]
    assert bend(across, down, DPI) is None
    assert bend(across, [], DPI) is None


def test_a_table_ruled_only_across_has_its_sides_where_its_rules_end() -> None:
    across: list[Path] = [[leaning(x, y) for x in range(100, 1301, 60)] for y in range(300, 1501, 150)]
    across[2] = across[2][:-4]
    bent = bend(across, sides(across, DPI), DPI)
    assert bent
    lefts = [path[0][0] + bent.shift(*path[0])[0] for path in across]
    assert max(lefts) - min(lefts) < 3
    assert sides(across[:3], DPI) == []


@given(TERMS, TERMS, SIDE, SIDE)
def test_there_and_back(
    across: tuple[float, float, float, float], down: tuple[float, float, float, float], x: float, y: float
) -> None:
    bent = Bend((0.0, 0.0, 1400.0, 2000.0), across, down)
    right, below = bent.back(x, y)
    there = bent.shift(x + right, y + below)
    assert (right + there[0], below + there[1]) == pytest.approx((0, 0), abs=3)
    assert bent.scaled(0.5).shift(x / 2, y / 2) == pytest.approx([by / 2 for by in bent.shift(x, y)])
