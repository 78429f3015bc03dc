"""Pages drawn for tests: text in Liberation Serif at a resolution, rules, tables, blots."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

DPI = 200
PICTURE = npt.NDArray[np.uint8]
_FOLDER = Path("/usr/share/fonts/truetype/liberation2")


@cache
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    file = _FOLDER / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(file), round(size * DPI / 72))


class Drawing:
    """A page of A4 to draw on; measures in millimetres, sizes of type in points."""

    def __init__(self, width: float = 210, height: float = 297) -> None:
        self._image = Image.new("RGB", (_pixels(width), _pixels(height)), "white")
        self._draw = ImageDraw.Draw(self._image)

    def text(self, x: float, y: float, text: str, size: float = 14, bold: bool = False) -> None:
        """Write a line whose baseline is at y."""
        self._draw.text((_pixels(x), _pixels(y)), text, "black", _font(size, bold), anchor="ls")

    def paragraph(self, y: float, *lines: str) -> None:
        """Write lines of usual type, 7 mm apart."""
        for index, line in enumerate(lines):
            self.text(30, y + 7 * index, line)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a rule, half a millimetre thick."""
        self._draw.line([_pixels(v) for v in (x0, y0, x1, y1)], "black", max(1, _pixels(0.4)))

    def table(self, xs: list[float], ys: list[float]) -> None:
        """Rule a table."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)

    def seal(self, x: float, y: float, colour: str = "#c8202a") -> None:
        """Put a round seal of 34 mm on the page, with its middle here."""
        box = [_pixels(v) for v in (x - 17, y - 17, x + 17, y + 17)]
        ink = Image.new("RGB", self._image.size, "white")
        draw = ImageDraw.Draw(ink)
        draw.ellipse(box, outline=colour, width=_pixels(0.8))
        draw.regular_polygon((_pixels(x), _pixels(y), _pixels(7)), 5, fill=colour)
        pixels = np.minimum(np.asarray(self._image), np.asarray(ink))
        self._image = Image.fromarray(pixels)
        self._draw = ImageDraw.Draw(self._image)

    def stamp(self, x: float, y: float, text: str, colour: str, size: float = 14) -> None:
        """Stamp a line in coloured ink, its baseline at y."""
        ink = Image.new("RGB", self._image.size, "white")
        ImageDraw.Draw(ink).text((_pixels(x), _pixels(y)), text, colour, _font(size, True), anchor="ls")
        self._image = Image.fromarray((np.asarray(self._image) * (np.asarray(ink) / 255)).astype(np.uint8))
        self._draw = ImageDraw.Draw(self._image)

    def picture(self, angle: float = 0.0) -> PICTURE:
        """The page, turned anticlockwise by some degrees."""
        turned = self._image.rotate(
            angle, Image.Resampling.BICUBIC, fillcolor="white", expand=angle % 90 == 0
        )
        return np.array(turned)


def _pixels(millimetres: float) -> int:
    return round(millimetres / 25.4 * DPI)


BODY = (
    "Thực hiện chương trình công tác năm, Trường Mầm non Hoa Sen xây dựng kế hoạch",
    "chăm bón cây xanh quanh sân chơi, phân công từng lớp chăm sóc mỗi tuần một lần;",
    "kinh phí lấy từ nguồn vận động của phụ huynh và quỹ khuyến học của xã.",
    "Các tổ chuyên môn gửi báo cáo về văn phòng trước ngày 25 hằng tháng.",
)
"""Running text, invented."""
