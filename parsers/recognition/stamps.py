"""Text in coloured ink: what straight rubber stamps print, apart from round seals and from black print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.blobs import Blobs, blobs
from parsers.recognition.cleaning import evened
from parsers.recognition.inks import RED, Inks
from parsers.recognition.picture import vision
from parsers.recognition.seals import Circle, seals
from parsers.recognition.unsealing import without_rings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.colour import Colour
    from parsers.recognition.words import Grey

_RIM = 1.05
"""Radii: how far the rim of a seal goes."""
_PALE = 200
"""Cleaned pixels below are ink, or its edges."""
_GAP, _FAR = 0.15, 1.6
"""Inches between two letters or words of a line, and of a line within a seal, at most."""
_OVER, _UNDER = 0.3, 0.15
"""Heights of a line's letters that its marks stand over it, and that letters reach under it."""
_LOW = 0.45
"""Heights of a line that its letters have at least where a seal parts them."""
_TALL = 1.3
"""Radii above and below the middle of a seal that lines run on into it."""
_LETTER = (0.05, 0.3)
"""Inches: heights of the letters or words of a stamp; what is smaller is dirt, what is higher a signature."""
_LEAST, _LEAST_BESIDE = 0.6, 0.25
"""Inches: the widths of its letters together at least; and beside a seal, where the rest lies under that."""
_FRAME = (0.4, 0.7)
"""Inches that a frame is wide at least, and share of its sides that have ink."""


def stamped(picture: NDArray[np.uint8], colour: Colour) -> Iterator[Grey]:
    """The text in red and that in blue, dark letters on white, each as large as the page; none without any.

    Round seals, what stands in frames (marks of secrecy, of arrival) and signatures are left out. What a seal
    lies over is given more than once: as red light shows it, and of lines in the ink of the seal, which its
    letters may spoil, the part beside it by itself, too.

    Args:
        picture: shape (height, width, 3), red first.
        colour: the coloured ink on it.
    """
    import numpy as np

    cv2 = vision()
    inks = Inks(colour)
    for which in inks.present:
        core = cv2.bitwise_and(inks.mask(which), colour.core)
        found = seals(core, colour.dpi)
        if which == RED and found:
            yield _in_red_light(picture, found, colour)
        for circle in found:
            without_rings(core, circle, colour.dpi)
        mask = cv2.dilate(core, np.ones((3, 3), np.uint8))
        pieces = blobs(mask)
        letters = _letters(pieces, colour.dpi)
        sealed = _within(pieces, found)
        text = letters[~sealed[letters]]
        if pieces.width[text].sum() < (_LEAST_BESIDE if found else _LEAST) * colour.dpi:
            continue
        lines = np.isin(pieces.labels, text)
        yield _drawn(picture, lines, inks, which, colour.factor)
        whole = lines.copy()
        for seal in found:
            _go_on(whole, mask, pieces, text, seal, colour.dpi)
        if (whole != lines).any():
            yield _drawn(picture, whole, inks, which, colour.factor)


def _in_red_light(picture: NDArray[np.uint8], found: list[Circle], colour: Colour) -> Grey:
    """What stands under and right of red seals as red light shows it: their ink is pale, all other dark.

    What is cut at the edge of the part that is looked at is left out.
    """
    import numpy as np

    cv2 = vision()
    dpi = colour.dpi * colour.factor
    layer = np.full(picture.shape[:2], 255, np.uint8)
    red = evened(cv2.extractChannel(picture, 0), dpi)
    for seal in found:
        x, y, radius = seal.larger(colour.factor)
        left = max(0, round(x - _RIM * radius))
        inked: NDArray[np.bool_] = np.any(red[:, left:] < _PALE, axis=1)
        top = _blank(inked, y - radius, -1, round(_GAP * dpi))
        bottom = _blank(inked, y + radius, 1, round(_GAP * dpi)) + 1
        part = red[top:bottom, left:]
        edge = cv2.compare(part, _PALE, cv2.CMP_LT)
        pieces = blobs(edge)
        edge[1:-1, 1:] = 0
        cut = np.zeros(len(pieces), np.bool_)
        cut[np.unique(pieces.labels[edge > 0])] = True
        layer[top:bottom, left:] = np.where(cut[pieces.labels], np.uint8(255), part)
    return layer


def _blank(inked: NDArray[np.bool_], start: float, step: int, first: int) -> int:
    """The first row without ink up or down the page from a row, some way from it at least."""
    at = round(start) + step * first
    while 0 < at < len(inked) and inked[at]:
        at += step
    return min(max(at, 0), len(inked))


def _within(pieces: Blobs, found: list[Circle]) -> NDArray[np.bool_]:
    """By piece, whether its middle lies in a seal."""
    import numpy as np

    x, y = (pieces.x0 + pieces.x1) / 2, (pieces.y0 + pieces.y1) / 2
    inside = np.zeros(len(pieces), np.bool_)
    for seal in found:
        inside |= np.hypot(x - seal.x, y - seal.y) < _RIM * seal.radius
    return inside


