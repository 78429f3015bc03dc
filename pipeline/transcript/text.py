"""A document as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.document import Document, Line, Page

_PAGE_BREAK = "\f"


def write(document: Document) -> str:
    """The lines of a document: cells parted by tabs, a blank line for a gap, form feeds between pages."""
    return _PAGE_BREAK.join("".join(_lines(page)) for page in document.pages)


def _lines(page: Page) -> Iterator[str]:
    for line in page.lines:
        yield "\n" * min(line.gap, 1) + _text(line) + "\n"


def _text(line: Line) -> str:
    if line.cells is None:
        return line.text
    return "\t".join(" ".join(cell.text.split()) for cell in line.cells)
