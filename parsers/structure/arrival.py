"""The stamp of the office where a paper came in, beside the title of a recognised page.

A rubber stamp (`ĐẾN Số … Ngày … Chuyển …`) is set in smaller type than any line of a letterhead (Decree
30/2020/NĐ-CP, annex I: 12 points and more), and where the title leaves room: left of it.
"""

from __future__ import annotations

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
    at = title_index(flow.items)
    if at is None:
        return
    title = flow.items[at].line
    if title is None or title.box is None or not title.words or not title.words[0].size:
        return
    size, box = title.words[0].size, title.box
    around = Box(x0=0.0, y0=box.y0 - _ABOVE * size, x1=box.x0, y1=box.y1 + _BELOW * size)
    kept: list[Item] = []
    for index, item in enumerate(flow.items):
        count = 0 if index > at + _LINES or index == at else _stamped(item, around, _SMALL * size)
        words = item.text.split()
        if not count:
            kept.append(item)
            continue
        flow.drop("furniture", [item.part(" ".join(words[:count]))])
        if count < len(words):
            kept.append(_without(item, count))
    flow.items = kept


def _stamped(item: Item, around: Box, small: float) -> int:
    """How many words at the start of a line are those of a stamp; all of its words must be known."""
    is_letterhead = is_date(item.text) or is_code(item.text)
    words = item.line.words if item.line and item.cells is None and not is_letterhead else []
    if len(words) != len(item.text.split()):
        return 0
    return next((at for at, word in enumerate(words) if not _is_of_stamp(word, around, small)), len(words))


def _is_of_stamp(word: Word, around: Box, small: float) -> bool:
    if word.confidence is None or word.size is None or word.box is None:
        return False
    return word.size <= small and around.holds(word.box) and word.box.x1 <= around.x1


def _without(item: Item, count: int) -> Item:
    """A line without its first words."""
    assert item.line is not None
    words = item.line.words[count:]
    text = " ".join(item.text.split()[count:])
    box = Box.around([word.box for word in words if word.box])
    item.line = item.line.model_copy(update={"text": text, "words": words, "box": box})
    item.text = text
    return item
