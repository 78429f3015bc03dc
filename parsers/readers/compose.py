"""Collect lines, rows and page breaks, in reading order, into the pages of a `Document`."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.document import Cell, Dropped, Line, Page, Word
from parsers.readers.furniture import FURNITURE
from parsers.readers.options import Limits


class Composer:
    """Pages in the making.

    Rows that follow one another with nothing between them share a table number; a blank line, a
    page break, a line of text or `end_table` ends the table.
    """

    def __init__(self, limits: Limits) -> None:
        self.pages: list[Page] = [Page(number=1)]
        self._limits = limits
        self._gap = 0
        self._tables = 0
        self._cells = 0
        self._lines = 0
        self._in_table = False
        self._head: Line | None = None
        self._dropped: dict[tuple[str, int], list[str]] = {}
        self._dropped_whole: list[Dropped] = []

    def blank(self, count: int = 1) -> None:
        """Blank lines in the source."""
        if count:
            self._gap += count
            self._in_table = False

    def page(self) -> None:
        """A page break. Pages that stay empty count, so that page numbers stay right."""
        self.pages.append(Page(number=len(self.pages) + 1))
        self._gap = 0
        self._in_table = False

    def end_table(self) -> None:
        """Let the next row start a table of its own."""
        self._in_table = False

    def resume_table(self) -> None:
        """Let the next row belong to the last table, whatever stood between."""
        self._in_table = True

    def line(
        self, text: str, number: int | None = None, *, bold: bool = False, words: Sequence[Word] = ()
    ) -> Line:
        """Add a line of running text."""
        self._in_table = False
        return self._add(Line(text=text, number=number, gap=self._gap, bold=bold, words=list(words)))

    def row(self, cells: Sequence[Cell], number: int | None = None, *, words: Sequence[Word] = ()) -> Line:
        """Add a table row."""
        self._cells += len(cells)
        self._limits.check("table cells", self._cells, self._limits.cells)
        if not self._in_table:
            self._tables += 1
            self._in_table = True
            self._head = None
        if self._head:
            for cell in self._head.cells or []:
                cell.header = True
            self._head = None
        text = "\t".join(cell.text for cell in cells)
        return self._add(
            Line(
                text=text,
                number=number,
                gap=self._gap,
                cells=list(cells),
                table=self._tables,
                words=list(words),
            )
        )

    def head_above(self) -> None:
        """A rule under a row: where the row is the first of its table and more follow, it is the head."""
        lines = self.pages[-1].lines[-2:]
        first = self._in_table and (len(lines) < 2 or lines[0].table != self._tables)
        self._head = lines[-1] if first else None

    def drop(self, reason: str, text: str, number: int | None = None) -> None:
        """Note text that is left out; what one line loses for one reason is one entry."""
        if not text or text.isspace():
            return
        if number is None:
            self._dropped_whole.append(Dropped(reason=reason, text=text))
        else:
            self._dropped.setdefault((reason, number), []).append(text.strip())

    def drop_line(self, page: Page, line: Line) -> None:  # noqa: ARG002  # lines of a text have numbers of their own
        """Note a line that stands on a page for the sake of the page."""
        self.drop(FURNITURE, line.text, line.number)

    def dropped(self) -> list[Dropped]:
        """What was left out, by line."""
        by_line = [
            Dropped(reason=reason, text=" ".join(texts), line=number)
            for (reason, number), texts in sorted(self._dropped.items(), key=lambda item: item[0][1])
        ]
        return self._dropped_whole + by_line

    def finish(self) -> list[Page]:
        """The pages, without empty ones at the end."""
        while len(self.pages) > 1 and not self.pages[-1].lines:
            self.pages.pop()
        return self.pages

    def _add(self, line: Line) -> Line:
        self._lines += 1
        self._limits.check("lines", self._lines, self._limits.lines)
        self.pages[-1].lines.append(line)
        self._gap = 0
        return line
