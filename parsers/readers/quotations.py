"""Quotation marks that recognition was not sure of, settled by their counterparts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.document import Line, Word

_OPEN, _CLOSE = "“", "”"
_REACH = 30
"""Words of a quotation at most."""
_LIKELY = 0.05
"""How likely a word has a mark at least, by how likely it is as read."""


def settle_quotations(lines: Sequence[Line]) -> list[Line]:
    """Lines of running text with the opening marks that their closing ones call for, and the other way."""
    words = [
        (at, index, word)
        for at, line in enumerate(lines)
        if line.cells is None
        for index, word in enumerate(line.words)
    ]
    changes = dict(_missed([word for *_, word in words]))
    if not changes:
        return list(lines)
    changed: dict[int, dict[int, str]] = {}
    for place, text in changes.items():
        at, index, _ = words[place]
        changed.setdefault(at, {})[index] = text
    return [_with(line, changed[at]) if at in changed else line for at, line in enumerate(lines)]


def _missed(words: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """The words that have a mark though they were read without one, and how they read with it."""
    opened: int | None = None
    ended = -1
    for place, word in enumerate(words):
        if word.text.startswith(_OPEN):
            if opened is not None:
                yield from _likeliest(words, range(opened, place), closing=True)
            opened = place
        if _CLOSE in word.text:
            if opened is None:
                yield from _likeliest(words, range(max(ended + 1, place - _REACH), place + 1), closing=False)
            opened, ended = None, place


def _likeliest(words: Sequence[Word], places: range, *, closing: bool) -> Iterator[tuple[int, str]]:
    """The word among some that most likely has a mark, if any may have it."""
    found = [
        (chance / max(word.confidence or 0.0, 1e-3), place, text)
        for place in places
        for word in words[place : place + 1]
        for text, chance in word.alternatives
        if text == (f"{word.text}{_CLOSE}" if closing else f"{_OPEN}{word.text}")
    ]
    odds, place, text = max(found, default=(0.0, 0, ""))
    if odds >= _LIKELY:
        yield place, text


def _with(line: Line, changed: dict[int, str]) -> Line:
    words = [
        word.model_copy(update={"text": changed.get(index, word.text)})
        for index, word in enumerate(line.words)
    ]
    return line.model_copy(update={"words": words, "text": " ".join(word.text for word in words)})
