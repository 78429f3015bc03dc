"""Lines as they are printed: a text in a face on bare paper, between its neighbours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from data.paper.faces import Face, faces
from parsers.recognition.alphabet import LEADER

if TYPE_CHECKING:
    from numpy.random import Generator
    from PIL import ImageDraw, ImageFont

    from parsers.recognition.words import Grey


def printed(text: str, face: Face, em: int, rng: Generator) -> Grey:
    """A line of a face on bare paper, an em in so many pixels, and bits of the lines above and below.

    Returns:
        uint8 of shape (4 em, width); the baseline is 2 em from the top, the letters begin and end 1.5 em from
        the sides. Without a text the paper is bare.
    """
    import numpy as np
    from PIL import Image, ImageDraw

    style = _style(face, rng)
    words = text.split(" ") if text else []
    font = _font(face, em)
    fonts = _changing(face, em, len(words), rng)
    gaps = [font.getlength(" ") * style.gap] * len(words)
    if len(gaps) > 1 and rng.random() < 0.08:
        gaps[int(rng.integers(len(gaps) - 1))] = em * rng.uniform(1, 5)
    widths = [style.width(word, own) for word, own in zip(words, fonts, strict=True)]
    width = round(sum(widths) + sum(gaps[:-1]) + 3 * em if words else em * rng.uniform(1, 25))
    canvas = Image.new("L", (width, 4 * em), 255)
    pen = ImageDraw.Draw(canvas)
    left = 1.5 * em
    for word, own, size, gap in zip(words, fonts, widths, gaps, strict=True):
        style.write(pen, (left, 2 * em), word, own)
        left += size + gap
    if style.underlined and words:
        under = 2 * em + max(2, em // 8)
        pen.line((1.5 * em, under, left - gaps[-1], under), fill=0, width=max(1, em // 16))
    if words and rng.random() < 0.6:
        _neighbours(pen, text, font, em, width, rng)
    if words and style.stretch != 1:
        wide = max(em, round((width - 2 * em) * style.stretch))
        inside = canvas.crop((em, 0, width - em, 4 * em)).resize((wide, 4 * em), Image.Resampling.BILINEAR)
        # The margins keep their width, so that a crop is cut at the same places.
        whole = Image.new("L", (wide + 2 * em, 4 * em), 255)
        whole.paste(inside, (em, 0))
        canvas = whole
    return np.asarray(canvas)


def _changing(face: Face, em: int, count: int, rng: Generator) -> list[ImageFont.FreeTypeFont]:
    """The face of each word: one, or two of its family where a part is set off in bold or italics."""
    fonts = [_font(face, em)] * count
    if count > 1 and rng.random() < 0.1:
        kin = [other for other in faces() if other.family == face.family]
        at = int(rng.integers(1, count))
        fonts[at:] = [_font(kin[int(rng.integers(len(kin)))], em)] * (count - at)
    return fonts


class _Style(NamedTuple):
    gap: float
    """Of words, in blanks."""
    spacing: float
    """Between letters, in pixels."""
    stretch: float
    underlined: bool
    dots: int
    """A leader is drawn with, or twice as many as underscores make a rule."""

    def drawn(self, word: str) -> str:
        """The word as it is drawn: LEADER stands for three dots inside a word, and for more by itself."""
        if word == LEADER:
            return "." * self.dots
        return "_" * (self.dots // 2) if word == "_" else word.replace(LEADER, "...")

    def width(self, word: str, font: ImageFont.FreeTypeFont) -> float:
        word = self.drawn(word)
        return font.getlength(word) + self.spacing * len(word)

    def write(
        self, pen: ImageDraw.ImageDraw, at: tuple[float, float], word: str, font: ImageFont.FreeTypeFont
    ) -> None:
        word, (left, base) = self.drawn(word), at
        if not self.spacing:
            pen.text(at, word, font=font, fill=0, anchor="ls")
            return
        for sign in word:
            pen.text((left, base), sign, font=font, fill=0, anchor="ls")
            left += font.getlength(sign) + self.spacing


def _style(face: Face, rng: Generator) -> _Style:
    spacing = 0 if face.look == "typewriter" else int(rng.choice((0, 0, 0, 0, 0, 0, 1, 2, -1)))
    return _Style(
        gap=float(rng.choice((1.0, rng.uniform(0.55, 1.3), rng.uniform(1.0, 3.5)), p=(0.35, 0.4, 0.25))),
        spacing=spacing * float(rng.uniform(0.3, 1)),
        stretch=float(rng.choice((1.0, rng.uniform(0.85, 1.12)), p=(0.6, 0.4))),
        underlined=bool(rng.random() < 0.04),
        dots=int(rng.integers(3, 34)),
    )


def _neighbours(
    pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, em: int, width: int, rng: Generator
) -> None:
    """Lines above and below, of the same letters in another order."""
    leading = em * rng.uniform(1.15, 1.7)
    for side in (-1, 1):
        if rng.random() < 0.6:
            words = (text * (1 + width // max(1, len(text) * em // 3))).split(" ")
            other = " ".join(rng.permutation(words)[:30])
            pen.text(
                (rng.uniform(-2, 4) * em, 2 * em + side * leading),
                other[:110],
                font=font,
                fill=0,
                anchor="ls",
            )


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(face.path), size, layout_engine=ImageFont.Layout.BASIC)
