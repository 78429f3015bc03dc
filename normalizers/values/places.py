"""Provinces, districts and communes: in which province a body is.

A paper of before 1 July 2025 is placed among the 63 provinces, a later one among the 34 that they were
merged into (Resolution 202/2025/QH15); Huế has its name since 1 January 2025 (Resolution 175/2024/QH15), and
Hà Tây was part of Hà Nội from August 2008 (Resolution 15/2008/NQ-QH12).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import chain

from data import rows
from normalizers.values.keys import key, skeleton

MERGED = "2025-07"
_HUE_CITY = "2025"
_HA_TAY_MERGED = "2008-08"
_PROVINCE_WORDS = r"tỉnh(?: uỷ)?|thành phố|t\.?p\.?|thành uỷ|thành đoàn|tỉnh đoàn"
_DISTRICT_WORDS = r"huyện(?: uỷ)?|quận(?: uỷ)?|thị xã|thành phố|t\.?p\.?|thị uỷ|thành uỷ|huyện đoàn|tx\.?"
_COMMUNE_WORDS = r"xã|phường|thị trấn|đặc khu|p\.|tt\."
_COMMUNE_TYPES = {"x": "xã", "p": "phường", "t": "thị trấn", "k": "đặc khu"}
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
def _communes(column: str) -> dict[tuple[str, str], frozenset[str]]:
    """The provinces that hold a commune, by its type ("xã") and its name's key; "" for any type."""
    codes = _provinces()[2]
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows("communes"):
        name = key(row["name"])
        for place in row[column].split():
            for kind in (_COMMUNE_TYPES[place[-1]], ""):
                found.setdefault((kind, name), set()).add(codes[place[:-1]])
    return {place: frozenset(held) for place, held in found.items()}


@cache
def _districts() -> dict[tuple[str, str], frozenset[str]]:
    """The provinces that hold a district, by its type ("huyện") and its name's key; "" for any type."""
    codes = _provinces()[2]
    found: dict[tuple[str, str], frozenset[str]] = {}
    for row in rows("districts"):
        held = frozenset(codes[c] for c in row["provinces"].split())
        for kind in (row["type"], ""):
            found[kind, key(row["name"])] = found.get((kind, key(row["name"])), frozenset()) | held
    return found


@cache
def _names() -> dict[str, str]:
    """The names of all provinces, districts and communes by their keys."""
    return {
        key(row["name"]): row["name"] for kind in ("communes", "districts", "provinces") for row in rows(kind)
    }


@cache
def _without_marks() -> dict[str, frozenset[str]]:
    """The names of places by what is left of them without marks."""
    found: dict[str, set[str]] = {}
    for name in _names().values():
        found.setdefault(skeleton(name), set()).add(name)
    return {bare: frozenset(names) for bare, names in found.items()}


def known_as(name: str) -> str | None:
    """How a province, district or commune of a name is spelled, or None where there is none."""
    return _names().get(key(_flat(name)))


def without_marks(name: str) -> frozenset[str]:
    """The places whose names are this one but for the marks on its letters."""
    return _without_marks().get(skeleton(name), frozenset())


def is_place(folded: str, words: int = 2) -> bool:
    """Whether a folded text of so many words is the name of a province or district."""
    known = folded in _provinces()[0] or ("", folded) in _districts()
    return known and folded.count(" ") + 1 == words


def district_type(name: str) -> str | None:
    """The type of the district of a name ("huyện", "thị xã"), or None where there is none or a choice."""
    kinds = {kind for kind, district in _districts() if kind and district == key(name)}
    return kinds.pop() if len(kinds) == 1 else None


