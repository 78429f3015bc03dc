"""A document as ALTO XML, version 4: the standard of libraries and archives for text in its place.

The schema is that of the Library of Congress, https://www.loc.gov/standards/alto/. Measures are in
1/1200 inch (`inch1200`), so no resolution is needed to read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from typing import TYPE_CHECKING

from parsers.document import Box, Document, Page
from pipeline.transcript.blocks import Block, Placed, around, blocks, require_places
from pipeline.transcript.xml import PROGRAM, add, release, root, serialized

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_UNITS = 1200 / 72
"""In a point."""


def write(document: Document) -> str:
    """A document as one ALTO file.

    Raises:
        pipeline.failures.UnfitError: `no-places`.
    """
    require_places(document)
    alto = root("alto", _NAMESPACE)
    alto.set(_LOCATION, f"{_NAMESPACE} {_SCHEMA}")
    alto.set("SCHEMAVERSION", "4.4")
    about = add(alto, "Description", {})
    add(about, "MeasurementUnit", {}, "inch1200")
    add(add(about, "sourceImageInformation", {}), "fileName", {}, document.name)
    software = add(add(about, "Processing", {"ID": PROGRAM}), "processingSoftware", {})
    add(software, "softwareName", {}, PROGRAM)
    add(software, "softwareVersion", {}, release())
    layout = add(alto, "Layout", {})
    numbers = count(1)
    for page in document.pages:
        _page(layout, page, numbers)
    return serialized(alto, indented=True)


def _page(layout: _Element, page: Page, numbers: Iterator[int]) -> None:
    number = str(page.number)
    width, height = page.shown_size
    size = {"WIDTH": _units(width), "HEIGHT": _units(height)}
    about = {"ID": f"page{number}", "PHYSICAL_IMG_NR": number, "PC": f"{page.confidence:.3f}", "LANG": "vi"}
    space = add(add(layout, "Page", about | size), "PrintSpace", {"HPOS": "0", "VPOS": "0"} | size)
    for block in blocks(page):
        if isinstance(block, Block):
            _block(space, block, numbers)
            continue
        place = _place(block.box)
        table = add(space, "ComposedBlock", {"ID": f"block{next(numbers)}"} | place | {"TYPE": "table"})
        for cell in block.cells:
            _block(table, cell, numbers)


def _block(parent: _Element, block: Block, numbers: Iterator[int]) -> None:
    element = add(parent, "TextBlock", {"ID": f"block{next(numbers)}"} | _place(block.box))
    for words in block.lines:
        line = add(element, "TextLine", _place(around(words)))
        _string(line, words[0])
        for before, word in pairwise(words):
            gap = Box(x0=before.box.x1, y0=before.box.y0, x1=word.box.x0, y1=before.box.y1)
            add(line, "SP", _place(gap) if gap.x1 > gap.x0 else {})
            _string(line, word)


def _string(line: _Element, word: Placed) -> None:
    sure = {} if word.confidence is None else {"WC": f"{word.confidence:.3f}"}
    add(line, "String", {"CONTENT": word.text} | _place(word.box) | sure)


def _place(box: Box) -> dict[str, str]:
    width, height = box.x1 - box.x0, box.y1 - box.y0
    return {"HPOS": _units(box.x0), "VPOS": _units(box.y0), "WIDTH": _units(width), "HEIGHT": _units(height)}


def _units(points: float) -> str:
    return str(round(points * _UNITS))
