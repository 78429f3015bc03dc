"""Which lines in coloured ink are print: not scrawls, nor what seals and signatures leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

import data
from parsers.recognition.words import Alternative, SeenWord

_SURE = 0.55
"""Mean confidence of the letters of a line, from which it is print."""
_LETTERS = 4
"""Letters of a line at least."""
_LIKE, _CAPITALS = 80.0, 0.6
"""Percent that the end of a line must share with an office, and share of capitals that it must have."""
_MENDED = 0.5
"""Confidence of a word that is what an office makes it."""


def legible(words: Sequence[SeenWord]) -> list[SeenWord]:
    """A line in coloured ink as print; nothing where it is none, as far as its words tell.

    A line that ends in a position, or the body that is signed for, nearly letter for letter, is mended: seals
    and signatures stand over it. What was read stays as an alternative.
    """
    letters = [char for word in words for char in word.text if char.isalpha()]
    if len(letters) < _LETTERS:
        return []
    if sum(map(str.isupper, letters)) >= _CAPITALS * len(letters) and (found := _office(words)):
        rest = len(words) - len(found)
        before = [replace(word, text=word.text.upper()) for word in words[:rest]]
        return before + [_read_as(word, text) for word, text in zip(words[rest:], found, strict=True)]
    return list(words) if sureness(words) >= _SURE else []


def sureness(words: Sequence[SeenWord]) -> float:
    """The mean confidence of a line's letters; 0 where nothing was read."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _read_as(word: SeenWord, text: str) -> SeenWord:
    if word.text == text:
        return word
    seen = Alternative(word.text, word.confidence)
    return replace(word, text=text, confidence=_MENDED, alternatives=(seen, *word.alternatives))


def _office(words: Sequence[SeenWord]) -> list[str]:
    """The position or the body that a line ends in, word for word; nothing where it ends in none."""
    from rapidfuzz import fuzz
    from unidecode import unidecode

    best, found = 0.0, ""
    ends = accumulate((unidecode(word.text).upper() for word in reversed(words)), lambda a, b: f"{b} {a}")
    for count, end in enumerate(ends, 1):
        for plain, name in _offices(count):
            like = fuzz.ratio(end, plain)
            if like >= _LIKE and like + count > best:
                best, found = like + count, name
    return found.split()


@cache
def _offices(count: int) -> tuple[tuple[str, str], ...]:
    """The offices of so many words, two at least, in capitals: without marks, and with them."""
    from unidecode import unidecode

    names = (row["words"].upper() for row in data.rows("signing") if row["kind"] in ("position", "body"))
    return tuple((unidecode(name), name) for name in names if len(name.split()) == count > 1)
