"""A document as hOCR 1.2: XHTML in which each word says where it stands and how surely it was read.

The format is that of https://kba.github.io/hocr-spec/1.2/. Places are in pixels of a page image, at the
resolution which each page says in `scan_res`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import radians, tan
from typing import TYPE_CHECKING

from parsers.document import Box, Document, Page
from pipeline.transcript.blocks import Block, Placed, around, blocks, require_places
from pipeline.transcript.xml import PROGRAM, add, release, root, serialized

if TYPE_CHECKING:
    from lxml.etree import _Element

RESOLUTION = 300
"""Dots an inch, unless another one is asked for."""
_DESCENT = 0.2
"""Share of the height of a line below its baseline."""
_XHTML = "http://www.w3.org/1999/xhtml"
_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)
_CLASSES = "ocr_page ocr_carea ocr_table ocr_par ocr_line ocrx_word ocrp_wconf ocrp_lang"
_LANGUAGE = {"lang": "vi", "{http://www.w3.org/XML/1998/namespace}lang": "vi"}


def write(document: Document, resolution: float = RESOLUTION) -> str:
    """A document as one hOCR file.

    Args:
        document: whose lines have places.
        resolution: of the page images, in dots an inch.

    Raises:
        pipeline.failures.UnfitError: `no-places`.
    """
    require_places(document)
    html = root("html", _XHTML)
    head = add(html, "head", {})
    add(head, "title", {}, document.name)
    add(head, "meta", {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"})
    add(head, "meta", {"name": "ocr-system", "content": f"{PROGRAM} {release()}"})
    add(head, "meta", {"name": "ocr-capabilities", "content": _CLASSES})
    body = add(html, "body", {})
    for page in document.pages:
        _Writer(page, resolution / 72).write(body, document.name)
    return serialized(html, _DOCTYPE)


class _Writer:
    """Writes one page."""

    def __init__(self, page: Page, scale: float) -> None:
        self._page = page
        self._scale = scale
        """Pixels a point."""

    def write(self, body: _Element, name: str) -> None:
        """Add the page to a document."""
        page = self._page
        width, height = page.shown_size
        size = self._bbox(Box(x0=0, y0=0, x1=width, y1=height))
        image = name.replace("\\", "\\\\").replace('"', '\\"')
        dots = round(self._scale * 72)
        title = f'image "{image}"; {size}; ppageno {page.number - 1}; scan_res {dots} {dots}'
        element = add(body, "div", {"class": "ocr_page", "id": f"page_{page.number}", "title": title})
        for block in blocks(page):
            kind = "ocr_carea" if isinstance(block, Block) else "ocr_table"
            area = add(element, "div", {"class": kind, "title": self._bbox(block.box)})
            for part in [block] if isinstance(block, Block) else block.cells:
                self._paragraph(area, part)

    def _paragraph(self, area: _Element, block: Block) -> None:
        paragraph = add(area, "p", {"class": "ocr_par", "title": self._bbox(block.box)} | _LANGUAGE)
        for words in block.lines:
            box = around(words)
            title = self._bbox(box) + self._slope(box)
            line = add(paragraph, "span", {"class": "ocr_line", "title": title})
            line.tail = "\n"
            self._words(line, words)

    def _words(self, line: _Element, words: Sequence[Placed]) -> None:
        for word in words:
            sure = "" if word.confidence is None else f"; x_wconf {round(100 * word.confidence)}"
            element = add(
                line, "span", {"class": "ocrx_word", "title": self._bbox(word.box) + sure}, word.text
            )
            element.tail = " "

    def _slope(self, box: Box) -> str:
        """How a line lies where it is not level: turned, or sloping from the left end of its baseline."""
        page = self._page
        if page.turn:
            angle = (page.turn - page.skew + 180) % 360 - 180
            return f"; textangle {angle:g}"
        if not page.skew:
            return ""
        slope = tan(radians(page.skew))
        width = box.x1 - box.x0
        height = max(1.0, box.y1 - box.y0 - abs(slope) * width)
        start = -_DESCENT * height - max(0.0, slope) * width
        return f"; baseline {slope:.4f} {round(start * self._scale)}"

    def _bbox(self, box: Box) -> str:
        pixels = (max(0, round(side * self._scale)) for side in (box.x0, box.y0, box.x1, box.y1))
        return " ".join(map(str, ("bbox", *pixels)))
