"""The pages of a file as they are read: what became of each, what was left out, and how much it may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING

from parsers.document import UNREAD, Document, Dropped, Line, Origin, Page
from parsers.readers import furniture, piped
from parsers.readers.errors import ReadError, Reason
from parsers.readers.inline import HANDWRITING, MARKUP
from parsers.readers.layout.cells import Ruled
from parsers.readers.layout.page import lines
from parsers.readers.layout.stretches import Stretch
from parsers.readers.options import Limits, Options
from parsers.readers.source import base_name

if TYPE_CHECKING:
    from parsers.readers.layout.grid import Grid
    from parsers.readers.recognised import Seen


class Unread(Exception):  # noqa: N818  # no error of the file: the other pages are read
    """A page that is left unread: which failure of the file that would be, and why.

    The reason in words goes on from "the page …": "cannot be loaded".
    """

    def __init__(self, reason: Reason, why: str) -> None:
        super().__init__(reason, why)
        self.reason = reason
        self.why = why


def out_of_time(limits: Limits) -> Unread:
    """The time for the file is used up."""
    return Unread(
        Reason.TIMED_OUT, f"was not reached within the {limits.seconds:.0f} seconds that a file may take"
    )


class Pages:
    """Collects the pages of one file."""

    def __init__(self, options: Options, count: int) -> None:
        self.options = options
        self._count = count
        self.pages: list[Page] = []
        self.dropped: list[Dropped] = []
        self.last_table: Grid | None = None
        """Of the page that was laid out last."""
        self._unread: Counter[tuple[Reason, str]] = Counter()
        self._first: dict[tuple[Reason, str], int] = {}
        """The first page that is unread for a reason."""
        self._tables = self._lines = self._cells = 0
        self._deadline = monotonic() + options.limits.seconds

    def add(self) -> Page:
        """The next page, still empty."""
        page = Page(number=len(self.pages) + 1)
        self.pages.append(page)
        return page

    def begin(self) -> None:
        """Begin with the page in work.

        Raises:
            Unread: the time for the file is used up, or the guide leaves the page out.
        """
        if monotonic() > self._deadline:
            raise out_of_time(self.options.limits)
        self.options.guide.begin(len(self.pages), self._count)

    def look(self, here: Callable[[], Seen]) -> Seen:
        """What is recognised on the page in work; `here` recognises it, where that is not done elsewhere.

        Raises:
            Unread: it is not recognised.
        """
        return self.options.guide.look(len(self.pages), here)

    def lay_out(self, page: Page, bands: Sequence[Sequence[Stretch]], tables: Sequence[Ruled]) -> None:
        """Give a page the lines that its print makes.

        Raises:
            ReadError: `too-large`.
        """
        page.lines = lines(bands, tables, self._tables + 1)
        self.last_table = tables[-1].grid if tables else None
        limits = self.options.limits
        rows = [line for line in page.lines if line.cells is not None]
        self._tables = max([self._tables, *(line.table or 0 for line in rows)])
        self._lines += len(page.lines)
        self._cells += sum(len(line.cells or ()) for line in rows)
        limits.check("lines", self._lines, limits.lines)
        limits.check("table cells", self._cells, limits.cells)

    def leave(self, page: Page, left: Unread, text: str = "") -> None:
        """Note that a page is not read, and the text that it carries."""
        page.confidence = 0.0
        self._unread[left.reason, left.why] += 1
        self._first.setdefault((left.reason, left.why), page.number)
        note = f"page {page.number} was not read: it {left.why}"
        self._drop(UNREAD, f"{note}; its text: {text}" if text else note)

    def drop_furniture(self, text: str) -> None:
        """Note print that is no part of the text."""
        self._drop(furniture.FURNITURE, text)

    def drop_handwriting(self, text: str) -> None:
        """Note ink that was taken for text."""
        self._drop(HANDWRITING, text)

    def drop_mark(self, text: str) -> None:
        """Note a reference mark."""
        self._drop(MARKUP, text)

    def _drop(self, reason: str, text: str) -> None:
        """Note what is left out of the page in work."""
        if text:
            self.dropped.append(Dropped(reason=reason, text=text, page=len(self.pages)))

    def _drop_rule(self, text: str, page: int) -> None:
        self.dropped.append(Dropped(reason=MARKUP, text=text, page=page))

    def _drop_line(self, page: Page, line: Line) -> None:
        self.dropped.append(Dropped(reason=furniture.FURNITURE, text=line.text, page=page.number))

    def document(self, source: bytes, name: str, media_type: str) -> Document:
        """The pages that were read, as a document.

        Raises:
            ReadError: no page could be read; why most could not.
        """
        furniture.remove(self.pages, self._drop_line, paged=True)
        piped.part(self.pages, self._drop_rule)
        read = [page for page in self.pages if page.lines]
        for page in read:
            page.lines[0].gap = 0
        if not read:
            raise self._refusal()
        origins = {page.origin for page in read}
        return Document(
            name=base_name(name),
            sha256=sha256(source).hexdigest(),
            media_type=media_type,
            origin=origins.pop() if len(origins) == 1 else Origin.MIXED,
            paged=True,
            pages=self.pages,
            dropped=self.dropped,
        )

    def _refusal(self) -> ReadError:
        if not self._unread and any(page.origin is Origin.OCR for page in self.pages):
            return ReadError(Reason.ILLEGIBLE, "No text was found in the pictures of the pages.")
        if not self._unread:
            return ReadError(Reason.EMPTY, "The file holds no text: its pages are blank, or drawings.")
        (reason, why), _ = self._unread.most_common(1)[0]
        if len(self.pages) == 1:
            return ReadError(reason, f"The only page {why}.")
        first = self._first[reason, why]
        return ReadError(reason, f"None of the {len(self.pages)} pages was read: page {first} {why}.")
