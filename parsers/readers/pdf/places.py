"""Which part of a page each character stands in: between the ruled tables, or in a cell of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.document import Box, Word
from parsers.readers.layout.cells import Ruled, Setting
from parsers.readers.layout.grid import Grid
from parsers.readers.layout.stretches import Stretch, merged, rows
from parsers.readers.pdf.glyphs import Frame, Glyph
from parsers.readers.pdf.words import Drop, stretches


def placed(
    glyphs: Iterable[Glyph], tables: Sequence[Grid], frame: Frame, drop: Drop
) -> tuple[list[list[Stretch]], list[Ruled]]:
    """The print before, between and after ruled tables, and the tables with what is printed in them.

    Args:
        glyphs: the characters of a page.
        tables: its ruled tables, from the top down.
        frame: the page.
        drop: is told the reference marks that are left out.
    """
    bands: list[list[Glyph]] = [[] for _ in range(len(tables) + 1)]
    inside: list[list[Glyph]] = [[] for _ in tables]
    for glyph in glyphs:
        table, band = None, 0
        if tables:
            x, y = centre(glyph, frame)
            table = next((i for i, grid in enumerate(tables) if grid.holds(x, y)), None)
            band = sum(grid.ys[0] < y for grid in tables)
        if table is not None:
            inside[table].append(glyph)
        elif glyph.style.turn == 0:
            bands[band].append(glyph)
    ruled = [_ruled(grid, its, frame, drop) for grid, its in zip(tables, inside, strict=True)]
    return [stretches(band, drop) for band in bands], ruled


def centre(glyph: Glyph, frame: Frame) -> tuple[float, float]:
    """The middle of a character on the upright page."""
    along, across = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.3 * glyph.style.size
    if glyph.style.turn == 90:
        return frame.width - across, along
    if glyph.style.turn == 270:
        return across, frame.height - along
    return along, across


def _ruled(grid: Grid, glyphs: Iterable[Glyph], frame: Frame, drop: Drop) -> Ruled:
    owners = grid.owners()
    inside: dict[int, list[Glyph]] = {id(slot): [] for slot in grid.slots}
    for glyph in glyphs:
        inside[id(owners[grid.at(*centre(glyph, frame))])].append(glyph)
    return Ruled(grid, [_settings(inside[id(slot)], frame, drop) for slot in grid.slots])


def _settings(glyphs: list[Glyph], frame: Frame, drop: Drop) -> list[Setting]:
    found: list[Setting] = []
    for turn in (0, 90, 270):
        its = [glyph for glyph in glyphs if glyph.style.turn == turn]
        lines = [merged(row) for row in rows(stretches(its, drop))] if its else []
        words = [_upright(piece.word(), turn, frame) for line in lines for piece in line.pieces]
        if lines:
            found.append(Setting(lines, words, turned=turn != 0))
    return found


def _upright(word: Word, turn: int, frame: Frame) -> Word:
    """A word that runs down or up the page, with its box on the upright page."""
    box = word.box
    if turn == 0 or box is None:
        return word
    if turn == 90:
        turned = Box(x0=frame.width - box.y1, y0=box.x0, x1=frame.width - box.y0, y1=box.x1)
    else:
        turned = Box(x0=box.y0, y0=frame.height - box.x1, x1=box.y1, y1=frame.height - box.x0)
    return word.model_copy(update={"box": turned})
