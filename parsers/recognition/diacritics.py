"""Marks of letters, the least sure part of what is read: what else may be printed than what was read."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

import data
from parsers.recognition.words import Alternative

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MISSED, _MISTAKEN = 0.04, 0.01
"""Chances that a mark of capitals, small and close, is printed that was not seen, and that another one is; on
worn pages one word in sixty has such a fault."""
_UNSEEN = 0.15
"""How much of the doubt about a word in small letters falls to each other mark, though none was seen."""


def with_marks(text: str, confidence: float) -> list[Alternative]:
    """The syllables that differ from a word by one kind of mark: its tone, or its vowels' shape.

    None for a word of one letter, or of mixed case but for a first capital. Signs around the word stay.
    """
    letters = [char.isalpha() for char in text]
    if sum(letters) < 2:
        return []
    start, end = letters.index(True), len(letters) - letters[::-1].index(True)
    word = text[start:end]
    cased = next((each for each in (str.upper, str.lower, str.capitalize) if each(word) == word), None)
    if cased is None or not word.isalpha():
        return []
    tone, shape = _marks(word.lower())
    found = []
    for syllable, (its_tone, its_shape) in _alike(_plain(word.lower())):
        if (its_tone == tone) == (its_shape == shape):
            continue
        missed = not tone if its_tone != tone else set(shape) < set(its_shape) or not _shaped(shape)
        capital = _MISSED if missed else _MISTAKEN
        chance = capital if cased is str.upper else _UNSEEN * (1 - confidence)
        found.append(Alternative(text[:start] + cased(syllable) + text[end:], chance))
    return found


@cache
def _syllables() -> dict[str, list[tuple[str, tuple[str, str]]]]:
    """The syllables in use and their marks, by what they are without any."""
    found = defaultdict(list)
    for row in data.rows("syllables"):
        syllable = row["syllable"]
        found[_plain(syllable)].append((syllable, _marks(syllable)))
    return found


def _alike(plain: str) -> list[tuple[str, tuple[str, str]]]:
    return _syllables().get(plain, [])


def _marks(word: str) -> tuple[str, str]:
    """The tone of a syllable, and the syllable without it."""
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(char for char in letters if char in _TONES)
    return tone, "".join(char for char in letters if char not in _TONES)


def _plain(word: str) -> str:
    """A word without any marks; đ is a letter of its own."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _shaped(shape: str) -> bool:
    return any(unicodedata.combining(char) for char in shape)
