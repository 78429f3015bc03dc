"""Papers as scans: the same PDF with pictures in the place of its text."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL.Image import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 300
_POINTS = 72
_INVISIBLE = 3


def pictures(source: bytes, dpi: int = DPI) -> list[Image]:
    """The pages of a PDF as grey pictures."""
    with pypdfium2.PdfDocument(source) as pdf:
        return [page.render(scale=dpi / _POINTS).to_pil().convert("L") for page in pdf]


def scanned(source: bytes, *, layer: str = "", dpi: int = DPI) -> bytes:
    """A PDF of the pictures of a PDF; under each an invisible text where one is given."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for picture in pictures(source, dpi):
        width, height = (side * _POINTS / dpi for side in picture.size)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        for number, line in enumerate(layer.splitlines()):
            canvas.setFont("Helvetica", 9)
            canvas.drawString(20, height - 100 - 12 * number, line, mode=_INVISIBLE)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
