"""Provinces, districts and communes: in which province a body is.

A paper of before 1 July 2025 is placed among the 63 provinces, a later one among the 34 that they were
merged into (Resolution 202/2025/QH15); Huế has its name since 1 January 2025 (Resolution 175/2024/QH15).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from data import rows
from normalizers.values.keys import key

MERGED = "2025-07"
_HUE_CITY = "2025"
_PROVINCE_WORDS = r"tỉnh(?: ủy| uỷ)?|thành phố|t\.?p\.?|thành ủy|thành uỷ|thành đoàn|tỉnh đoàn"
_DISTRICT_WORDS = r"huyện(?: ủy| uỷ)?|quận(?: ủy)?|thị xã|thành phố|t\.?p\.?|thị ủy|thành ủy|huyện đoàn|tx\.?"
_COMMUNE_WORDS = r"xã|phường|thị trấn|đặc khu|p\.|tt\."
# Names that stand in names of people, days and bodies far from the place.
_ONLY_TYPED = frozenset({"Hồ Chí Minh"})


@cache
def _provinces() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Canonical name by any spelling's key, the merged province by name, and name by code."""
    spellings: dict[str, str] = {}
    merged: dict[str, str] = {}
    codes: dict[str, str] = {}
    for row in rows("provinces"):
        name = row["name"]
        codes.setdefault(row["code"], name)
        merged[name] = row["since"]
        for spelling in (name, *filter(None, (row["aliases"] or "").split("|"))):
            spellings[re.sub(r"\s*-\s*", " - ", key(spelling))] = name
    return spellings, merged, codes


@cache
def _members(lexicon: str, column: str) -> dict[str, frozenset[str]]:
    """The provinces that hold a district or commune of a name, by the name's key."""
    codes = _provinces()[2]
    return {
        key(r["name"]): frozenset(codes[c] for c in r[column].split()) for r in rows(lexicon) if r[column]
    }


@cache
def _longest(lexicon: str, column: str) -> int:
    return max(name.count(" ") + 1 for name in _members(lexicon, column))


def province_name(name: str, issued: str | None = None) -> str | None:
    """The canonical name of a province from a spelling of it, as it was called at a date (ISO)."""
    spellings, merged, _ = _provinces()
    found = spellings.get(re.sub(r"\s*-\s*", " - ", key(" ".join(name.split()))))
    if found is None:
        return None
    if issued and issued >= MERGED:
        return merged[found]
    if found == "Huế" and issued and issued < _HUE_CITY:
        return "Thừa Thiên Huế"
    return "Huế" if found == "Thừa Thiên Huế" and issued and issued >= _HUE_CITY else found


def province_of(text: str, issued: str | None = None) -> str | None:
    """The province that the name of a body or a place line points to, or None where it leaves a choice.

    `issued` (ISO) says which map holds. "Bệnh viện Đa khoa tỉnh Kon Tum" -> "Kon Tum".
    """
    return province_by([text], issued)


def province_by(texts: Iterable[str], issued: str | None = None) -> str | None:
    """The province that several pieces of evidence point to, the surest first.

    A name that several provinces have leaves candidates; the next pieces choose among them.
    """
    candidates: frozenset[str] = frozenset()
    for text in texts:
        for found in _evidence(text, issued):
            named = frozenset(filter(None, (province_name(p, issued) for p in found)))
            candidates = (candidates & named or candidates) if candidates else named
            if len(candidates) == 1:
                return next(iter(candidates))
    return None


def _evidence(text: str, issued: str | None) -> Iterator[frozenset[str]]:
    """The provinces that each place in a text may be in: those with their type first, then bare ones."""
    text = re.sub(r"\s*-\s*", " - ", " ".join(text.split()))
    folded = key(text)
    column = "since" if issued and issued >= MERGED else "before"
    spellings = _provinces()[0]

    def province(name: str) -> frozenset[str]:
        return frozenset({spellings[name]}) if name in spellings else frozenset()

    def district(name: str) -> frozenset[str]:
        return _members("districts", "provinces").get(name, frozenset())

    def commune(name: str) -> frozenset[str]:
        return _members("communes", column).get(name, frozenset())

    spent: list[tuple[int, int]] = []
    for words, lookup in (
        (_PROVINCE_WORDS, province),
        (_DISTRICT_WORDS, district),
        (_COMMUNE_WORDS, commune),
    ):
        for match in re.finditer(rf"(?<!\w)(?:{words})\s*(?=\w)", folded):
            found = _longest_name(folded, match.end(), lookup)
            if found:
                spent.append((match.start(), found[0]))
                yield found[1]
    for lookup in (province, district):
        for match in re.finditer(r"(?<!\w)\w", text):
            begin = match.start()
            if not match.group().isupper() or any(a <= begin < b for a, b in spent):
                continue
            found = _longest_name(folded, begin, lookup)
            if found and (found[1] != _ONLY_TYPED or len(text) == found[0] - begin):
                yield found[1]
    whole = commune(folded.strip())
    if whole:
        yield whole


def _longest_name(
    folded: str, begin: int, lookup: Callable[[str], frozenset[str]]
) -> tuple[int, frozenset[str]] | None:
    """The end and the provinces of the longest name that begins at a position."""
    ends = [m.end() for _, m in zip(range(6), re.finditer(r"[\w'’-]+", folded[begin:]), strict=False)]
    for end in reversed(ends):
        found = lookup(folded[begin : begin + end])
        if found:
            return begin + end, found
    return None
