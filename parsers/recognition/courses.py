"""Flat stretches of ink, how a rule runs over a page, and how much ink lies on its way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from parsers.recognition.picture import vision
from parsers.recognition.runs import long_runs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

Path = list[tuple[float, float]]
"""The points that a rule runs through."""
_SLOPE = 0.05
"""How much a rule of a level page may still slope: on photographs, rules are not parallel."""


class Course:
    """A rule across a page: straight from point to point, and straight on beyond its ends."""

    __slots__ = ("_xs", "_ys", "path", "slope")

    def __init__(self, path: Path) -> None:
        self.path = path
        self._xs, self._ys = [x for x, _ in path], [y for _, y in path]
        x, y = sum(self._xs) / len(path), sum(self._ys) / len(path)
        spread = sum((each - x) ** 2 for each in self._xs)
        self.slope = sum((a - x) * (b - y) for a, b in path) / spread if spread else 0.0

    @property
    def start(self) -> float:
        """Where it begins."""
        return self._xs[0]

    @property
    def end(self) -> float:
        """Where it ends."""
        return self._xs[-1]

    def at(self, x: float) -> float:
        """How far down it is."""
        if x <= self.start:
            return self._ys[0] + self.slope * (x - self.start)
        if x >= self.end:
            return self._ys[-1] + self.slope * (x - self.end)
        after = bisect_right(self._xs, x)
        (x0, y0), (x1, y1) = self.path[after - 1 : after + 1]
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0)

    def rows(self, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of pixels that it runs through in these columns."""
        import numpy as np

        found: NDArray[np.int64] = np.interp(columns, self._xs, self._ys).round().astype(np.int64)
        return found

    def inked(self, ink: Grey, offs: Sequence[int]) -> NDArray[np.bool_]:
        """Where there is ink on the lines so many rows beside it, shape (lines, columns)."""
        import numpy as np

        columns = np.arange(max(0, round(self.start)), min(ink.shape[1], round(self.end)))
        rows = self.rows(columns) + np.array(offs)[:, None]
        found: NDArray[np.bool_] = ink[rows.clip(0, ink.shape[0] - 1), columns] > 0
        return found

    def share(self, ink: Grey, reach: int, by: float = 0.0) -> float:
        """The share of its length that has ink no further off than `reach` pixels, on a line beside it."""
        inked = self.inked(ink, range(round(by) - reach, round(by) + reach + 1))
        return float(inked.any(axis=0).mean()) if inked.size else 0.0


def stretches(
    ink: Grey, hole: int, least: int, thick: int, solid: int = 1
) -> Iterator[tuple[int, int, Grey]]:
    """The flat stretches of ink across a mask, each with its left, its top and a mask of its own.

    Args:
        ink: in which they are looked for; those that step up or down by a pixel go on.
        hole: shorter gaps are filled.
        least: pixels that they run without other gaps.
        thick: they are no thicker.
        solid: columns side by side in which they have ink; some that have so many nowhere are left out.
    """
    import numpy as np

    cv2 = vision()
    broad = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    rows, long = long_runs(broad, hole, least)
    if not len(rows):
        return
    # of the others, one is enough to keep them apart
    apart = np.diff(rows, prepend=rows[0] - 1) > 1
    places = np.arange(len(rows)) + np.cumsum(apart)
    drawn = np.zeros((places[-1] + 1, ink.shape[1]), np.uint8)
    drawn[places] = long
    bands = np.maximum.reduceat(ink[rows], np.flatnonzero(np.r_[True, apart[1:]]), axis=0)
    whole = cv2.erode(bands, np.ones((1, solid), np.uint8))
    band = np.cumsum(apart)
    outlines, _ = cv2.findContours(drawn, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        first = int(np.searchsorted(places, y))
        if height > thick + _SLOPE * width or not whole[band[first], x : x + width].any():
            continue
        own = np.zeros((height, width), np.uint8)
        cv2.drawContours(own, [outline], -1, 255, -1, offset=(-x, -y))
        if cv2.countNonZero(own) / width <= thick:
            yield x, int(rows[first]), own


def through(row: NDArray[np.bool_], x: int, y: int, step: int) -> Path:
    """The middle of a flat stretch of ink, every few columns; what stands on it here and there counts not."""
    import numpy as np

    length = row.shape[1]
    twice = (row.argmax(axis=0) + row.shape[0] - 1 - row[::-1].argmax(axis=0)).tolist()
    parts = max(1, length // step)
    ends = np.linspace(0, length, parts + 1).round().astype(int).tolist()
    levels = [y + median(twice[start:end]) / 2 for start, end in pairwise(ends)]
    places = (x + (start + end) / 2 for start, end in pairwise(ends))
    inner = list(zip(places, levels, strict=True))
    return [(float(x), levels[0]), *inner, (float(x + length), levels[-1])]


def straight(x0: float, x1: float, levels: tuple[float, float], ink: Grey, stray: float) -> Course:
    """The straight line with the most ink whose ends are no further off those given than `stray`."""
    import numpy as np

    offs = np.linspace(-stray, stray, 7)
    starts, ends = (level + offs for level in levels)
    columns = np.arange(max(0, round(x0)), max(1, min(ink.shape[1], round(x1))))
    part = (columns - x0) / max(1.0, x1 - x0)
    lines = starts[:, None, None] + (ends[None, :, None] - starts[:, None, None]) * part
    rows = np.clip(lines.round().astype(int), 0, ink.shape[0] - 1)
    best, most = np.unravel_index((ink[rows, columns] > 0).sum(axis=2).argmax(), (7, 7))
    return Course([(x0, float(starts[best])), (x1, float(ends[most]))])


def apart(places: Sequence[float], near: float) -> list[float]:
    """Places in order, those near one another as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > near:
            found.append(place)
    return found
