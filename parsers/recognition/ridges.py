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

    from parsers.recognition.barriers import Barriers
    from parsers.recognition.words import Grey

_ALONG, _ACROSS = 3.2, 0.6
"""Heights of small letters: how far ink is smeared along and across lines; wider gaps part columns."""
_APART = 0.9
"""Heights of small letters that the middles of two lines lie apart at least."""
_FAINT = 0.025
"""Share of ink around a ridge at least."""
_LINK, _STEP = 0.8, 1.1
"""Heights of small letters: a ridge has no longer holes, and at one it rises or falls by no more."""
_FAR = 20.0
"""Heights of small letters: holes of a ridge along a line of a narrow table cell."""
_GUTTER = (1.5, 10.0)
"""Heights of small letters: width and height of the white between columns at least."""
_BESIDE = 2
"""Lines that a gutter goes through at least."""
_DUST = 0.01
"""Share of ink in a gutter at most."""
_MOST = 500
"""Parts of lines that are looked at, the longest first; a full page of tables has fewer."""
_POINTS = 100
"""Points that a curve is laid through."""
_RISE = 0.2
"""How much a line slopes at most."""
_WALL = 3
"""Pixels: a wall that stops a ridge is no further from it."""
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

    def along(self, ridge: int, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """The y of one ridge at each x."""
        return self.some(slice(ridge, ridge + 1)).at(x)[:, 0]

    def at(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """The y of every ridge at each x, shape (x, ridges); beyond its ends a ridge runs on straight."""
        import numpy as np

        half = np.maximum((self.end - self.start) / 2, 1.0)
        t = x[:, None] - (self.start + self.end) / 2
        t /= half
        inside = np.minimum(np.maximum(t, -1.0), 1.0)
        a, b, c = self.curves.T
        found: NDArray[np.float64] = c * inside
        found *= inside  # in place, as these are large
        t *= b  # which is b times what lies inside and beyond
        found += t
        found += a
        return found

    def some(self, chosen: slice | NDArray[np.int64]) -> Ridges:
        """Some of them."""
        return Ridges(self.start[chosen], self.end[chosen], self.curves[chosen])


def ridges(ink: Grey, barriers: Barriers, letter: float) -> Ridges:
    """The middles of the lines of a page.

    Args:
        ink: mask of the ink, 255 where there is some, without rules.
        barriers: what no line crosses.
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
    crest[barriers.mask > 0] = 0
    gutters = _gutters(ink, crest, barriers, letter)
    crest = cv2.dilate(crest, np.ones((3, 3), np.uint8))
    crest[barriers.mask > 0] = 0
    crest[gutters > 0] = 0
    count, labels = cv2.connectedComponents(crest, connectivity=8)
    xs, ys = np.reshape(cv2.findNonZero(crest) if count > 1 else (), (-1, 2)).astype(np.int64).T
    order = np.argsort(labels[ys, xs], kind="stable")
    ys, xs = ys[order], xs[order]
    bounds = np.searchsorted(labels[ys, xs], np.arange(1, count + 1))
    parts = [
        _Part(xs[first:last], ys[first:last], along / 2, barriers)
        for first, last in pairwise(bounds)
        if last > first
    ]
    parts = [part for part in parts if part.is_flat(letter)]
    parts.sort(key=lambda part: part.start - part.end)
    whole = _linked(parts[:_MOST], barriers, gutters, letter)
    curves = [_curve(part, letter) for part in whole]
    return Ridges(
        np.array([part.start for part in whole]),
        np.array([part.end for part in whole]),
        np.array(curves).reshape(-1, 3),
    )


def _gutters(ink: Grey, crest: Grey, barriers: Barriers, letter: float) -> Grey:
    """Mask of the upright stripes of white that part several lines in the same place."""
    import numpy as np

    cv2 = vision()
    wide, high = (max(3, round(side * letter) | 1) for side in _GUTTER)

    def within(mask: Grey, size: tuple[int, int]) -> NDArray[np.float32]:
        """How many pixels of a mask are in the window around each place."""
        total: NDArray[np.float32] = cv2.boxFilter(
            mask, cv2.CV_32F, size, normalize=False, borderType=cv2.BORDER_CONSTANT
        )
        return total

    white = within(np.minimum(ink, 1), (wide, high)) <= _DUST * wide * high
    lines = np.zeros_like(crest)
    lines[1:] = crest[1:] & ~crest[:-1]
    stripes = white & (within(lines, (1, high)) >= _BESIDE) & ~barriers.columns()
    gutters: Grey = np.where(within(stripes.astype(np.uint8), (1, high)) > 0.5, np.uint8(255), np.uint8(0))
    return gutters


class _Part:
    """The points of a stretch of a ridge, and the text under it.

    The ridge runs on beyond its text by half the smear, but where a wall stops it.
    """

    def __init__(self, x: NDArray[np.int64], y: NDArray[np.int64], beyond: float, barriers: Barriers) -> None:
        self.x, self.y, self.beyond, self.barriers = x, y, beyond, barriers
        self.low, self.high = int(x.min()), int(x.max()) + 1
        self.first = float(y[x <= self.low + beyond].mean())
        self.last = float(y[x >= self.high - beyond].mean())
        stopped = barriers.between(round(self.first), self.low - _WALL, self.low)
        start = self.low if stopped else self.low + beyond
        stopped = barriers.between(round(self.last), self.high, self.high + _WALL)
        end = self.high if stopped else self.high - beyond
        middle, half = (start + end) / 2, max(1.0, (end - start) / 2)
        self.start, self.end = middle - half, middle + half

    def is_flat(self, letter: float) -> bool:
        """Whether it runs along a line; the dark rim of a page runs around it."""
        return int(self.y.max()) - int(self.y.min()) <= _RISE * (self.high - self.low) + 2 * letter

    def then(self, other: _Part) -> _Part:
        """This part and one to its right as one."""
        import numpy as np

        return _Part(np.r_[self.x, other.x], np.r_[self.y, other.y], self.beyond, self.barriers)


def _linked(parts: list[_Part], barriers: Barriers, gutters: Grey, letter: float) -> list[_Part]:
    """Parts that follow one another on one line, put together."""
    import numpy as np

    whole: list[_Part] = []
    for part in sorted(parts, key=lambda part: part.low):
        reach = (_FAR if barriers.is_column(part.start, part.first) else _LINK) * letter
        best, least = None, np.inf
        for index, other in enumerate(whole):
            gap = part.low - other.high
            step = abs(part.first - other.last)
            if not -2 * part.beyond <= gap <= reach or part.high <= other.high:
                continue
            if step > letter * (_STEP if gap <= _LINK * letter else _STEP / 3):
                continue
            y = round((part.first + other.last) / 2)
            x0, x1 = sorted((other.high, part.low))
            walled = barriers.between(y, x0 - 1, x1 + 1) or bool(gutters[y, max(x0 - 1, 0) : x1 + 1].any())
            if step + max(gap, 0) < least and not walled:
                best, least = index, step + max(gap, 0)
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
    terms = 3 if length > _BENDS else 2 if length > _BENDS / 3 else 1
    some = slice(None, None, max(1, len(part.x) // _POINTS))
    powers = np.vander((part.x[some] - middle) / half, terms, increasing=True)
    curve = np.zeros(3)
    curve[:terms] = np.linalg.lstsq(powers, part.y[some].astype(np.float64))[0]
    return curve
