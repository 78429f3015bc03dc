"""Ruled tables: column widths, heads of one or two levels, groups, rows that a page break cuts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.papers.blocks import Align, Grid, Span
from tests.papers.faces import face, width
from tests.papers.sheet import ASCENT, DESCENT, Place, Role, Rule, Sheet, Word
from tests.papers.style import Style
from tests.papers.wrapping import Slot, broken, placed, words

_SHORT = 24
"""Letters up to which a cell is set in the middle of its column."""
_LEAST = 20.0
_ORDINALS = {"tt", "stt", "số tt", "số thứ tự"}


@dataclass(frozen=True, slots=True)
class Box:
    """A cell that is set: its lines, and the columns and rows of its block that it takes."""

    lines: tuple[tuple[tuple[Word, ...], bool], ...]
    """Each with whether it ends a paragraph."""
    place: Place
    role: Role
    align: Align
    middle: bool
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row by the column they begin in; `height` in lines."""

    boxes: dict[int, Box]
    height: int

    def cut(self, lines: int) -> tuple[Row, Row]:
        """What fits in so many lines, and the rest."""
        first = {at: replace(box, lines=box.lines[:lines]) for at, box in self.boxes.items()}
        rest = {at: replace(box, lines=box.lines[lines:]) for at, box in self.boxes.items()}
        return Row(first, lines), Row(rest, self.height - lines)


