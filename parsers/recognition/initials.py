"""Which words of a line begin with one letter, by what their first letters look like, whatever they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from parsers.recognition.fitting import HEIGHT, fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_WIDE, _OFF = 26, 10
"""Pixels of a fitted crop: the width of a first letter, and how far off it is found at most."""
_EDGE = HEIGHT // 8
"""Rows above and below that a letter may be higher or lower by."""
_DARK, _THICK = 96, 2
"""Of 255, ink of a pixel of a letter; such pixels of a column that no dust has."""
_EVEN, _STEEP = 0.74, 12.0
"""Likeness at which letters are as likely one as two; and how fast the odds change with it, in logarithms."""
_LEAST, _MOST = -1.2, 2.5
"""Bounds of the logarithm of the odds."""
_LOST = 0.3
"""Likeness below which a letter is not where it was looked for."""


def alike(crop: Grey, starts: Sequence[float]) -> dict[tuple[int, int], float]:
    """By pair of words, the logarithm of the odds that they begin with one letter, if as many did as did not.

    Args:
        crop: a line, dark on white.
        starts: where its words begin, as shares of its width.
    """
    fit = fitted(crop, 1.0)
    edges = [*(round(start * fit.shape[1]) for start in starts), fit.shape[1]]
    at = [_ink(fit, start, end) for start, end in pairwise(edges)]
    found = {}
    for one, other in combinations(range(len(at)), 2):
        like = max(_likeness(fit, at[one], at[other]), _likeness(fit, at[other], at[one]))
        if like >= _LOST:
            found[one, other] = min(max(_STEEP * (like - _EVEN), _LEAST), _MOST)
    return found


def _ink(fit: NDArray[np.uint8], start: int, end: int) -> int:
    """The column at which the ink of a word begins that stands between two."""
    import numpy as np

    dark = np.flatnonzero((fit[_EDGE:-_EDGE, start:end] > _DARK).sum(axis=0) >= _THICK)
    return start + int(dark[0]) if len(dark) else start


def _likeness(fit: NDArray[np.uint8], one: int, other: int) -> float:
    """How well what stands at one column is found near another one, 1 where it is the same."""
    import cv2

    letter = fit[_EDGE:-_EDGE, one : one + _WIDE]
    near = fit[:, max(0, other - _OFF) : other + _WIDE + _OFF]
    if letter.shape[1] < _WIDE // 2 or near.shape[1] < letter.shape[1] or letter.min() == letter.max():
        return 0.0
    return float(cv2.matchTemplate(near, letter, cv2.TM_CCOEFF_NORMED).max())
