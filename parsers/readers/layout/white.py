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
    """The white that runs through most rows; rows with the fewest columns may have text across it.

    White that happens to run through the text of a cell in some rows is left out: as many rows of as many
    columns have text across it as have words on the emptier side of it.
    """
    kept = sorted(bands, key=lambda band: -len(white([band])))
    least = max(2, round(len(bands) * (1 - _MOST_SPANNING)))
    found = max((white(kept[:count]) for count in range(len(kept), least - 1, -1)), key=len, default=[])
    true = [gutter for gutter in found if _parts(gutter, found, bands)]
    return [_narrowed(gutter, bands) for gutter in true]


def _parts(gutter: Interval, all_gutters: Sequence[Interval], bands: Sequence[Sequence[Piece]]) -> bool:
    """Whether more rows have words on each side of a gutter than rows parted at the others run over it."""
    others = [other for other in all_gutters if other != gutter]
    left = max((x1 for _, x1 in others if x1 <= gutter[0]), default=float("-inf"))
    right = min((x0 for x0, _ in others if x0 >= gutter[1]), default=float("inf"))
    over = [band for band in bands if _runs_over(gutter, band)]
    clear = [band for band in bands if not _runs_over(gutter, band)]
    before = sum(any(left <= piece.x0 and piece.x1 <= gutter[0] for piece in band) for band in clear)
    after = sum(any(gutter[1] <= piece.x0 and piece.x1 <= right for piece in band) for band in clear)
    through = sum(
        not _meets(gutter, white([band])) and all(_meets(other, white([band])) for other in others)
        for band in over
    )
    return min(before, after) > through


def _runs_over(gutter: Interval, band: Sequence[Piece]) -> bool:
    return any(piece.x0 < gutter[1] and gutter[0] < piece.x1 for piece in band)


def _meets(gutter: Interval, whites: Sequence[Interval]) -> bool:
    return any(x0 < gutter[1] and gutter[0] < x1 for x0, x1 in whites)


def _narrowed(gutter: Interval, bands: Sequence[Sequence[Piece]]) -> Interval:
    """What is white of a gutter in the rows left out before, too, as far as they are parted there."""
    x0, x1 = gutter
    for band in bands:
        for start, end in white([band]):
            if max(x0, start) < min(x1, end):
                x0, x1 = max(x0, start), min(x1, end)
                break
    return x0, x1


def white(bands: Sequence[Sequence[Piece]]) -> list[Interval]:
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
