"""PDF files: the text that a page carries, in reading order, with its tables.

What a page is (its own text, a recogniser's text, a picture) is decided page by page; a page that
would need recognition is left unread, and said to be.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from parsers.document import UNREAD, Document, Dropped, Origin, Page
from parsers.readers import furniture, sniff
from parsers.readers.errors import Limits, ReadError, Reason
from parsers.readers.inline import MARKUP
from parsers.readers.layout.grid import grids
from parsers.readers.layout.page import lines
from parsers.readers.pdf.decision import REASONS, Decision, Verdict, decide
from parsers.readers.pdf.glyphs import Frame, Glyph, read_glyphs
from parsers.readers.pdf.marginal import without_marginal
from parsers.readers.pdf.objects import Drawn, drawn, load
from parsers.readers.pdf.opening import opened
from parsers.readers.pdf.places import placed
from parsers.readers.source import base_name

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["decisions", "read_pdf"]

_FAILED = "it cannot be loaded"


class _Print(NamedTuple):
    """What stands on one page."""

    frame: Frame
    drawn: Drawn
    glyphs: list[Glyph]
    decision: Decision


def read_pdf(source: bytes, name: str, limits: Limits) -> Document:
    """Read a PDF file.

    Raises:
        ReadError: `damaged`, `encrypted`, `empty`, `too-large`, or `needs-recognition` where no page
            has text that can be used as it is.
    """
    limits.check("bytes", len(source), limits.source_bytes)
    reader = _Reader(limits)
    with opened(source, limits) as pdf:
        for index in range(len(pdf)):
            reader.read(pdf, index)
    return reader.document(source, name)


def decisions(source: bytes, limits: Limits) -> list[Decision | None]:
    """What each page of a PDF is; None for one that cannot be loaded.

    Raises:
        ReadError: the file cannot be opened.
    """
    with opened(source, limits) as pdf:
        found = [_print(pdf, index) for index in range(len(pdf))]
    return [page.decision if page else None for page in found]


class _Reader:
    """Collects the pages of one file."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pages: list[Page] = []
        self._dropped: list[Dropped] = []
        self._unread: Counter[str] = Counter()
        self._tables = self._lines = self._cells = 0

    def read(self, pdf: PdfDocument, index: int) -> None:
        """Read a page, or note why it cannot be read."""
        page = Page(number=index + 1, origin=Origin.DIGITAL)
        self._pages.append(page)
        printed = _print(pdf, index)
        if printed is None:
            self._leave(page, _FAILED, "")
            return
        frame, drawings, glyphs, (verdict, reading, _) = printed
        page.width, page.height = round(frame.width, 2), round(frame.height, 2)
        if not verdict.is_read:
            self._leave(page, REASONS[verdict], " ".join("".join(g.text for g in glyphs).split()))
            return
        if verdict is Verdict.LAYER:
            page.origin, page.confidence = Origin.OCR_LAYER, round(reading.known, 3)
        tables = grids(drawings.across, drawings.down)
        kept = without_marginal(glyphs, tables, frame, self._drop)
        bands, ruled = placed(kept, tables, frame, self._drop_mark)
        page.lines = lines(bands, ruled, self._tables + 1)
        self._count(page)

    def document(self, source: bytes, name: str) -> Document:
        """The pages that were read, as a document.

        Raises:
            ReadError: no page could be read.
        """
        furniture.remove(self._pages, lambda _, text, __: self._drop(text), paged=True)
        read = [page for page in self._pages if page.lines]
        for page in read:
            page.lines[0].gap = 0
        if not read:
            raise self._refusal()
        origins = {page.origin for page in read}
        return Document(
            name=base_name(name),
            sha256=sha256(source).hexdigest(),
            media_type=sniff.PDF,
            origin=origins.pop() if len(origins) == 1 else Origin.MIXED,
            paged=True,
            pages=self._pages,
            dropped=self._dropped,
        )

    def _refusal(self) -> ReadError:
        if not self._unread:
            return ReadError(Reason.EMPTY, "The PDF holds no text: its pages are blank, or drawings.")
        why, _ = self._unread.most_common(1)[0]
        if why == _FAILED:
            return ReadError(Reason.DAMAGED, "The PDF is damaged: none of its pages can be loaded.")
        subject = "The page of the PDF" if len(self._pages) == 1 else f"Each of the {len(self._pages)} pages"
        return ReadError(Reason.NEEDS_RECOGNITION, f"{subject} would have to be recognised (OCR), as {why}.")

    def _leave(self, page: Page, why: str, text: str) -> None:
        page.confidence = 0.0
        self._unread[why] += 1
        note = f"page {page.number} was not read: {why}"
        self._dropped.append(Dropped(reason=UNREAD, text=f"{note}; its text: {text}" if text else note))

    def _drop(self, text: str) -> None:
        if text:
            self._dropped.append(Dropped(reason=furniture.FURNITURE, text=text))

    def _drop_mark(self, text: str) -> None:
        self._dropped.append(Dropped(reason=MARKUP, text=text))

    def _count(self, page: Page) -> None:
        rows = [line for line in page.lines if line.cells is not None]
        self._tables = max([self._tables, *(line.table or 0 for line in rows)])
        self._lines += len(page.lines)
        self._cells += sum(len(line.cells or ()) for line in rows)
        self._limits.check("lines", self._lines, self._limits.lines)
        self._limits.check("table cells", self._cells, self._limits.cells)


def _print(pdf: PdfDocument, index: int) -> _Print | None:
    """What stands on a page; None where it cannot be loaded."""
    from pypdfium2 import PdfiumError

    try:
        page, own = load(pdf, index)
    except PdfiumError:
        return None
    try:
        return _upright(page, own)
    except PdfiumError:
        return None
    finally:
        page.close()


def _upright(page: PdfPage, own: int) -> _Print:
    """The print of a page turned so that most of its text is upright."""
    frame = Frame(page)
    drawings = drawn(page, frame, own)
    glyphs = read_glyphs(page, frame, drawings.stamped)
    turns = Counter(glyph.style.turn for glyph in glyphs if not glyph.text.isspace())
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    if turn in {90, 180, 270} and 2 * count > turns.total():
        frame.turn(turn)
        drawings = drawn(page, frame, own)
        glyphs = read_glyphs(page, frame, drawings.stamped)
    stamped = [glyph for glyph in glyphs if glyph.style.stamp is not None]
    visible = [glyph for glyph in glyphs if glyph.style.stamp is None and glyph.style.visible]
    hidden = [glyph for glyph in glyphs if glyph.style.stamp is None and not glyph.style.visible]
    decision = decide(_text(visible), _text(hidden), _text(stamped), drawings.pictures, drawings.shapes)
    return _Print(frame, drawings, glyphs, decision)


def _text(glyphs: list[Glyph]) -> str:
    """Characters in the order of the content, a space between lines."""
    lines = groupby(glyphs, key=lambda glyph: glyph.base)
    return " ".join("".join(glyph.text for glyph in line) for _, line in lines)
