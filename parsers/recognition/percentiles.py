"""Percentiles of greys, such as that of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.recognition.words import Grey


def percentiles(greys: Grey, shares: Sequence[float]) -> list[float]:
    """Those of numpy, in a quarter of the time, from how often there is each grey."""
    import cv2
    import numpy as np

    upto = cv2.calcHist([np.ascontiguousarray(greys)], [0], None, [256], [0, 256]).ravel().cumsum()
    last = int(upto[-1]) - 1
    found = []
    for share in shares:
        place = share / 100 * last
        first = int(place)
        low, high = np.searchsorted(upto, (first, min(first + 1, last)), side="right").tolist()
        found.append(low + (high - low) * (place - first))
    return found
