"""One page of print as lines and table rows in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from parsers.document import Line
from parsers.readers.pdf.cells import centre, table_rows
from parsers.readers.pdf.columns import in_order
from parsers.readers.pdf.glyphs import Frame, Glyph
from parsers.readers.pdf.grid import Grid
from parsers.readers.pdf.words import Drop, Stretch, stretches

_BLANK_LINE = 0.7
"""Line pitches of white that make a blank line; space between paragraphs is narrower."""
_MAX_GAP = 20


def lines(
    glyphs: Iterable[Glyph], tables: Sequence[Grid], frame: Frame, first_table: int, drop: Drop
) -> list[Line]:
    """The lines of a page.

    Args:
        glyphs: its characters.
        tables: its ruled tables, from the top down.
        frame: the page.
        first_table: the number that the page's first table gets.
        drop: is told the reference marks that are left out.
    """
    inside: list[list[Glyph]] = [[] for _ in tables]
    bands: list[list[Glyph]] = [[] for _ in range(len(tables) + 1)]
    for glyph in glyphs:
        x, y = centre(glyph, frame)
        table = next((i for i, grid in enumerate(tables) if grid.holds(x, y)), None)
        if table is not None:
            inside[table].append(glyph)
        elif glyph.style.turn == 0:
            bands[sum(grid.ys[0] < y for grid in tables)].append(glyph)
    found: list[Line] = []
    running = [in_order(stretches(band, drop)) for band in bands]
    pitch = _pitch([stretch for band in running for stretch in band])
    number = first_table
    for index, band in enumerate(running):
        found += [stretch.line() for stretch in band]
        if index < len(tables) and any(not g.text.isspace() for g in inside[index]):
            found += table_rows(tables[index], inside[index], frame, number, drop)
            number += 1
    _set_gaps(found, pitch)
    return found


def _pitch(printed: Sequence[Stretch]) -> float:
    """From one baseline to the next, as in most of the running text."""
    steps = [b.base - a.base for a, b in pairwise(printed) if 0 < b.base - a.base < 3 * a.size]
    if steps:
        return median(steps)
    return 1.3 * median([s.size for s in printed]) if printed else 0.0


def _set_gaps(found: Sequence[Line], pitch: float) -> None:
    for before, line in pairwise(found):
        if pitch <= 0 or before.box is None or line.box is None or line.table == before.table is not None:
            continue
        white = (line.box.y1 - before.box.y1) / pitch - (1 if line.cells is None else 0)
        if line.cells is not None:
            white = (line.box.y0 - before.box.y1) / pitch
        line.gap = min(_MAX_GAP, max(0, round(white + 0.5 - _BLANK_LINE)))
