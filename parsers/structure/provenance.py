"""Where the parts of a plan stand on its pages, and what repair did to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.document import Box, Cell, Line, Word
from parsers.plan import NOWHERE, Evidence, Place, Reading, Rectangle, Spot
from parsers.structure.flow import Flow, Item
from parsers.structure.paragraphs import joined, paragraphs


class _Known(NamedTuple):
    """What is known of a printed line, or of the part of it that counts."""

    page: int
    line: int | None
    box: Box | None
    confidence: float | None
    syllables: int
    edits: int
    before: str | None
    text: str


def place(flow: Flow, items: Sequence[Item]) -> Place:
    """Where items stand that are one text, in reading order."""
    if all(map(_is_bare, items)):
        return _numbered(items[0].page if flow.paged else None, items[0].number) if items else NOWHERE
    return _place(flow, [_of_item(item) for item in items])


def texts_of(flow: Flow, lines: Sequence[Item]) -> tuple[list[str], list[Place]]:
    """Lines of running text as paragraphs, and where each of them stands."""
    groups = paragraphs(lines, flow.column)
    return [joined(item.text for item in group) for group in groups], [place(flow, group) for group in groups]


def evidence(flow: Flow, items: Sequence[Item]) -> Evidence:
    """The raw text of items and where they stand."""
    each = [_evidence(flow, [item]).model_copy(update={"words": _read(item)}) for item in items]
    return each[0] if len(each) == 1 else _evidence(flow, items).model_copy(update={"lines": tuple(each)})


def cell_place(flow: Flow, parts: Sequence[tuple[Item, Cell]]) -> Place:
    """Where a cell stands, given by its parts and their rows: several where a page break cut it."""
    printed = [(item, cell) for item, cell in parts if cell.text.strip()]
    if not printed:
        return NOWHERE
    item, cell = printed[0]
    if _is_bare(item) and cell.box is None and not cell.edits:
        return _numbered(item.page if flow.paged else None, cell.number or item.number)
    return _place(flow, [_of_cell(item, cell) for item, cell in printed])


def gathered(text: str, items: Sequence[Item]) -> Cell:
    """A cell whose lines were read as items of their own."""
    if not items:
        return Cell(text=text)
    parts = [_of_item(item) for item in items]
    boxes = [part.box for part in parts if part.box and part.page == parts[0].page]
    edits = sum(part.edits for part in parts)
    return Cell(
        text=text,
        box=Box.around(boxes) if boxes else None,
        number=parts[0].line,
        confidence=_mean(parts),
        edits=edits,
        before=_before(parts) if edits else None,
    )


def its_words(item: Item) -> Sequence[Word]:
    """The words of its line that an item is made of; none where the source knows no words."""
    return _part(item.line.words, item.text) if item.line else ()


def known(places: list[Place]) -> list[Place]:
    """Places that say something, or none at all."""
    return places if any(each is not NOWHERE for each in places) else []


def _read(item: Item) -> tuple[Reading, ...]:
    """The words of an item as recognised; none where it is the source's own text, or repair changed it."""
    words = its_words(item)
    if " ".join(word.text for word in words) != item.text or any(word.confidence is None for word in words):
        return ()
    return tuple(
        Reading(
            word.text, word.confidence or 0.0, tuple((text, chance) for text, chance in word.alternatives)
        )
        for word in words
    )


def _evidence(flow: Flow, items: Sequence[Item]) -> Evidence:
    return Evidence(raw="\n".join(item.text for item in items), **dict(place(flow, items)))


def _is_bare(item: Item) -> bool:
    """Whether nothing is known of an item but its page and the number of its line."""
    line = item.line
    return line is None or not (line.box or line.words or line.edits or line.confidence is not None)


@lru_cache(maxsize=1024)
def _numbered(page: int | None, line: int | None) -> Place:
    """The one place of all that stands on a line."""
    return NOWHERE if page is None and line is None else Place(page=page, line=line)


def _of_item(item: Item) -> _Known:
    line = item.line
    if line is None:
        return _Known(item.page, item.number, None, None, 1, 0, None, item.text)
    words: Sequence[Word] = line.words
    box = line.box
    if item.cells is not None:
        boxes = [cell.box for cell in item.cells if cell.box]
        box = Box.around([*boxes, box] if box else boxes) if boxes else box
    elif words and item.text not in (line.text, line.text.strip()):
        words = _part(words, item.text)
        boxes = [word.box for word in words if word.box]
        box = Box.around(boxes) if boxes else box
    sure = _confidence(line.confidence, words)
    syllables = len(line.text.split())
    return _Known(item.page, item.number, box, sure, syllables, line.edits, line.before, item.text)


def _of_cell(item: Item, cell: Cell) -> _Known:
    line = item.line or Line(text="")
    box, sure = cell.box, cell.confidence
    if box is None and cell.number is None:
        box = line.box
    if sure is None and box is not None and line.words:
        sure = _confidence(line.confidence, [word for word in line.words if word.box and box.holds(word.box)])
    number = cell.number or item.number
    return _Known(item.page, number, box, sure, len(cell.text.split()), cell.edits, cell.before, cell.text)


def _part(words: Sequence[Word], text: str) -> Sequence[Word]:
    """The words that a part of their line is made of; all of them where it is not found."""
    letters = "".join(text.split())
    starts: list[int] = []
    whole = ""
    for word in words:
        starts.append(len(whole))
        whole += "".join(word.text.split())
    start = whole.find(letters)
    if start < 0 or not letters:
        return words
    ends = [*starts[1:], len(whole)]
    return [w for w, a, b in zip(words, starts, ends, strict=True) if b > start and a < start + len(letters)]


def _confidence(own: float | None, words: Iterable[Word]) -> float | None:
    """How sure words are on average; where they do not say, how sure their line is."""
    sure = [word.confidence for word in words if word.confidence is not None]
    return sum(sure) / len(sure) if sure else own


def _place(flow: Flow, parts: Sequence[_Known]) -> Place:
    first = parts[0]
    pages: dict[int, list[Box]] = {}
    for part in parts:
        if part.box is not None:
            pages.setdefault(part.page, []).append(part.box)
    spots = [Spot(page=page, box=_rectangle(flow, page, boxes)) for page, boxes in pages.items()]
    edits = sum(part.edits for part in parts)
    syllables = sum(part.syllables for part in parts)
    return Place(
        page=(spots[0].page if spots else first.page) if flow.paged else None,
        line=first.line,
        box=spots[0].box if spots else None,
        more=tuple(spots[1:]),
        confidence=_mean(parts),
        repaired=min(1.0, round(edits / max(1, syllables), 3)),
        edits=edits,
        before=_before(parts) if edits else None,
    )


def _rectangle(flow: Flow, page: int, boxes: Iterable[Box]) -> Rectangle:
    """The rectangle around boxes on a page as a viewer shows it, in tenths of a point."""
    box = Box.around(boxes)
    if page in flow.crooked:
        box = flow.crooked[page].shown(box)
    return round(box.x0, 1), round(box.y0, 1), round(box.x1, 1), round(box.y1, 1)


def _before(parts: Sequence[_Known]) -> str:
    """The printed lines as they were before repair."""
    return "\n".join(part.text if part.before is None else part.before for part in parts)


def _mean(parts: Sequence[_Known]) -> float | None:
    """The mean confidence, long lines counting more than short ones."""
    sure = [(part.confidence, max(1, part.syllables)) for part in parts if part.confidence is not None]
    return round(sum(c * n for c, n in sure) / sum(n for _, n in sure), 3) if sure else None
