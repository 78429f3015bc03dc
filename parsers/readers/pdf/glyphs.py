"""The characters of a PDF page with where and how they are printed, the page turned upright."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import data
from parsers.readers.errors import ReadError, Reason

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_MAX_CHARACTERS = 200_000
"""On one page: a page of small print has 10,000."""
ASCENT, DESCENT = 0.89, 0.22
"""Of Times New Roman, in font sizes; a common height for all fonts keeps boxes of a line alike."""
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_FILL_AND_STROKE = 2
_MAX_SKEW = 5
"""Degrees."""
_INVISIBLE = (3, 7)
_HYPHEN_AT_LINE_END = 2
"""What PDFium gives for a hyphen before a line break."""
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_LINE_ENDS = frozenset((10, 13))
_SPACE = 32

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """What all characters of one text object share."""

    font: str
    size: float
    """In points, as printed."""
    bold: bool
    visible: bool
    turn: int
    """Degrees that the text is turned clockwise on the upright page, 0 to 359."""
    light: bool
    """Printed in a light colour or half transparent."""
    stamp: int | None
    """The number of the annotation that put it on the page: a filled-in number, a signature."""


@dataclass(slots=True)
class Glyph:
    """A character as printed: `x0` to `x1` is its advance width, `base` the baseline, from the top.

    Of text that runs down or up the page these are measured with the page turned so that it is upright.
    """

    text: str
    x0: float
    x1: float
    base: float
    style: Style

    @property
    def top(self) -> float:
        """The height of the tallest letters."""
        return self.base - ASCENT * self.style.size

    @property
    def bottom(self) -> float:
        """The depth of the lowest letters."""
        return self.base + DESCENT * self.style.size


class Frame:
    """From the coordinates of a PDF page to points from the top left corner of the upright page."""

    def __init__(self, page: PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.rotation = page.get_rotation()
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (width, height) if self.rotation % 180 == 0 else (height, width)
        self.upright = self._turned(self.rotation)

    def _turned(self, degrees: int) -> Callable[[float, float], Point]:
        left, bottom, right, top = self.left, self.bottom, self.right, self.top
        turns: dict[int, Callable[[float, float], Point]] = {
            0: lambda x, y: (x - left, top - y),
            90: lambda x, y: (y - bottom, x - left),
            180: lambda x, y: (right - x, y - bottom),
            270: lambda x, y: (top - y, right - x),
        }
        return turns[degrees % 360]

    def turn(self, degrees: int) -> None:
        """Turn the whole page further, counter-clockwise, so that text turned by `degrees` is upright."""
        self.rotation = (self.rotation - degrees) % 360
        if degrees % 180:
            self.width, self.height = self.height, self.width
        self.upright = self._turned(self.rotation)


def read_glyphs(page: PdfPage, frame: Frame, stamped: Mapping[int, int]) -> list[Glyph]:
    """The characters of a page, spaces too, in the order of the content.

    Args:
        page: the page.
        frame: its coordinates.
        stamped: the annotation that put a text object, by its address, on the page.

    Raises:
        ReadError: `too-large`.
    """
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > _MAX_CHARACTERS:
            raise ReadError(
                Reason.TOO_LARGE,
                f"A page has {count:,} characters, where {_MAX_CHARACTERS:,} are allowed.",
            )
        return _read(text_page, count, frame, stamped)
    finally:
        text_page.close()


def _read(text_page: PdfTextPage, count: int, frame: Frame, stamped: Mapping[int, int]) -> list[Glyph]:
    from pypdfium2 import raw

    glyphs: list[Glyph] = []
    styles: dict[int, Style] = {}
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _LINE_ENDS:
            continue
        if code == _SPACE and raw.FPDFText_IsGenerated(text_page, index) == 1:
            # There is no space character, but white that PDFium takes for one.
            if glyphs:
                last = glyphs[-1]
                glyphs.append(Glyph(" ", last.x1, last.x1, last.base, last.style))
            continue
        text = _sign(code)
        if glyphs and unicodedata.combining(text):
            glyphs[-1].text += text
            continue
        handle = raw.FPDFText_GetTextObject(text_page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        style = styles.get(address)
        if style is None:
            style = _style(text_page, index, frame.rotation, stamped.get(address))
            styles[address] = style
        if not (
            raw.FPDFText_GetLooseCharBox(text_page, index, box)
            and raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        ):
            continue
        glyphs.append(
            _placed(text, (box.left, box.top, box.right, box.bottom), (x.value, y.value), frame, style)
        )
    return glyphs


def _placed(
    text: str, box: tuple[float, float, float, float], origin: Point, frame: Frame, style: Style
) -> Glyph:
    """A character from where the pen was set down to the far side of its box."""
    x, y = frame.upright(*origin)
    ax, ay = frame.upright(box[0], box[1])
    bx, by = frame.upright(box[2], box[3])
    if style.turn == 90:
        return Glyph(text, y, max(y, ay, by), frame.width - x, style)
    if style.turn == 270:
        return Glyph(text, frame.height - y, frame.height - min(y, ay, by), x, style)
    return Glyph(text, x, max(x, ax, bx), y, style)


def _style(text_page: PdfTextPage, index: int, rotation: int, stamp: int | None) -> Style:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    turn, scale = 0, 1.0
    if raw.FPDFText_GetMatrix(text_page, index, matrix) and (along := math.hypot(matrix.a, matrix.b)):
        # The direction of the baseline, and the height across it: slanted letters are not turned.
        turn = _settled(round(rotation - math.degrees(math.atan2(matrix.b, matrix.a))) % 360)
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) / along
    size = float(raw.FPDFText_GetFontSize(text_page, index)) * scale
    font = _font_name(text_page, index)
    handle = raw.FPDFText_GetTextObject(text_page, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
    weight = raw.FPDFText_GetFontWeight(text_page, index)
    plain = font.lower()
    bold = weight >= _BOLD_WEIGHT or any(name in plain for name in _BOLD_NAMES) or mode == _FILL_AND_STROKE
    visible = mode not in _INVISIBLE and "glyphless" not in plain
    return Style(font, size, bold, visible, turn, _is_light(text_page, index), stamp)


def _settled(turn: int) -> int:
    """A turn, without the slight skew of a scan."""
    nearest = round(turn / 90) * 90
    return nearest % 360 if abs(turn - nearest) <= _MAX_SKEW else turn


def _font_name(text_page: PdfTextPage, index: int) -> str:
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, name, 128, flags)
    return _SUBSET.sub("", name.value.decode("utf-8", "replace")) if 0 < length <= 128 else ""


def _is_light(text_page: PdfTextPage, index: int) -> bool:
    from pypdfium2 import raw

    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(text_page, index, *parts):
        return False
    red, green, blue, alpha = (part.value for part in parts)
    return alpha < 128 or min(red, green, blue) > 160


@cache
def _symbols() -> dict[int, str]:
    return {int(row["code"], 16): row["sign"] for row in data.rows("symbol_signs")}


@cache
def _sign(code: int) -> str:
    if code == _HYPHEN_AT_LINE_END:
        return "-"
    if 0xF000 <= code <= 0xF0FF:
        return _symbols().get(code, chr(code))
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)
