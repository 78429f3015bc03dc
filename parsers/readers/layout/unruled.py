"""Tables of which a scan has left next to no rule: their head tells the columns, and white parts the rows.

The column that numbers the rows stands first, under a title that no running text has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise, takewhile
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from parsers.readers.layout.grid import Grid, grids
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import SAME_BASELINE, Piece, Stretch, gathered, merged, rows
from parsers.readers.layout.worn import missed

_ORDINAL_TITLE = re.compile(r"(?:S?(?:TT|T[I1l]|[F1Il]T)|Số TT)\.?", re.IGNORECASE)
"""Also as it is misread."""
_FEWEST_TITLES, _FEWEST_RULES = 4, 3
_TITLE_LINES = 3
"""Lines that titles begin above that of the column that numbers rows at most."""
_ASCENT, _DESCENT = 0.75, 0.25
"""Font sizes above and below the baseline that print takes."""
_WHITE = 0.35
"""Font sizes of white between rows; between the lines of a cell there is less."""
_BESIDE = 0.6
"""Font sizes between words of one text at most."""
_STEPS = 60
"""Places between two titles where columns may part."""
_PADDING = 5.0
"""Points between the text of a cell and its rules."""
_WIDE = 0.6
"""Share of the table's width that running text after it takes in one stretch."""


class _Band(NamedTuple):
    """Lines with no white between them, as those of a row; heights in points from the top."""

    top: float
    bottom: float
    stretches: list[Stretch]

    @property
    def words(self) -> list[Piece]:
        return [word for stretch in self.stretches for word in stretch.pieces]


def is_ordinal_title(text: str) -> bool:
    """Whether a text is the title of the column that numbers rows."""
    return _ORDINAL_TITLE.fullmatch(text) is not None


def with_unruled(tables: Sequence[Grid], words: Callable[[], Sequence[Piece]]) -> list[Grid]:
    """The tables of a page from the top down, one that its head tells in place of what rules show of it.

    Args:
        tables: those found by rules.
        words: gives the words of the page.
    """
    pieces = words()
    told = _told(pieces, tables) if any(is_ordinal_title(piece.text) for piece in pieces) else None
    if told is None:
        return list(tables)
    others = [table for table in tables if table.ys[-1] < told.ys[0] or told.ys[-1] < table.ys[0]]
    if any(len(table.xs) >= len(told.xs) for table in tables if table not in others):
        return list(tables)
    return sorted([*others, told], key=lambda table: table.ys[0])


def _told(pieces: Sequence[Piece], tables: Sequence[Grid]) -> Grid | None:
    """The table that a head tells whose columns no other table has."""
    lines = rows(gathered(pieces))
    at = next((at for at, line in enumerate(lines) if _opens_head(line, tables)), None)
    if at is None:
        return None
    title = lines[at][0]
    left, right = title.x0 - _PADDING, max(stretch.x1 for line in lines[at:] for stretch in line) + _PADDING
    levels = [y for table in tables for y in table.ys]
    bands = _bands(lines[max(0, at - _TITLE_LINES) :], median(piece.size for piece in title.pieces), levels)
    first = next(number for number, band in enumerate(bands) if title in band.stretches)
    table = list(takewhile(lambda band: not _is_running(band.stretches, left, right), bands[first:]))
    titles = _titles(table[0].stretches) if table else []
    if len(titles) < _FEWEST_TITLES:
        return None
    places = _partings(titles, [word for band in table[1:] for word in band.words])
    if first + len(table) < len(bands):  # a heading may stand over the text
        while _is_heading(table[-1], places):
            table.pop()
    if len(table) < _FEWEST_RULES - 1:
        return None
    edges = [table[0].top - _PADDING / 2]
    edges += [(above.bottom + below.top) / 2 for above, below in pairwise(table)]
    edges.append(table[-1].bottom + _PADDING / 2)
    across = [Rule(y, left, right) for y in edges]
    down = [Rule(x, edges[0], edges[-1]) for x in (left, right)]
    for (top, bottom), band in zip(pairwise(edges), table, strict=True):
        whole = band is not table[0] and _is_row(band.words, places)
        down += [Rule(x, top, bottom) for x in places if not _runs_over(band.words, x, whole=whole)]
    more = missed(grids(across, down), pieces)
    return next(iter(grids(across + more[0], down + more[1])), None)


