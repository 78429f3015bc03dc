"""One page of print as lines and table rows in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from statistics import median

from parsers.document import Line
from parsers.readers.layout.aligned import aligned
from parsers.readers.layout.cells import Ruled, table_rows
from parsers.readers.layout.columns import in_order
from parsers.readers.layout.stretches import Stretch, merged, rows

_BLANK_LINE = 0.7
"""Line pitches of white that make a blank line; space between paragraphs is narrower."""
_MAX_GAP = 20
_MAX_LINES = 1000
"""On one page: more are no paper, and are not searched for columns."""
_MAX_STEP = 3
"""Font sizes: baselines further apart have blank lines between them."""


def lines(bands: Sequence[Sequence[Stretch]], tables: Sequence[Ruled], first_table: int) -> list[Line]:
    """The lines of a page.

    Args:
        bands: the print before, between and after the ruled tables; one more than there are tables.
        tables: the ruled tables, from the top down.
        first_table: the number that the page's first table gets.
    """
    found: list[Line] = []
    steps: list[float] = []
    numbers = count(first_table)
    for index, band in enumerate(bands):
        found += _running(rows(band), steps, numbers)
        if index < len(tables) and not tables[index].is_empty:
            found += table_rows(tables[index], next(numbers))
    pitch = median(steps) if steps else 0.0
    _set_gaps(found, pitch)
    return found


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