def province_name(name: str, issued: str | None = None) -> str | None:
    """The canonical name of a province from a spelling of it, as it was called at a date (ISO)."""
    spellings, merged, _ = _provinces()
    found = spellings.get(re.sub(r"\s*-\s*", " - ", key(" ".join(name.split()))))
    if found is None:
        return None
    if issued and issued >= MERGED:
        return merged[found]
    if found == "Hà Tây" and issued and issued >= _HA_TAY_MERGED:
        return "Hà Nội"
    if found == "Huế" and issued and issued < _HUE_CITY:
        return "Thừa Thiên Huế"
    return "Huế" if found == "Thừa Thiên Huế" and issued and issued >= _HUE_CITY else found


def typed(province: str) -> str:
    """A province's name with its type: "tỉnh Sơn La", "Thành phố Hà Nội"."""
    cities = {row["name"] for row in rows("provinces") if row["city"] == "1"}
    return f"Thành phố {province}" if province in cities else f"tỉnh {province}"


def province_of(text: str, issued: str | None = None) -> str | None:
    """The province that the name of a body or a place line points to, or None where it leaves a choice.

    `issued` (ISO) says which map holds. "Bệnh viện Đa khoa tỉnh Kon Tum" -> "Kon Tum".
    """
    return province_by([text], [text], issued)


def province_by(typed: Iterable[str], texts: Iterable[str], issued: str | None = None) -> str | None:
    """The province that several pieces of evidence point to.

    Places with their type ("huyện Mường La") in the `typed` texts come first, then all in `texts`, in
    order. A name that several provinces have leaves candidates; the next pieces choose among them.
    """
    candidates: frozenset[str] = frozenset()
    surest = (held for text in typed for _, held in _typed_places(text, issued))
    for held in chain(surest, *(_all_places(text, issued) for text in texts)):
        named = frozenset(filter(None, (province_name(p, issued) for p in held)))
        candidates = (candidates & named or candidates) if candidates else named
        if len(candidates) == 1:
            return next(iter(candidates))
    return None


def _all_places(text: str, issued: str | None) -> Iterator[frozenset[str]]:
    yield from (held for _, held in _typed_places(text, issued))
    yield from _bare_places(text, issued)


def _flat(text: str) -> str:
    return re.sub(r"\s*-\s*", " - ", " ".join(text.split()))


def _province(name: str) -> frozenset[str]:
    found = _provinces()[0].get(name)
    return frozenset({found}) if found else frozenset()


def _commune(kind: str, name: str, issued: str | None) -> frozenset[str]:
    found = _communes("since" if issued and issued >= MERGED else "before")
    kind = {"p.": "phường", "tt.": "thị trấn"}.get(kind, kind)
    return found.get((kind, name)) or found.get(("", name), frozenset())


def _typed_places(text: str, issued: str | None) -> Iterator[tuple[int, frozenset[str]]]:
    """Where each place printed with its type begins and the provinces it may be in, the highest first."""
    folded = key(_flat(text))
    for words, lookup in (
        (_PROVINCE_WORDS, lambda _, name: _province(name)),
        (_DISTRICT_WORDS, _district),
        (_COMMUNE_WORDS, lambda kind, name: _commune(kind, name, issued)),
    ):
        for match in re.finditer(rf"(?<!\w)({words})\s*(?=\w)", folded):
            held = _longest_name(folded, match.end(), partial(lookup, match.group(1)))
            if held:
                yield match.end(), held[1]


def _district(kind: str, name: str) -> frozenset[str]:
    found = _districts()
    return found.get((kind, name)) or found.get(("", name), frozenset())


def _bare_places(text: str, issued: str | None) -> Iterator[frozenset[str]]:
    """The provinces that each place printed without its type may be in; a commune only if it stands alone."""
    text = _flat(text)
    folded = key(text)
    typed = [begin for begin, _ in _typed_places(text, issued)]
    for lookup in (_province, partial(_district, "")):
        for match in re.finditer(r"(?<!\w)\w", text):
            begin = match.start()
            if not match.group().isupper() or begin in typed:
                continue
            found = _longest_name(folded, begin, lookup)
            if found and (found[1] != _ONLY_TYPED or len(text) == found[0] - begin):
                yield found[1]
    whole = _commune("", folded.strip(), issued)
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
