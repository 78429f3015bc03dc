"""The white that runs through the lines of several rows: it parts columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from parsers.readers.layout.stretches import SAME_BASELINE, Piece

GUTTER = 0.4
"""Font sizes of white between columns; words of a cell that stand nearer in all its lines are rare."""
_MOST_SPANNING = 0.4
"""Share of the rows that text may run through from column to column: group rows and a head of two levels."""
_SPACE, _WIDE_SPACE = 1.2, 4.0
"""Font sizes: in justified text gaps are narrower, in that of narrow cells, too."""
_SAME_START = 0.5
"""Font sizes: lines of a column begin no further apart."""

Interval = tuple[float, float]


def gutters(bands: Sequence[Sequence[Piece]]) -> list[Interval]:
    """The white that runs through most rows; rows with the fewest columns may have text across it.

    White that runs through the text of a cell in some rows is left out: half as many rows of as many
    columns have text across it as have words on the emptier side of it, or one has where it is like a space;
    and where it is that, words stand right of it in few rows.
    """
    kept = sorted(bands, key=lambda band: -len(white([band])))
    least = max(2, round(len(bands) * (1 - _MOST_SPANNING)))
    found = max((white(kept[:count]) for count in range(len(kept), least - 1, -1)), key=len, default=[])
    true = [gutter for gutter in found if _parts(gutter, found, bands)]
    return [_narrowed(gutter, bands) for gutter in true]


def _parts(gutter: Interval, all_gutters: Sequence[Interval], bands: Sequence[Sequence[Piece]]) -> bool:
    """Whether far more rows have words on both sides of a gutter than rows parted at others run over it."""
    left, right = _sides(gutter, all_gutters)
    over = [band for band in bands if _runs_over(gutter, band)]
    clear = [band for band in bands if not _runs_over(gutter, band)]
    before = sum(_lies(band, left, gutter[0]) for band in clear)
    after = sum(_lies(band, gutter[1], right) for band in clear)
    others = [other for other in all_gutters if other != gutter]
    if not _is_space(gutter, all_gutters, bands):
        return min(before, after) > 2 * sum(_is_through(gutter, others, white([band])) for band in over)
    sure = [other for other in others if not _is_space(other, all_gutters, bands)] or others
    return after >= max(2, before / 2) and not any(_is_through(gutter, sure, white([band])) for band in over)


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
    """Whether words right of a gutter only go on with lines left of it, and near, as justified text does.

    A column has lines of its own, or they begin at one place.
    """
    left, right = _sides(gutter, all_gutters)
    gaps: list[float] = []
    starts: list[float] = []
    alone = 0
    for line in (line for band in bands if not _runs_over(gutter, band) for line in _lines(band)):
        before = [piece.x1 for piece in line if left <= piece.x0 and piece.x1 <= gutter[0]]
        after = [piece.x0 for piece in line if gutter[1] <= piece.x0 and piece.x1 <= right]
        alone += bool(after) and not before
        if after and before:
            gaps.append((min(after) - max(before)) / line[0].size)
            starts.append(min(after) / line[0].size)
    if not gaps or 2 * alone > len(gaps):
        return False
    widest = max(gaps)
    return widest < _SPACE or (widest < _WIDE_SPACE and max(starts) - min(starts) > _SAME_START)


def _lines(band: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The words of each printed line of a row."""
    line: list[Piece] = []
    for piece in sorted(band, key=lambda piece: piece.base):
        if line and piece.base - line[0].base > SAME_BASELINE * piece.size:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _runs_over(gutter: Interval, band: Sequence[Piece]) -> bool:
    return any(piece.x0 < gutter[1] and gutter[0] < piece.x1 for piece in band)


def _meets(gutter: Interval, whites: Sequence[Interval]) -> bool:
    return any(x0 < gutter[1] and gutter[0] < x1 for x0, x1 in whites)


def _narrowed(gutter: Interval, bands: Sequence[Sequence[Piece]]) -> Interval:
    """What is white of a gutter in the rows left out before, too, as far as they are parted there.

    A space of text that runs over the gutter leaves less of it than columns lie apart.
    """
    x0, x1 = gutter
    for band in bands:
        least = GUTTER * median(piece.size for piece in band)
        for start, end in white([band]):
            left, right = max(x0, start), min(x1, end)
            if right - left >= min(least, x1 - x0):
                x0, x1 = left, right
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
