"""PDF files: what each page says, in reading order, with its tables.

What a page is (its own text, a recogniser's text, a picture) is decided page by page: its own text is
used, or what it shows is recognised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.document import Document, Step
from parsers.readers import sniff
from parsers.readers.errors import Reason
from parsers.readers.options import Options
from parsers.readers.paging import Pages, Unread
from parsers.readers.pdf.decision import REASONS, Finding, step
from parsers.readers.pdf.opening import opened
from parsers.readers.pdf.scan import read_scan
from parsers.readers.pdf.sheet import Sheet, loaded, upright
from parsers.readers.pdf.text import read_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["findings", "read_pdf"]


def read_pdf(source: bytes, name: str, options: Options) -> Document:
    """Read a PDF file.

    Raises:
        ReadError: `damaged`, `encrypted`, `empty`, `too-large`; or, where no page could be read, why most
            could not.
    """
    options.limits.check("bytes", len(source), options.limits.source_bytes)
    with opened(source, options) as pdf:
        pages = Pages(options, len(pdf))
        for index in range(len(pdf)):
            _read(pdf, index, pages)
    return pages.document(source, name, sniff.PDF)


def findings(source: bytes, options: Options) -> list[Finding | None]:
    """What the own text of each page of a PDF is; None for one that cannot be loaded.

    Raises:
        ReadError: the file cannot be opened.
    """
    with opened(source, options) as pdf:
        return [_finding(pdf, index) for index in range(len(pdf))]


def _finding(pdf: PdfDocument, index: int) -> Finding | None:
    try:
        with loaded(pdf, index) as (page, own):
            return upright(page, own).finding
    except Unread:
        return None


def _read(pdf: PdfDocument, index: int, pages: Pages) -> None:
    """Read a page, or note why it cannot be read."""
    page = pages.add()
    sheet: Sheet | None = None
    try:
        pages.begin()
        with loaded(pdf, index) as (source, own):
            sheet = upright(source, own)
            todo = step(sheet.finding, pages.options.ocr)
            page.decision = sheet.finding.decision(todo)
            page.width, page.height = round(sheet.frame.width, 2), round(sheet.frame.height, 2)
            page.turn = (sheet.frame.rotation - source.get_rotation()) % 360
            if todo is Step.RECOGNISE:
                read_scan(source, sheet, page, pages)
            elif todo is Step.USE:
                read_text(sheet, page, pages)
            else:
                why = f"{REASONS[sheet.finding.verdict]}, and was not to be recognised"
                raise Unread(Reason.NEEDS_RECOGNITION, why)
    except Unread as left:
        pages.leave(page, left, sheet.text if sheet else "")
