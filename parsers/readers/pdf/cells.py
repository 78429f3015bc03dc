"""The print inside a ruled table as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsers.document import Box, Cell, Line, Word
from parsers.readers.pdf.glyphs import Frame, Glyph
from parsers.readers.pdf.grid import Grid, Slot
from parsers.readers.pdf.words import Drop, Piece, Stretch, merged, rows, stretches

_LIST_ITEM = re.compile(r"(?:[-–—+*•▪■➢✓❖]|[a-zđ]\)|\d{1,2}[.)])\s+\S|[-–+•][^\W\d_]")
_DASH = re.compile(r"[-–]\s")
_TERMINAL = (".", ";", ":", "!", "?", "…")
_CUT = re.compile(r"(?:\d/|[^\W_]-|(?:https?://|www\.)\S*)$")
"""A line that ends inside a word: in a code, a compound or an address."""
_PADDING = 10.8
"""Points left and right of a cell's text together, as word processors set by default (2 x 0.19 cm)."""


def table_rows(grid: Grid, glyphs: Iterable[Glyph], frame: Frame, number: int, drop: Drop) -> list[Line]:
    """The rows of a table. A cell stands in the row where it begins, as in HTML.

    Args:
        grid: the rules of the table.
        glyphs: the characters in it.
        frame: the page.
        number: of the table, for its rows.
        drop: is told the reference marks that are left out.
    """
    owners = grid.owners()
    inside: dict[int, list[Glyph]] = {id(slot): [] for slot in grid.slots}
    for glyph in glyphs:
        inside[id(owners[grid.at(*centre(glyph, frame))])].append(glyph)
    lines: list[Line] = []
    for row in range(len(grid.ys) - 1):
        slots = [slot for slot in grid.slots if slot.row == row]
        cells, words = [], []
        for slot in slots:
            cell, printed = _cell(grid, slot, inside[id(slot)], frame, drop)
            cells.append(cell)
            words += printed
        text = "\t".join(cell.text for cell in cells)
        box = Box(
            x0=round(grid.xs[0], 2),
            y0=round(grid.ys[row], 2),
            x1=round(grid.xs[-1], 2),
            y1=round(grid.ys[row + 1], 2),
        )
        bold = bool(words) and all(g.style.bold for s in slots for g in inside[id(s)] if not g.text.isspace())
        lines.append(Line(text=text, cells=cells, table=number, words=words, box=box, bold=bold))
    return lines


def centre(glyph: Glyph, frame: Frame) -> tuple[float, float]:
    """The middle of a character on the upright page."""
    along, across = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.3 * glyph.style.size
    if glyph.style.turn == 90:
        return frame.width - across, along
    if glyph.style.turn == 270:
        return across, frame.height - along
    return along, across


def _cell(grid: Grid, slot: Slot, glyphs: list[Glyph], frame: Frame, drop: Drop) -> tuple[Cell, list[Word]]:
    x0, y0, x1, y1 = grid.box(slot)
    texts: list[str] = []
    words: list[Word] = []
    for turn in (0, 90, 270):
        lines = [merged(row) for row in rows(stretches((g for g in glyphs if g.style.turn == turn), drop))]
        texts += paragraphs(lines, (y1 - y0 if turn else x1 - x0) - _PADDING)
        words += [_upright(piece.word(), turn, frame) for line in lines for piece in line.pieces]
    box = Box(x0=round(x0, 2), y0=round(y0, 2), x1=round(x1, 2), y1=round(y1, 2))
    return Cell(text="\n".join(texts), columns=slot.columns, rows=slot.rows, box=box), words


def paragraphs(lines: Sequence[Stretch], width: float) -> list[str]:
    """The printed lines of a cell joined, one paragraph or list item each.

    A paragraph ends where a list item follows, or where it closes and the next word would have fitted.
    A dash on which a full line goes on, and which is the first in its cell, stands inside a name
    (`Khoa Khám bệnh / - Cấp cứu`).
    """
    found: list[str] = []
    before: Stretch | None = None
    for line in lines:
        text = line.text
        if before is None or _ends(before, line, width) or _is_item(before, line, found, width):
            found.append(text)
        elif _CUT.search(found[-1][-80:]) and text[:1].isalnum():
            found[-1] += text
        else:
            found[-1] += " " + text
        before = line
    return found


def _is_item(before: Stretch, after: Stretch, found: Sequence[str], width: float) -> bool:
    if not _LIST_ITEM.match(after.text):
        return False
    inside_name = _DASH.match(after.text) and not any(map(_DASH.match, found))
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


def _upright(word: Word, turn: int, frame: Frame) -> Word:
    """A word that runs down or up the page, with its box on the upright page."""
    box = word.box
    if turn == 0 or box is None:
        return word
    if turn == 90:
        placed = Box(x0=frame.width - box.y1, y0=box.x0, x1=frame.width - box.y0, y1=box.x1)
    else:
        placed = Box(x0=box.y0, y0=frame.height - box.x1, x1=box.y1, y1=frame.height - box.x0)
    return word.model_copy(update={"box": placed})
