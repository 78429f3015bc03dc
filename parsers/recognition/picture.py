"""Pictures of pages: what is taken in, and the library that looks at them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np
    from numpy.typing import NDArray

_A4_SHORT = 8.27
"""Inches."""
_DPI = (50.0, 1200.0)
"""What a resolution is believed to be; beyond, the picture is taken for a page of A4."""
_SMALLEST = 32
"""Pixels a side."""
_LONGEST = 8_000
_LARGEST = 18_000_000
"""Pixels a side and in all that a page is worked on with: A3 at 300 dpi has as many."""


@cache
def vision() -> ModuleType:
    """OpenCV, imported when it is first needed, on one thread: pages go side by side on processes."""
    import cv2

    cv2.setNumThreads(1)
    return cv2


def resolution(short: float, dpi: float | None) -> float:
    """Pixels an inch; where nothing believable is known, as if the short side in pixels were that of A4."""
    if dpi is not None and _DPI[0] <= dpi <= _DPI[1]:
        return dpi
    return float(min(max(short / _A4_SHORT, _DPI[0]), _DPI[1]))


def bounded(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
    """A picture of a size that is worked on, and the factor that it was reduced by (at most 1).

    What is too small gets white on its right and below it.
    """
    cv2 = vision()
    height, width = picture.shape[:2]
    if min(height, width) < _SMALLEST:
        more = (0, max(0, _SMALLEST - height), 0, max(0, _SMALLEST - width))
        picture = cv2.copyMakeBorder(picture, *more, cv2.BORDER_CONSTANT, value=(255, 255, 255))
        height, width = picture.shape[:2]
    factor = min(1.0, _LONGEST / max(height, width), (_LARGEST / (height * width)) ** 0.5)
    if factor == 1.0:
        return picture, factor
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    smaller: NDArray[np.uint8] = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return smaller, factor


def reduced(picture: NDArray[np.uint8], dpi: float, most: float) -> tuple[NDArray[np.uint8], int]:
    """A picture halved until its resolution is at most so much, and how often it is smaller now.

    Halves are means of four pixels: quick, and without stairs.
    """
    cv2 = vision()
    factor = 1
    while dpi / factor > most and min(picture.shape[:2]) > 2:
        height, width = picture.shape[0] // 2, picture.shape[1] // 2
        picture = cv2.resize(
            picture[: 2 * height, : 2 * width], (width, height), interpolation=cv2.INTER_AREA
        )
        factor *= 2
    return picture, factor
