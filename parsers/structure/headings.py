"""Whether the text after a marker is a title, a title with text after its colon, or running text.

The rules are those of the record contract (docs/record.md, section): a heading on its own line is a
title; an item whose text runs on has none; a noun phrase before a colon is a title; the colon that
closes a heading is not part of it.
"""

from __future__ import annotations

import re

from parsers.structure.flow import ending, is_capitals, words
from parsers.structure.markers import Kind

_COLON = re.compile(r":(?=\s|$|\*|\()")
_SENTENCE_END = re.compile(r"[^\W\d_]{2}\.\s+[^\W\d_a-zà-ỹđ]")
_LIST_COMMA = re.compile(r"\s*[,;]$")
_LONG_TITLE = 330
"""Characters: longer headings were not seen; a heading of three full lines has about 250."""


def split(text: str, kind: Kind, followed: bool, bold: bool = False) -> tuple[str | None, str | None]:
    """The title and the running text that a marker's first paragraph holds; either may be None.

    Args:
        text: the paragraph after the marker.
        kind: the kind of marker.
        followed: sub-items, paragraphs or a table stand under the item.
        bold: the line is wholly emphasised.
    """
    if not re.search(r"\w", text):
        return None, None
    colon = _first_colon(text)
    if colon is not None:
        head, tail = text[:colon].strip(), text[colon + 1 :].strip()
        if head and not tail:
            return (head, None) if is_capitals(head) or _is_heading(head) else (None, text)
        if head and (is_capitals(head) or _is_noun_phrase(head)):
            return head, tail
    if is_capitals(text) or kind in (Kind.PART, Kind.CHAPTER, Kind.DIVISION):
        return text.rstrip(" .:"), None
    short = len(text.split()) <= 8
    if text.endswith("."):
        lone = text.rstrip(" .")
        return (
            (lone, None)
            if followed and len(lone.split()) <= 4 and _is_noun_phrase(lone) and not text.endswith("..")
            else (None, text)
        )
    if _LIST_COMMA.search(text) or (_SENTENCE_END.search(text) and not bold) or len(text) > _LONG_TITLE:
        return None, text
    if followed or bold:
        return text, None
    return (text, None) if short and _is_noun_phrase(text) else (None, text)


def _first_colon(text: str) -> int | None:
    """The first colon outside quotation marks and parentheses that can close a heading."""
    depth = 0
    for index, char in enumerate(text[: _LONG_TITLE + 1]):
        if char in "(“«":
            depth += 1
        elif char in ")”»":
            depth = max(0, depth - 1)
        elif char == ":" and depth == 0 and _COLON.match(text, index):
            return index
    return None


def _is_heading(head: str) -> bool:
    """Whether the text before a closing colon is a heading and no sentence that introduces a list."""
    length = len(head.split())
    if ending("introduces-list").search(head) or _SENTENCE_END.search(head):
        return False
    if length <= 8:
        return True
    return length <= 30 and not _has_predicate(head)


def _is_noun_phrase(head: str) -> bool:
    """Whether the text before a colon names a thing or a body, and is not the start of a sentence."""
    length = len(head.split())
    bodies = words("body").match(head) is not None and "," in head
    if (
        length > (40 if bodies else 16)
        or ending("introduces-list").search(head)
        or _SENTENCE_END.search(head)
    ):
        return False
    if length <= 4:
        return True
    if words("verb").match(head):
        return False
    return length <= 6 or not _has_predicate(head)


def _has_predicate(text: str) -> bool:
    """Whether a word inside the text makes a sentence of it."""
    return re.search(rf"\b{words('predicate').pattern}", text, re.IGNORECASE) is not None
