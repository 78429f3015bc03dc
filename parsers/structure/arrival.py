"""The stamp of the office where a paper came in, beside the title of a recognised page.

A rubber stamp (`ĐẾN Số … Ngày … Chuyển …`) is set in smaller type than any line of a letterhead (Decree
30/2020/NĐ-CP, annex I: 12 points and more), and where the title leaves room: left of it.
"""

from __future__ import annotations

from itertools import dropwhile
from statistics import median

from parsers.document import Box, Word
from parsers.structure.flow import Flow, Item
from parsers.structure.head import is_code, is_date, title_index

_SMALL = 0.75
"""Of the size of the title: a letterhead's type is larger."""
_ABOVE, _BELOW = 4.0, 2.0
"""Font sizes above and below the title that such a stamp takes."""
_LINES = 6
"""Lines after the title that it may stand beside."""


def drop_stamp(flow: Flow) -> None:
    """Leave the words of such a stamp out of the lines around the title."""
    found = _title(flow.items)
    if found is None:
        return
    at, title = found
    size, box = title[0].size, Box.around([word.box for word in title if word.box])
    if size is None or box is None:
        return
    around = Box(x0=0.0, y0=box.y0 - _ABOVE * size, x1=box.x0, y1=box.y1 + _BELOW * size)
    kept: list[Item] = []
    for index, item in enumerate(flow.items):
        count = 0 if index > at + _LINES else _stamped(item, around, _SMALL * size)
        if not count:
            kept.append(item)
            continue
        words = item.text.split()
        flow.drop("furniture", [item.part(" ".join(words[:count]))])
        if count < len(words):
            kept.append(_without(item, count))
    flow.items = kept


def _title(items: list[Item]) -> tuple[int, list[Word]] | None:
    """The line of the title, and its words after those that are small."""
    words = [_words(item) for item in items]
    sizes = [word.size for own in words for word in own if word.size and word.confidence is not None]
    if not sizes:
        return None
    small = _SMALL * median(sizes)
    large = [[*dropwhile(lambda word: _is_small(word, small), own)] for own in words]
    cleared = [
        item.part(" ".join(item.text.split()[len(own) - len(rest) :])) if len(rest) < len(own) else item
        for item, own, rest in zip(items, words, large, strict=True)
    ]
    at = title_index(cleared)
    return None if at is None or not large[at] else (at, large[at])


def _stamped(item: Item, around: Box, small: float) -> int:
    """How many words at the start of a line are those of a stamp; all of its words must be known."""
    is_letterhead = is_date(item.text) or is_code(item.text)
    words = [] if is_letterhead else _words(item)
    return next((at for at, word in enumerate(words) if not _is_of_stamp(word, around, small)), len(words))


def _words(item: Item) -> list[Word]:
    """The words of a line of text, if all of them are known."""
    words = item.line.words if item.line and item.cells is None else []
    return words if len(words) == len(item.text.split()) else []


def _is_of_stamp(word: Word, around: Box, small: float) -> bool:
    box = word.box
    return _is_small(word, small) and box is not None and around.holds(box) and box.x1 <= around.x1


def _is_small(word: Word, small: float) -> bool:
    return word.confidence is not None and word.size is not None and word.size <= small


def _without(item: Item, count: int) -> Item:
    """A line without its first words."""
    assert item.line is not None
    words = item.line.words[count:]
    text = " ".join(item.text.split()[count:])
    box = Box.around([word.box for word in words if word.box])
    item.line = item.line.model_copy(update={"text": text, "words": words, "box": box})
    item.text = text
    return item
