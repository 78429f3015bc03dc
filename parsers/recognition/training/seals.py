"""Round seals as they lie over signatures: rings, the office around them, its name and a star within."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from data import rows
from data.paper.faces import faces

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

_SIDE = 320
"""Pixels that seals are cut in; they are made smaller for a page."""
_CUT = 24
"""Seals that are cut; each is turned and inked anew whenever it is used."""
_RINGS = (0.98, 0.9, 0.6)
_LETTERS = 0.75
"""How far from the middle the letters stand, in radii."""


def seal(side: int, rng: Generator) -> NDArray[np.float32]:
    """The ink of a seal as it was pressed on this time.

    Returns:
        float32 of shape (side, side): paper 0, ink 255.
    """
    import cv2
    import numpy as np

    cut = _cuts()[int(rng.integers(_CUT))]
    turn = cv2.getRotationMatrix2D((_SIDE / 2, _SIDE / 2), rng.normal(0, 12), side / _SIDE)
    moved = turn + np.array([[0, 0, 1], [0, 0, 1]]) * (side - _SIDE) / 2
    pressed = cv2.warpAffine(cut, moved, (side, side), flags=cv2.INTER_AREA).astype(np.float32)
    uneven = cv2.resize(rng.uniform(0.35, 1.3, (5, 5)).astype(np.float32), (side, side))
    inked: NDArray[np.float32] = np.minimum(pressed * uneven, 255)
    return inked


@cache
def _cuts() -> list[NDArray[np.uint8]]:
    """Seals of made offices, always the same."""
    import numpy as np

    rng = np.random.default_rng(30)
    return [_cut(rng) for _ in range(_CUT)]


def _cut(rng: Generator) -> NDArray[np.uint8]:
    import cv2
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    bold = [face for face in faces("sans", held_out=False) if face.bold and not face.italic]
    path = str(bold[int(rng.integers(len(bold)))].path)
    middle = _SIDE / 2
    canvas = Image.new("L", (_SIDE, _SIDE), 0)
    pen = ImageDraw.Draw(canvas)
    for radius in _RINGS:
        reach = radius * middle
        pen.ellipse((middle - reach,) * 2 + (middle + reach,) * 2, outline=255, width=int(rng.integers(3, 7)))
    words = [row["syllable"].upper() for row in rows("syllables")]
    said = " ".join(words[int(rng.integers(len(words)))] for _ in range(int(rng.integers(4, 9))))
    font = ImageFont.truetype(path, 28)
    for at, letter in enumerate(said):
        degrees = 160 * (2 * at / max(1, len(said) - 1) - 1)
        sign = Image.new("L", (44, 56), 0)
        ImageDraw.Draw(sign).text((22, 40), letter, font=font, fill=255, anchor="ms")
        turned = sign.rotate(-degrees, Image.Resampling.BICUBIC, expand=True)
        angle = np.radians(degrees)
        x = middle + _LETTERS * middle * np.sin(angle) - turned.width / 2
        y = middle - _LETTERS * middle * np.cos(angle) - turned.height / 2
        canvas.paste(255, (round(x), round(y)), turned)
    within = ImageFont.truetype(path, 24)
    if rng.random() < 0.6:
        for line in range(3):
            text = " ".join(words[int(rng.integers(len(words)))] for _ in range(2 + line % 2))
            pen.text((middle, middle - 26 + 32 * line), text, font=within, fill=255, anchor="ms")
    else:
        turns = np.radians(np.arange(10) * 36)
        points = np.where(np.arange(10) % 2, 0.12, 0.3) * middle
        star = np.stack([middle + points * np.sin(turns), middle - points * np.cos(turns)], axis=1)
        pen.polygon([tuple(point) for point in star.tolist()], fill=255)
    cut: NDArray[np.uint8] = cv2.GaussianBlur(np.asarray(canvas), (3, 3), 0).astype(np.uint8)
    return cut
