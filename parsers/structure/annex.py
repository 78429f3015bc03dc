"""What stands after the signature: annexes, each with its title, note, text and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.plan import NOWHERE, Annex, Place
from parsers.structure import head
from parsers.structure.flow import Flow, Item, is_bullet, is_capitals, skeleton
from parsers.structure.paragraphs import joined
from parsers.structure.provenance import known, place, texts_of

_NUMBERED = r"(?:số\s*)?:?\s*(?:[IVX]+|\d{1,2}[A-Z]?|[A-Z])\b"
_LABEL = re.compile(
    rf"(?P<label>phụ\s+(?:lục|biểu)(?:\s+{_NUMBERED})?|(?:biểu(?:\s+mẫu)?|mẫu)\s+{_NUMBERED})"
    r"\s*[.:–-]?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTERHEAD = 8
"""Lines: no letterhead of an annex has more."""
_NOTE = re.compile(r"\(\s*(?:ban hành\s+)?(?:kèm|đính)\b", re.IGNORECASE)


@dataclass(slots=True)
class Opened:
    """An annex and the rows of the flow that stand in it."""

    annex: Annex
    title: Place = NOWHERE
    """Where its title stands."""
    rows: list[tuple[int, str | None]] = field(default_factory=list)


def read(flow: Flow, start: int, end: int) -> list[Opened]:
    """The annexes among the items from `start` to `end`."""
    items = flow.items
    opened: list[Opened] = []
    index = _after_letterhead(flow, start, end)
    while index < end:
        item = items[index]
        if item.cells is not None:
            if not opened:
                opened.append(Opened(Annex(page=flow.page_of(item))))
            opened[-1].rows.append((index, None))
            index += 1
        elif _opens(item, opened):
            begun, index = _title(flow, index, end)
            opened.append(begun)
        else:
            if not opened:
                opened.append(Opened(Annex(page=flow.page_of(item))))
            stop = index + 1
            while stop < end and items[stop].cells is None and not _opens(items[stop], opened):
                stop += 1
            texts, places = texts_of(flow, items[index:stop])
            opened[-1].annex.paragraphs += texts
            opened[-1].annex.places += places
            index = stop
    for each in opened:
        each.annex.places = known(each.annex.places)
    return opened


def _after_letterhead(flow: Flow, start: int, end: int) -> int:
    """Where the title stands of an annex that has a letterhead of its own: body and motto, not its number."""
    mottos = [at for at in range(start, min(end, start + _LETTERHEAD)) if head.is_motto(flow.items[at].text)]
    after = mottos[-1] + 1 if mottos else start
    flow.drop("letterhead", flow.items[start:after])
    return after


def _opens(item: Item, opened: list[Opened]) -> bool:
    label = _LABEL.fullmatch(item.text)
    if label and item.text[:1].isupper() and (is_capitals(label["label"]) or len(item.text) < 40):
        return True
    return not opened and is_capitals(item.text)


def _title(flow: Flow, index: int, end: int) -> tuple[Opened, int]:
    """An annex from its label on: the title is what stands in capitals or before the note or table."""
    items = flow.items
    label = _LABEL.fullmatch(items[index].text)
    first = of_title = index
    annex = Annex(page=flow.page_of(items[index]))
    titles: list[str] = []
    if label:
        annex.label = label["label"].strip()
        titles = [label["title"].strip()] if label["title"].strip() else []
        flow.drop_rest(items[index].text, f"{annex.label} {label['title']}", items[index].number)
        index += 1
        of_title = first if titles else index
    capitals_seen = any(map(is_capitals, titles))
    while index < end and items[index].cells is None and not _NOTE.match(items[index].text):
        text = items[index].text
        if is_bullet(text) or (_LABEL.fullmatch(text) and is_capitals(text)):
            break
        goes_on = is_capitals(text) if capitals_seen else _before_table(items, index, end)
        if titles and not (goes_on or _before_note(items, index, end)):
            break
        if len(text) > 200:
            break
        titles.append(text)
        capitals_seen = capitals_seen or is_capitals(text)
        index += 1
    annex.title = joined(titles) or None
    annex.at = place(flow, items[first:index])
    opened = Opened(annex, place(flow, items[of_title:index]) if annex.title else NOWHERE)
    if index < end and items[index].cells is None and _NOTE.match(items[index].text):
        group = [items[index]]
        index += 1
        while index < end and items[index].cells is None and not group[-1].text.rstrip().endswith(")"):
            group.append(items[index])
            index += 1
            if len(group) > 4:
                break
        annex.note = joined(item.text for item in group)
    return opened, index


def _before_note(items: list[Item], index: int, end: int) -> bool:
    """Whether only a few lines of a title stand between here and the note under it."""
    for item in items[index : min(end, index + 4)]:
        if item.cells is not None or is_bullet(item.text) or item.text.endswith((".", ";", ":")):
            return False
        if _NOTE.match(item.text):
            return True
    return False


def _before_table(items: list[Item], index: int, end: int) -> bool:
    """Whether only a few short lines stand between here and a table or a note."""
    for item in items[index : min(end, index + 4)]:
        if item.cells is not None or _NOTE.match(item.text):
            return True
        if len(item.text) > 120 or skeleton(item.text)[:2].isdecimal():
            return False
    return False
