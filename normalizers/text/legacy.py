"""The encodings of Vietnamese before Unicode: their letters as the characters that stand for them.

Where a program took such a text for Windows-1252 or Latin-1, each byte became a character; these
functions go from such characters to Vietnamese letters, and back to make examples.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, NamedTuple, get_args

from data import rows
from normalizers.text.syllables import is_known

Encoding = Literal["tcvn3", "vni", "vps", "viscii", "windows-1258"]
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Tone before the mark of the letter, as some keyboards write; canonical order does not mend it.
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])(\u0323?)([\u0302\u0306])")
# Words and what clings to them.
_RUN = re.compile(r"[^\x00\x07-\x0f -@\[-`{-\x7f\xa0]+")
_PUNCTUATION = "“”‘’–—…•"
_PUNCTUATION_CONTROLS = {sign.encode("cp1252")[0]: sign for sign in _PUNCTUATION}
_MARK = "[\u0300-\u0303\u0306\u0309\u031b\u0323\u0340\u0341]"
_PIECES = re.compile(f"[AEIOUYaeiouyÀ-ỹ]{_MARK}{{1,4}}(?!{_MARK})")


class _Table(NamedTuple):
    letters: dict[str, str]
    """Vietnamese letters by the characters that stand for them."""
    signs: dict[str, str]
    """The characters that stand for a letter."""
    pattern: re.Pattern[str]


def byte_character(byte: int) -> str:
    """The character that a byte is taken for in Windows-1252; five bytes are none there and stay controls."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _character_bytes() -> dict[int, str]:
    """The Latin-1 character of the byte that a character of Windows-1252 stands for."""
    return {ord(byte_character(byte)): chr(byte) for byte in range(128, 256)}


@cache
def _table(encoding: Encoding) -> _Table:
    letters: dict[str, str] = {}
    for row in rows("legacy_encodings"):
        if row[encoding]:
            letters[bytes.fromhex(row[encoding]).decode("latin-1")] = row["letter"]
    signs = {letter: "".join(map(byte_character, sign.encode("latin-1"))) for sign, letter in letters.items()}
    for sign, letter in list(letters.items()):
        # A capital of a word may have the mark of small letters, or a small letter that of capitals.
        if len(sign) == 2:
            letters.setdefault(sign[0] + sign[1].swapcase(), letter)
    longest_first = sorted(letters, key=len, reverse=True)
    return _Table(letters, signs, re.compile("|".join(map(re.escape, longest_first))))


def from_legacy(text: str, encoding: Encoding) -> str:
    """Vietnamese letters for the characters of an encoding, other characters as they are; NFC.

    The characters may come from Windows-1252 or from Latin-1.
    """
    if encoding == "windows-1258":
        return compose("".join(map(_from_1258, text)))
    table = _table(encoding)
    if encoding in {"vps", "viscii"}:
        text = _RUN.sub(lambda match: _as_latin_1(match[0], table), text)
    return table.pattern.sub(lambda match: table.letters[match[0]], text)


def to_legacy(text: str, encoding: Encoding) -> str:
    """The text in an encoding, as a program shows it that takes it for Windows-1252.

    A letter that the encoding has not becomes its small letter where it has that (ABC fonts), or stays.
    """
    text = unicodedata.normalize("NFC", text)
    if encoding == "windows-1258":
        return "".join(map(_to_1258, text))
    signs = _table(encoding).signs
    return "".join(signs.get(char) or signs.get(char.lower(), char) for char in text)


def compose(text: str) -> str:
    """Vietnamese letters in one character each, whatever the order of their marks; other text unchanged.

    A letter under more marks than Vietnamese has stays, too: putting such piles in order takes the
    square of their height.
    """
    return _PIECES.sub(_composed, text)


def _composed(match: re.Match[str]) -> str:
    ordered = _TONE_FIRST.sub(r"\3\1\2", unicodedata.normalize("NFD", match[0]))
    return unicodedata.normalize("NFC", ordered)


def _as_latin_1(run: str, table: _Table) -> str:
    """Characters of Windows-1252 as those of their bytes, but for quotation marks and dashes.

    Those stand for capital letters, too: inside a word they do, at its end where that gives a syllable.
    """
    characters = _character_bytes()
    run = run.translate(_PUNCTUATION_CONTROLS)
    opening = len(run) - len(run.lstrip(_PUNCTUATION))
    closing = max(len(run.rstrip(_PUNCTUATION)), opening)
    for end in range(len(run), closing - 1, -1):
        word = run[opening:end].translate(characters)
        if end == closing or is_known(table.pattern.sub(lambda match: table.letters[match[0]], word)):
            return run[:opening] + word + run[end:]
    return run


@cache
def _from_1258(char: str) -> str:
    sign = _character_bytes().get(ord(char), char)
    return sign.encode("latin-1").decode("cp1258", "ignore") or char if "\x80" <= sign <= "\xff" else char


@cache
def _to_1258(char: str) -> str:
    try:
        return "".join(map(byte_character, char.encode("cp1258")))
    except UnicodeEncodeError:
        pass
    # The letter with its own mark is one character, the tone another.
    decomposed = unicodedata.normalize("NFD", char)
    tones = "".join(mark for mark in decomposed if mark in _TONES)
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    try:
        return "".join(map(byte_character, (base + tones).encode("cp1258")))
    except UnicodeEncodeError:
        return char
