"""One page of print as lines and table rows in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise
from statistics import median

from parsers.document import Line
from parsers.readers.pdf.aligned import aligned
from parsers.readers.pdf.cells import centre, table_rows
from parsers.readers.pdf.columns import in_order
from parsers.readers.pdf.glyphs import Frame, Glyph
from parsers.readers.pdf.grid import Grid
from parsers.readers.pdf.words import Drop, Stretch, merged, rows, stretches

_BLANK_LINE = 0.7
"""Line pitches of white that make a blank line; space between paragraphs is narrower."""
_MAX_GAP = 20
_MAX_LINES = 1000
"""On one page: more are no paper, and are not searched for columns."""
_MAX_STEP = 3
"""Font sizes: baselines further apart have blank lines between them."""


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
    bands, inside = _divided(glyphs, tables, frame)
    found: list[Line] = []
    steps: list[float] = []
    numbers = count(first_table)
    for index, band in enumerate(bands):
        found += _running(rows(stretches(band, drop)), steps, numbers)
        if index < len(tables) and any(not g.text.isspace() for g in inside[index]):
            found += table_rows(tables[index], inside[index], frame, next(numbers), drop)
    pitch = median(steps) if steps else 0.0
    _set_gaps(found, pitch)
    return found


def _divided(
    glyphs: Iterable[Glyph], tables: Sequence[Grid], frame: Frame
) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    """The upright characters before, between and after tables, and all those inside each."""
    if not tables:
        return [[glyph for glyph in glyphs if glyph.style.turn == 0]], []
    bands: list[list[Glyph]] = [[] for _ in range(len(tables) + 1)]
    inside: list[list[Glyph]] = [[] for _ in tables]
    for glyph in glyphs:
        x, y = centre(glyph, frame)
        table = next((i for i, grid in enumerate(tables) if grid.holds(x, y)), None)
        if table is not None:
            inside[table].append(glyph)
        elif glyph.style.turn == 0:
            bands[sum(grid.ys[0] < y for grid in tables)].append(glyph)
    return bands, inside


def _running(printed: list[list[Stretch]], steps: list[float], numbers: Iterator[int]) -> list[Line]:
    """Running text and tables without rules. Adds to `steps` those from one baseline to the next."""
    if len(printed) > _MAX_LINES:
        return [merged(row).line() for row in printed]
    found: list[Line] = []
    start = 0
    for table in [*aligned(printed), None]:
        running = in_order(printed[start : table.start if table else len(printed)])
        steps += [b.base - a.base for a, b in pairwise(running) if 0 < b.base - a.base < _MAX_STEP * a.size]
        found += [stretch.line() for stretch in running]
        if table:
            found += table.lines(next(numbers))
            start = table.end
    return found


def _set_gaps(found: Sequence[Line], pitch: float) -> None:
    for before, line in pairwise(found):
        if pitch <= 0 or before.box is None or line.box is None or line.table == before.table is not None:
            continue
        if line.cells is None:
            white = (line.box.y1 - before.box.y1) / pitch - 1
        else:
            white = (line.box.y0 - before.box.y1) / pitch
        line.gap = min(_MAX_GAP, max(0, round(white + 0.5 - _BLANK_LINE)))
