"""What is put on a paper after printing: seals, rubber stamps, signatures, figures written by hand.

Each is a picture of ink, float32 of shape (height, width): 0 nothing, 1 full ink.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from data.paper.faces import faces

Ink: TypeAlias = NDArray[np.float32]
_FINE = 2
"""Things are drawn so much larger and made smaller, for smooth edges."""
_DIGITS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.75, 0.1), (0.3, 0.05), (0.1, 0.5), (0.35, 0.98), (0.75, 0.85), (0.88, 0.4), (0.6, 0.05)),),
    "1": (((0.25, 0.3), (0.55, 0.02), (0.5, 0.5), (0.42, 1.0)),),
    "2": (((0.15, 0.25), (0.45, 0.02), (0.8, 0.25), (0.5, 0.65), (0.08, 0.98), (0.5, 0.92), (0.95, 0.95)),),
    "3": (((0.15, 0.12), (0.55, 0.0), (0.8, 0.22), (0.4, 0.46), (0.82, 0.65), (0.6, 0.97), (0.1, 0.9)),),
    "4": (((0.5, 0.0), (0.25, 0.4), (0.08, 0.65), (0.5, 0.64), (0.95, 0.6)), ((0.68, 0.3), (0.6, 1.05))),
    "5": (
        ((0.3, 0.05), (0.22, 0.45), (0.6, 0.4), (0.82, 0.7), (0.5, 1.0), (0.1, 0.9)),
        ((0.28, 0.06), (0.85, 0.02)),
    ),
    "6": (((0.7, 0.0), (0.25, 0.4), (0.15, 0.85), (0.5, 1.0), (0.75, 0.75), (0.5, 0.55), (0.2, 0.75)),),
    "7": (((0.1, 0.08), (0.5, 0.05), (0.9, 0.06), (0.55, 0.5), (0.4, 1.05)), ((0.35, 0.55), (0.8, 0.5))),
    "8": (
        (
            (0.75, 0.15),
            (0.4, 0.0),
            (0.25, 0.25),
            (0.7, 0.6),
            (0.65, 0.95),
            (0.25, 0.95),
            (0.3, 0.6),
            (0.75, 0.2),
        ),
    ),
    "9": (((0.75, 0.2), (0.45, 0.02), (0.2, 0.3), (0.5, 0.5), (0.75, 0.25), (0.72, 0.6), (0.5, 1.05)),),
}
"""Strokes of the digits in a square, x to the right and y downwards."""


def seal(text: str, diameter: int, rng: np.random.Generator) -> Ink:
    """A round seal with a star, a name around it and two rings."""
    side = diameter * _FINE
    image = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(image)
    middle, radius = side / 2, side / 2 - 2
    for share, wide in ((1.0, 0.022), (0.93, 0.008), (0.58, 0.012)):
        edge = radius * share
        box = (middle - edge, middle - edge, middle + edge, middle + edge)
        draw.ellipse(box, outline=255, width=max(2, round(side * wide)))
    points = [
        (middle + radius * reach * math.sin(turn), middle - radius * reach * math.cos(turn))
        for at in range(10)
        for reach, turn in ((0.3 if at % 2 == 0 else 0.12, math.pi * at / 5),)
    ]
    draw.polygon(points, fill=255)
    _around(image, text.upper(), middle, radius * 0.755, radius * 0.24)
    turned = image.rotate(float(rng.uniform(-25, 25)), Image.Resampling.BICUBIC)
    return _uneven(_smaller(turned), rng, 0.55)


def stamp(
    lines: Sequence[str], height: int, rng: np.random.Generator, framed: bool = True, look: str = "sans"
) -> Ink:
    """A rubber stamp of a few lines, mostly in a frame; `height` is that of its letters."""
    font = _font(height * _FINE, look)
    wide = round(max(font.getlength(line) for line in lines))
    step = round(height * _FINE * 1.35)
    pad = round(height * _FINE * 0.5)
    image = Image.new("L", (wide + 4 * pad, step * len(lines) + 3 * pad), 0)
    draw = ImageDraw.Draw(image)
    for at, line in enumerate(lines):
        draw.text((2 * pad, pad + at * step), line, font=font, fill=255)
    if framed:
        frame = (pad // 2, pad // 2, image.width - pad // 2, image.height - pad // 2)
        draw.rectangle(frame, outline=255, width=max(2, pad // 5))
    slope = float(rng.normal(0, 2.0 if framed else 0.8))
    turned = image.rotate(slope, Image.Resampling.BICUBIC, expand=True)
    return _uneven(_smaller(turned), rng, 0.5)


def signature(width: int, height: int, rng: np.random.Generator) -> Ink:
    """A signature: a running scrawl with a flourish below it."""
    count = int(rng.integers(7, 12))
    x = np.linspace(0.05, 0.8, count) + rng.normal(0, 0.06, count)
    y = 0.5 + np.where(np.arange(count) % 2, 1, -1) * rng.uniform(0.08, 0.42, count)
    strokes = [np.stack((x, y), axis=1)]
    if rng.random() < 0.7:
        flourish = [(0.75, 0.6), (0.3, rng.uniform(0.7, 0.95)), (0.6, 0.75), (rng.uniform(0.85, 1.0), 0.55)]
        strokes.append(np.array(flourish))
    return _strokes(strokes, width, height, max(1.2, height / 45), rng)


def handwriting(text: str, width: int, height: int, rng: np.random.Generator) -> Ink:
    """Figures written by hand in a box; other letters leave a gap."""
    advance = 1 / max(1, len(text))
    strokes = []
    for at, letter in enumerate(text):
        lean, lift = rng.normal(0.08, 0.06), rng.normal(0, 0.04)
        for stroke in _DIGITS.get(letter, ()):
            points = np.array(stroke) + rng.normal(0, 0.035, (len(stroke), 2))
            x = (points[:, 0] + lean * (0.5 - points[:, 1])) * 0.8 + 0.1
            strokes.append(np.stack(((at + x) * advance, 0.08 + lift + points[:, 1] * 0.76), axis=1))
    return _strokes(strokes, width, height, max(1.0, height / 12), rng)


def _strokes(
    strokes: Sequence[NDArray[np.float64]], width: int, height: int, pen: float, rng: np.random.Generator
) -> Ink:
    """Smooth lines through points of the unit square, drawn with a pen of a changing width."""
    canvas = np.zeros((height * _FINE, width * _FINE), np.uint8)
    for stroke in strokes:
        curve = _smooth(stroke) * (width * _FINE, height * _FINE)
        press = pen * _FINE * (1 + 0.35 * np.sin(np.linspace(0, rng.uniform(3, 9), len(curve))))
        for at, (start, end) in enumerate(pairwise(curve.round().astype(int).tolist())):
            cv2.line(canvas, start, end, 255, max(1, round(float(press[at]))), cv2.LINE_AA)
    return _smaller(Image.fromarray(canvas))


def _smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A Catmull-Rom curve through points."""
    ends = np.vstack((points[0], points, points[-1]))
    t = np.linspace(0, 1, 14, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.vstack((*pieces, points[-1:]))


def _around(image: Image.Image, text: str, middle: float, radius: float, height: float) -> None:
    """Letters on a circle, from the lower left over the top to the lower right."""
    size = round(height)
    font = _font(size)
    length = sum(font.getlength(letter) for letter in text)
    full = 2 * math.pi * radius * 0.86
    if length > full:
        size = max(4, round(size * full / length))
        font = _font(size)
        length = sum(font.getlength(letter) for letter in text)
    turn = -(length / radius) / 2
    for letter in text:
        wide = font.getlength(letter)
        turn += wide / radius / 2
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text((size, size), letter, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-math.degrees(turn), Image.Resampling.BICUBIC)
        x, y = middle + radius * math.sin(turn) - size, middle - radius * math.cos(turn) - size
        image.paste(255, (round(x), round(y)), tile)
        turn += wide / radius / 2


def _uneven(ink: Ink, rng: np.random.Generator, least: float) -> Ink:
    """Ink that took better in some places than in others."""
    coarse = rng.uniform(least, 1.15, (6, 6)).astype(np.float32)
    patches = np.asarray(cv2.resize(coarse, ink.shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)
    grain = rng.uniform(0.75, 1.1, ink.shape).astype(np.float32)
    return np.asarray(np.clip(ink * patches * grain, 0, 1), np.float32)


def _smaller(image: Image.Image) -> Ink:
    reduced = image.resize(
        (max(1, image.width // _FINE), max(1, image.height // _FINE)), Image.Resampling.LANCZOS
    )
    return np.asarray(np.asarray(reduced) / 255, np.float32)


@cache
def _font(size: int, look: str = "sans") -> ImageFont.FreeTypeFont:
    """The face of seals and stamps."""
    bold = next(face for face in faces(look) if face.bold and not face.italic)
    return ImageFont.truetype(str(bold.path), max(4, size))
