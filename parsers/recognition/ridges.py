"""Ridges: the middles of text lines, found where ink is densest across the page.

After the ridges of smoothed text in Bukhari, Shafait and Breuel, "Script-independent handwritten textlines
segmentation using active contours" (ICDAR 2009): they follow lines that slope or bend, and touching
lines stay apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_ALONG, _ACROSS = 3.2, 0.8
"""Heights of small letters: how far ink is smeared along and across lines; wider gaps part columns."""
_APART = 1.35
"""Heights of small letters that the middles of two lines lie apart at least."""
_FAINT = 0.025
"""Share of ink around a ridge at least."""
_LINK, _STEP = 2.6, 0.75
"""Heights of small letters: parts of a line lie no further apart along it, and no further across it."""
_MOST = 500
"""Parts of lines that are looked at, the longest first; a full page of tables has fewer."""
_BENDS = 16.0
"""Heights of small letters, from which a ridge is long enough to show a bend."""


@dataclass(frozen=True, slots=True)
class Ridges:
    """The middles of lines, as columns: each a parabola over its stretch of the page."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    curves: NDArray[np.float64]
    """Shape (ridges, 3): y = a + b t + c t², t from -1 at the start to 1 at the end."""

    def __len__(self) -> int:
        return len(self.start)

    def larger(self, factor: int) -> Ridges:
        """The same in a picture so many times as large."""
        return Ridges(self.start * factor, self.end * factor, self.curves * factor)

    def at(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """The y of every ridge at each x, shape (x, ridges); beyond its ends a ridge runs on straight."""
        import numpy as np

        half = np.maximum((self.end - self.start) / 2, 1.0)
        t = (x[:, None] - (self.start + self.end) / 2) / half
        inside = np.clip(t, -1, 1)
        a, b, c = self.curves.T
        found: NDArray[np.float64] = a + b * inside + c * inside**2 + (t - inside) * b
        return found


def ridges(ink: Grey, barriers: Grey, letter: float) -> Ridges:
    """The middles of the lines of a page.

    Args:
        ink: mask of the ink, 255 where there is some, without rules.
        barriers: mask of the rules; no line crosses one.
        letter: the height of small letters, in pixels.
    """
    import numpy as np

    cv2 = vision()
    along, across = max(3, round(_ALONG * letter)), max(1, round(_ACROSS * letter))
    dense = cv2.blur(ink.astype(np.float32), (along, across))
    kernel = cv2.getGaussianKernel(max(3, round(1.6 * letter) | 1), 0.4 * letter)
    dense = cv2.sepFilter2D(dense, -1, np.ones(1), kernel)
    reach = max(1, round(_APART * letter))
    highest = cv2.dilate(dense, np.ones((2 * reach + 1, 1), np.uint8))
    crest = ((dense >= highest) & (dense > _FAINT * 255)).astype(np.uint8)
    crest[barriers > 0] = 0
    crest = cv2.dilate(crest, np.ones((3, 3), np.uint8))
    crest[barriers > 0] = 0
    count, labels = cv2.connectedComponents(crest, connectivity=8)
    ys, xs = np.nonzero(labels)
    order = np.argsort(labels[ys, xs], kind="stable")
    ys, xs = ys[order], xs[order]
    bounds = np.searchsorted(labels[ys, xs], np.arange(1, count + 1))
    parts = [
        _Part(xs[first:last], ys[first:last], along / 2) for first, last in pairwise(bounds) if last > first
    ]
    parts.sort(key=lambda part: part.start - part.end)
    whole = _linked(parts[:_MOST], barriers, letter)
    curves = [_curve(part, letter) for part in whole]
    return Ridges(
        np.array([part.start for part in whole]),
        np.array([part.end for part in whole]),
        np.array(curves).reshape(-1, 3),
    )


class _Part:
    """The points of a stretch of a ridge, and the text under it: it runs on beyond by half the smear."""

    def __init__(self, x: NDArray[np.int64], y: NDArray[np.int64], beyond: float) -> None:
        self.x, self.y, self.beyond = x, y, beyond
        middle = (x.min() + x.max() + 1) / 2
        half = max(1.0, (x.max() + 1 - x.min()) / 2 - beyond)
        self.start, self.end = float(middle - half), float(middle + half)
        self.first = float(y[x <= self.start + beyond].mean())
        self.last = float(y[x >= self.end - beyond].mean())

    def then(self, other: _Part) -> _Part:
        """This part and one to its right as one."""
        import numpy as np

        return _Part(np.r_[self.x, other.x], np.r_[self.y, other.y], self.beyond)


def _linked(parts: list[_Part], barriers: Grey, letter: float) -> list[_Part]:
    """Parts that follow one another on one line, put together."""
    whole: list[_Part] = []
    for part in sorted(parts, key=lambda part: part.start):
        best, least = None, _LINK * letter
        for index, other in enumerate(whole):
            gap = part.start - other.end
            step = abs(part.first - other.last)
            if not -2 * part.beyond <= gap <= _LINK * letter or step > _STEP * letter:
                continue
            if part.end <= other.end:
                continue
            y = round((part.first + other.last) / 2)
            x = sorted((round(other.end - part.beyond / 2), round(part.start + part.beyond / 2)))
            if step + max(gap, 0.0) < least and not barriers[y, max(0, x[0]) : x[1]].any():
                best, least = index, step + max(gap, 0.0)
        if best is None:
            whole.append(part)
        else:
            whole[best] = whole[best].then(part)
    return whole


def _curve(part: _Part, letter: float) -> NDArray[np.float64]:
    """The parabola through a ridge; a straight line where it is short, level where it is a word."""
    import numpy as np

    middle, half = (part.start + part.end) / 2, (part.end - part.start) / 2
    length = 2 * half / letter
    degree = 2 if length > _BENDS else 1 if length > _BENDS / 3 else 0
    curve = np.zeros(3)
    curve[: degree + 1] = np.polynomial.polynomial.polyfit((part.x - middle) / half, part.y, degree)
    return curve
