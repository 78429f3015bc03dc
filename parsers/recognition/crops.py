"""Crops of text lines: straightened, and without the strokes of their neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.marks import NOBODY, SHARED
from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.lines import TextLines
    from parsers.recognition.words import Area, Grey

_MARGIN = 0.3
"""Heights of small letters of white around a line."""
_HIGHEST, _DEEPEST = 2.5, 0.9
"""Heights of a line's small letters that it reaches above and below its baseline at most."""
_LEAST = 0.5
"""Heights of the page's small letters: a line's letters are no lower."""


class Crop(NamedTuple):
    """A line cut out."""

    image: Grey
    area: Area
    """In pixels of the full picture, as are the other measures."""
    base: float
    """The y of the baseline, at the line's middle."""
    letter: float
    """The height of its lower letters: small ones, or capitals where it has only such."""


def crops(grey: Grey, factor: int, lines: TextLines, erased: Grey, letter: float) -> Iterator[Crop]:
    """Cut the lines out of a page, in no particular order.

    Args:
        grey: the page, cleaned and level.
        factor: how much larger it is than the page that the lines were found on.
        lines: the lines.
        erased: mask of the ink of rules, which is made white.
        letter: the height of small letters where the lines were found.
    """
    import numpy as np

    cv2 = vision()
    labels = lines.pieces.labels
    height, width = labels.shape
    margin = max(2, round(_MARGIN * letter))
    for index in range(len(lines.ridges)):
        size = lines.letter[index]
        if size < _LEAST * letter:
            continue
        x0 = max(0, int(lines.left[index]) - margin)
        x1 = min(width, int(lines.right[index]) + margin)
        x = np.arange(x0, x1, dtype=np.float64)
        middle = lines.ridges.along(index, x)
        level = float(middle.mean())
        base = lines.base[index]
        above = min(lines.above[index], _HIGHEST * size - base) + margin
        below = min(lines.below[index], _DEEPEST * size + base) + margin
        y0, y1 = round(level - above), round(level + below)
        shift = np.round((middle - level) * factor).astype(np.int64)
        top = max(0, y0 + int(np.floor((middle - level).min())))
        bottom = min(height, y1 + int(np.ceil((middle - level).max())) + 1)
        part = labels[top:bottom, x0:x1]
        mine = lines.owner == index + 1
        theirs = np.where(
            mine | (lines.owner == NOBODY) | (lines.owner == SHARED), np.uint8(0), np.uint8(255)
        )
        foreign = cv2.bitwise_or(
            cv2.dilate(theirs[part], np.ones((3, 3), np.uint8)), erased[top:bottom, x0:x1]
        )
        foreign = cv2.subtract(foreign, np.where(mine, np.uint8(255), np.uint8(0))[part])
        image = grey[top * factor : bottom * factor, x0 * factor : x1 * factor]
        if factor > 1:
            foreign = np.repeat(np.repeat(foreign, factor, axis=0), factor, axis=1)
        image = cv2.max(image, foreign[: image.shape[0], : image.shape[1]])
        image = _straightened(image, shift, (y0 - top) * factor, (y1 - y0) * factor, factor)
        area = (x0 * factor, y0 * factor, x1 * factor, y1 * factor)
        yield Crop(image, area, float(level + base) * factor, float(lines.low[index]) * factor)


def _straightened(part: Grey, shift: NDArray[np.int64], first: int, rows: int, factor: int) -> Grey:
    """The rows of a line out of the part of the page that it lies in, each column moved by its bend.

    Args:
        part: what is cut out of.
        shift: by column before enlarging, how far down the line lies there, in rows of `part`.
        first: where the line begins where it lies level.
        rows: how high it is.
        factor: columns of `part` for one of `shift`.
    """
    import numpy as np

    height, width = part.shape
    straight = np.full((rows, width), 255, np.uint8)
    steps = np.flatnonzero(np.diff(shift)) + 1
    for start, end in pairwise((0, *steps, len(shift))):
        left, right = start * factor, width if end == len(shift) else end * factor
        top = first + int(shift[start])
        source = slice(max(top, 0), min(top + rows, height))
        if source.start < source.stop:
            straight[source.start - top : source.stop - top, left:right] = part[source, left:right]
    return straight
