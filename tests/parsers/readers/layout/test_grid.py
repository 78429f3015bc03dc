"""Rules make cells: spans, open sides, doubled and broken rules, and what is no table."""

from __future__ import annotations

from parsers.readers.layout.grid import grids
from parsers.readers.layout.rules import Rule, joined


def table(xs: list[float], ys: list[float]) -> tuple[list[Rule], list[Rule]]:
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


def spans(across: list[Rule], down: list[Rule]) -> list[list[tuple[int, int, int, int]]]:
    return [[(s.row, s.column, s.rows, s.columns) for s in grid.slots] for grid in grids(across, down)]


def test_every_place_is_a_cell_where_all_rules_are_drawn() -> None:
    assert spans(*table([0, 100, 200], [0, 20, 40])) == [
        [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    ]


def test_missing_rules_make_spans() -> None:
    across, down = table([0, 100, 200, 300], [0, 20, 40])
    down[1] = Rule(100, 20, 40)
    across[1] = Rule(20, 0, 200)
    assert spans(across, down) == [[(0, 0, 1, 2), (0, 2, 2, 1), (1, 0, 1, 1), (1, 1, 1, 1)]]


def test_open_sides_are_closed() -> None:
    across, down = table([0, 100, 200], [0, 20, 40])
    assert spans(across, down[1:-1]) == spans(across, down)
    assert spans(across[:-1], down) == spans(across, down)


def test_a_line_at_the_height_of_a_frame_opens_no_side() -> None:
    across, down = table([0, 60], [0, 40])
    beside = Rule(across[1].at, 0, 300)  # the rule under a title, beside a stamp
    assert spans([across[0], beside], list(down)) == []
    assert spans([beside], list(down)) == []


def test_doubled_rules_are_one_and_pieces_are_joined() -> None:
    across, down = table([0, 100, 200], [0, 20, 40])
    doubled = [Rule(y + shift, x0, x1) for y, x0, x1 in across for shift in (0, 2)]
    assert spans(doubled, down) == spans(across, down)
    pieces = [Rule(x, y, y + 20) for x, *_ in down for y in (0, 20)]
    assert joined(pieces + pieces) == down


def test_frames_underlines_and_drawings_are_no_tables() -> None:
    assert grids(*table([0, 500], [0, 700])) == []
    assert grids([Rule(10, 0, 80), Rule(30, 200, 280)], []) == []
    assert grids(*table([float(x) for x in range(0, 8000, 5)], [0, 20])) == []


def test_two_tables_on_a_page_are_two() -> None:
    upper, lower = table([0, 100, 200], [0, 20]), table([0, 50, 200], [100, 120])
    found = grids(upper[0] + lower[0], upper[1] + lower[1])
    assert [(grid.xs, grid.ys) for grid in found] == [([0, 100, 200], [0, 20]), ([0, 50, 200], [100, 120])]
    assert found[0].holds(150, 10)
    assert not found[0].holds(150, 50)
    assert found[1].at(60, 110) == (0, 1)
