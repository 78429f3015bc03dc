"""The white that runs through the lines of several rows: it parts columns."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from parsers.readers.layout.stretches import Piece

GUTTER = 0.4
"""Font sizes of white between columns; words of a cell that stand nearer in all its lines are rare."""
_MOST_SPANNING = 0.4
"""Share of the rows that text may run through from column to column: group rows and a head of two levels."""

Interval = tuple[float, float]


def gutters(bands: Sequence[Sequence[Piece]]) -> list[Interval]:
    """The white that runs through most rows; rows with the fewest columns may have text across it."""
    kept = sorted(bands, key=lambda band: -len(_white([band])))
    least = max(2, round(len(bands) * (1 - _MOST_SPANNING)))
    found = [_white(kept[:count]) for count in range(len(kept), least - 1, -1)]
    return max(found, key=len, default=[])


def _white(bands: Sequence[Sequence[Piece]]) -> list[Interval]:
    """Where no row has a word."""
    pieces = sorted((piece for band in bands for piece in band), key=lambda piece: piece.x0)
    found: list[Interval] = []
    if not pieces:
        return found
    end, size = pieces[0].x1, median(piece.size for piece in pieces)
    for piece in pieces:
        if piece.x0 - end >= GUTTER * size:
            found.append((end, piece.x0))
        end = max(end, piece.x1)
    return found
