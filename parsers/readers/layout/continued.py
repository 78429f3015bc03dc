"""The rest of a table over a page break, where the scan has worn its rules away: its columns are known.

The table that ends the page before tells them; scans of two pages lie a little apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.document import Page
from parsers.readers.layout.grid import Grid, Slot
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece, Stretch, gathered, rows

_PAGE_NUMBER = re.compile(r"\W{0,2}\d{1,3}\W{0,2}")
_FEWEST_COLUMNS = 3
_APART = 20
"""Points that the columns of two pages may lie apart."""
_ALIKE = 0.02
"""Share of its width that a table may be wider or narrower on the next page."""
_NEXT = 1.6
"""Font sizes from one baseline of a row to the next at most; behind the row there is more white."""
_MOST_LINES = 12
_ASIDE = 0.7
"""Font sizes of white between words of two cells at least."""


def rest(
    before: Page, table: Grid, pieces: Sequence[Piece], tables: Sequence[Grid], across: Sequence[Rule]
) -> Grid | None:
    """The table that a page goes on with, where it is not found by its rules.

    Args:
        before: the page before.
        table: the last one on it.
        pieces: the words of the page.
        tables: those that are found by their rules.
        across: the rules across the page.
    """
    lines = [line for line in rows(gathered(pieces)) if line]
    while lines and len(lines[0]) == 1 and _PAGE_NUMBER.fullmatch(lines[0][0].text):
        lines = lines[1:]
    if not lines or len(table.xs) <= _FEWEST_COLUMNS or not _ends(before):
        return None
    if tables and tables[0].ys[0] < lines[0][0].base:
        return None
    return _framed(table.xs, lines, across) or _aligned(table.xs, lines)


def _ends(page: Page) -> bool:
    """Whether a page ends with a table."""
    lines = [line for line in page.lines if not _PAGE_NUMBER.fullmatch(line.text)]
    return bool(lines) and lines[-1].cells is not None


def _framed(xs: Sequence[float], lines: Sequence[Sequence[Stretch]], across: Sequence[Rule]) -> Grid | None:
    """The table between rules as wide as it was, over and under the first lines of a page."""
    first = lines[0][0].base
    wide = xs[-1] - xs[0]
    alike = [rule for rule in sorted(across) if abs(rule.end - rule.start - wide) <= _ALIKE * wide]
    above = [rule for rule in alike if rule.at < first]
    if not above or len(alike) < len(above) + 1:
        return None
    levels = [above[-1].at, *(rule.at for rule in alike[len(above) :])]
    start, scale = above[-1].start, (above[-1].end - above[-1].start) / wide
    return _grid([start + scale * (x - xs[0]) for x in xs], levels)


def _aligned(xs: Sequence[float], lines: Sequence[Sequence[Stretch]]) -> Grid | None:
    """The row that the first lines of a page make, each in one of the columns, some side by side."""
    row = [lines[0]]
    for line in lines[1:_MOST_LINES]:
        if line[0].base - row[-1][0].base > _NEXT * row[-1][0].size:
            break
        row.append(line)
    words = [piece for line in row for stretch in line for piece in stretch.pieces]
    fits = [
        shift
        for shift in sorted(range(-_APART, _APART + 1), key=abs)
        if all(_column(word, xs, shift) is not None for word in words)
    ]
    if not fits or any(
        stretch.text.isupper() and len(stretch.pieces) > 1 for line in row for stretch in line
    ):
        return None
    shift = fits[0]
    beside = any(
        after.x0 - word.x1 >= _ASIDE * word.size and _column(word, xs, shift) != _column(after, xs, shift)
        for line in row
        for word, after in pairwise([piece for stretch in line for piece in stretch.pieces])
    )
    filled = {_column(word, xs, shift) for word in words}
    if not beside or len(filled) < _FEWEST_COLUMNS:
        return None
    top, bottom = min(stretch.top for stretch in row[0]), max(stretch.bottom for stretch in row[-1])
    return _grid([x + shift for x in xs], [top, bottom])


def _column(word: Piece, xs: Sequence[float], shift: float) -> int | None:
    """The column that a word stands in, none where it stands across two, or beside the table."""
    return next(
        (at for at, (x0, x1) in enumerate(pairwise(xs)) if x0 + shift <= word.x0 and word.x1 <= x1 + shift),
        None,
    )


def _grid(xs: list[float], ys: list[float]) -> Grid:
    return Grid(
        xs, ys, [Slot(row, column, 1, 1) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    )
