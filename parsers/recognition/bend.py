"""How a page lies bent under its rules: on photographs and copies of bound papers they are not parallel.

The rules of a table are straight on paper, those across level and those down upright. From how they run in
the picture follows how far each place of it is off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.courses import Path
    from parsers.recognition.words import Area

_BENT = 0.02
"""Inches by which a rule strays from level or upright; less is left as it is."""
_STIFF = 1e-3
"""How much paper resists bending: where rules say nothing, it is flat."""
_SEARCHED = 3
"""Steps in which the place in the picture is found."""

_MOST = 0.6
"""Share of the longest rule's length that those of a table have, and of their ends that lie on its sides."""
_OFF = 0.05
"""Inches that these are off its sides at most."""
_FEWEST = 4
"""Rules that tell where the sides are."""

Measure = TypeVar("Measure", float, "NDArray[np.float64]")
Terms = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Bend:
    """A smooth shift of places: quadratic along the rules, and changing steadily across them."""

    frame: Area
    """The places that the rules take in; beyond, the shift is that at its edge."""
    across: Terms
    """How far places are to move to the right."""
    down: Terms
    """How far they are to move down."""

    def shift(self, x: float, y: float) -> tuple[float, float]:
        """How far a place of the picture is to move to lie where it lies on flat paper."""
        u, v = self._inside(x, y)
        return _sum(self.across, _terms(v, u)), _sum(self.down, _terms(u, v))

    def back(self, x: float, y: float) -> tuple[float, float]:
        """How far a place of the flat paper is to move to lie where it lies in the picture."""
        right, down = 0.0, 0.0
        for _ in range(_SEARCHED):
            right, down = (-by for by in self.shift(x + right, y + down))
        return right, down

    def scaled(self, by: float) -> Bend:
        """The same in other units."""
        x0, y0, x1, y1 = (by * place for place in self.frame)
        a0, a1, a2, a3 = (by * term for term in self.across)
        d0, d1, d2, d3 = (by * term for term in self.down)
        return Bend((x0, y0, x1, y1), (a0, a1, a2, a3), (d0, d1, d2, d3))

    def _inside(self, x: float, y: float) -> tuple[float, float]:
        """A place from -1 to 1 in the frame."""
        x0, y0, x1, y1 = self.frame
        return _part(x, x0, x1), _part(y, y0, y1)


def bend(across: Sequence[Path], down: Sequence[Path], dpi: float) -> Bend | None:
    """How a page lies bent; None where its rules are straight, or there are none both ways.

    Args:
        across: how the rules across run, in pixels.
        down: how those down run, with the coordinates swapped.
        dpi: pixels an inch.
    """
    import numpy as np

    if not (across and down):
        return None
    places = np.array(
        [*(point for path in across for point in path), *((x, y) for path in down for y, x in path)]
    )
    (x0, y0), (x1, y1) = places.min(axis=0), places.max(axis=0)
    if min(x1 - x0, y1 - y0) < dpi:
        return None
    frame = float(x0), float(y0), float(x1), float(y1)
    off = max(_strayed(path) for path in (*across, *down))
    if off < _BENT * dpi:
        return None
    return Bend(frame, _fitted(down, frame[1::2], frame[::2]), _fitted(across, frame[::2], frame[1::2]))


def sides(across: Sequence[Path], dpi: float) -> list[Path]:
    """The sides of a table that is ruled only across: the lines on which most of its rules begin or end.

    Args:
        across: how the rules run, in pixels.
        dpi: pixels an inch.

    Returns:
        Paths as of rules that run down, with the coordinates swapped.
    """
    longest = max((path[-1][0] - path[0][0] for path in across), default=0.0)
    long = [path for path in across if path[-1][0] - path[0][0] >= _MOST * longest]
    lines = (_line([path[end] for path in long], _OFF * dpi) for end in (0, -1))
    return [line for line in lines if line]


def _line(ends: Sequence[tuple[float, float]], near: float) -> Path:
    """The line that most ends of rules lie on, as far as it goes; none where they are few."""
    slopes = [(c - a) / (d - b) for (a, b), (c, d) in combinations(ends, 2) if abs(d - b) > near]
    if not slopes:
        return []
    slope = median(slopes)
    at = median(x - slope * y for x, y in ends)
    on = [y for x, y in ends if abs(x - slope * y - at) <= near]
    if len(on) < max(_FEWEST, _MOST * len(ends)):
        return []
    return [(y, at + slope * y) for y in (min(on), (min(on) + max(on)) / 2, max(on))]


def _strayed(path: Path) -> float:
    levels = [level for _, level in path]
    return max(levels) - min(levels)


def _fitted(paths: Sequence[Path], along: tuple[float, ...], off: tuple[float, ...]) -> Terms:
    """The shift that makes rules straight, by least squares; longer rules count for more."""
    import numpy as np

    rows: list[NDArray[np.float64]] = []
    due: list[NDArray[np.float64]] = []
    for path in paths:
        points = np.array(path)
        u, v = (2 * (points[:, k] - ends[0]) / (ends[1] - ends[0]) - 1 for k, ends in enumerate((along, off)))
        terms = np.stack(_terms(u, v), axis=1)
        rows.append(terms - terms.mean(axis=0))  # where a rule lies is open, but it is straight
        due.append(points[:, 1].mean() - points[:, 1])
    size = sum(map(len, due))
    system = np.vstack([*rows, (_STIFF * size) ** 0.5 * np.eye(4)])
    found = np.linalg.lstsq(system, np.concatenate([*due, np.zeros(4)]), rcond=None)[0]
    a, b, c, d = (float(term) for term in found)
    return a, b, c, d


def _terms(u: Measure, v: Measure) -> tuple[Measure, Measure, Measure, Measure]:
    """What a shift is made of, by how far along the rules a place is, and how far across them."""
    return u, u * u, u * v, u * u * v


def _sum(weights: Terms, terms: Terms) -> float:
    return sum(weight * term for weight, term in zip(weights, terms, strict=True))


def _part(place: float, start: float, end: float) -> float:
    return min(1.0, max(-1.0, 2 * (place - start) / (end - start) - 1))
