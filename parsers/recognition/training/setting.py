"""Lines as they are printed: a text in a face on bare paper, between its neighbours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from data.paper.faces import Face, faces
from parsers.recognition.alphabet import LEADER

if TYPE_CHECKING:
    from numpy.random import Generator
    from PIL import Image, ImageDraw, ImageFont

    from parsers.recognition.words import Grey

_HATS = "\u0302\u0306"
_TONES = "\u0300\u0301\u0303\u0309"
_CAPITAL = 0.66
"""Height of capitals in ems."""


def printed(text: str, face: Face, em: int, rng: Generator) -> Grey:
    """A line of a face on bare paper, an em in so many pixels, and bits of the lines above and below.

    Returns:
        uint8 of shape (4 em, width); the baseline is 2 em from the top, the letters begin and end 1.5 em from
        the sides. Without a text the paper is bare.
    """
    import numpy as np
    from PIL import Image, ImageDraw

    style = _style(face, em, rng)
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
    ink = np.asarray(canvas)
    if words and text.isupper() and style.lowered != 1:
        ink = _lowered(ink, round((2 - _CAPITAL) * em), style.lowered)
    return ink


def _lowered(ink: Grey, top: int, share: float) -> Grey:
    """Whatever stands above the capitals, pressed down to a share of its height."""
    import cv2
    import numpy as np

    pressed = ink.copy()
    pressed[:top] = 255
    height = max(1, round(top * share))
    pressed[top - height : top] = cv2.resize(
        np.ascontiguousarray(ink[:top]), (ink.shape[1], height), interpolation=cv2.INTER_AREA
    )
    return pressed


def _changing(face: Face, em: int, count: int, rng: Generator) -> list[ImageFont.FreeTypeFont]:
    """The face of each word: one, or two of its family where a part is set off in bold or italics."""
    fonts = [_font(face, em)] * count
    if count > 1 and rng.random() < 0.1:
        kin = [other for other in faces() if other.family == face.family]
        at = int(rng.integers(1, count))
        fonts[at:] = [_font(kin[int(rng.integers(len(kin)))], em)] * (count - at)
    return fonts


class _Stack(NamedTuple):
    """How tones stand over hats (`ố`, `Ắ`), where faces differ most: beside, or above and pressed flat."""

    right: float
    """Of the middle of the letter, in widths of it."""
    sunk: float
    """Into the hat, as a share of the tone's height."""
    height: float
    """As a share of that over a letter without a hat."""

    def write(
        self, pen: ImageDraw.ImageDraw, at: tuple[float, float], sign: str, font: ImageFont.FreeTypeFont
    ) -> None:
        """Draw a sign, its tone set anew where it has both a hat and a tone."""
        spelled = normalize("NFD", sign)
        letter, tone = spelled[0], next((mark for mark in spelled if mark in _TONES), "")
        hat = next((mark for mark in spelled if mark in _HATS), "")
        if not (tone and hat):
            pen.text(at, sign, font=font, fill=0, anchor="ls")
            return
        hatted = normalize("NFC", letter + hat)
        pen.text(at, hatted, font=font, fill=0, anchor="ls")
        mark = _tone(font, letter, tone)
        mark = mark.resize((mark.width, max(2, round(mark.height * self.height))))
        top = at[1] + font.getbbox(hatted, anchor="ls")[1] - mark.height * (1 - self.sunk)
        left = at[0] + font.getlength(sign) * (0.5 + self.right) - mark.width / 2
        pen.bitmap((round(left), round(top)), mark, fill=0)


def _stack(rng: Generator) -> _Stack:
    right = float(rng.choice((0.0, rng.uniform(-0.05, 0.3))))
    return _Stack(right, rng.uniform(-0.05, 0.45), rng.uniform(0.55, 1.0))


@cache
def _tone(font: ImageFont.FreeTypeFont, letter: str, tone: str) -> Image.Image:
    """The tone alone, as the face has it on a letter; ink 255."""
    from PIL import Image, ImageDraw

    sign = normalize("NFC", letter + tone)
    left, top, right, _ = font.getbbox(sign, anchor="ls")
    _, bare, _, _ = font.getbbox(letter, anchor="ls")
    mark = Image.new("L", (max(1, round(right - left)), max(1, round(bare - top))), 0)
    ImageDraw.Draw(mark).text((-left, -top), sign, font=font, fill=255, anchor="ls")
    return mark.crop(mark.getbbox())


class _Style(NamedTuple):
    gap: float
    """Of words, in blanks."""
    spacing: float
    """Between letters, in pixels."""
    stretch: float
    underlined: bool
    dots: int
    """A leader is drawn with, or twice as many as underscores make a rule."""
    lowered: float
    """Height of the marks on a line of capitals, as a share of what the face has."""
    stack: _Stack | None
    """Where tones stand over hats, if not where the face has them."""

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
        if not self.spacing and not self.stack:
            pen.text(at, word, font=font, fill=0, anchor="ls")
            return
        for sign in word:
            if self.stack:
                self.stack.write(pen, (left, base), sign, font)
            else:
                pen.text((left, base), sign, font=font, fill=0, anchor="ls")
            left += font.getlength(sign) + self.spacing


def _style(face: Face, em: int, rng: Generator) -> _Style:
    return _Style(
        gap=float(rng.choice((1.0, rng.uniform(0.55, 1.3), rng.uniform(1.0, 3.5)), p=(0.35, 0.4, 0.25))),
        spacing=0.0 if face.look == "typewriter" else em * _spacing(rng),
        stretch=float(rng.choice((1.0, rng.uniform(0.85, 1.12)), p=(0.6, 0.4))),
        underlined=bool(rng.random() < 0.04),
        dots=int(rng.integers(3, 34)),
        lowered=float(rng.choice((1.0, rng.uniform(0.45, 1)), p=(0.6, 0.4))),
        stack=_stack(rng) if rng.random() < 0.35 else None,
    )


def _spacing(rng: Generator) -> float:
    """Ems between letters: none, spread, or condensed until they touch, as to fill a narrow cell."""
    chance = rng.random()
    if chance < 0.15:
        return float(rng.uniform(0.01, 0.08))
    return float(-rng.uniform(0.01, 0.1)) if chance < 0.33 else 0.0


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
