"""Text in coloured ink: what straight rubber stamps print, apart from round seals and from black print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.blobs import Blobs, blobs
from parsers.recognition.cleaning import evened
from parsers.recognition.inks import RED, Inks
from parsers.recognition.picture import reduced, vision
from parsers.recognition.seals import ROUND, Circle, inked, seals

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.colour import Colour
    from parsers.recognition.words import Grey

_RIM, _RINGS = 1.05, 0.5
"""Radii: how far the rim of a seal goes, and how far within it are more rings."""
_PALE = 200
"""Cleaned pixels below are ink, or its edges."""
_GAP, _WORD = 0.12, 0.5
"""Inches between two letters of a line, and of a line within a seal, at most."""
_LETTER = (0.05, 0.3)
"""Inches: heights of the letters or words of a stamp; what is smaller is dirt, what is higher a signature."""
_LEAST = 0.6
"""Inches: the widths of its letters together at least."""
_FRAME = (0.4, 0.7)
"""Inches that a frame is wide at least, and share of its sides that have ink."""


def stamped(picture: NDArray[np.uint8], colour: Colour) -> Iterator[Grey]:
    """The text in red and that in blue, dark letters on white, each as large as the page; none without any.

    Round seals, what stands in frames (marks of secrecy, of arrival) and signatures are left out.

    Args:
        picture: shape (height, width, 3), red first.
        colour: the coloured ink on it.
    """
    import numpy as np

    cv2 = vision()
    coarse, _ = reduced(picture, colour.dpi * colour.factor, colour.dpi)
    height, width = colour.mask.shape
    inks = Inks(coarse[:height, :width], colour)
    for which in inks.present:
        core = cv2.bitwise_and(inks.mask(which), colour.core)
        mask = cv2.dilate(core, np.ones((3, 3), np.uint8))
        found = seals(core, colour.dpi)
        if which == RED and found:
            yield _in_red_light(picture, found, colour)
        for circle in found:
            _erase_rings(mask, core, circle)
        pieces = blobs(mask)
        letters = _letters(pieces, colour.dpi)
        sealed = _within(pieces, found)
        text = letters[~sealed[letters]]
        if pieces.width[text].sum() < _LEAST * colour.dpi:
            continue
        text = _joined(pieces, text, letters[sealed[letters]], colour.dpi)
        yield _drawn(picture, np.isin(pieces.labels, text), inks, which, colour.factor)


def _in_red_light(picture: NDArray[np.uint8], found: list[Circle], colour: Colour) -> Grey:
    """What stands under and right of red seals as red light shows it: their ink is pale, all other dark.

    What is cut at the edge of the part that is looked at is left out.
    """
    import numpy as np

    cv2 = vision()
    dpi = colour.dpi * colour.factor
    layer = np.full(picture.shape[:2], 255, np.uint8)
    red = evened(np.ascontiguousarray(picture[:, :, 0]), dpi)
    for seal in found:
        x, y, radius = seal.larger(colour.factor)
        left = max(0, round(x - _RIM * radius))
        inked: NDArray[np.bool_] = np.any(red[:, left:] < _PALE, axis=1)
        top = _blank(inked, y - radius, -1, round(_GAP * dpi))
        bottom = _blank(inked, y + radius, 1, round(_GAP * dpi))
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


def _erase_rings(mask: Grey, ink: Grey, seal: Circle) -> None:
    """Take the rings of a seal out of a mask, which letters may touch."""
    import numpy as np

    cv2 = vision()
    for more in np.arange(-_RINGS * seal.radius, (_RIM - 1) * seal.radius, 0.5):
        if inked(ink, seal, float(more)) >= ROUND:
            middle = round(seal.x), round(seal.y)
            cv2.circle(mask, middle, round(seal.radius + more), 0, 3)


def _within(pieces: Blobs, found: list[Circle]) -> NDArray[np.bool_]:
    """By piece, whether its middle lies in a seal."""
    import numpy as np

    x, y = (pieces.x0 + pieces.x1) / 2, (pieces.y0 + pieces.y1) / 2
    inside = np.zeros(len(pieces), np.bool_)
    for seal in found:
        inside |= np.hypot(x - seal.x, y - seal.y) < _RIM * seal.radius
    return inside


def _joined(
    pieces: Blobs, text: NDArray[np.int64], sealed: NDArray[np.int64], dpi: float
) -> NDArray[np.int64]:
    """The letters beside seals, and those within that go on with a line of them, for a word's length."""
    import numpy as np

    height = pieces.height
    first, last = np.full(len(pieces), -np.inf), np.full(len(pieces), np.inf)
    first[text], last[text] = pieces.x0[text] - _WORD * dpi, pieces.x1[text] + _WORD * dpi
    while len(sealed):
        one, other = sealed[:, None], text[None, :]
        shared = np.minimum(pieces.y1[one], pieces.y1[other]) - np.maximum(pieces.y0[one], pieces.y0[other])
        gap = np.maximum(pieces.x0[one] - pieces.x1[other], pieces.x0[other] - pieces.x1[one])
        low, high = np.minimum(height[one], height[other]), np.maximum(height[one], height[other])
        near = (pieces.x0[one] >= first[other]) & (pieces.x1[one] <= last[other]) & (gap < _GAP * dpi)
        pairs = near & (shared > 0.6 * low) & (high < 1.8 * low)
        beside = pairs.any(axis=1)
        if not beside.any():
            break
        taken, hosts = sealed[beside], text[pairs[beside].argmax(axis=1)]
        first[taken], last[taken] = first[hosts], last[hosts]
        text, sealed = np.concatenate((text, taken)), sealed[~beside]
    return text


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
