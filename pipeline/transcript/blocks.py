"""The lines of a page as blocks of words in their places, the way ALTO and hOCR hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from parsers.document import Box, Document, Line, Page
from pipeline.failures import UnfitError


class Placed(NamedTuple):
    """A word in its place."""

    text: str
    box: Box
    confidence: float | None


class Block(NamedTuple):
    """Printed lines that stand together: of running text, or of one cell."""

    lines: list[list[Placed]]
    box: Box


class Table(NamedTuple):
    """The cells of a table, row by row; those without words are left out."""

    cells: list[Block]
    box: Box


def require_places(document: Document) -> None:
    """Make sure that a document knows where its lines stand.

    Raises:
        UnfitError: `no-places`.
    """
    if not any(line.box or line.words for _, line in document.lines()):
        raise UnfitError("no-places")


def blocks(page: Page) -> Iterator[Block | Table]:
    """The blocks and tables of a page in reading order, in their places on the page as a viewer shows it.

    What has no place is left out.
    """
    for block in _level(page):
        yield _shown(page, block) if page.is_crooked else block


def _shown(page: Page, block: Block | Table) -> Block | Table:
    """A block of the upright, level page on the page as a viewer shows it."""
    if isinstance(block, Table):
        return Table([_turned(page, cell) for cell in block.cells], page.shown(block.box))
    return _turned(page, block)


def _turned(page: Page, block: Block) -> Block:
    lines = [[word._replace(box=page.shown(word.box)) for word in line] for line in block.lines]
    return Block(lines, page.shown(block.box))


def _level(page: Page) -> Iterator[Block | Table]:
    for table, lines in groupby(page.lines, key=lambda line: (line.table, line.cells is not None)):
        if table[1]:
            cells = [cell for line in lines for cell in _cells(line)]
            if cells:
                yield Table(cells, Box.around(cell.box for cell in cells))
        else:
            yield from _running(lines)


def _running(lines: Iterable[Line]) -> Iterator[Block]:
    """Lines under one another with no gap between them are one block."""
    together: list[list[Placed]] = []
    for line in lines:
        words = _words(line)
        if together and (line.gap or (words and words[0].box.y0 < together[-1][0].box.y0)):
            yield _block(together)
            together = []
        if words:
            together.append(words)
    if together:
        yield _block(together)


def _cells(line: Line) -> Iterator[Block]:
    """The cells of a row that hold words, each a block."""
    words = _words(line)
    for cell in line.cells or ():
        if cell.box is None:
            continue
        inside = [word for word in words if cell.box.holds(word.box)]
        words = [word for word in words if word not in inside]
        if inside:
            yield _block(list(_printed(inside)))
    if words:
        yield _block(list(_printed(words)))


def _printed(words: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The words of a cell by the printed line that they stand on."""
    line: list[Placed] = []
    for word in words:
        if line and not (word.box.beside(line[-1].box) and word.box.x0 >= line[-1].box.x0):
            yield line
            line = []
        line.append(word)
    yield line


def _words(line: Line) -> list[Placed]:
    """The words of a line in their places; where only the line or the cell has one, its words share it."""
    if any(word.box for word in line.words):
        return [Placed(word.text, word.box, word.confidence) for word in line.words if word.box and word.text]
    if line.cells is not None:
        return [word for cell in line.cells for word in _spread(cell.text, cell.box, line.confidence)]
    return _spread(line.text, line.box, line.confidence)


def _spread(text: str, box: Box | None, confidence: float | None) -> list[Placed]:
    words = text.split()
    if box is None or not words:
        return []
    return [Placed(word, place, confidence) for word, place in zip(words, box.parted(words), strict=True)]


def _block(lines: list[list[Placed]]) -> Block:
    return Block(lines, Box.around(word.box for line in lines for word in line))


def around(words: Iterable[Placed]) -> Box:
    """The box of words."""
    return Box.around(word.box for word in words)
