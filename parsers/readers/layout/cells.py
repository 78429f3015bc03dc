"""The print inside a ruled table as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.document import Box, Cell, Line, Word
from parsers.readers.layout.grid import Grid, Slot
from parsers.readers.layout.stretches import Piece, Stretch, confidence

_LIST_ITEM = re.compile(r"(?:[-–—+*•▪■➢✓❖]|[a-zđ]\)|\d{1,2}[.)])\s+\S|[-–+•][^\W\d_]")
_DASH = re.compile(r"[-–]\s")
_TERMINAL = (".", ";", ":", "!", "?", "…")
_CUT = re.compile(r"(?:\d/|[^\W_]-|(?P<address>(?:https?://|www\.)\S*))$")
"""A line that ends inside a word: in a code, a compound or an address."""
_REST = re.compile(r"(?!https?:|www\.)[!-~]+(?:\s|$)")
"""What an address may go on with on the next line: no word with marks, and no other address."""
_PADDING = 10.8
"""Points left and right of a cell's text together, as word processors set by default (2 x 0.19 cm)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What runs in one direction in a cell."""

    lines: list[Stretch]
    """Its lines from the top down, each on a baseline of its own."""
    words: list[Word]
    """Its words where they stand on the upright page."""
    turned: bool = False
    """It runs down or up the page."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table with what is printed in it."""

    grid: Grid
    cells: list[list[Setting]]
    """Of each slot of the grid, in the same order."""

    @property
    def is_empty(self) -> bool:
        """Nothing is printed in it."""
        return not any(setting.lines for cell in self.cells for setting in cell)


def table_rows(table: Ruled, number: int) -> list[Line]:
    """The rows of a table. A cell stands in the row where it begins, as in HTML.

    Args:
        table: its rules and what stands between them.
        number: of the table, for its rows.
    """
    grid = table.grid
    lines: list[Line] = []
    for row in range(len(grid.ys) - 1):
        settings = [cell for slot, cell in zip(grid.slots, table.cells, strict=True) if slot.row == row]
        cells = [
            _cell(grid, slot, cell)
            for slot, cell in zip(grid.slots, table.cells, strict=True)
            if slot.row == row
        ]
        words = [word for cell in settings for setting in cell for word in setting.words]
        box = Box(
            x0=round(grid.xs[0], 2),
            y0=round(grid.ys[row], 2),
            x1=round(grid.xs[-1], 2),
            y1=round(grid.ys[row + 1], 2),
        )
        lines.append(
            Line(
                text="\t".join(cell.text for cell in cells),
                cells=cells,
                table=number,
                words=words,
                box=box,
                bold=bool(words)
                and all(line.bold for cell in settings for each in cell for line in each.lines),
                confidence=confidence(words),
            )
        )
    return lines


def _cell(grid: Grid, slot: Slot, settings: Sequence[Setting]) -> Cell:
    x0, y0, x1, y1 = grid.box(slot)
    texts: list[str] = []
    for setting in settings:
        texts += paragraphs(setting.lines, (y1 - y0 if setting.turned else x1 - x0) - _PADDING)
    box = Box(x0=round(x0, 2), y0=round(y0, 2), x1=round(x1, 2), y1=round(y1, 2))
    return Cell(text="\n".join(texts), columns=slot.columns, rows=slot.rows, box=box)


def paragraphs(lines: Sequence[Stretch], width: float) -> list[str]:
    """The printed lines of a cell joined, one paragraph or list item each.

    A paragraph ends where a list item follows, or where it closes and the next word would have fitted.
    A dash on which a full line goes on stands inside a name (`Khoa Khám bệnh / - Cấp cứu`) where it is the
    first in its cell, or where the items of the cell's list close with a semicolon and that line does not.
    """
    found: list[str] = []
    closing = any(line.text.endswith(";") for line in lines)
    before: Stretch | None = None
    for line in lines:
        text = line.text
        if before is None or _ends(before, line, width) or _is_item(before, line, found, width, closing):
            found.append(text)
        elif _is_cut(found[-1], text):
            found[-1] += text
        else:
            found[-1] += " " + text
        before = line
    return found


def _is_cut(before: str, after: str) -> bool:
    """Whether a line ends inside a word, which goes on with the next."""
    cut = _CUT.search(before[-80:])
    return bool(cut and after[:1].isalnum() and (not cut["address"] or _REST.match(after)))


def _is_item(before: Stretch, after: Stretch, found: Sequence[str], width: float, closing: bool) -> bool:
    if not _LIST_ITEM.match(after.text):
        return False
    unfinished = closing and not before.text.endswith(_TERMINAL)
    inside_name = _DASH.match(after.text) and (unfinished or not any(map(_DASH.match, found)))
    return not inside_name or _fits(before, after.pieces[:2], width)


def _ends(before: Stretch, after: Stretch, width: float) -> bool:
    if not before.text.endswith(_TERMINAL):
        return False
    if _LIST_ITEM.match(after.text):
        return True
    return not after.text[:1].islower() and _fits(before, after.pieces[:1], width)


def _fits(before: Stretch, words: Sequence[Piece], width: float) -> bool:
    """Whether words would have fitted at the end of a line."""
    room = width - (before.x1 - before.x0) - 0.25 * before.size
    return words[-1].x1 - words[0].x0 < room
