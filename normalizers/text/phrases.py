"""Slips inside set phrases of clean text: `chuyên đổi số` for `chuyển đổi số`.

A phrase of `data/lexicons/set_phrases.csv` has one reading, so where a text has its letters but one
syllable has other marks, the marks are wrong. Everything else in clean text stays as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import data
from normalizers.text.edits import Edit

REASON = "set-phrase"
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_EVERY = re.compile(r"(?<!\w)(?P<h>[Hh])[ãăắẵẳặ]ng(?= (?:năm|quý|tháng|tuần)\b)")
"""`Hằng năm`: with these marks it is no word that stands before a stretch of time; `hàng năm` is one, too."""
_SYLLABLE = re.compile(r"[^\W\d_]+")


@cache
def _bare() -> dict[int, str]:
    """Each Vietnamese letter, in either case and with any mark, to its base letter."""
    table: dict[int, str] = {}
    for letter in _LETTERS:
        for tone in _TONES:
            marked = unicodedata.normalize("NFC", letter + tone)
            if len(marked) == 1:
                base = "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
                table |= {ord(marked): base, ord(marked.upper()): base}
    return table | {ord(dash): "-" for dash in "–—‑"}


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """The phrases without marks, and as they are written, in small letters."""
    return tuple(
        (row["phrase"].lower().translate(_bare()), row["phrase"].lower()) for row in data.rows("set_phrases")
    )


def slips(text: str) -> Iterator[Edit]:
    """The edits that mend set phrases in a clean text, in order."""
    bare = text.translate(_bare())
    found = [edit for letters, phrase in _phrases() for edit in _mend(text, bare, letters, phrase)]
    found += [
        Edit(match.start(), match.end(), match[0], f"{match['h']}ằng", REASON)
        for match in _EVERY.finditer(text)
    ]
    end = 0
    for edit in sorted(found):
        if edit.start >= end:
            yield edit
            end = edit.end


def _mend(text: str, bare: str, letters: str, phrase: str) -> Iterator[Edit]:
    start = bare.find(letters)
    while start >= 0:
        end = start + len(letters)
        if not (bare[start - 1 : start].isalnum() or bare[end : end + 1].isalnum()):
            wrong = [
                (match.start(), syllable)
                for match in _SYLLABLE.finditer(phrase)
                if not _same(text[start + match.start() : start + match.end()], syllable := match.group())
            ]
            at, syllable = wrong[0] if len(wrong) == 1 else (len(phrase), "")
            # The last syllable may begin another word: "chuyển đổi sở hữu".
            if at + len(syllable) < len(phrase):
                before = text[start + at : start + at + len(syllable)]
                after = "".join(
                    c.upper() if old.isupper() else c for c, old in zip(syllable, before, strict=True)
                )
                yield Edit(start + at, start + at + len(syllable), before, after, REASON)
        start = bare.find(letters, end)


def _same(printed: str, syllable: str) -> bool:
    """Whether a syllable is the one of the phrase, wherever its tone mark stands (hòa, hoà)."""
    return printed.lower() == syllable or sorted(unicodedata.normalize("NFD", printed.lower())) == sorted(
        unicodedata.normalize("NFD", syllable)
    )
