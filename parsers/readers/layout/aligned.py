"""Tables without rules, by the alignment of their columns.

Text that is set in columns is not always a table (the head and foot of a paper are not), so only what
is surely one is taken for one: three columns or more whose white runs through all lines, and rows
that the first column numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.document import Box, Cell, Line
from parsers.readers.layout.cells import paragraphs
from parsers.readers.layout.stretches import Stretch, confidence

_ORDINAL = re.compile(r"(\d{1,3})[.)]?")
_GUTTER = 0.7
"""Font sizes: columns are no nearer."""
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
_MAX_STEP = 3.5
"""Font sizes from one baseline of a table to the next."""


@dataclass(slots=True)
class Aligned:
    """A table without rules: its printed lines, from `start` up to `end`, and where its columns part."""

    start: int
    end: int
    partings: list[float]
    rows: list[list[list[Stretch]]]
    """The printed lines of each row."""

    def lines(self, number: int) -> list[Line]:
        """The rows as lines with cells."""
        every = [s for row in self.rows for line in row for s in line]
        edges = [min(s.x0 for s in every), *self.partings, max(s.x1 for s in every)]
        return [_line(row, edges, number) for row in self.rows]


def aligned(printed: Sequence[list[Stretch]]) -> list[Aligned]:
    """The tables among printed lines, each the stretches on one baseline, from the top down."""
    found: list[Aligned] = []
    index = 0
    while index < len(printed):
        table = _table(printed, index) if len(printed[index]) >= _FEWEST_COLUMNS else None
        if table:
            found.append(table)
        index = table.end if table else index + 1
    return found


def _table(printed: Sequence[list[Stretch]], start: int) -> Aligned | None:
    gutters = [(a.x1, b.x0) for a, b in pairwise(printed[start])]
    end = start + 1
    while end < len(printed) and printed[end][0].base - printed[end - 1][0].base <= (
        _MAX_STEP * printed[end][0].size
    ):
        narrowed = _narrowed(gutters, printed[end])
        if narrowed is None:
            break
        gutters = narrowed
        end += 1
    partings = [(left + right) / 2 for left, right in gutters]
    rows: list[list[list[Stretch]]] = []
    for line in printed[start:end]:
        if not rows or line[0].x1 < partings[0]:
            rows.append([])
        rows[-1].append(line)
    return Aligned(start, end, partings, rows) if _is_numbered(rows, len(partings)) else None


def _narrowed(gutters: list[tuple[float, float]], line: list[Stretch]) -> list[tuple[float, float]] | None:
    """What a line leaves of the white between columns; None where it closes one."""
    left: list[tuple[float, float]] = []
    for x0, x1 in gutters:
        for stretch in line:
            if stretch.x1 <= x0 or stretch.x0 >= x1:
                continue
            if stretch.x0 <= x0:
                x0 = stretch.x1  # noqa: PLW2901
            else:
                x1 = min(x1, stretch.x0)  # noqa: PLW2901
        if x1 - x0 < _GUTTER * line[0].size:
            return None
        left.append((x0, x1))
    return left


def _is_numbered(rows: list[list[list[Stretch]]], partings: int) -> bool:
    """Whether the first column counts up from 1, and each row begins on one line in nearly all columns."""
    firsts = [row[0] for row in rows]
    numbers = [int(found[1]) for line in firsts if (found := _ORDINAL.fullmatch(line[0].text))]
    counting = all(after == before + 1 for before, after in pairwise(numbers))
    return (
        len(rows) >= _FEWEST_ROWS
        and len(numbers) >= len(rows) - 1
        and counting
        and numbers[0] == 1
        and all(len(line) >= max(_FEWEST_COLUMNS, partings) for line in firsts)
    )


def _line(row: list[list[Stretch]], edges: list[float], number: int) -> Line:
    y0, y1 = min(s.top for line in row for s in line), max(s.bottom for line in row for s in line)
    cells = []
    for x0, x1 in pairwise(edges):
        inside = [s for line in row for s in line if x0 <= (s.x0 + s.x1) / 2 <= x1]
        text = "\n".join(paragraphs(inside, x1 - x0))
        box = Box(x0=round(x0, 2), y0=round(y0, 2), x1=round(x1, 2), y1=round(y1, 2))
        cells.append(Cell(text=text, box=box))
    words = [piece.word() for line in row for s in line for piece in s.pieces]
    return Line(
        text="\t".join(cell.text for cell in cells),
        cells=cells,
        table=number,
        words=words,
        confidence=confidence(words),
        box=Box(x0=round(edges[0], 2), y0=round(y0, 2), x1=round(edges[-1], 2), y1=round(y1, 2)),
        bold=all(s.bold for line in row for s in line),
    )
