"""The white that runs through the lines of several rows: it parts columns."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from parsers.readers.layout.stretches import Piece

GUTTER = 0.4
"""Font sizes of white between columns; words of a cell that stand nearer in all its lines are rare."""
_MOST_SPANNING = 0.4
"""Share of the rows that text may run through from column to column: group rows and a head of two levels."""
_SPACE = 1.2
"""Font sizes: in justified text gaps are narrower."""

Interval = tuple[float, float]


def gutters(bands: Sequence[Sequence[Piece]]) -> list[Interval]:
    """The white that runs through most rows; rows with the fewest columns may have text across it.

    White that happens to run through the text of a cell in some rows is left out: as many rows of as many
    columns have text across it as have words on the emptier side of it, half as many where it is never wider
    than a space; or words stand right of it in few rows, and always so near.
    """
    kept = sorted(bands, key=lambda band: -len(white([band])))
    least = max(2, round(len(bands) * (1 - _MOST_SPANNING)))
    found = max((white(kept[:count]) for count in range(len(kept), least - 1, -1)), key=len, default=[])
    true = [gutter for gutter in found if _parts(gutter, found, bands)]
    return [_narrowed(gutter, bands) for gutter in true]


def _parts(gutter: Interval, all_gutters: Sequence[Interval], bands: Sequence[Sequence[Piece]]) -> bool:
    """Whether more rows have words on each side of a gutter than rows parted at the others run over it."""
    left, right = _sides(gutter, all_gutters)
    over = [band for band in bands if _runs_over(gutter, band)]
    clear = [band for band in bands if not _runs_over(gutter, band)]
    before = sum(_lies(band, left, gutter[0]) for band in clear)
    after = sum(_lies(band, gutter[1], right) for band in clear)
    others = [other for other in all_gutters if other != gutter]
    if _is_space(gutter, all_gutters, bands):
        if 2 * after < before:
            return False
        others = [other for other in others if not _is_space(other, all_gutters, bands)] or others
        after //= 2
    return min(before, after) > sum(_is_through(gutter, others, white([band])) for band in over)


def _is_through(gutter: Interval, others: Sequence[Interval], whites: Sequence[Interval]) -> bool:
    """Whether a row runs over a gutter and is parted at most of the others."""
    met = sum(_meets(other, whites) for other in others)
    return not _meets(gutter, whites) and 2 * met > len(others)


def _sides(gutter: Interval, all_gutters: Sequence[Interval]) -> Interval:
    """Where the columns left and right of a gutter begin and end."""
    left = max((x1 for _, x1 in all_gutters if x1 <= gutter[0]), default=float("-inf"))
    right = min((x0 for x0, _ in all_gutters if x0 >= gutter[1]), default=float("inf"))
    return left, right


def _lies(band: Sequence[Piece], left: float, right: float) -> bool:
    """Whether a row has a word between two places."""
    return any(left <= piece.x0 and piece.x1 <= right for piece in band)


def _is_space(gutter: Interval, all_gutters: Sequence[Interval], bands: Sequence[Sequence[Piece]]) -> bool:
    """Whether rows with words on both sides of a gutter have no more white there than justified text."""
    left, right = _sides(gutter, all_gutters)
    beside = [band for band in bands if _lies(band, left, gutter[0]) and _lies(band, gutter[1], right)]
    parted = [
        (x1 - x0) / median(piece.size for piece in band)
        for band in beside
        for x0, x1 in white([band])
        if x0 < gutter[1] and gutter[0] < x1
    ]
    return bool(parted) and max(parted) < _SPACE


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