def _go_on(
    lines: NDArray[np.bool_], mask: Grey, pieces: Blobs, text: NDArray[np.int64], seal: Circle, dpi: float
) -> None:
    """Follow lines of letters into a seal of the same ink, which may touch them all; in place.

    Args:
        lines: where letters are, to which those in the seal are added.
        mask: of the ink, without the rings of the seal.
        pieces: its pieces.
        text: those that are letters outside of seals.
        seal: the seal.
        dpi: of the mask.
    """
    import numpy as np

    reach = seal.radius + _FAR * dpi
    beside = (
        (pieces.x0 > seal.x)
        & (pieces.x0 < seal.x + reach)
        & (np.abs(_middle(pieces) - seal.y) < _TALL * seal.radius)
    )
    for row in _rows(pieces, text[beside[text]]):
        if pieces.width[row].sum() < _LEAST_BESIDE * dpi:
            continue
        height = int(pieces.height[row].max())
        top = max(0, int(pieces.y0[row].min() - _OVER * height))
        bottom = int(pieces.y1[row].max() + _UNDER * height)
        left = max(0, int(seal.x - reach))
        found = blobs(np.ascontiguousarray(mask[top:bottom, left : int(pieces.x0[row].min())]))
        at = found.labels.shape[1]
        for piece in np.argsort(-found.x1):
            if piece and found.height[piece] >= _LOW * height and at - found.x1[piece] <= _GAP * dpi:
                at = min(at, int(found.x0[piece]))
        within = np.flatnonzero(found.x0 >= at)
        lines[top:bottom, left : left + found.labels.shape[1]] |= np.isin(found.labels, within[within > 0])


def _middle(pieces: Blobs) -> NDArray[np.float64]:
    return (pieces.y0 + pieces.y1) / 2


def _rows(pieces: Blobs, letters: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Letters that stand beside one another."""
    import numpy as np

    left = letters[np.argsort(-pieces.height[letters])]
    while len(left):
        first = left[0]
        beside = (_middle(pieces)[left] > pieces.y0[first]) & (_middle(pieces)[left] < pieces.y1[first])
        yield left[beside]
        left = left[~beside]


def _letters(pieces: Blobs, dpi: float) -> NDArray[np.int64]:
    """The pieces that can be letters: neither dirt nor loops of a signature, and in no frame."""
    import numpy as np

    low, high = (side * dpi for side in _LETTER)
    fits = (pieces.height >= low / 3) & (pieces.height <= high)
    fits[0] = False
    wide = np.flatnonzero(pieces.width >= _FRAME[0] * dpi)
    for frame in wide[wide > 0]:
        if _is_frame(pieces, int(frame)):
            inside = (pieces.x0 >= pieces.x0[frame]) & (pieces.x1 <= pieces.x1[frame])
            fits &= ~(inside & (pieces.y0 >= pieces.y0[frame]) & (pieces.y1 <= pieces.y1[frame]))
    return np.flatnonzero(fits) if (fits & (pieces.height >= low)).any() else np.array([], np.int64)


def _is_frame(pieces: Blobs, piece: int) -> bool:
    """Whether a piece runs along the four sides of the box that it stands in, which may slope."""
    import numpy as np

    cv2 = vision()
    rows, columns = (
        slice(pieces.y0[piece], pieces.y1[piece]),
        slice(pieces.x0[piece], pieces.x1[piece]),
    )
    ink = (pieces.labels[rows, columns] == piece).astype(np.uint8)
    corners = cv2.boxPoints(cv2.minAreaRect(cv2.findNonZero(ink))).astype(np.int32)
    sides = np.zeros_like(ink)
    cv2.polylines(sides, [corners], True, 1, 5)
    there = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    return bool((there[sides > 0] > 0).mean() >= _FRAME[1]) and ink.mean() < 0.5


def _drawn(picture: NDArray[np.uint8], text: NDArray[np.bool_], inks: Inks, which: int, factor: int) -> Grey:
    """One ink under a mask as dark on white, on a page as large as the picture."""
    import numpy as np

    cv2 = vision()
    layer = np.full(picture.shape[:2], 255, np.uint8)
    near = cv2.dilate(text.astype(np.uint8), np.ones((3, 3), np.uint8))
    x, y, width, height = cv2.boundingRect(near)
    rows, columns = slice(y * factor, (y + height) * factor), slice(x * factor, (x + width) * factor)
    part = inks.drawn(which, picture[rows, columns])
    mask = near[y : y + height, x : x + width]
    mask = np.repeat(np.repeat(mask, factor, axis=0), factor, axis=1)[: part.shape[0], : part.shape[1]] > 0
    np.copyto(layer[rows, columns], part, where=mask)
    return layer
