"""A document as hOCR 1.2: XHTML in which each word says where it stands and how surely it was read.

The format is that of https://kba.github.io/hocr-spec/1.2/. Places are in pixels of a page image at
`RESOLUTION` dots an inch, which each page says in `scan_res`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parsers.document import Box, Document, Page
from pipeline.transcript.blocks import Block, Placed, around, blocks, require_places
from pipeline.transcript.xml import PROGRAM, add, release, root, serialized

if TYPE_CHECKING:
    from lxml.etree import _Element

RESOLUTION = 300
_XHTML = "http://www.w3.org/1999/xhtml"
_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)
_CLASSES = "ocr_page ocr_carea ocr_table ocr_par ocr_line ocrx_word ocrp_wconf ocrp_lang"
_LANGUAGE = {"lang": "vi", "{http://www.w3.org/XML/1998/namespace}lang": "vi"}


def write(document: Document) -> str:
    """A document as one hOCR file.

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
        _page(body, page, document.name)
    return serialized(html, _DOCTYPE)


def _page(body: _Element, page: Page, name: str) -> None:
    width, height = page.shown_size
    size = Box(x0=0, y0=0, x1=width, y1=height)
    image = name.replace("\\", "\\\\").replace('"', '\\"')
    title = f'image "{image}"; {_bbox(size)}; ppageno {page.number - 1}; scan_res {RESOLUTION} {RESOLUTION}'
    element = add(body, "div", {"class": "ocr_page", "id": f"page_{page.number}", "title": title})
    for block in blocks(page):
        kind = "ocr_carea" if isinstance(block, Block) else "ocr_table"
        area = add(element, "div", {"class": kind, "title": _bbox(block.box)})
        for part in [block] if isinstance(block, Block) else block.cells:
            _paragraph(area, part)


def _paragraph(area: _Element, block: Block) -> None:
    paragraph = add(area, "p", {"class": "ocr_par", "title": _bbox(block.box)} | _LANGUAGE)
    for words in block.lines:
        line = add(paragraph, "span", {"class": "ocr_line", "title": _bbox(around(words))})
        line.tail = "\n"
        _words(line, words)


def _words(line: _Element, words: Sequence[Placed]) -> None:
    for word in words:
        sure = "" if word.confidence is None else f"; x_wconf {round(100 * word.confidence)}"
        element = add(line, "span", {"class": "ocrx_word", "title": _bbox(word.box) + sure}, word.text)
        element.tail = " "


def _bbox(box: Box) -> str:
    pixels = (max(0, round(side * RESOLUTION / 72)) for side in (box.x0, box.y0, box.x1, box.y1))
    return " ".join(map(str, ("bbox", *pixels)))
