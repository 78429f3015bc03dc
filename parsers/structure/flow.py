"""The lines of a document as one flow, and the words that the parts of a paper begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from unidecode import unidecode

import data
from parsers.document import Cell, Document, Dropped, Line, Page
from parsers.structure.geometry import Margins, margins
from parsers.structure.measure import column_width

BULLET = re.compile(r"[-–—+*•●▪◦■➢✓❖o]\s+(?=\S)|[-–—+•](?=[^\W\d_])")
_OPENING = 48
"""Characters: longer than any phrase that a part begins with."""
TERMINAL = (".", ";", ":", "!", "?", "…")


@dataclass(slots=True)
class Item:
    """One line of the flow: running text, or a table row when it has `cells`."""

    text: str
    page: int
    gap: int = 0
    bold: bool = False
    cells: list[Cell] | None = None
    table: int | None = None
    number: int | None = None
    opens_page: bool = False
    repaired: float = 0.0
    line: Line | None = None
    """As read; the text of the item may be a part of it."""
    edges: Margins | None = None
    """The margins of its page, where they are known."""

    def part(self, text: str) -> Item:
        """A part of the line as an item of its own."""
        return Item(text, self.page, self.gap, self.bold, number=self.number, line=self.line)

    @property
    def is_recognised(self) -> bool:
        """It was read off a picture."""
        return self.line is not None and any(word.confidence is not None for word in self.line.words)

    @property
    def apart(self) -> bool:
        """A blank line or a page break stands before it."""
        return self.gap > 0 or self.opens_page


def repaired_share(items: Sequence[Item]) -> float:
    """Share of the syllables that repair changed, long lines counting more than short ones."""
    if not any(item.repaired for item in items):
        return 0.0
    lengths = [len(item.text.split()) for item in items]
    changed = sum(item.repaired * length for item, length in zip(items, lengths, strict=True))
    return round(changed / sum(lengths), 3)


@dataclass(slots=True)
class Flow:
    """A document's items in reading order, what it knows of their layout, and what was left out."""

    items: list[Item]
    paged: bool
    column: int | None
    dropped: list[Dropped]
    crooked: dict[int, Page] = field(default_factory=dict)
    """The pages that were turned or levelled to be read, by number."""

    def drop(self, reason: str, items: Iterable[Item]) -> None:
        """Leave `items` out of the record, for `reason`."""
        for item in items:
            if item.text.strip():
                self.dropped.append(Dropped(reason=reason, text=item.text, line=item.number))

    def drop_rest(self, printed: str, kept: str, number: int | None) -> None:
        """Leave out what `kept` does not hold of `printed`: the signs around a marker or a title."""
        rest, position = [], 0
        for word in kept.split():
            found = printed.find(word, position)
            if found >= 0:
                rest.append(printed[position:found])
                position = found + len(word)
        left = " ".join(" ".join([*rest, printed[position:]]).split())
        if left:
            self.dropped.append(Dropped(reason="punctuation", text=left, line=number))

    def page_of(self, item: Item) -> int | None:
        """The page of `item`, where the source has pages."""
        return item.page if self.paged else None


def flow(document: Document) -> Flow:
    """The document's lines that hold anything, as one flow."""
    items: list[Item] = []
    for place, page in enumerate(document.pages):
        opens_page = place > 0
        edges = margins(page)
        for line in page.lines:
            if not line.text.strip():
                continue
            items.append(
                Item(
                    line.text.strip() if line.cells is None else line.text,
                    page.number,
                    line.gap,
                    line.bold,
                    line.cells,
                    line.table,
                    line.number,
                    opens_page,
                    line.repaired,
                    line,
                    edges,
                )
            )
            opens_page = False
    column = column_width(item.text for item in items if item.cells is None)
    crooked = {page.number: page for page in document.pages if page.is_crooked}
    return Flow(items, document.paged, column, list(document.dropped), crooked)


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """`text` in capitals without diacritics, white space collapsed: what survives bad recognition."""
    return " ".join(unidecode(text[:300]).upper().split())


def is_capitals(text: str) -> bool:
    """Whether `text` is printed in capitals (at least two letters, nearly all upper case)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def is_bullet(text: str) -> bool:
    """Whether a line begins with a list sign."""
    return BULLET.match(text) is not None


def cell_lines(item: Item) -> Iterator[list[str]]:
    """The printed lines of each cell of a row, or of the line itself."""
    if item.cells is None:
        yield [item.text]
        return
    for cell in item.cells:
        yield [line.strip() for line in cell.text.split("\n") if line.strip()]


@cache
def words(kind: str) -> re.Pattern[str]:
    """A pattern for any phrase of a word list (see `data.phrases`), as spelled, in any case."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, data.phrases(kind)))})\b", re.IGNORECASE)


@cache
def ending(kind: str) -> re.Pattern[str]:
    """A pattern for a text that ends in a phrase of a word list."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, data.phrases(kind)))})$", re.IGNORECASE)


@cache
def blurred(kind: str) -> re.Pattern[str]:
    """A pattern for any phrase of a word list in a `skeleton`, so that misread marks do not matter."""
    return re.compile(rf"(?:{'|'.join(re.escape(skeleton(p)) for p in data.phrases(kind))})\b")


def begins(text: str, kind: str) -> bool:
    """Whether `text` begins with a phrase of a word list, whatever became of its diacritics."""
    return blurred(kind).match(skeleton(text[:_OPENING])) is not None
