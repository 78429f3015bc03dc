"""Tables of which a scan has left no rule: their head tells them, and the white between rows their rules.

The column that numbers the rows stands first, under a title that no running text has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

from parsers.readers.layout.grid import Grid, grids
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import SAME_BASELINE, Piece, Stretch, gathered, merged, rows

_ORDINAL_TITLE = re.compile(r"(?:S?TT|Số TT)\.?", re.IGNORECASE)
_FEWEST_TITLES, _FEWEST_RULES = 4, 3
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


def unruled(pieces: Sequence[Piece]) -> list[Grid]:
    """The table, or none.

    Args:
        pieces: the words of a page on which no table was found.
    """
    lines = rows(gathered(pieces))
    at = next((at for at, line in enumerate(lines) if _is_head(line)), None)
    if at is None:
        return []
    head = lines[at]
    size = median(piece.size for stretch in head for piece in stretch.pieces)
    left, right = head[0].x0 - _PADDING, max(stretch.x1 for line in lines[at:] for stretch in line) + _PADDING
    bands = _bands(lines[max(0, at - 1) :], size)
    first = next(number for number, band in enumerate(bands) if head[0] in band.stretches)
    table = list(takewhile(lambda band: not _is_running(band.stretches, left, right), bands[first:]))
    if len(table) < _FEWEST_RULES - 1:
        return []
    edges = [table[0].top - _PADDING / 2]
    edges += [(above.bottom + below.top) / 2 for above, below in pairwise(table)]
    edges.append(table[-1].bottom + _PADDING / 2)
    places = _partings(table[0].words, [word for band in table for word in band.words])
    if len(places) < _FEWEST_TITLES - 1:
        return []
    down = [Rule(x, edges[0], edges[-1]) for x in (left, right)]
    for (top, bottom), band in zip(pairwise(edges), table, strict=True):
        down += [Rule(x, top, bottom) for x in places if not _runs_over(band.words, x)]
    return grids([Rule(y, left, right) for y in edges], down)


def _bands(lines: Sequence[Sequence[Stretch]], size: float) -> list[_Band]:
    bands: list[_Band] = []
    for line in lines:
        top, bottom = line[0].base - _ASCENT * size, line[0].base + _DESCENT * size
        if bands and top - bands[-1].bottom < _WHITE * size:
            above = bands.pop()
            bands.append(_Band(above.top, max(bottom, above.bottom), [*above.stretches, *line]))
        else:
            bands.append(_Band(top, bottom, list(line)))
    return bands


def _runs_over(words: Sequence[Piece], x: float) -> bool:
    """Whether a word stands at a place, or two words of one text on both sides of it."""
    left = [word for word in words if word.x1 <= x]
    return any(
        word.x0 < x < word.x1
        or (
            word.x0 >= x
            and any(
                word.x0 - other.x1 < _BESIDE * word.size
                and abs(word.base - other.base) < SAME_BASELINE * word.size
                for other in left
            )
        )
        for word in words
    )


def _partings(head: Sequence[Piece], inside: Sequence[Piece]) -> list[float]:
    """Where the columns part: between two titles, where the fewest words stand in the way."""
    titles: list[tuple[float, float]] = []
    for piece in sorted(head, key=lambda piece: piece.x0):
        if titles and piece.x0 - titles[-1][1] < _BESIDE * piece.size:
            titles[-1] = titles[-1][0], max(titles[-1][1], piece.x1)
        else:
            titles.append((piece.x0, piece.x1))
    found = []
    for (_, start), (end, _) in pairwise(titles):
        xs = [start + step * (end - start) / _STEPS for step in range(1, _STEPS)]
        crossed = [sum(word.x0 < x < word.x1 for word in inside) for x in xs]
        clear = [x for x, count in zip(xs, crossed, strict=True) if count == min(crossed)]
        found.append(clear[len(clear) // 2])
    return found


def _is_head(line: Sequence[Stretch]) -> bool:
    return len(line) >= _FEWEST_TITLES and _ORDINAL_TITLE.fullmatch(line[0].text) is not None


def _is_running(stretches: Sequence[Stretch], left: float, right: float) -> bool:
    """Whether the lines of a band are text: one stretch each, some as wide as a text."""
    lines = [merged(line) for line in rows(stretches)]
    return len(lines) == len(stretches) and any(
        line.x0 < left or line.x1 - line.x0 > _WIDE * (right - left) for line in lines
    )
