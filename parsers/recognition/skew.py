"""How a page lies: which way its lines run, and by how much they slope."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.blobs import Blobs
    from parsers.recognition.words import Grey

_STEEPEST = 12.0
"""Degrees."""
_STEPS = (0.4, 0.1, 0.025)
_SAMPLE = 4000
"""Pieces of ink that are looked at."""
_FEWEST = 12
"""Letters, below which a page is left as it lies."""
_SIDEWAYS = 1.25
"""Times as well that the lines must fit down the page as across it."""


class Lie(NamedTuple):
    """How a page lies."""

    sideways: bool
    """The lines run up or down the page."""
    angle: float
    """Degrees by which the lines fall to the right (fall after a quarter turn, if sideways)."""


def lie(pieces: Blobs, letter: float) -> Lie:
    """The direction of a page's lines, by how sharply the feet and heads of its letters line up.

    Args:
        pieces: the page's ink.
        letter: the height of its small letters, in pixels.
    """
    import numpy as np

    height, width = pieces.height, pieces.width
    long, short = np.maximum(height, width), np.minimum(height, width)
    letters = np.flatnonzero((long <= 3.5 * letter) & (short >= 0.4 * letter))
    if len(letters) < _FEWEST:
        return Lie(False, 0.0)
    letters = letters[:: -(-len(letters) // _SAMPLE)]
    x = (pieces.x0[letters] + pieces.x1[letters]) / 2
    y = (pieces.y0[letters] + pieces.y1[letters]) / 2
    upright, angle = _best(x, pieces.y0[letters], pieces.y1[letters])
    # a quarter turn clockwise puts what was left on top
    turned, other = _best(-y, pieces.x0[letters], pieces.x1[letters])
    return Lie(True, other) if turned > _SIDEWAYS * upright else Lie(False, angle)


def _best(
    along: NDArray[np.float64], head: NDArray[np.int32], foot: NDArray[np.int32]
) -> tuple[float, float]:
    """How well the letters line up at the best slope, and that slope in degrees."""
    import numpy as np

    middle = 0.0
    reach = _STEEPEST
    score = 0.0
    for step in _STEPS:
        angles = middle + np.arange(-reach, reach + step / 2, step)
        scores = _sharpness(along, head, foot, angles)
        best = int(np.argmax(scores))
        middle, score, reach = float(angles[best]), float(scores[best]), 2 * step
    return score, middle


def _sharpness(
    along: NDArray[np.float64], head: NDArray[np.int32], foot: NDArray[np.int32], angles: NDArray[np.float64]
) -> NDArray[np.int64]:
    """By angle, the sum over the rows of a page of the squared number of letters that begin or end on it."""
    import numpy as np

    falls = np.tan(np.radians(angles))[:, None] * along
    total = np.zeros(len(angles), np.int64)
    for edge in (head, foot):
        rows = edge - falls
        rows -= rows.min(axis=1, keepdims=True)
        places = rows.astype(np.int64)
        size = int(places.max()) + 1
        places += np.arange(len(angles))[:, None] * size
        counts = np.bincount(places.ravel(), minlength=len(angles) * size).reshape(len(angles), size)
        total += np.einsum("ij,ij->i", counts, counts)
    return total


def quarter_turned(grey: Grey, turn: int) -> Grey:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    cv2 = vision()
    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    turned: Grey = cv2.rotate(grey, turns[turn]) if turn else grey
    return turned


def levelled(grey: Grey, angle: float, part: tuple[int, int, int, int] | None = None) -> Grey:
    """The picture turned about its middle so that lines that fell by an angle run level; its size is kept.

    Args:
        grey: the picture.
        angle: by how many degrees its lines fall to the right.
        part: left, top, width and height of what of the level picture is asked for; otherwise it is all.
    """
    cv2 = vision()
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    left, top, *size = part or (0, 0, width, height)
    matrix[:, 2] -= (left, top)
    level: Grey = cv2.warpAffine(
        grey, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return level
