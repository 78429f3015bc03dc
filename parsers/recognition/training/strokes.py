"""Digits drawn with a pen: the strokes of `data/lexicons/hand_strokes.csv`, as one hand or another has it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from data import rows
from parsers.recognition.training.hands import close

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

    from parsers.recognition.training.hands import Ink, Style

    _Points = NDArray[np.float64]

_HABIT, _WOBBLE = 0.05, 0.03
"""Standard deviations of the points of a stroke: of one hand from others, and from one time to the next."""
_PRESS = 0.35
"""The most that a pen's width changes along a stroke, as a share of it."""
_FINE = 3
"""Times the size at which strokes are drawn, for smooth edges and for widths between whole pixels."""


class Drawn:
    """A hand that writes each digit in one way, and never twice the same."""

    def __init__(self, rng: Generator) -> None:
        """Another hand."""
        self._ways: dict[str, list[_Points]] = {}
        for digit, ways in _ways().items():
            weights = [weight for weight, _ in ways]
            at = int(rng.choice(len(ways), p=[weight / sum(weights) for weight in weights]))
            self._ways[digit] = [stroke + rng.normal(0, _HABIT, stroke.shape) for stroke in ways[at][1]]
        self._press = rng.uniform(0, _PRESS)

    def digit(self, digit: str, style: Style, rng: Generator) -> Ink:
        """The digit, its points a little elsewhere each time."""
        import cv2
        import numpy as np

        high, wide = _FINE * style.height, _FINE * style.height * 0.55 * style.stretch
        pen = _FINE * style.pen
        margin = 3 + pen + 0.3 * high + abs(style.slant) * high
        canvas = np.zeros((round(high + 2 * margin), round(wide + 2 * margin)), np.uint8)
        bend = rng.normal(0, 0.06, (2, 2))
        for stroke in self._ways[digit]:
            curve = _smooth(stroke + rng.normal(0, _WOBBLE, stroke.shape) + (stroke - 0.5) @ bend)
            x = margin + curve[:, 0] * wide + (1 - curve[:, 1]) * style.slant * high
            y = margin + curve[:, 1] * high
            points = np.stack((x, y), axis=1).round().astype(int).tolist()
            turns = rng.uniform(0, 6) + np.linspace(0, rng.uniform(2, 7), len(points))
            widths = pen * (1 + self._press * np.sin(turns))
            for (start, end), width in zip(pairwise(points), widths.tolist(), strict=False):
                cv2.line(canvas, start, end, 255, max(1, round(width)))
        size = (max(1, canvas.shape[1] // _FINE), max(1, canvas.shape[0] // _FINE))
        return close(np.asarray(cv2.resize(canvas, size, interpolation=cv2.INTER_AREA), np.uint8))


@cache
def _ways() -> dict[str, list[tuple[float, list[_Points]]]]:
    """The ways to write each digit: how often each is taken, and its strokes."""
    import numpy as np

    found: dict[str, list[tuple[float, list[_Points]]]] = {}
    for row in rows("hand_strokes"):
        strokes = [
            np.array([[float(value) for value in point.split(":")] for point in stroke.split()])
            for stroke in row["strokes"].split(";")
        ]
        found.setdefault(row["digit"], []).append((float(row["weight"]), strokes))
    return found


def _smooth(points: _Points) -> _Points:
    """A curve through points, uniform Catmull-Rom."""
    import numpy as np

    ends = np.vstack((2 * points[0] - points[1], points, 2 * points[-1] - points[-2]))
    a, b, c, d = (ends[at : len(ends) - 3 + at, None] for at in range(4))
    t = np.linspace(0, 1, 8, endpoint=False)[None, :, None]
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    smooth: _Points = np.vstack((curve.reshape(-1, 2), points[-1:]))
    return smooth
