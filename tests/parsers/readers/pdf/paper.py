"""Sets small papers as PDF files for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FONTS = ("liberation2", "liberation")
"""Folders: version 1 of the font has no Vietnamese, and later Debians have version 2 in the second."""
PORTRAIT = A4
LANDSCAPE = (A4[1], A4[0])
_INVISIBLE = 3


@cache
def _register() -> bool:
    """Make the font known; whether it is here."""
    for folder in _FONTS:
        for name in ("Regular", "Bold", "Italic"):
            file = Path("/usr/share/fonts/truetype") / folder / f"LiberationSerif-{name}.ttf"
            if not file.exists():
                break
            font = TTFont(name, str(file))
            if ord("ộ") not in font.face.charToGlyph:
                break
            pdfmetrics.registerFont(font)
        else:
            return True
    return False


class Paper:
    """A paper in the making; places are in points from the top left corner."""

    def __init__(self, size: tuple[float, float] = PORTRAIT) -> None:
        if not _register():
            pytest.skip("the font Liberation Serif is not here: apt-get install fonts-liberation2")
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=size)
        self._height = size[1]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 13,
        font: str = "Regular",
        angle: float = 0,
        grey: float = 0,
        visible: bool = True,
    ) -> Paper:
        """Text whose baseline begins at a place, turned counter-clockwise by `angle` degrees."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self._height - y)
        canvas.rotate(angle)
        canvas.setFillGray(grey)
        canvas.setFont(font, size)
        canvas.drawString(0, 0, text, mode=None if visible else _INVISIBLE)
        canvas.restoreState()
        return self

    def lines(self, x: float, y: float, *texts: str, step: float = 18, size: float = 13) -> Paper:
        """Lines of text one under another."""
        for index, text in enumerate(texts):
            self.text(x, y + index * step, text, size=size)
        return self

    def rules(self, *rules: Sequence[float]) -> Paper:
        """Straight rules, each from (x0, y0) to (x1, y1)."""
        for x0, y0, x1, y1 in rules:
            self._canvas.line(x0, self._height - y0, x1, self._height - y1)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Paper:
        """The rules of a table without spans."""
        self.rules(*((xs[0], y, xs[-1], y) for y in ys))
        return self.rules(*((x, ys[0], x, ys[-1]) for x in xs))

    def picture(self, share: float = 1.0) -> Paper:
        """A grey picture over the page, or over the upper part of it."""
        width, height = self._canvas._pagesize
        image = ImageReader(Image.new("L", (40, 40), 200))
        self._canvas.drawImage(image, 0, height * (1 - share), width, height * share)
        return self

    def page(self, size: tuple[float, float] | None = None) -> Paper:
        """Begin another page."""
        self._canvas.showPage()
        if size:
            self._canvas.setPageSize(size)
            self._height = size[1]
        return self

    def pdf(self) -> bytes:
        """The finished file."""
        self._canvas.save()
        return self._buffer.getvalue()


def changed(source: bytes, *, rotate: int = 0, password: str | None = None) -> bytes:
    """A file with its pages turned, or locked with a password (which may be empty)."""
    result = BytesIO()
    with pikepdf.open(BytesIO(source)) as pdf:
        for page in pdf.pages:
            page.rotate(rotate, relative=True)
        lock = False if password is None else pikepdf.Encryption(owner="owner", user=password)
        pdf.save(result, encryption=lock)
    return result.getvalue()


def stamped(source: bytes, x: float, y: float, text: str, *, emblem: bool = False) -> bytes:
    """A file with a text that signing software put on page 1, as the appearance of a signature field.

    The emblem is a picture through which the page shows, over the text and left of it.
    """
    result = BytesIO()
    with pikepdf.open(BytesIO(source)) as pdf:
        page = pdf.pages[0]
        left, base = x, float(page.mediabox[3]) - y
        picture = b"q 90 0 0 16 0 0 cm BI /W 1 /H 1 /IM true /D [1 0] ID \0 EI Q" if emblem else b""
        content = picture + f" BT /F 12 Tf 1 0 0 1 {90 * emblem} 4 Tm ({text}) Tj ET".encode("latin-1")
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        look = pikepdf.Stream(
            pdf,
            content,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 300, 16],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)),
        )
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T="signature",
            F=4,
            Rect=[left, base - 4, left + 300, base + 12],
            AP=pikepdf.Dictionary(N=look),
        )
        field = pdf.make_indirect(field)
        page.Annots = pdf.make_indirect([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        pdf.save(result)
    return result.getvalue()
