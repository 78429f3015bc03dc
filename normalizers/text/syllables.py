"""How surprising a Vietnamese syllable is, in bits: the measure of how Vietnamese a text is."""

from __future__ import annotations

import unicodedata
from functools import cache

from data import rows

UNKNOWN = 30
"""The surprise of a word that is no Vietnamese syllable in use."""


@cache
def table() -> dict[str, int]:
    """The surprise of each lower-case syllable in use, in bits."""
    return {row["syllable"]: int(row["bits"]) for row in rows("syllables")}


def surprise(word: str) -> int:
    """Bits that a word takes where it is a Vietnamese syllable in use, `UNKNOWN` where it is none."""
    return table().get(word.lower(), UNKNOWN)


def is_known(word: str) -> bool:
    """Whether a word is a Vietnamese syllable in use."""
    return word.lower() in table()


def skeleton(word: str) -> str:
    """A word in lower case without its marks; other letters stay."""
    lower = word.lower().replace("đ", "d")
    if lower.isascii():
        return lower
    return "".join(char for char in unicodedata.normalize("NFD", lower) if not unicodedata.combining(char))


@cache
def skeletons() -> frozenset[str]:
    """The skeletons of the syllables in use."""
    return frozenset(map(skeleton, table()))