def _opens_head(line: Sequence[Stretch], tables: Sequence[Grid]) -> bool:
    """Whether a line begins with the title of the column that numbers rows, and no table has that column."""
    if not is_ordinal_title(line[0].text):
        return False
    return not any(_parts(table, line) for table in tables)


def _parts(table: Grid, line: Sequence[Stretch]) -> bool:
    """Whether the first words of a line stand in a cell of a table without the next."""
    x, y = (line[0].x0 + line[0].x1) / 2, (line[0].top + line[0].bottom) / 2
    if not table.holds(x, y):
        return False
    _, _, right, _ = table.box(table.owners()[table.at(x, y)])
    return all(stretch.x0 > right - stretch.size for stretch in line[1:])


def _bands(lines: Sequence[Sequence[Stretch]], size: float, levels: Sequence[float]) -> list[_Band]:
    """Lines with no white, and none of the levels of rules, between them."""
    bands: list[_Band] = []
    for line in lines:
        top, bottom = line[0].base - _ASCENT * size, line[0].base + _DESCENT * size
        ruled = any(bands[-1].stretches[-1].base <= y < line[0].base - size / 2 for y in levels if bands)
        if bands and not ruled and top - bands[-1].bottom < _WHITE * size:
            above = bands.pop()
            bands.append(_Band(above.top, max(bottom, above.bottom), [*above.stretches, *line]))
        else:
            bands.append(_Band(top, bottom, list(line)))
    return bands


def _is_row(words: Sequence[Piece], places: Sequence[float]) -> bool:
    """Whether words stand in the first column and in the last one."""
    return any(word.x1 <= places[0] for word in words) and any(word.x0 >= places[-1] for word in words)


def _runs_over(words: Sequence[Piece], x: float, *, whole: bool = False) -> bool:
    """Whether a word stands at a place, or two words of one text on both sides of it.

    Args:
        words: those of a band.
        x: the place.
        whole: the band is a row with all columns, whose words may stand near those of the next cell.
    """
    if any(word.x0 < x < word.x1 for word in words):
        return True
    left = [word for word in words if word.x1 <= x]
    return not whole and any(
        word.x0 >= x
        and any(
            word.x0 - other.x1 < _BESIDE * word.size
            and abs(word.base - other.base) < SAME_BASELINE * word.size
            for other in left
        )
        for word in words
    )


def _titles(head: Sequence[Stretch]) -> list[tuple[float, float]]:
    """From where to where the titles of columns stand, but not one over two of them.

    The lines of a title have one middle.
    """
    titles: list[tuple[float, float]] = []
    for line in reversed(rows(head)):
        own: list[tuple[float, float]] = []
        for piece in merged(line).pieces:
            if own and piece.x0 - own[-1][1] < _BESIDE * piece.size:
                own[-1] = own[-1][0], max(own[-1][1], piece.x1)
            else:
                own.append((piece.x0, piece.x1))
        for start, end in own:
            under = [title for title in titles if title[0] < end and start < title[1]]
            if not under:
                titles.append((start, end))
            elif len(under) == 1 and abs(sum(under[0]) - start - end) < 2 * line[0].size:
                titles.remove(under[0])
                titles.append((min(start, under[0][0]), max(end, under[0][1])))
    return sorted(titles)


def _partings(titles: Sequence[tuple[float, float]], inside: Sequence[Piece]) -> list[float]:
    """Where the columns part: between two titles, where the fewest words stand in the way."""
    found: list[float] = []
    for (_, start), (end, _) in pairwise(titles):
        xs = [start + step * (end - start) / _STEPS for step in range(1, _STEPS)]
        crossed = [sum(word.x0 < x < word.x1 for word in inside) for x in xs]
        runs = groupby(zip(crossed, xs, strict=True), itemgetter(0))
        clear = [list(run) for count, run in runs if count == min(crossed)]
        widest = max(clear, key=len)
        found.append(widest[len(widest) // 2][1])
    return found


def _is_heading(band: _Band, places: Sequence[float]) -> bool:
    """Whether a band is lines of text that run over columns."""
    lines = rows(band.stretches)
    return len(lines) == len(band.stretches) and any(_runs_over(band.words, x) for x in places)


def _is_running(stretches: Sequence[Stretch], left: float, right: float) -> bool:
    """Whether the lines of a band are text: one stretch each, some as wide as a text."""
    lines = [merged(line) for line in rows(stretches)]
    return len(lines) == len(stretches) and any(
        line.x0 < left or line.x1 - line.x0 > _WIDE * (right - left) for line in lines
    )
