"""Pages as an office would print and scan them: true lines in a Times-like face, worn in a chosen way.

All chance comes from the generator given, so a seed gives the same pages again.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from data import rows

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/share/texmf/fonts", "/usr/local/share/fonts")
_ALPHABET = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
# Decree 30/2020/NĐ-CP, annex I: A4, margins 30 and 20 mm, body of 13 or 14 points.
_TEXT_WIDTH_MM, _MARGIN_MM, _LINES_A_PAGE = 160, 20, 34
_SIZES = (11, 12, 13, 13, 13, 14, 14)
_RESOLUTIONS = (100, 150, 150, 200, 200, 200, 300, 300)


class MissingFontError(Exception):
    """None of the faces is installed; the message says what to install."""


@dataclass(frozen=True)
class Wear:
    """What printing, scanning and storing did to a page.

    `blur` and `ink` are in hundredths of an inch at 100 dpi (pixels); `noise` is the standard deviation
    in grey levels; `skew` in degrees; `jpeg` is a quality, `None` for a lossless store.
    """

    blur: float
    ink: float
    noise: float
    skew: float
    jpeg: int | None
    bitonal: bool


@dataclass(frozen=True)
class Print:
    """A page to be: its lines, face, size in points, resolution and wear."""

    lines: tuple[str, ...]
    face: str
    points: int
    dpi: int
    wear: Wear


@cache
def faces() -> dict[str, Path]:
    """Installed faces that have every Vietnamese letter, by name, in the order of the table.

    Raises:
        MissingFontError: there is none.
    """
    found = {}
    for row in rows("training_faces"):
        paths = sorted(p for folder in _FONT_FOLDERS for p in Path(folder).rglob(row["file"]))
        if complete := [path for path in paths if _is_complete(path)]:
            found[row["name"]] = complete[0]
    if not found:
        packages = " ".join(sorted({row["package"] for row in rows("training_faces")}))
        raise MissingFontError(
            f"no Times-like face with Vietnamese letters; type: apt-get install {packages}"
        )
    return found


def prints(lines: Iterable[str], rng: random.Random) -> Iterator[Print]:
    """Set paragraphs in pages, each with its own face, size, resolution and wear."""
    paragraphs = iter(lines)
    weights = {row["name"]: float(row["weight"]) for row in rows("training_faces") if row["name"] in faces()}
    pending: list[str] = []
    while True:
        face = rng.choices(list(weights), list(weights.values()))[0]
        points, dpi = rng.choice(_SIZES), rng.choice(_RESOLUTIONS)
        while len(pending) < _LINES_A_PAGE and (more := next(paragraphs, None)) is not None:
            pending.extend(_wrap(more, face, points))
        page, pending = pending[:_LINES_A_PAGE], pending[_LINES_A_PAGE:]
        if not page:
            return
        yield Print(tuple(page), face, points, dpi, _wear(rng))


def image(page: Print, rng: random.Random) -> Image.Image:
    """The page as a grey or black-and-white image."""
    from PIL import Image, ImageDraw

    size = round(page.points * page.dpi / 72)
    margin = round(_MARGIN_MM * page.dpi / 25.4)
    width = round(_TEXT_WIDTH_MM * page.dpi / 25.4) + 2 * margin
    leading = round(size * rng.uniform(1.2, 1.5))
    canvas = Image.new("L", (width, leading * len(page.lines) + 2 * margin), 255)
    draw = ImageDraw.Draw(canvas)
    for number, line in enumerate(page.lines):
        at = margin, margin + number * leading
        draw.text(at, line, font=_font(page.face, size), fill=rng.randint(0, 40))
    return _worn(canvas, page, rng)


def _wear(rng: random.Random) -> Wear:
    """A sheet as scanners give it: most are good, some are bad in one way or another."""
    return Wear(
        blur=rng.choice((0.0, 0.15, 0.25, 0.35, 0.45)),
        ink=rng.choice((-0.15, 0.0, 0.0, 0.15, 0.3)),
        noise=rng.choice((0.0, 6.0, 12.0, 24.0)),
        skew=rng.choice((0.0, 0.0, rng.uniform(-0.7, 0.7))),
        jpeg=rng.choice((None, 75, 50, 30)),
        bitonal=rng.random() < 0.35,
    )


def _worn(picture: Image.Image, page: Print, rng: random.Random) -> Image.Image:
    import numpy as np
    from PIL import Image, ImageFilter

    wear, scale = page.wear, page.dpi / 100
    if wear.skew:
        picture = picture.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if wear.blur or wear.ink:
        picture = picture.filter(ImageFilter.GaussianBlur((wear.blur + abs(wear.ink)) * scale))
    chance = np.random.default_rng(rng.getrandbits(64))
    grey = np.asarray(picture, dtype=np.float32) + chance.normal(0, wear.noise + 1e-6, picture.size[::-1])
    if wear.bitonal or wear.ink:
        # Where the threshold falls makes strokes thick or thin; a steep slope keeps some grey.
        cut = 128 + 300 * wear.ink
        grey = np.where(grey < cut, 0.0, 255.0) if wear.bitonal else (grey - cut) * 2.5 + 128
    picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    if wear.jpeg is not None and not wear.bitonal:
        store = io.BytesIO()
        picture.save(store, "JPEG", quality=wear.jpeg)
        picture = Image.open(store)
        picture.load()
    return picture


def _wrap(paragraph: str, face: str, points: int) -> Iterator[str]:
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
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(faces()[face]), size)


def _is_complete(path: Path) -> bool:
    """Whether no Vietnamese letter is drawn as the sign for a missing one."""
    from PIL import ImageFont

    font = ImageFont.truetype(str(path), 24)
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(letter)) != missing for letter in _ALPHABET + _ALPHABET.upper())
