"""Words that recognition has torn: a sign from the word that it closes, a year in two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from parsers.recognition.words import SeenWord

_CLOSING = frozenset(",;:.")
_YEAR, _DIGIT = re.compile(r"\(?(?:19|20)\d"), re.compile(r"\d[.,;:)]{0,2}")
_BLANK = frozenset({"ngày", "tháng", "năm", "số:"})
"""Dots after these are a blank to be filled in."""
_BESIDE = 0.6
"""Font sizes of white between the parts at most."""
_SURE = 0.7
"""Confidence of a sign at least: a speck is none."""


def untorn(words: Iterable[SeenWord], size: float) -> list[SeenWord]:
    """The words of a line, those in two parts as one.

    Args:
        words: from left to right.
        size: the size of their font, in the measure of their areas.
    """
    found: list[SeenWord] = []
    for word in words:
        before = found[-1] if found else None
        if before and word.area[0] - before.area[2] <= _BESIDE * size and _is_part(before, word):
            found[-1] = _one(before, word)
        else:
            found.append(word)
    return found


def _is_part(before: SeenWord, word: SeenWord) -> bool:
    if _YEAR.fullmatch(before.text):
        return _DIGIT.fullmatch(word.text) is not None
    closes = word.text in _CLOSING and word.confidence >= _SURE and before.text.lower() not in _BLANK
    return closes and (before.text[-1:].isalnum() or before.text[-1:] in ")”")


def _one(before: SeenWord, word: SeenWord) -> SeenWord:
    x0, y0, x1, y1 = before.area
    area = (x0, min(y0, word.area[1]), max(x1, word.area[2]), max(y1, word.area[3]))
    sure = min(before.confidence, word.confidence)
    return replace(before, text=before.text + word.text, area=area, confidence=sure, alternatives=())
