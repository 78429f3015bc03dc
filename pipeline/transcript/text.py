"""A document as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.document import Cell, Document, Page

_PAGE_BREAK = "\f"


def write(document: Document) -> str:
    """The lines of a document: cells parted by tabs, a blank line for a gap, form feeds between pages.

    What a cell covers beside the place where it stands is empty, so that a column stays a column.
    """
    return _PAGE_BREAK.join("".join(_lines(page)) for page in document.pages)


def _lines(page: Page) -> Iterator[str]:
    for _, lines in groupby(page.lines, key=lambda line: line.table):
        own = list(lines)
        texts = _rows([line.cells for line in own if line.cells is not None])
        for line in own:
            yield "\n" * min(line.gap, 1) + (line.text if line.cells is None else next(texts)) + "\n"


def _rows(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """The rows of a table with a field for each of its columns."""
    covered: dict[int, int] = {}
    """By column, how many rows more a cell from above reaches down."""
    for row in rows:
        fields: dict[int, str] = {}
        column = 0
        left = {at: rest - 1 for at, rest in covered.items() if rest > 1}
        for cell in row:
            while column in covered:
                column += 1
            fields[column] = " ".join(cell.text.split())
            if cell.rows > 1:
                left |= dict.fromkeys(range(column, column + cell.columns), cell.rows - 1)
            column += cell.columns
        width = max([column, *(at + 1 for at in covered)])
        yield "\t".join(fields.get(at, "") for at in range(width))
        covered = left
