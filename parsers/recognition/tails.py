"""Long tails that touch a mark of the line below: `y` above `ố` in closely set type is one piece of ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.blobs import Blobs
    from parsers.recognition.ridges import Ridges

_LONG, _TAIL = 0.75, 0.55
"""Heights of small letters below the baseline: what reaches further down is more than a tail, which ends
there."""
_MARKS = (0.85, 2.3)
"""Heights of small letters above its baseline between which the lower ends of a line's marks lie."""


def touching(
    pieces: Blobs,
    owner: NDArray[np.int32],
    ridges: Ridges,
    size: NDArray[np.float64],
    bases: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Which pieces reach down to the marks of another line, the row in which their tail ends, and that line.

    Args:
        pieces: the ink that may be text.
        owner: by piece, its line from 1, as lines are counted in what is given back.
        ridges: the middles of the lines.
        size: by line, the height of its small letters; 0 where it has no letters.
        bases: by piece and line, the y of the baseline there.
    """
    import numpy as np

    mine = np.flatnonzero(owner > 0)
    line = owner[mine] - 1
    own, its = bases[mine, line], size[line]
    long = (pieces.y1[mine] - own > _LONG * its) & (pieces.y0[mine] < own) & (its > 0)
    mine, own, its = mine[long], own[long], its[long]
    over = (bases[mine] - pieces.y1[mine][:, None]) / np.maximum(size, 1.0)
    x = (pieces.x0[mine] + pieces.x1[mine])[:, None] / 2
    below = (over >= _MARKS[0]) & (over <= _MARKS[1]) & (size > 0) & (ridges.start <= x) & (x <= ridges.end)
    touched = below.any(axis=1)
    ends = np.round(own + _TAIL * its)[touched].astype(np.int64)
    return mine[touched], ends, np.where(below, over, np.inf)[touched].argmin(axis=1) + 1
