"""Lines joined into paragraphs, whether a line is a paragraph or a paragraph was wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsers.structure import geometry
from parsers.structure.flow import TERMINAL, Item, begins, ending, is_bullet, is_capitals, words
from parsers.structure.measure import is_full, width

_CODE_CUT = re.compile(r"(?:\d/|\b[\dA-ZĐ][\dA-ZĐ/-]*/[A-ZĐ\d-]*[-/])$")
_CODE_REST = re.compile(r"[A-ZĐ\d]")
_PERIOD_REST = re.compile(r"[-–]\s*\d{4}\b")
"""The rest of `2021 - 2025`."""
_ENACTS = re.compile(r"[^.;:]{2,90}?\s(?:ban hành|xây dựng)\s+kế hoạch\b(?! số)", re.IGNORECASE)
"""The issuing body makes the plan: a sentence of its own after bases that end in a comma."""
_LONG, _SHORT = 80, 40
"""Characters: an unfinished line this long and a following one this long are one paragraph."""
_SHORT_BY = 4
"""Font sizes: a line that is so much shorter was not wrapped, whatever the next one begins with."""
_INDENT = 2600
"""Thousandths of the font size: the first line of a paragraph is set in by 1 to 1.27 cm (annex I)."""


def joined(lines: Iterable[str]) -> str:
    """Printed lines as one paragraph. A code cut at its hyphen or slash is put together again."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif _CODE_CUT.search(text[-40:]) and _CODE_REST.match(line):
            text += line
        else:
            text += " " + line
    return " ".join(text.split())


def is_unfinished(text: str, following: str) -> bool:
    """Whether a line breaks off where no sentence or title can end, given the line that follows."""
    if text.endswith((",", "-", "–", "/")):
        return True
    if ending("unfinished").search(text) and not ending("whole-phrase").search(text):
        return True
    return following[:1].isdecimal() and breaks_reference(text)


def breaks_reference(text: str) -> bool:
    """Whether a line ends in a word that wants a number: `Điều`, `ngày`, but not `hằng ngày`."""
    return ending("reference").search(text) is not None and not ending("whole-phrase").search(text)


def goes_on(before: Item, after: Item, column: int | None, first: bool = False, title: bool = False) -> bool:
    """Whether `after` continues the paragraph of `before`.

    Args:
        column: the width that the text was wrapped to, or None where it was not wrapped.
        first: `before` is the first line of its paragraph, so it may be indented.
        title: `before` is (the start of) a heading, which is set bold and so runs a little wider.
    """
    end, start = before.text.rstrip(), after.text.lstrip()
    closed = end.endswith((*TERMINAL, ".”", '."', ";”"))
    if (_PERIOD_REST.match(start) and end[-4:].isdecimal()) or (
        _CODE_CUT.search(end[-40:]) and _CODE_REST.match(start)
    ):
        return True
    left = geometry.room(before.line, after.line, before.edges)
    placed = None if left is None else left < 0
    misread = end.endswith(",") and left is not None and left > _SHORT_BY  # a semicolon, most likely
    if (closed or misread) and any(begins(start, kind) for kind in ("preamble-sure", "closing-sure")):
        return False
    if is_bullet(start):
        # "Hội đồng Thi đua / - Khen thưởng": a dash inside a name that stands at a line's start.
        inside = not (closed or after.apart or is_capitals(end)) and (placed is not None or not title)
        return inside and start[:1] in "-–" and _runs_on(before, after, column, placed)
    if not closed and is_unfinished(end, start):
        return not _enacts(end, start, column)
    if column is None and placed is None:
        return not closed and (start[:1].islower() or (not title and _is_cut(end, start)))
    wide = column or 0
    room = wide - (_INDENT if first and not closed else 0)
    full = is_full(end, start, int(room * 0.97) if title else room) if placed is None else placed
    if start[:1].islower() or start[:1].isdecimal():
        if left is not None:
            return full or not (closed or left > _SHORT_BY or geometry.is_indented(after.line, after.edges))
        return full or not closed or width(end) > 0.6 * wide
    if (closed and after.apart and not after.opens_page) or (title and words("verb").match(start)):
        return False
    return full and not (title and closed) and not geometry.is_set_in(after.line, before.line)


def _enacts(end: str, start: str, column: int | None) -> bool:
    """Whether the sentence that makes the plan begins after a line that did not run to the margin."""
    if not (end.endswith(",") and start[:1].isupper() and _ENACTS.match(start)):
        return False
    return column is None or not is_full(end, start, int(column * 0.9))


def _is_cut(end: str, start: str) -> bool:
    """Whether a paragraph that does not end goes on after a page break, though with a capital."""
    return len(end) >= _LONG and len(start) >= _SHORT and not is_capitals(start)


def _runs_on(before: Item, after: Item, column: int | None, placed: bool | None) -> bool:
    """Whether a line that begins with a dash goes on with a full one before it."""
    if placed is not None:
        return placed and not geometry.is_set_in(after.line, before.line)
    return is_full(before.text, after.text, column) if column else width(before.text) > 20_000


def paragraphs(items: Sequence[Item], column: int | None) -> list[list[Item]]:
    """`items` (running text only) grouped into paragraphs."""
    groups: list[list[Item]] = []
    for item in items:
        if groups and goes_on(groups[-1][-1], item, column, first=len(groups[-1]) == 1):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
