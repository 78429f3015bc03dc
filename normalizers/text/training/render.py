"""Pages as an office would print and scan them: true lines in a Times-like face, worn in a chosen way.

All chance comes from the generator given, so a seed gives the same pages again.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from data.paper.faces import Face, faces
from data.paper.wear import LEVELS, Wear, draw, worn

if TYPE_CHECKING:
    from PIL import Image, ImageFont

# Decree 30/2020/NĐ-CP, annex I: A4, margins 30 and 20 mm, body of 13 or 14 points.
_TEXT_WIDTH_MM, _MARGIN_MM, _LINES_A_PAGE = 160, 20, 34
_SIZES = (11, 12, 13, 13, 13, 14, 14)
_RESOLUTIONS = (100, 150, 150, 200, 200, 200, 300, 300)


@dataclass(frozen=True)
class Print:
    """A page to be: its lines, face, size in points, resolution and wear."""

    lines: tuple[str, ...]
    face: Face
    points: int
    dpi: int
    wear: Wear


def prints(lines: Iterable[str], rng: random.Random) -> Iterator[Print]:
    """Set paragraphs in pages, each with its own Times-like face, size, resolution and wear.

    Raises:
        data.paper.faces.MissingFontError: no face is installed.
    """
    import numpy as np

    paragraphs = iter(lines)
    # Type 1 faces were not there when the shipped pairs were made
    times = [face for face in faces("times", held_out=False) if face.path.suffix != ".pfb"]
    chance = np.random.default_rng(rng.getrandbits(64))
    pending: list[str] = []
    while True:
        face = rng.choices(times, [face.weight for face in times])[0]
        points, dpi = rng.choice(_SIZES), rng.choice(_RESOLUTIONS)
        while len(pending) < _LINES_A_PAGE and (more := next(paragraphs, None)) is not None:
            pending.extend(_wrap(more, face, points))
        page, pending = pending[:_LINES_A_PAGE], pending[_LINES_A_PAGE:]
        if not page:
            return
        yield Print(tuple(page), face, points, dpi, draw(rng.choice(LEVELS), chance))


def image(page: Print, rng: random.Random) -> Image.Image:
    """The page as a grey or black-and-white image."""
    import numpy as np
    from PIL import Image, ImageDraw

    size = round(page.points * page.dpi / 72)
    margin = round(_MARGIN_MM * page.dpi / 25.4)
    width = round(_TEXT_WIDTH_MM * page.dpi / 25.4) + 2 * margin
    leading = round(size * rng.uniform(1.2, 1.5))
    canvas = Image.new("L", (width, leading * len(page.lines) + 2 * margin), 255)
    pen = ImageDraw.Draw(canvas)
    for number, line in enumerate(page.lines):
        at = margin, margin + number * leading
        pen.text(at, line, font=_font(page.face, size), fill=0)
    chance = np.random.default_rng(rng.getrandbits(64))
    return Image.fromarray(worn(np.asarray(canvas), page.wear, page.dpi, chance))


def _wrap(paragraph: str, face: Face, points: int) -> Iterator[str]:
    """Break a paragraph at spaces to the width of the type area."""
    font = _font(face, points * 4)
    room = _TEXT_WIDTH_MM / 25.4 * 72 * 4
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(face.path), size)
