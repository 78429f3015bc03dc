"""Official capitals for names that a letterhead prints all in capitals (Decree 30/2020/NĐ-CP, annex II)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from data import rows
from normalizers.values import places
from normalizers.values.keys import key

_LONGEST = 10
_WORD = re.compile(r"[\w'’]+|[^\w\s]")
_TERRITORY = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$")


def is_shouted(text: str) -> bool:
    """Whether a text is all in capitals."""
    return text == text.upper() and text != text.lower()


def restore(name: str) -> str:
    """A name in capitals as it is officially written; words of no known phrase are proper names.

    "BỆNH VIỆN ĐA KHOA KHU VỰC NGỌC HỒI" -> "Bệnh viện Đa khoa khu vực Ngọc Hồi".
    """
    if not is_shouted(name):
        return name
    out = list(name)
    for word, official in _read(name):
        cased = official or _proper(word.group())
        out[word.start() : word.end()] = [
            char if model.isupper() else char.lower()
            for char, model in zip(word.group(), cased, strict=False)
        ]
    restored = "".join(out)
    return restored[:1].upper() + restored[1:]


def is_generic(name: str) -> bool:
    """Whether there is no proper name in a name: "Phòng Nội vụ", not "Bệnh viện Bạch Mai"."""
    return all(official for _, official in _read(name))


@cache
def _phrases() -> dict[str, list[str]]:
    phrases = (_WORD.findall(row["phrase"]) for row in rows("official_names"))
    return {" ".join(map(key, words)): words for words in phrases}


def _read(name: str) -> Iterator[tuple[re.Match[str], str | None]]:
    """The words of a name, each with its official form where it is part of a known phrase."""
    words = list(_WORD.finditer(name))
    folded = [key(word.group()) for word in words]
    at, begins_place = 0, False
    while at < len(words):
        if not folded[at][0].isalnum():
            yield words[at], words[at].group()
            at += 1
            continue
        sizes = range(min(_LONGEST, len(words) - at), 0, -1)
        size = next((n for n in sizes if " ".join(folded[at : at + n]) in _phrases()), 0)
        joined = " ".join(folded[at : at + size])
        named = next((n for n in (4, 3, 2) if places.is_place(" ".join(folded[at : at + n]), n)), 0)
        if named > size:
            yield from ((word, None) for word in words[at : at + named])
            at, begins_place = at + named, False
            continue
        # What follows "tỉnh" or "xã" begins a place's name, whatever else the word means.
        if not size or (begins_place and size == 1 and not _TERRITORY.match(joined)):
            yield words[at], None
            at, begins_place = at + 1, False
            continue
        yield from zip(words[at : at + size], _phrases()[joined], strict=True)
        at, begins_place = at + size, bool(_TERRITORY.search(joined))


def _proper(word: str) -> str:
    """A proper name's word; Roman numerals and codes without a vowel keep their capitals."""
    if re.fullmatch(r"[IVX]+", word) or not re.search(r"[aeiouyăâêôơư]", _unmarked(word)):
        return word
    return word.capitalize()


def _unmarked(word: str) -> str:
    from unidecode import unidecode

    return unidecode(word).lower()
