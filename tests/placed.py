"""Small papers whose lines know where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.document import Box, Cell, Document, Line, Page, Word

STEP, LETTER = 20.0, 5.0


def printed(
    text: str, x: float = 80.0, *, sure: float | None = None, gap: int = 0, bold: bool = False
) -> Line:
    """A line whose words are five points a character; its height comes with its page."""
    words = []
    for word in text.split():
        width = LETTER * len(word)
        words.append(Word(text=word, box=Box(x0=x, y0=0, x1=x + width, y1=14), confidence=sure))
        x += width + LETTER
    box = Box.around(w.box for w in words if w.box)
    return Line(text=text, words=words, box=box, gap=gap, bold=bold, confidence=sure)


def row(*texts: str, table: int = 1) -> Line:
    """A row of cells a hundred points wide."""
    cells = [
        Cell(text=text, box=Box(x0=80 + 100 * i, y0=0, x1=180 + 100 * i, y1=14))
        for i, text in enumerate(texts)
    ]
    box = Box.around(cell.box for cell in cells if cell.box)
    return Line(text="\t".join(texts), cells=cells, table=table, box=box)


def moved(box: Box, y: float) -> Box:
    return box.model_copy(update={"y0": box.y0 + y, "y1": box.y1 + y})


def paper(*pages: Sequence[Line]) -> Document:
    """Lines set one under another, twenty points each, from 100 points down."""
    made = []
    for number, lines in enumerate(pages, 1):
        page = Page(number=number, width=595, height=842)
        for index, line in enumerate(lines):
            y = 100 + STEP * index
            words = [w.model_copy(update={"box": moved(w.box, y)}) for w in line.words if w.box]
            cells = line.cells and [
                c.model_copy(update={"box": moved(c.box, y)}) for c in line.cells if c.box
            ]
            assert line.box
            placed = {"words": words, "cells": cells, "box": moved(line.box, y)}
            page.lines.append(line.model_copy(update=placed))
        made.append(page)
    return Document(name="a.pdf", sha256="0" * 64, media_type="application/pdf", paged=True, pages=made)
