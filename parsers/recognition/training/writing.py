"""A number as a hand writes it: digits one beside another, apart, touching or one in another's space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.training.hands import Style

if TYPE_CHECKING:
    from numpy.random import Generator

    from parsers.recognition.training.hands import Ink, Writer

ROOM, BASE = 4.2, 2.4
"""Ems of the height of a canvas that is written on, and from its top to the baseline of the print there."""
_LOWEST, _HIGHEST = 0.55, 1.75
"""Ems of a digit's height."""
_NARROWEST, _WIDEST = 0.5, 1.3
"""Times the usual width of a digit: large ones are squeezed into a blank that was printed for small ones."""
_THINNEST, _THICKEST = 0.04, 0.16
"""Ems of a pen's width."""
_SUNK = 0.5
"""The most that large digits reach below the line, as a share of what they are higher than an em."""
_NESTED = 0.6
"""Share of hands that set a digit as close as its ink allows, whatever leans over whatever."""
_UNEVEN = 0.35
"""Share of the numbers whose ink is paler in places."""


def written(writer: Writer, figures: str, em: int, rng: Generator) -> Ink:
    """Figures on the baseline of a canvas as high as `ROOM`: ink 255, paper 0."""
    import numpy as np

    height = em * (_LOWEST + (_HIGHEST - _LOWEST) * rng.beta(2, 3))
    style = Style(
        height=height,
        slant=rng.normal(0.12, 0.2),
        stretch=rng.uniform(_NARROWEST, _WIDEST),
        pen=max(0.9, em * _THINNEST * (_THICKEST / _THINNEST) ** rng.uniform()),
    )
    nested = rng.random() < _NESTED
    gap = em * (rng.normal(0.03, 0.08) if nested else rng.uniform(-0.08, 0.22))
    climb = rng.normal(0, 0.06)
    sunk = rng.normal(0.06, 0.1) + rng.uniform(0, _SUNK) * max(0.0, height / em - 1)
    base = (BASE + sunk) * em
    glyphs = [
        writer.digit(digit, style._replace(height=height * rng.normal(1, 0.08)), rng) for digit in figures
    ]
    canvas = np.zeros((round(ROOM * em), sum(glyph.shape[1] for glyph in glyphs) + 3 * em), np.uint8)
    first = right = em
    for at, glyph in enumerate(glyphs):
        high, wide = glyph.shape
        bottom = base - climb * (right - first) + em * rng.normal(0, 0.03)
        top = max(0, min(round(bottom - high), canvas.shape[0] - 1))
        left = right if at == 0 else right + round(gap + em * rng.normal(0, 0.04))
        if nested and at:
            left -= _overhang(canvas[top : top + high], glyph, right, max(2, high // 6))
        left = max(first // 2, left, right - round(0.75 * wide) if at else 0)
        part = canvas[top : top + high, left : left + wide]
        np.maximum(part, glyph[: part.shape[0], : part.shape[1]], out=part)
        right = max(right, left + wide)
    columns = np.flatnonzero(canvas.max(axis=0))
    ink = canvas[:, columns[0] : columns[-1] + 1] if columns.size else canvas[:, :1]
    return _uneven(ink, rng) if rng.random() < _UNEVEN else ink


def _overhang(before: Ink, glyph: Ink, right: int, reach: int) -> int:
    """Pixels that a digit can move to the left before its ink meets that of the digits before it.

    Args:
        before: the rows of the canvas that the digit stands in.
        right: the column that the digits before end at.
        reach: rows above and below that ink keeps off from, too.
    """
    import cv2
    import numpy as np

    rows = min(before.shape[0], glyph.shape[0])
    tall = np.ones((2 * reach + 1, 1), np.uint8)
    inked = np.asarray(cv2.dilate(before[:rows, :right], tall)) > 60
    behind = np.where(inked.any(axis=1), np.argmax(inked[:, ::-1], axis=1), right)
    own = glyph[:rows] > 60
    ahead = np.where(own.any(axis=1), np.argmax(own, axis=1), glyph.shape[1])
    return int((behind + ahead).min()) if rows else 0


def _uneven(ink: Ink, rng: Generator) -> Ink:
    """Ink of a pen that is pressed now more, now less."""
    import cv2
    import numpy as np

    coarse = rng.uniform(0.35, 1.1, (3, 2 + ink.shape[1] // max(1, ink.shape[0] // 3))).astype(np.float32)
    patches = np.asarray(cv2.resize(coarse, ink.shape[::-1], interpolation=cv2.INTER_LINEAR))
    pressed: Ink = (ink * patches.clip(0, 1)).astype(np.uint8)
    return pressed
