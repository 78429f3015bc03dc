"""From a picture to dark letters on white: coloured ink lifted off, light evened, paper made white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.percentiles import percentiles
from parsers.recognition.picture import reduced, vision
from parsers.recognition.unsealing import unsealed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.colour import Colour
    from parsers.recognition.words import Grey

_COARSE = 150.0
"""Dots an inch at most at which ink and paper are told apart."""
_LIGHT = 60.0
"""Dots an inch at most at which the light of the paper is measured."""
_BLOTS = 100
"""Blots that are gone through one by one."""
_BLACK, _PALE = 70, 150
"""Strongest channel under coloured ink: black letters stay below the first, ink alone is above the second."""
_BESIDE = 0.08
"""Inches beside coloured ink where its colour is lost among black letters."""
_UNEVEN = 6
"""Grey levels: paper whose light differs by less is lit evenly."""
_DARKEST = 0.4
"""Of the page's paper, how dark a corner of it can lie; what is darker is no paper."""
_SOLID = 0.12
"""Inches: strokes are no thicker."""
_DIM = 128
"""Even ink is darker than this if it is printed well."""
_THICKER = 0.005
"""Inches that strokes are made thicker by on each side, where they are worn."""
_WHITE, _INK = 0.22, 0.1
"""Shares of the contrast: what is so near to the paper becomes white, so near to the ink black."""


def cleaned(picture: NDArray[np.uint8], dpi: float, colour: Colour | None = None) -> Grey:
    """Dark letters on white.

    Args:
        picture: shape (height, width) or (height, width, 3), red first.
        dpi: its resolution.
        colour: the coloured ink on it, which is lifted off.
    """
    cv2 = vision()
    grey: Grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if colour is not None:
        _lift(picture, grey, colour)
    clean = evened(grey, dpi)
    bare = unsealed(grey, clean, dpi)
    return clean if bare is None else evened(bare, dpi)


def _lift(picture: NDArray[np.uint8], grey: Grey, colour: Colour) -> None:
    """Make coloured ink paper in the grey picture, and keep the black letters under it.

    Between coloured ink and black letters colour is lost, in a picture that was made small above all; the
    strongest channel there is that of the ink, which is pale.
    """
    import numpy as np

    cv2 = vision()
    factor = colour.factor
    paper = int(percentiles(grey[::8, ::8], (90,))[0])
    table = np.clip((np.arange(256) - _BLACK) * (paper / (_PALE - _BLACK)), 0, paper).astype(np.uint8)
    ink = cv2.dilate(colour.mask, np.ones((3, 3), np.uint8))
    side = 2 * round(_BESIDE * colour.dpi) + 1
    near = cv2.dilate(ink, np.ones((side, side), np.uint8))
    outlines, _ = cv2.findContours(near, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    blots = [cv2.boundingRect(outline) for outline in outlines]
    for x, y, width, height in blots if len(blots) <= _BLOTS else [(0, 0, ink.shape[1], ink.shape[0])]:
        rows, columns = (slice(at * factor, (at + size) * factor) for at, size in ((y, height), (x, width)))
        red, green, blue = cv2.split(picture[rows, columns])
        strongest = cv2.max(cv2.max(red, green), blue)
        part = grey[rows, columns]
        for mask, light in ((near, strongest), (ink, cv2.LUT(strongest, table))):
            there = np.repeat(np.repeat(mask[y : y + height, x : x + width], factor, axis=0), factor, axis=1)
            there = there[: part.shape[0], : part.shape[1]]
            np.copyto(part, cv2.max(light, part), where=there > 0)


def evened(grey: Grey, dpi: float) -> Grey:
    """The picture as if its paper were lit evenly, ink black and paper white.

    What shines through from behind is nearer to the paper than to the ink, and goes; areas too dark
    to be paper stay dark.
    """
    import numpy as np

    cv2 = vision()
    coarse, factor = reduced(grey, dpi, _COARSE)
    coarser, _ = reduced(coarse, dpi / factor, _LIGHT)
    light = cv2.medianBlur(cv2.dilate(coarser, np.ones((7, 7), np.uint8)), 5)
    (paper,) = percentiles(light, (90,))
    light = cv2.blur(np.clip(light, max(1, round(paper * _DARKEST)), 255).astype(np.uint8), (9, 9))
    if int(light.max()) - int(light.min()) < _UNEVEN:
        light = np.full((1, 1), round(paper), np.uint8)
    dark, pale = levels(cv2.divide(coarse, _sized(light, coarse), scale=255), dpi / factor)
    black, white = dark + _INK * (pale - dark), pale - _WHITE * (pale - dark)
    ink = cv2.convertScaleAbs(light, alpha=black / 255)
    span = cv2.convertScaleAbs(light, alpha=(white - black) / 255)

    def between(greys: Grey) -> Grey:
        """From ink (0) to paper (255)."""
        found: Grey = cv2.divide(cv2.subtract(greys, _sized(ink, greys)), _sized(span, greys), scale=255)
        return found

    if light.size > 1:
        return between(grey)
    clean: Grey = cv2.LUT(grey, between(np.arange(256, dtype=np.uint8)[None]))
    return clean


def thickened(grey: Grey, dpi: float) -> Grey:
    """Letters whose strokes are thicker, so that the pieces of worn ones meet."""
    cv2 = vision()
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    thick: Grey = cv2.erode(grey, cross, iterations=max(1, round(_THICKER * dpi)))
    return thick


def _sized(small: Grey, like: Grey) -> Grey:
    cv2 = vision()
    full: Grey = cv2.resize(small, (like.shape[1], like.shape[0]), interpolation=cv2.INTER_LINEAR)
    return full


def levels(grey: Grey, dpi: float) -> tuple[float, float]:
    """How dark ink is and how light paper, by the two classes that part best (Otsu).

    Areas that are dark throughout, as beside the paper, are no ink.
    """
    import numpy as np

    cv2 = vision()
    side = max(3, round(_SOLID * dpi) | 1)
    square = np.ones((side, side), np.uint8)
    solid = cv2.erode(cv2.compare(grey, _DIM, cv2.CMP_LT), square, borderValue=255)
    print_ = cv2.bitwise_not(cv2.dilate(solid, np.ones((side + 4, side + 4), np.uint8)))
    counts = cv2.calcHist([grey], [0], print_, [256], [0, 256]).ravel()
    cut = _parting(counts)
    ink, paper = counts[:cut], counts[cut:]
    if not ink.sum() or not paper.sum():
        return 0.0, 255.0
    dark = float((ink * range(cut)).sum() / ink.sum())
    light = float((paper * range(cut, 256)).sum() / paper.sum())
    return (dark, light) if light - dark >= 30 else (0.0, 255.0)


def _parting(counts: NDArray[np.float32]) -> int:
    """The grey from which on pixels are paper: where the two classes differ most (Otsu, 1979)."""
    import numpy as np

    share = np.cumsum(counts / max(1.0, float(counts.sum())))
    mean = np.cumsum(np.arange(len(counts)) * counts / max(1.0, float(counts.sum())))
    between = (mean[-1] * share - mean) ** 2 / np.maximum(share * (1 - share), 1e-9)
    return int(between.argmax()) + 1