@dataclass(slots=True)
class Body:
    """A table that is measured: its head, and the rows not yet set."""

    widths: list[float]
    head: list[Row]
    rows: list[Row]
    style: Style
    begun: bool = False

    def piece(self, room: float, fresh: bool) -> Piece | None:
        """Take the rows that fit; none where a page that is not `fresh` is better left."""
        table = self.style.table
        leading, padding = table.size * 1.15, 2 * table.padding
        head = self.head if not self.begun or table.repeated else []
        room -= sum(row.height * leading + padding for row in head)
        taken: list[Row] = []
        while self.rows:
            row = self.rows[0]
            lines = int((room - padding) // leading)
            if row.height <= lines:
                taken.append(self.rows.pop(0))
                room -= row.height * leading + padding
                continue
            alone = fresh and not taken
            if lines >= 1 and (alone or (table.broken and lines >= 2 and row.height - lines >= 1)):
                first, self.rows[0] = row.cut(lines)
                taken.append(first)
            elif alone:
                first, self.rows[0] = row.cut(1)
                taken.append(first)
            break
        if taken and self.rows and _is_group(taken[-1]) and len(taken) > 1:
            self.rows.insert(0, taken.pop())
        if not taken or (not fresh and not self.begun and len(taken) == 1 and _is_group(taken[0])):
            self.rows = taken + self.rows
            return None
        self.begun = True
        return Piece(self.widths, [*head, *taken])


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a table stands on one page."""

    widths: list[float]
    rows: list[Row]

    def draw(self, sheet: Sheet, x: float, y: float, style: Style) -> float:
        """Put it on the sheet; returns where it ends."""
        table = style.table
        leading = table.size * 1.15
        edges = [x]
        for wide in self.widths:
            edges.append(edges[-1] + wide)
        tops = [y]
        for row in self.rows:
            tops.append(tops[-1] + row.height * leading + 2 * table.padding)
        for at, row in enumerate(self.rows):
            for column, box in row.boxes.items():
                left, right = edges[column], edges[column + box.columns]
                top, bottom = tops[at], tops[min(at + box.rows, len(self.rows))]
                _text(sheet, box, left, top, right, bottom, style)
                if table.verticals:
                    sheet.rules.append(Rule(right, top, right, bottom, table.rule))
                sheet.rules.append(Rule(left, bottom, right, bottom, table.rule))
        sheet.rules.append(Rule(edges[0], tops[0], edges[-1], tops[0], table.rule))
        if table.verticals:
            sheet.rules.append(Rule(edges[0], tops[0], edges[0], tops[-1], table.rule))
        return tops[-1]


def measured(grid: Grid, style: Style, room: float) -> Body:
    """A table with its columns as wide as their text wants, in all as wide as the page's text."""
    widths = _widths(grid, style, room)
    head = list(_head(grid, style, widths))
    rows: list[Row] = []
    for number, row in enumerate(grid.rows):
        rows += [
            _group(grid, at, style, widths) for at, group in enumerate(grid.groups) if group.before == number
        ]
        boxes = {
            column: _box(
                cell,
                Place(grid.number, number, column),
                Role.CELL,
                style,
                widths[column],
                _aligned(grid, column, style),
            )
            for column, cell in enumerate(row)
        }
        rows.append(Row(boxes, max(1, *(len(box.lines) for box in boxes.values()))))
    rows += [
        _group(grid, at, style, widths)
        for at, group in enumerate(grid.groups)
        if group.before >= len(grid.rows)
    ]
    return Body(widths, head, rows, style)


def flow(grid: Grid) -> list[str]:
    """The table's text, a row a line, cells split by tabs; both levels of a head."""
    lines = ["\t".join(each) for each in head_levels(grid.columns)]
    for number, row in enumerate([*grid.rows, ()]):
        for group in grid.groups:
            if group.before == number or (number == len(grid.rows) and group.before > number):
                lines.append("\t".join(filter(None, (group.marker, group.title))))
        if row:
            lines.append("\t".join(" ".join(cell.split()) for cell in row))
    return lines


def head_levels(columns: Sequence[str]) -> list[list[str]]:
    """The names of columns on one level, or on two where neighbours share the name before ` - `."""
    parents = [column.split(" - ", 1)[0] if " - " in column else None for column in columns]
    shared = [
        parent is not None and parent in (parents[at - 1] if at else None, *parents[at + 1 : at + 2])
        for at, parent in enumerate(parents)
    ]
    if not any(shared):
        return [list(columns)]
    upper, lower = [], []
    for at, column in enumerate(columns):
        if shared[at]:
            repeated = at > 0 and shared[at - 1] and parents[at - 1] == parents[at]
            upper.append("" if repeated else str(parents[at]))
            lower.append(column.split(" - ", 1)[1])
        else:
            upper.append(column)
            lower.append("")
    return [upper, lower]


def _head(grid: Grid, style: Style, widths: list[float]) -> Iterator[Row]:
    levels = head_levels(grid.columns)
    for level, names in enumerate(levels):
        boxes: dict[int, Box] = {}
        for column, name in enumerate(names):
            below = levels[1][column] if len(levels) == 2 else ""
            if not name and (level == 1 or below):
                continue
            across = 1
            if level == 0 and below:
                while (
                    column + across < len(names) and not names[column + across] and levels[1][column + across]
                ):
                    across += 1
            room = sum(widths[column : column + across])
            box = _box(
                name, Place(grid.number, level, column), Role.HEAD, style, room, Align.CENTRE, bold=True
            )
            boxes[column] = replace(
                box, columns=across, rows=len(levels) if level == 0 and not below else 1, middle=True
            )
        single = [len(box.lines) for box in boxes.values() if box.rows == 1]
        spanning = [len(box.lines) for box in boxes.values() if box.rows == 2]
        yield Row(boxes, max(1, *single, *(math.ceil(lines / 2) for lines in spanning)))


def _group(grid: Grid, at: int, style: Style, widths: list[float]) -> Row:
    group = grid.groups[at]
    place = Place(grid.number, group.before, 0)
    if group.marker and not style.table.spanned and len(widths) > 2:
        marker = _box(group.marker, place, Role.GROUP, style, widths[0], Align.CENTRE, bold=True)
        title = _box(
            group.title, replace(place, column=1), Role.GROUP, style, sum(widths[1:]), Align.LEFT, bold=True
        )
        boxes = {0: marker, 1: replace(title, columns=len(widths) - 1)}
    else:
        text = f"{group.marker}. {group.title}" if group.marker else group.title
        boxes = {
            0: replace(
                _box(text, place, Role.GROUP, style, sum(widths), Align.LEFT, bold=True), columns=len(widths)
            )
        }
    return Row(boxes, max(1, *(len(box.lines) for box in boxes.values())))


def _is_group(row: Row) -> bool:
    return any(box.role is Role.GROUP for box in row.boxes.values())


def _box(
    text: str, place: Place, role: Role, style: Style, room: float, align: Align, bold: bool = False
) -> Box:
    size = style.table.size
    inner = room - 2 * style.table.padding
    lines: list[tuple[tuple[Word, ...], bool]] = []
    for item in text.split("\n"):
        set_lines = broken(words((Span(item, bold=bold),), style.family, size), size, inner)
        lines += [(tuple(line), at == len(set_lines) - 1) for at, line in enumerate(set_lines)]
    return Box(tuple(lines), place, role, align, style.table.middle)


def _text(sheet: Sheet, box: Box, left: float, top: float, right: float, bottom: float, style: Style) -> None:
    size, padding = style.table.size, style.table.padding
    leading = size * 1.15
    y = top + padding
    if box.middle:
        y = top + (bottom - top - len(box.lines) * leading) / 2
    for line, last in box.lines:
        baseline = y + ASCENT * size + (leading - (ASCENT + DESCENT) * size) / 2
        slot = Slot(left + padding, right - left - 2 * padding, baseline, box.align, last)
        sheet.lines.append(placed(line, slot, size, box.role, box.place))
        y += leading


def _aligned(grid: Grid, column: int, style: Style) -> Align:
    cells = [row[column] for row in grid.rows if column < len(row)]
    if max((len(cell) for cell in cells), default=0) <= _SHORT and "\n" not in "".join(cells):
        return Align.CENTRE
    return Align.JUSTIFIED if style.table.justified else Align.LEFT


def _widths(grid: Grid, style: Style, room: float) -> list[float]:
    """The widest word of each column, and what is left shared by the square root of the text."""
    size, padding = style.table.size, 2 * style.table.padding + 1
    bold, plain = face(style.family, bold=True), face(style.family)
    levels = head_levels(grid.columns)
    least, weights = [], []
    for column, name in enumerate(grid.columns):
        names = [level[column] for level in levels if level[column]] if len(levels) == 2 else [name]
        if len(levels) == 2 and levels[1][column]:
            names = [levels[1][column]]
        cells = [row[column] for row in grid.rows if column < len(row)]
        longest = [width(bold, word) for each in names for word in each.split()]
        longest += [width(plain, word) for cell in cells for word in cell.split()]
        least.append(max(_LEAST, max(longest, default=0.0) * size + padding))
        text = [len(cell) for cell in (*cells, name)]
        weights.append(0.0 if name.casefold() in _ORDINALS else math.sqrt(max(text) * sum(text) / len(text)))
    free = room - sum(least)
    if free < 0:
        return [each * room / sum(least) for each in least]
    total = sum(weights) or 1.0
    return (
        [each + free * weight / total for each, weight in zip(least, weights, strict=True)]
        if sum(weights)
        else [each + free / len(least) for each in least]
    )
