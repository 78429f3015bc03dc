"""Marks, points and dashes: which line each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.barriers import Barriers
    from parsers.recognition.blobs import Blobs
    from parsers.recognition.ridges import Ridges

SHARED = -1
"""The owner of ink that several lines touch one another in."""
NOBODY = 0
"""The owner of ink that is no text."""
_ASIDE = 3.0
"""Heights of small letters: a dash is no further before its line, or a point after it."""
_FOOT = 0.55
"""Heights of its small letters that a line's points and dots lie under its baseline at most."""
_OVER = 0.5
"""Heights of small letters that the middle of a dot over letters lies beside their line at most."""
_SPECK = 0.35
"""Heights of small letters: a larger piece may be what is left of a letter."""
_HEAD, _TOP = 1.1, 2.9
"""Heights of its small letters above its baseline where a line's marks begin, and where they end."""
_UNDER = 0.3
"""Heights of its small letters that the middle of a comma lies under the baseline at most."""
_TOUCHING = 0.25
"""Heights of small letters between a letter and its mark, or two marks on one another, at most."""
_TWO = 0.5
"""Heights of small letters: what is higher between two lines and touches both is a mark of each."""


def give_marks(
    pieces: Blobs,
    owner: NDArray[np.int32],
    ridges: Ridges,
    size: NDArray[np.float64],
    bases: NDArray[np.float64],
    barriers: Barriers,
    letter: float,
) -> None:
    """Give what belongs to nobody yet to the line whose baseline it lies best above or on.

    Args:
        pieces: the ink that may be text.
        owner: by piece, its line from 1, changed in place.
        ridges: the middles of the lines.
        size: by line, the height of its small letters; 0 where it has no letters.
        bases: by piece and line, the y of the baseline there.
        barriers: what no line crosses.
        letter: the height of the page's small letters.
    """
    import numpy as np

    marks = np.flatnonzero(owner == NOBODY)
    if not len(marks) or not (size > 0).any():
        return
    x = (pieces.x0[marks] + pieces.x1[marks]) / 2
    y = (pieces.y0[marks] + pieces.y1[marks]) / 2
    height = (bases[marks] - y[:, None]) / np.maximum(size, 1.0)
    cost = np.select(
        [height > _TOP, height > _HEAD, height > -_FOOT, height > -2 * _FOOT],
        [np.inf, height, 0.2 * np.abs(height - 0.3), 4.0 - height],
        np.inf,
    )
    left, right = _reach(pieces, owner, len(size))
    start, end = np.minimum(ridges.start, left), np.maximum(ridges.end, right)
    cost += np.maximum(start - x[:, None], x[:, None] - end).clip(0) / letter
    beside = np.maximum(ridges.start - x[:, None], x[:, None] - ridges.end)
    cost[(beside > _ASIDE * letter) | (size == 0)] = np.inf
    # in a table, the corners of rules are left
    speck = np.maximum(pieces.width, pieces.height)[marks] < _SPECK * letter
    corner = (speck & barriers.hold(x, y))[:, None] & (height > _HEAD)
    over = (x[:, None] >= left - _OVER * letter) & (x[:, None] <= right + _OVER * letter)
    cost[corner & ~over] = np.inf
    one, other = np.nonzero(np.isfinite(cost))
    ends = np.clip(x[one], ridges.start[other], ridges.end[other])
    parted = barriers.part(x[one], y[one], ends)
    cost[one[parted], other[parted]] = np.inf
    line = cost.argmin(axis=1)
    taken = np.isfinite(cost[np.arange(len(marks)), line])
    _look_closer(pieces, owner, marks, cost, height, line, letter)
    owner[marks[taken]] = line[taken] + 1


def _reach(
    pieces: Blobs, owner: NDArray[np.int32], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the first letter of each line begins and its last one ends, beyond the ends of its ridge, too."""
    import numpy as np

    left, right = np.full(count, np.inf), np.full(count, -np.inf)
    mine = np.flatnonzero(owner > 0)
    np.minimum.at(left, owner[mine] - 1, pieces.x0[mine])
    np.maximum.at(right, owner[mine] - 1, pieces.x1[mine])
    return left, right


def _look_closer(
    pieces: Blobs,
    owner: NDArray[np.int32],
    marks: NDArray[np.int64],
    cost: NDArray[np.float64],
    height: NDArray[np.float64],
    line: NDArray[np.int64],
    letter: float,
) -> None:
    """Decide for marks between two lines by the letter, or the mark of a letter, that they are next to.

    Changes `line` in place.
    """
    import numpy as np

    every = np.arange(len(marks))
    under = np.where(height < -_UNDER, cost, np.inf)
    over = np.where(height > _HEAD, cost, np.inf)
    upper, lower = under.argmin(axis=1), over.argmin(axis=1)
    open_ = np.isfinite(under[every, upper]) & np.isfinite(over[every, lower])
    known = owner.copy()
    known[marks[~open_]] = line[~open_] + 1
    for reach in (_TOUCHING * letter, _TOUCHING * letter, 2 * _TOUCHING * letter):
        left = np.flatnonzero(open_)
        if not len(left):
            return
        up = _gaps(pieces, known, marks[left], upper[left] + 1, above=True)
        down = _gaps(pieces, known, marks[left], lower[left] + 1, above=False)
        # a tone waits for the hat that it stands on
        waits = _waits(pieces, marks[left], lower[left])
        sure = (np.minimum(up, down) <= reach) & (waits >= np.minimum(up, down))
        line[left[sure]] = np.where(up < down, upper[left], lower[left])[sure]
        both = sure & (np.maximum(up, down) <= reach) & (pieces.height[marks[left]] > _TWO * letter)
        line[left[both]] = SHARED - 1
        known[marks[left[sure]]] = line[left[sure]] + 1
        open_[left[sure]] = False


def _waits(pieces: Blobs, marks: NDArray[np.int64], lines: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far each mark is from the next one right below it over the same line."""
    import numpy as np

    gaps = np.full(len(marks), np.inf)
    for line in np.unique(lines):
        these = np.flatnonzero(lines == line)
        mine, some = marks[these], marks[these][:, None]
        beside = (pieces.x0[mine] <= pieces.x1[some]) & (pieces.x1[mine] >= pieces.x0[some])
        under = beside & (pieces.y0[mine] + pieces.y1[mine] > pieces.y0[some] + pieces.y1[some])
        gap = (pieces.y0[mine] - pieces.y1[some]).clip(0).astype(np.float64)
        gaps[these] = np.where(under, gap, np.inf).min(axis=1)
    return gaps


def _gaps(
    pieces: Blobs,
    owner: NDArray[np.int32],
    marks: NDArray[np.int64],
    lines: NDArray[np.int64],
    *,
    above: bool,
) -> NDArray[np.float64]:
    """How far each mark is from the ink of its line right above it, or right below it."""
    import numpy as np

    gaps = np.full(len(marks), np.inf)
    for line in np.unique(lines):
        mine = np.flatnonzero(owner == line)
        these = np.flatnonzero(lines == line)
        if not len(mine):
            continue
        some = marks[these][:, None]
        beside = (pieces.x0[mine] <= pieces.x1[some]) & (pieces.x1[mine] >= pieces.x0[some])
        gap = pieces.y0[some] - pieces.y1[mine] if above else pieces.y0[mine] - pieces.y1[some]
        gaps[these] = np.where(beside, gap.clip(0).astype(np.float64), np.inf).min(axis=1)
    return gaps
