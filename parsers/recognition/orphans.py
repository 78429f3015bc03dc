"""Letters that no ridge runs through: those of lines set smaller and closer than the body of the page.

A ridge lies where ink is densest, and beside a denser line that is near there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.marks import NOBODY
from parsers.recognition.ridges import Ridges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.barriers import Barriers
    from parsers.recognition.blobs import Blobs

_HEIGHT, _WIDTH = (0.6, 2.0), 2.5
"""Heights of small letters that an orphan is high and wide: neither mark nor scrawl."""
_SMALLER, _LOWER = 0.97, 1.25
"""Heights of the small letters of the body: no higher are the low letters of small print, or all of them."""
_SPACE = 1.2
"""Heights of small letters between it and the letters of its line at most."""
_LEVEL = 0.6
"""Share of the higher one's height on which two letters of a line stand side by side."""
_MOST = 300
"""Orphans that are looked at; what has more is noise."""
_FEWEST = 2
"""Orphans that make a line of a cell."""


def adopted(
    pieces: Blobs, owner: NDArray[np.int32], ridges: Ridges, barriers: Barriers, letter: float
) -> Ridges:
    """The ridges, with those of lines in cells that had none.

    Args:
        pieces: the ink that may be text.
        owner: by piece, its line from 1, changed in place: orphans go to the line of the letters beside them.
        ridges: the middles of the lines.
        barriers: what no line crosses.
        letter: the height of the page's small letters.
    """
    import numpy as np

    low, high = (size * letter for size in _HEIGHT)
    fits = (pieces.height >= low) & (pieces.height <= high) & (pieces.width <= _WIDTH * letter)
    orphans = np.flatnonzero(fits & (owner == NOBODY))
    if not 0 < len(orphans) <= _MOST:
        return ridges
    known = np.flatnonzero((owner > NOBODY) & (pieces.height >= low) & _of_small_print(pieces, owner, letter))
    left = orphans
    while len(left) and len(known):
        gap = _gaps(pieces, left, known, barriers, letter)
        near = gap.argmin(axis=1)
        found = np.isfinite(gap[np.arange(len(left)), near])
        if not found.any():
            break
        owner[left[found]] = owner[known[near[found]]]
        known, left = left[found], left[~found]
    taken = orphans[owner[orphans] > NOBODY]
    _join(pieces, owner, taken, barriers, letter)
    return _with_lines(pieces, owner, _reaching(pieces, owner, ridges, taken), left, barriers, letter)


def _of_small_print(pieces: Blobs, owner: NDArray[np.int32], letter: float) -> NDArray[np.bool_]:
    """Whether each piece is of a line that is set smaller than the body of the page."""
    import numpy as np

    small = np.zeros(int(owner.max(initial=0)) + 1, bool)
    for line in np.unique(owner[owner > NOBODY]):
        heights = pieces.height[(owner == line) & (pieces.height >= _HEIGHT[0] * letter)]
        if len(heights):
            low, high = np.percentile(heights, (20, 100)) / letter
            small[line] = low <= _SMALLER or high <= _LOWER
    found: NDArray[np.bool_] = (owner > NOBODY) & small[np.maximum(owner, 0)]
    return found


def _join(
    pieces: Blobs, owner: NDArray[np.int32], taken: NDArray[np.int64], barriers: Barriers, letter: float
) -> None:
    """Make one line of two that stand on both sides of an orphan. Changes `owner` in place."""
    import numpy as np

    known = np.flatnonzero((owner > NOBODY) & (pieces.height >= _HEIGHT[0] * letter))
    if not len(taken):
        return
    near = np.isfinite(_gaps(pieces, taken, known, barriers, letter))
    for one, other in zip(*np.nonzero(near), strict=True):
        mine, its = owner[taken[one]], owner[known[other]]
        if mine != its:
            kept, gone = (mine, its) if (owner == mine).sum() >= (owner == its).sum() else (its, mine)
            owner[owner == gone] = kept


def _reaching(pieces: Blobs, owner: NDArray[np.int32], ridges: Ridges, taken: NDArray[np.int64]) -> Ridges:
    """The ridges, those of lines with orphans as far as their letters reach."""
    import numpy as np

    start, end, curves = ridges.start.copy(), ridges.end.copy(), ridges.curves.copy()
    for line in np.unique(owner[taken]) - 1:
        letters = owner == line + 1
        first, last = float(pieces.x0[letters].min()), float(pieces.x1[letters].max())
        start[line], end[line] = min(start[line], first), max(end[line], last)
        x = np.array([start[line], (start[line] + end[line]) / 2, end[line]])
        low, middle, high = ridges.along(int(line), x)
        curves[line] = middle, (high - low) / 2, (high + low) / 2 - middle
    return Ridges(start, end, curves)


def _gaps(
    pieces: Blobs, some: NDArray[np.int64], others: NDArray[np.int64], barriers: Barriers, letter: float
) -> NDArray[np.float64]:
    """How far pieces stand from those beside them on their level, in pixels; endlessly from all others."""
    import numpy as np

    y0, y1, x0, x1 = (side[some][:, None] for side in (pieces.y0, pieces.y1, pieces.x0, pieces.x1))
    shared = np.minimum(y1, pieces.y1[others]) - np.maximum(y0, pieces.y0[others])
    level = shared >= _LEVEL * np.maximum(y1 - y0, pieces.height[others])
    aside = np.maximum(np.maximum(pieces.x0[others] - x1, x0 - pieces.x1[others]), 0)
    gap: NDArray[np.float64] = np.where(level & (aside <= _SPACE * letter), aside.astype(np.float64), np.inf)
    one, other = np.nonzero(np.isfinite(gap))
    x, y = ((low + high)[some[one]] / 2 for low, high in ((pieces.x0, pieces.x1), (pieces.y0, pieces.y1)))
    parted = barriers.part(x, y, (pieces.x0 + pieces.x1)[others[other]] / 2)
    gap[one[parted], other[parted]] = np.inf
    return gap


def _with_lines(
    pieces: Blobs,
    owner: NDArray[np.int32],
    ridges: Ridges,
    orphans: NDArray[np.int64],
    barriers: Barriers,
    letter: float,
) -> Ridges:
    """The ridges, with one through those orphans that stand side by side in a cell."""
    import numpy as np

    x, y = (pieces.x0 + pieces.x1) / 4, (pieces.y0 + pieces.y1) / 4
    inside = np.array([barriers.is_column(x[each], y[each]) for each in orphans], dtype=bool)
    left = orphans[inside]
    starts, ends, middles = [], [], []
    while len(left):
        line = left[:1]
        while True:
            gap = _gaps(pieces, left, line, barriers, letter).min(axis=1)
            grown = left[np.isfinite(gap)]
            if len(grown) == len(line):
                break
            line = grown
        left = np.setdiff1d(left, line)
        if len(line) >= _FEWEST:
            starts.append(float(pieces.x0[line].min()))
            ends.append(float(pieces.x1[line].max()))
            middles.append(float(np.median(pieces.y0[line] + pieces.y1[line])) / 2)
            owner[line] = len(ridges) + len(starts)
    curves = np.zeros((len(starts), 3))
    curves[:, 0] = middles
    return Ridges(np.r_[ridges.start, starts], np.r_[ridges.end, ends], np.vstack([ridges.curves, curves]))
