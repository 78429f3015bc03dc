"""Coloured ink on a page of black print: seals, rubber stamps, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.recognition.percentiles import percentiles
from parsers.recognition.picture import reduced, vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_COARSE = 150.0
"""Dots an inch at most at which colour is looked for: black letters have few coloured fringes there."""
_CHROMA = 38
"""Difference of the strongest and the weakest colour channel, from which ink is coloured."""
_BLACK, _PLAIN = 130, 60
"""Strongest channel and difference, below which ink is black."""
_ALONG = 0.5
"""Share of a piece of coloured ink beside black ink, from which it is a fringe of that."""
_NEAR = 0.08
"""Inches: coloured strokes no further apart are one blot."""
_BLOT = 0.02
"""Square inches (13 mm²) of ink: the smallest coloured blot that counts."""
_DARK = 150
"""Weakest channel of ink."""
_PRINTED, _SEALED = 0.5, 2.0
"""Share of a page's ink, and square inches: if so much is coloured, the page is printed in colour. Seals and
signatures have less than one square inch of ink."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Where a page has coloured ink."""

    mask: Grey
    """255 on coloured ink and right beside it; smaller than the picture by `factor`."""
    coarse: NDArray[np.uint8]
    """The picture, as small."""
    core: Grey
    """255 on coloured ink that is no fringe of black letters."""
    paper: NDArray[np.float64]
    """Red, green and blue of the paper."""
    factor: int
    dpi: float
    """Of the mask."""


def coloured(picture: NDArray[np.uint8], dpi: float) -> Colour | None:
    """Where a page, of shape (height, width, 3), red first, has coloured ink; None where it has none.

    A page printed in colour has none either: seals and signatures are a small part of the ink. Nor are the
    fringes coloured that a scanner gives to black letters.
    """
    import numpy as np

    cv2 = vision()
    coarse, factor = reduced(picture, dpi, _COARSE)
    dpi /= factor
    paper = np.array([percentiles(channel, (90,))[0] for channel in cv2.split(coarse[::8, ::8])])
    red, green, blue = (
        cv2.convertScaleAbs(channel, alpha=255 / max(1.0, white))
        for channel, white in zip(cv2.split(coarse), paper, strict=True)
    )
    weakest, strongest = cv2.min(cv2.min(red, green), blue), cv2.max(cv2.max(red, green), blue)
    chroma = cv2.subtract(strongest, weakest)
    ink = cv2.compare(chroma, _CHROMA, cv2.CMP_GT)
    if cv2.countNonZero(ink) < _BLOT * dpi**2:
        return None
    black = cv2.bitwise_and(
        cv2.compare(strongest, _BLACK, cv2.CMP_LT), cv2.compare(chroma, _PLAIN, cv2.CMP_LT)
    )
    core = _without_fringes(cv2.subtract(ink, cv2.dilate(black, np.ones((3, 3), np.uint8))), black)
    near = max(3, round(_NEAR * dpi) | 1)
    count, labels = cv2.connectedComponents(cv2.dilate(core, np.ones((near, near), np.uint8)))
    areas = np.bincount(labels[core > 0], minlength=count)
    areas[0] = 0
    large = np.where(areas >= _BLOT * dpi**2, np.uint8(255), np.uint8(0))
    if not large.any():
        return None
    core = cv2.bitwise_and(core, large[labels])
    ink = cv2.bitwise_and(ink, cv2.dilate(core, np.ones((5, 5), np.uint8)))
    mask = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    dark = cv2.compare(weakest, _DARK, cv2.CMP_LT)
    its = cv2.countNonZero(cv2.bitwise_and(dark, mask))
    if its > max(_SEALED * dpi**2, _PRINTED * cv2.countNonZero(dark)):
        return None
    return Colour(mask, coarse, core, paper, factor, dpi)


def _without_fringes(ink: Grey, black: Grey) -> Grey:
    """A mask of coloured ink without the pieces that mostly lie along black letters."""
    import numpy as np

    cv2 = vision()
    count, labels = cv2.connectedComponents(ink)
    beside = cv2.bitwise_and(ink, cv2.dilate(black, np.ones((5, 5), np.uint8)))
    along = np.bincount(labels[beside > 0], minlength=count) > _ALONG * np.bincount(labels.ravel())
    along[0] = True
    kept: Grey = np.where(along, np.uint8(0), np.uint8(255))[labels]
    return kept
