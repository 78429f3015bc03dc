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
from parsers.readers.layout.stretches import ASCENT, DESCENT

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_MAX_CHARACTERS = 200_000
"""On one page: a page of small print has 10,000."""
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
_LATIN = 0x2FF
"""The last character before those that are set over or under another."""

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
    styles = _Styles(frame.rotation, stamped)
    handle = text_page.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _LINE_ENDS:
            continue
        if code == _SPACE and raw.FPDFText_IsGenerated(handle, index) == 1:
            # There is no space character, but white that PDFium takes for one.
            if glyphs:
                last = glyphs[-1]
                glyphs.append(Glyph(" ", last.x1, last.x1, last.base, last.style))
            continue
        text = _sign(code)
        if code > _LATIN and glyphs and unicodedata.combining(text):
            glyphs[-1].text += text
            continue
        style = styles.of(handle, index)
        if raw.FPDFText_GetLooseCharBox(handle, index, box) and raw.FPDFText_GetCharOrigin(
            handle, index, x, y
        ):
            sides = (box.left, box.top, box.right, box.bottom)
            glyphs.append(_placed(text, sides, (x.value, y.value), frame, style))
    return glyphs


def _placed(
    text: str, box: tuple[float, float, float, float], origin: Point, frame: Frame, style: Style
) -> Glyph:
    """A character from where the pen was set down to the far side of its box."""
    if frame.rotation == 0 and style.turn == 0:
        return Glyph(
            text, origin[0] - frame.left, max(origin[0], box[2]) - frame.left, frame.top - origin[1], style
        )
    x, y = frame.upright(*origin)
    ax, ay = frame.upright(box[0], box[1])
    bx, by = frame.upright(box[2], box[3])
    if style.turn == 90:
        return Glyph(text, y, max(y, ay, by), frame.width - x, style)
    if style.turn == 270:
        return Glyph(text, frame.height - y, frame.height - min(y, ay, by), x, style)
    return Glyph(text, x, max(x, ax, bx), y, style)


class _Styles:
    """The styles of the text objects of one page, each looked up once."""

    def __init__(self, rotation: int, stamped: Mapping[int, int]) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._rotation = rotation
        self._stamped = stamped
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, tuple[str, bool]] = {}

    def of(self, text_page: object, index: int) -> Style:
        """The style of a character."""
        handle = self._raw.FPDFText_GetTextObject(text_page, index)
        address = address_of(handle)
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._new(text_page, index, handle, self._stamped.get(address))
        return style

    def _new(self, text_page: object, index: int, handle: object, stamp: int | None) -> Style:
        raw = self._raw
        matrix = raw.FS_MATRIX()
        turn, scale = 0, 1.0
        if raw.FPDFText_GetMatrix(text_page, index, matrix) and (along := math.hypot(matrix.a, matrix.b)):
            # The direction of the baseline, and the height across it: slanted letters are not turned.
            turn = _settled(round(self._rotation - math.degrees(math.atan2(matrix.b, matrix.a))) % 360)
            scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) / along
        size = float(raw.FPDFText_GetFontSize(text_page, index)) * scale
        font, bold = self._font(text_page, index, handle)
        mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
        visible = mode not in _INVISIBLE and "glyphless" not in font.lower()
        light = _is_light(text_page, index)
        return Style(font, size, bold or mode == _FILL_AND_STROKE, visible, turn, light, stamp)

    def _font(self, text_page: object, index: int, handle: object) -> tuple[str, bool]:
        """The name of the font of a character, and whether it is bold."""
        raw = self._raw
        address = address_of(raw.FPDFTextObj_GetFont(handle)) if handle else 0
        if address not in self._fonts:
            name = ctypes.create_string_buffer(128)
            length = raw.FPDFText_GetFontInfo(text_page, index, name, 128, ctypes.c_int())
            font = _SUBSET.sub("", name.value.decode("utf-8", "replace")) if 0 < length <= 128 else ""
            heavy = raw.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT
            bold = heavy or any(word in font.lower() for word in _BOLD_NAMES)
            self._fonts[address] = font, bold
        return self._fonts[address]


def address_of(handle: ctypes._Pointer[ctypes.Structure]) -> int:
    """Where what a PDFium handle points to lies; 0 for none."""
    return ctypes.c_void_p.from_buffer(handle).value or 0


def _settled(turn: int) -> int:
    """A turn, without the slight skew of a scan."""
    nearest = round(turn / 90) * 90
    return nearest % 360 if abs(turn - nearest) <= _MAX_SKEW else turn


def _is_light(text_page: object, index: int) -> bool:
    from pypdfium2 import raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha):
        return False
    return alpha.value < 128 or min(red.value, green.value, blue.value) > 160


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
