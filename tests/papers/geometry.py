"""Where the points of a page go when it is scanned or photographed: bent, turned, shifted, seen aslant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.papers.truth import Box

Picture: TypeAlias = NDArray[np.uint8]
"""Of shape (height, width, 3), red, green and blue."""


@dataclass(frozen=True, slots=True)
class Warp:
    """A page of `size` (width, height) in pixels, and the picture that is taken of it.

    Points are first bent (each column is lifted by `bend` pixels times a sine of `waves` waves), then mapped
    by `matrix` (3 by 3, homogeneous), last turned `turns` quarters counterclockwise.
    """

    size: tuple[int, int]
    taken: tuple[int, int]
    matrix: NDArray[np.float64] = field(default_factory=lambda: np.eye(3))
    bend: float = 0.0
    waves: float = 0.5
    phase: float = 0.0
    turns: int = 0

    def picture(self, page: Picture, ground: Picture) -> Picture:
        """The picture of a page before a ground, which is as large as what is taken."""
        if self.bend:
            width, height = self.size
            x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
            y += self._lift(x[:1]).astype(np.float32)
            page = _eight(cv2.remap(page, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
        seen = cv2.warpPerspective(
            page,
            self.matrix,
            self.taken,
            dst=ground.copy(),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_TRANSPARENT,
        )
        return np.ascontiguousarray(np.rot90(_eight(seen), self.turns))

    def box(self, box: Box) -> Box:
        """The upright box around where a box of the page, in its pixels, comes to stand in the picture."""
        x0, y0, x1, y1 = box
        across = np.linspace(x0, x1, 9)
        x = np.concatenate((across, across))
        y = np.concatenate((np.full(9, y0), np.full(9, y1))) - self._lift(np.concatenate((across, across)))
        moved = self.matrix @ np.stack((x, y, np.ones_like(x)))
        x, y = moved[0] / moved[2], moved[1] / moved[2]
        width, height = self.taken
        for _ in range(self.turns % 4):
            x, y = y, width - x
            width, height = height, width
        x, y = x.clip(0, width), y.clip(0, height)
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    @property
    def seen(self) -> tuple[int, int]:
        """Width and height of the picture after it is turned."""
        return self.taken if self.turns % 2 == 0 else self.taken[::-1]

    def _lift(self, x: NDArray[np.floating]) -> NDArray[np.floating]:
        return self.bend * np.sin(2 * np.pi * self.waves * x / self.size[0] + self.phase)


def flat(
    size: tuple[int, int],
    degrees: float,
    shift: tuple[float, float],
    scale: float,
    border: tuple[int, int] = (0, 0),
) -> Warp:
    """On the glass of a scanner: turned about its middle, shifted, with a border of the lid around it."""
    width, height = size
    taken = width + 2 * border[0], height + 2 * border[1]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    matrix = np.vstack((turn, (0.0, 0.0, 1.0))).astype(np.float64)
    matrix[:2, 2] += np.add(shift, border)
    return Warp(size, taken, matrix)


def aslant(size: tuple[int, int], rng: np.random.Generator) -> Warp:
    """Before a camera held by hand: corners somewhere near where they should be, the sheet not flat."""
    width, height = size
    margin = 0.05
    taken = round(width * (1 + 2 * margin)), round(height * (1 + 2 * margin))
    corners = np.array(((0, 0), (1, 0), (1, 1), (0, 1)), np.float32)
    places = margin + corners + rng.uniform(-0.035, 0.035, (4, 2)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(
        corners * np.array(size, np.float32), (places * np.array(size, np.float32)).astype(np.float32)
    )
    return Warp(
        size,
        taken,
        np.asarray(matrix, np.float64),
        bend=float(rng.uniform(0, 0.006)) * width,
        waves=float(rng.uniform(0.4, 0.8)),
        phase=float(rng.uniform(0, 2 * np.pi)),
    )


def tilted(size: tuple[int, int], degrees: float, rng: np.random.Generator) -> Warp:
    """Before a camera that looks aslant, by up to so many degrees to either side and from below or above.

    A pinhole camera, as far from the page as one and a half times its height; a margin of ground is seen.
    """
    width, height = size
    yaw, pitch = np.radians(rng.uniform(-degrees, degrees, 2))
    roll = np.radians(rng.uniform(-4, 4))
    turn = _about(2, roll) @ _about(1, yaw) @ _about(0, pitch)
    away = 1.5 * height
    corners = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float64)
    places = np.column_stack((corners - np.array(size) / 2, np.zeros(4))) @ turn.T
    seen = places[:, :2] * (away / (away + places[:, 2:]))
    margin = rng.uniform(0.02, 0.1) * width
    seen += margin - seen.min(axis=0)
    taken = np.ceil(seen.max(axis=0) + margin).astype(int)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), seen.astype(np.float32))
    return Warp(
        size,
        (int(taken[0]), int(taken[1])),
        np.asarray(matrix, np.float64),
        bend=float(rng.uniform(0, 0.006)) * width,
        waves=float(rng.uniform(0.4, 0.8)),
        phase=float(rng.uniform(0, 2 * np.pi)),
    )


def _about(axis: int, angle: float) -> NDArray[np.float64]:
    """The matrix that turns about an axis of space."""
    one, other = (each for each in range(3) if each != axis)
    turn = np.eye(3)
    turn[one, one] = turn[other, other] = np.cos(angle)
    turn[one, other], turn[other, one] = -np.sin(angle), np.sin(angle)
    return turn


def ground(size: tuple[int, int], grey: int, rng: np.random.Generator | None = None) -> Picture:
    """What lies beyond a page, of `size` (width, height): even, or, by chance, a table top with its grain."""
    width, height = size
    if rng is None:
        return np.full((height, width, 3), grey, np.uint8)
    rough = rng.normal(0, 12, (max(2, height // 4), max(2, width // 160))).astype(np.float32)
    grain = np.asarray(cv2.resize(rough, size, interpolation=cv2.INTER_CUBIC))
    wood = np.array((1.0, rng.uniform(0.7, 1.0), rng.uniform(0.45, 1.0)))
    return np.clip((grey + grain)[:, :, None] * wood, 0, 255).astype(np.uint8)


def _eight(picture: object) -> Picture:
    """The same picture under the type that OpenCV does not state."""
    return cast("Picture", picture)
