"""Quarters of the year: in `Quý I`, the stroke of the numeral is that of a 1 or an l in most print.

Official papers count quarters in Roman numerals. One that prints another quarter in figures for sure
prints the first in figures, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.recognition.words import Alternative, SeenWord

_STROKES = re.compile(r"(?P<strokes>[1lIi|!\[\]]{1,3})(?P<five>[vV]?)(?P<sign>[.,;:]?)")
_FIGURE = re.compile(r"[234][.,;:]?")
_SURE = 0.97
"""Confidence from which a figure is one."""
_MENDED = 0.5
"""Confidence of a numeral that was read as another sign."""


def in_roman(lines: Sequence[Sequence[SeenWord]]) -> list[list[SeenWord]]:
    """The lines of a page with the numerals of quarters that were taken for figures or letters."""
    numbers = [after for line in lines for before, after in pairwise(line) if before.text.lower() == "quý"]
    found = [list(line) for line in lines]
    if any(_FIGURE.fullmatch(word.text) and word.confidence >= _SURE for word in numbers):
        return found
    for line in found:
        for at, (before, word) in enumerate(pairwise(line), 1):
            strokes = _STROKES.fullmatch(word.text)
            sure = _is_figure(word) and word.confidence >= _SURE
            if before.text.lower() == "quý" and strokes and not sure:
                line[at] = _read_as(
                    word, "I" * len(strokes["strokes"]) + strokes["five"].upper() + strokes["sign"]
                )
    return found


def _is_figure(word: SeenWord) -> bool:
    return word.text.rstrip(".,;:").isdecimal()


def _read_as(word: SeenWord, text: str) -> SeenWord:
    if text == word.text:
        return word
    others = tuple(each for each in word.alternatives if each.text != text)
    seen = Alternative(word.text, word.confidence)
    return replace(word, text=text, confidence=max(_MENDED, word.confidence), alternatives=(seen, *others))
