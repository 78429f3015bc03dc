"""Sets a plan as printed lines, the way plain text comes out of a PDF of it.

Paragraphs are wrapped to a column, table cells come one after the other without tabs, pages end with
a form feed and repeat the head of a table. The record of the printed lines must be that of the plan.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from parsers.document import Document, Line
from parsers.structure.measure import width


@dataclass(frozen=True)
class Press:
    """How a paper is set: widths in thousandths of the font size, lines a page."""

    column: int = 33_200
    indent: int = 2_570
    bold: float = 1.05
    lines_a_page: int = 44

    @classmethod
    def any(cls, seed: int) -> Press:
        """A press like those seen: 12.5 to 14 point type on A4, first lines set in or not."""
        rng = random.Random(seed)
        return cls(
            rng.randint(32_000, 37_500),
            rng.choice([0, 2_000, 2_570]),
            rng.uniform(1.0, 1.07),
            rng.randint(38, 52),
        )


def typeset(document: Document, press: Press) -> str:
    """The document's text as `press` prints it."""
    printed: list[str] = []
    lines = [line for _, line in document.lines()]
    position = 0
    while position < len(lines):
        rows = _table(lines, position)
        if rows:
            printed += _set_table(rows, press)
            position += len(rows)
        else:
            cells = lines[position].cells
            texts = (
                [lines[position].text]
                if cells is None
                else [t for c in cells for t in c.text.split("\n") if t.strip()]
            )
            for text in texts:
                printed += wrap(text, press.column, press.indent if len(text) > 90 else 0)
            position += 1
    pages = [printed[i : i + press.lines_a_page] for i in range(0, len(printed), press.lines_a_page)]
    return "\n\f".join("\n".join(page) for page in pages) + "\n"


def wrap(text: str, column: int, indent: int = 0) -> list[str]:
    """`text` broken into lines no wider than `column`, the first set in by `indent`."""
    lines: list[str] = []
    line, room = "", column - indent
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width(longer) > room:
            lines.append(line)
            line, room = word, column
        else:
            line = longer
    return [*lines, line] if line else lines


def _table(lines: list[Line], start: int) -> list[Line]:
    """The rows of a table of three columns or more that begins at `start`."""
    rows = []
    for line in lines[start:]:
        if line.cells is None or len(line.cells) < 3:
            break
        rows.append(line)
    return rows


def _set_table(rows: list[Line], press: Press) -> list[str]:
    texts = [[cell.text for cell in row.cells or ()] for row in rows]
    columns = max(map(len, texts))
    weights = [
        max(math.sqrt(sum(width(row[c]) for row in texts if c < len(row))), 1.0) for c in range(columns)
    ]
    narrowest = [
        max((width(word) for row in texts if c < len(row) for word in row[c].split()), default=0)
        for c in range(columns)
    ]
    free = press.column - sum(narrowest) - 800 * columns
    widths = [n + max(0, int(free * w / sum(weights))) for n, w in zip(narrowest, weights, strict=True)]
    printed: list[str] = []
    for row in texts:
        spans = sum(map(bool, row)) == 1  # a group's title stands across the table
        for cell, width_of_column in zip(row, widths, strict=False):
            room = press.column if spans else width_of_column
            for item in cell.split("\n"):
                printed += wrap(item, room)
    return printed
