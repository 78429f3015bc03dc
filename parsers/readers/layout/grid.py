"""Ruled tables: where the rules of a page make cells, and which of them span rows and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.readers.layout.rules import Rule

_NEAR = 3.0
"""Points that the ends of rules may miss one another by, and that doubled rules lie apart."""
_COVERED = 0.6
"""Share of a cell's side that must be ruled."""
_MAX_RULES = 1500
_OPEN_SIDE, _FEWEST_OPEN = 12.0, 2
"""Points that rules run on past the last one across them, and how many do: the table is open on that side.

One alone is another line at the height of a side, as that under a title beside the frame of a stamp is.
"""


@dataclass(slots=True)
class Slot:
    """A cell of a ruled table: its place in the grid and how far it reaches."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """A ruled table: the places of its rules, and its cells in reading order."""

    xs: list[float]
    ys: list[float]
    slots: list[Slot]

    def box(self, slot: Slot) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a cell."""
        return (
            self.xs[slot.column],
            self.ys[slot.row],
            self.xs[slot.column + slot.columns],
            self.ys[slot.row + slot.rows],
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the smallest place that a point in the table is in."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, column

    def owners(self) -> dict[tuple[int, int], Slot]:
        """The cell that each place belongs to."""
        return {
            (row, column): slot
            for slot in self.slots
            for row in range(slot.row, slot.row + slot.rows)
            for column in range(slot.column, slot.column + slot.columns)
        }


def grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page from the top down; a frame around one cell is none."""
    if len(across) + len(down) > _MAX_RULES:
        return []
    found = [_grid(*part) for part in _connected(across, down)]
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that meet, directly or through others."""
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if h.start - _NEAR <= v.at <= h.end + _NEAR and v.start - _NEAR <= h.at <= v.end + _NEAR:
                group[root(i)] = root(j)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(across):
        parts.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down, len(across)):
        parts.setdefault(root(j), ([], []))[1].append(v)
    return [(hs, vs) for hs, vs in parts.values() if hs and vs]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs, ys = _places(down), _places(across)
    levels, uprights = list(across), list(down)
    _close(xs, levels, down, (ys[0], ys[-1]))
    _close(ys, uprights, across, (xs[0], xs[-1]))
    if len(xs) < 3 or len(ys) < 2:
        return None
    slots = _slots(xs, ys, across, down)
    grid = _without_idle(Grid(xs, ys, slots))
    return grid if len(grid.xs) > 2 else None


def _places(rules: list[Rule]) -> list[float]:
    """Where rules lie, those of a double rule taken together."""
    found: list[list[float]] = []
    for rule in sorted(rules):
        if found and rule.at - found[-1][-1] <= _NEAR:
            found[-1].append(rule.at)
        else:
            found.append([rule.at])
    return [sum(places) / len(places) for places in found]


def _close(
    places: list[float], crossing: Sequence[Rule], rules: list[Rule], side: tuple[float, float]
) -> None:
    """Put a rule where a table is open: at the ends of the rules that run past the last one."""
    starts = [rule.start for rule in crossing if places[0] - rule.start > _OPEN_SIDE]
    ends = [rule.end for rule in crossing if rule.end - places[-1] > _OPEN_SIDE]
    if len(starts) >= _FEWEST_OPEN:
        places.insert(0, min(starts))
        rules.append(Rule(min(starts), *side))
    if len(ends) >= _FEWEST_OPEN:
        places.append(max(ends))
        rules.append(Rule(max(ends), *side))


def _slots(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[Slot]:
    """Cells: places of the grid taken together where no rule parts them."""
    columns, rows = len(xs) - 1, len(ys) - 1
    right = [[_ruled(down, xs[c + 1], ys[r], ys[r + 1]) for c in range(columns)] for r in range(rows)]
    below = [[_ruled(across, ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)]
    taken: set[tuple[int, int]] = set()
    slots: list[Slot] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            wide = 1
            while c + wide < columns and not right[r][c + wide - 1] and (r, c + wide) not in taken:
                wide += 1
            high = 1
            while (
                r + high < rows
                and not any(below[r + high - 1][c : c + wide])
                and not any(right[r + high][c : c + wide - 1])
            ):
                high += 1
            slots.append(Slot(r, c, high, wide))
            taken.update((i, j) for i in range(r, r + high) for j in range(c, c + wide))
    return slots


def _ruled(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether most of a stretch is ruled."""
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= _NEAR
    )
    return covered >= _COVERED * (end - start)


def _without_idle(grid: Grid) -> Grid:
    """The grid without the rows and columns in which no cell begins."""
    rows = sorted({slot.row for slot in grid.slots})
    columns = sorted({slot.column for slot in grid.slots})
    slots = []
    for slot in grid.slots:
        row, column = rows.index(slot.row), columns.index(slot.column)
        high = sum(slot.row <= r < slot.row + slot.rows for r in rows)
        wide = sum(slot.column <= c < slot.column + slot.columns for c in columns)
        slots.append(Slot(row, column, high, wide))
    xs = [grid.xs[c] for c in columns] + [grid.xs[-1]]
    ys = [grid.ys[r] for r in rows] + [grid.ys[-1]]
    return Grid(xs, ys, slots)
