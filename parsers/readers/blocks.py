"""Paragraphs and tables nested in one another, and how they are laid out as lines and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from parsers.document import Cell, Word
from parsers.readers.compose import Composer
from parsers.readers.rows import is_plain_tab_row

PAGE_BREAK = "\f"
"""Stands in a paragraph's text where a page begins."""
_TABS = re.compile(r"\t+")
_LEADING_BREAK = re.compile(r"\s*\f")


@dataclass
class Paragraph:
    """A paragraph, list item or heading; line feeds in it are printed line breaks."""

    text: str
    bold: bool = False
    number: int | None = None
    gap: int = 0
    """Blank lines before it."""
    words: list[Word] = field(default_factory=list)
    """Its text without the blanks, where the source names fonts; a word in two fonts is in two pieces."""


@dataclass
class TableCell:
    """A cell and what is in it."""

    content: list[Paragraph | Table] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    header: bool = False
    number: int | None = None
    """The source line that it begins in."""


@dataclass
class Table:
    """Rows of cells; a cell covered by one above or before it is left out, as in HTML."""

    rows: list[list[TableCell]] = field(default_factory=list)

    @property
    def is_frame(self) -> bool:
        """It only places things on the page: one cell, or a single row or column with tables in it."""
        cells = [cell for row in self.rows for cell in row]
        if len(cells) <= 1:
            return True
        nested = any(isinstance(block, Table) for cell in cells for block in cell.content)
        return nested and (len(self.rows) == 1 or all(len(row) == 1 for row in self.rows))


Block = Paragraph | Table


def lay_out(blocks: Iterable[Block], composer: Composer) -> None:
    """Write blocks as lines and rows. Page breaks count where a paragraph or row holds them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            composer.blank(block.gap)
            _lines(block, composer)
        elif block.is_frame:
            for cell in (cell for row in block.rows for cell in row):
                lay_out(cell.content, composer)
        else:
            composer.end_table()
            for row in block.rows:
                _row(row, composer)
            composer.end_table()


def _lines(paragraph: Paragraph, composer: Composer) -> None:
    rest = iter(paragraph.words)
    for index, part in enumerate(paragraph.text.split(PAGE_BREAK)):
        if index:
            composer.page()
        for line in part.split("\n"):
            cells = [cell.strip() for cell in _TABS.split(line.strip())]
            words = _next_words(rest, line)
            if len(cells) > 1 and is_plain_tab_row(cells):
                composer.row([Cell(text=cell) for cell in cells], paragraph.number, words=words)
            elif cells[0]:
                composer.line(" ".join(cells), paragraph.number, bold=paragraph.bold, words=words)


def _next_words(rest: Iterator[Word], line: str) -> list[Word]:
    """The words that make up a line; none where the source names no fonts."""
    words: list[Word] = []
    due = sum(map(len, line.split()))
    while due > 0 and (word := next(rest, None)):
        words.append(word)
        due -= len(word.text)
    return words


def _row(row: list[TableCell], composer: Composer) -> None:
    texts = [cell_text(cell.content) for cell in row]
    starts_page = any(_LEADING_BREAK.match(text) for text in texts)
    breaks = max((text.count(PAGE_BREAK) for text in texts), default=0)
    if starts_page:
        composer.page()
        composer.resume_table()
    cells = [
        Cell(text=_tidy(text), columns=cell.columns, rows=cell.rows, header=cell.header)
        for text, cell in zip(texts, row, strict=True)
    ]
    if cells:
        words = [word for cell in row for word in _cell_words(cell.content)]
        composer.row(cells, row[0].number, words=words)
    for _ in range(breaks - starts_page):
        composer.page()
        composer.resume_table()


def cell_text(content: Iterable[Block]) -> str:
    """What stands in a cell, one paragraph or row of a table within it a line."""
    return "\n".join(_cell_lines(content))


def _cell_lines(content: Iterable[Block]) -> Iterator[str]:
    for block in content:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                texts = (" ".join(_cell_lines(cell.content)) for cell in row)
                yield " ".join(text for text in texts if text)


def _cell_words(content: Iterable[Block]) -> Iterator[Word]:
    for block in content:
        if isinstance(block, Paragraph):
            yield from block.words
        else:
            for row in block.rows:
                for cell in row:
                    yield from _cell_words(cell.content)


def _tidy(text: str) -> str:
    lines = (line.strip() for line in text.replace(PAGE_BREAK, "\n").replace("\t", " ").split("\n"))
    return "\n".join(line for line in lines if line)
