"""Markers of numbered parts at the start of a line, with every way they can be read.

Recognisers misread markers (`I1.` for II., `l.` for 1. or I.), so a marker has several readings,
each with a cost; `parsers.structure.outline` chooses with the whole outline in view. The numbering
schemes are those of Decree 30/2020/NĐ-CP, annex I, and the ones seen beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log

from parsers.structure.flow import is_capitals, skeleton


class Kind(StrEnum):
    """Kinds of numbering, in the order in which they usually nest."""

    PART = "part"
    CHAPTER = "chapter"
    DIVISION = "division"
    LETTER = "letter"
    ROMAN = "roman"
    ARTICLE = "article"
    DECIMAL = "decimal"
    ITEM = "item"
    SMALL_ROMAN = "small-roman"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a marker: `number` is (3, 1) for 3.1; `style` is the sign that closes it."""

    kind: Kind
    number: tuple[int, ...]
    marker: str
    style: str = "."
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin a section: the marker as printed, the text after it, its readings."""

    label: str
    rest: str
    readings: tuple[Reading, ...]
    text_cost: float
    """What it costs to take the line for running text."""


_SPOKEN = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
ORDINALS = [skeleton(word) for word in _SPOKEN]
_AS_SPOKEN = frozenset(_SPOKEN) | {"bẩy", "nhứt"}
ITEMS = "abcdđefghijklmnopqrstuvwxyz"
"""The letters of lists. Some lists leave out đ, some the letters foreign to Vietnamese (f, j, w, z)."""

_NAMED = re.compile(
    r"(?P<label>(?P<word>phần|chương|mục|điều)\s+(?P<what>th[uúưứừửữự]\s+\w+|[IVXLC]+\b|\d{1,3}\b|[A-Z]\b))"
    r"(?P<sign>\s*[.:)/–-])?(?=\s|$)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MONTH = re.compile(
    r"(?P<label>tháng\s+(?P<what>\d{1,2})(?P<more>(?:\s*[,+&-]\s*\d{1,2})*(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?))"
    r"\s*(?P<sign>[.:])\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SHORT = re.compile(
    r"(?P<open>\(?)(?P<what>\d{1,3}(?:\s?\.\s?[\dlI|]{1,2}){0,4}|[IVXLHÍÌilv1|!]{1,6}|[a-zđ]|[A-ZĐ])"
    r"(?P<sign>\s?,?[.)/:]+|\s?[-–](?=\s|[A-ZĐ]{2}))(?P<rest>\s+.*|[^\W\d_].*|)$",
    re.DOTALL,
)
_MIXED = re.compile(
    r"(?P<head>[IVX]{1,5}|[A-H]|\d{1,2}(?=\.[a-hđk]))\.(?P<what>\d{1,2}|[a-hđk])(?P<sign>[.):]|(?=\s))(?P<rest>\s+\S.*)",
    re.DOTALL,
)
_CODE_AFTER = re.compile(r"[A-ZĐ]+[-/]")
"""`12/KH-UBND` is a code."""
_BARE_ROMAN = re.compile(r"(?P<what>[IVX]{1,5})\s+(?P<rest>\S.*)", re.DOTALL)
_COMPOUND_BARE = re.compile(r"(?P<what>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?P<rest>[^\W\d_].*)", re.DOTALL)

_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]
_ROMAN_VALUES = {roman: value for value, roman in enumerate(_ROMANS, 1)}
_ROMAN_LOOKALIKES = str.maketrans(
    {"l": "I", "1": "I", "|": "I", "!": "I", "i": "I", "L": "I", "Í": "I", "Ì": "I", "v": "V", "H": "II"}
)
_WORN = re.compile(
    r"(?P<what>[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-H])(?P<sign>[,;'’]?)\s+(?P<rest>[^\W\d_].*)", re.DOTALL
)
"""A marker whose full stop is worn."""
_SPELLED_OUT = {skeleton(word): word for word in ("Phần", "Chương", "Mục", "Điều")}
_LOST_SIGN, _MAYBE_TEXT = 1.0, 2.0
"""Together less than a marker that does not follow the last one costs: such a line is running text."""
_LOST_STROKE = 1.0
"""Less than a number printed twice or left out costs in `parsers.structure.outline`."""
_UNLIKELY = 0.5
"""Cost of a reading by how many times, as a logarithm, the other is likelier: more than that of a number left
out where the other is sure."""
_STROKE_FOR_FIGURE, _FIGURE_FOR_STROKE = 1.2, 2.1
"""Less than II without I before it costs, and more than two numerals that have lost a stroke."""
_DIGIT_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "|": "1", "!": "1", "i": "1"})


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral up to XV, or None."""
    return _ROMAN_VALUES.get(text)


def roman(value: int) -> str:
    """The Roman numeral of a value from 1 to 15."""
    return _ROMANS[value - 1]


def read(text: str) -> Candidate | None:
    """The marker that `text` begins with, or None where it begins with none."""
    return _named(text) or _month(text) or _mixed(text) or _short(text) or _bare(text)


def read_worn(text: str) -> Candidate | None:
    """The marker of a recognised line, also where its full stop was lost or taken for another sign."""
    candidate = read(text) or _mismarked(text)
    match = None if candidate else _WORN.fullmatch(text)
    clear = match and match["rest"][0].isupper() and read(f"{match['what']}. {match['rest']}")
    if not (match and clear):
        return candidate
    readings = tuple(replace(reading, cost=reading.cost + _LOST_SIGN) for reading in clear.readings)
    label = f"{match['what']}{match['sign']}"
    return replace(clear, label=label, readings=readings, text_cost=min(clear.text_cost, _MAYBE_TEXT))


def _mismarked(text: str) -> Candidate | None:
    """The marker of a line that is a spelled out one and no more, but for the marks of its first word."""
    first, _, rest = text.partition(" ")
    word = _SPELLED_OUT.get(skeleton(first))
    candidate = _named(f"{word} {rest}") if word else None
    return candidate if candidate and not candidate.rest else None


def as_recognised(candidate: Candidate, others: Iterable[tuple[Candidate, float]] = ()) -> Candidate:
    """A marker read off a picture: a stroke of II and III may have been overlooked, and I be taken for 1.

    Args:
        candidate: the marker as read.
        others: what it may be instead, and how likely that is by how likely it is as read.
    """
    readings = [_as_stroke(reading, candidate.label) for reading in candidate.readings]
    longer = [
        replace(reading, number=(value,), marker=f"{reading.marker}I", cost=reading.cost + _LOST_STROKE)
        for reading in readings
        if reading.kind is Kind.ROMAN and reading.marker.endswith("I")
        if (value := roman_value(f"{reading.marker}I"))
    ]
    instead = [
        replace(reading, cost=reading.cost - _UNLIKELY * log(min(odds, 1.0)))
        for other, odds in others
        for reading in other.readings
    ]
    return replace(candidate, readings=(*readings, *longer, *instead))


def _as_stroke(reading: Reading, label: str) -> Reading:
    """A reading of a marker that begins with a stroke: that of 1 is like that of I, not the other way."""
    if reading.kind is Kind.ROMAN and label[:1] == "1":
        return replace(reading, cost=min(reading.cost, _STROKE_FOR_FIGURE))
    if reading.kind is Kind.DECIMAL and label[:1] == "I":
        return replace(reading, cost=max(reading.cost, _FIGURE_FOR_STROKE))
    return reading


def _named(text: str) -> Candidate | None:
    match = _NAMED.match(text)
    if not match:
        return None
    word = match["word"].lower().replace("\u0307", "")  # İ, which an i matches, leaves its dot
    what, rest = " ".join(match["what"].split()), match["rest"].strip()
    spoken = skeleton(what).removeprefix("THU ")
    if spoken in ORDINALS:
        value = ORDINALS.index(spoken) + 1
        word_of = what.lower().split()[-1]
        shown = f"thứ {word_of if word_of in _AS_SPOKEN else _SPOKEN[value - 1]}"
    elif what.isdecimal():
        value, shown = int(what), what
    elif roman_value(what.upper()):
        value, shown = _ROMAN_VALUES[what.upper()], what.upper()
    elif len(what) == 1:
        value, shown = ord(what.upper()) - ord("A") + 1, what.upper()
    else:
        return None
    kind = {"phần": Kind.PART, "chương": Kind.CHAPTER, "mục": Kind.DIVISION, "điều": Kind.ARTICLE}[word]
    small = not text[0].isupper()  # as a worn capital may be read, where nothing else stands on the line
    if (small and (rest or kind is not Kind.PART)) or (rest and not match["sign"] and not rest[0].isupper()):
        return None
    reading = Reading(kind, (value,), f"{word.capitalize()} {shown}", "")
    text_cost = 5.0 if not small and (match["sign"] or not rest) else 2.0
    return Candidate((match["label"] + (match["sign"] or "")).strip(), rest, (reading,), text_cost)


def _month(text: str) -> Candidate | None:
    match = _MONTH.match(text)
    if not match or not text[0].isupper() or not 1 <= int(match["what"]) <= 12:
        return None
    marker = " ".join(match["label"].split())
    reading = Reading(Kind.MONTH, (int(match["what"]),), marker[0] + marker[1:].lower(), "")
    label = (match["label"] + match["sign"]).strip()
    return Candidate(label, match["rest"].strip(), (reading,), 2.0)


def _mixed(text: str) -> Candidate | None:
    """A marker of two kinds: `I.1.`, `II.2)`, `1.a)`."""
    match = _MIXED.match(text)
    if not match:
        return None
    what, rest = match["what"], match["rest"].strip()
    style = "1" if match["head"].isdecimal() else "I"
    if what.isdecimal():
        kind, number = Kind.DECIMAL, int(what)
    elif what in ITEMS:
        kind, number = Kind.ITEM, ITEMS.index(what) + 1
    else:
        return None
    reading = Reading(kind, (number,), f"{match['head']}.{what}", style)
    return Candidate(text[: match.end("sign")].strip(), rest, (reading,), _text_cost(reading, rest))


def _short(text: str) -> Candidate | None:
    match = _SHORT.match(text)
    if not match:
        return None
    what, rest = match["what"].replace(" ", ""), match["rest"].strip()
    style = "(" if match["open"] else match["sign"].strip(" ,")[0]
    if match["open"] and ")" not in match["sign"]:
        return None
    style = "." if style in ":-–" else style
    if style == "/" and _CODE_AFTER.match(match["rest"]):
        return None
    readings = [*_decimals(what, style), *_romans(what, style), *_letters(what, style)]
    if not readings:
        return None
    label = text[: match.end("sign")].strip()
    likeliest = min(readings, key=lambda reading: reading.cost)
    return Candidate(label, rest, tuple(readings), _text_cost(likeliest, rest))


def _bare(text: str) -> Candidate | None:
    """A marker whose full stop was lost: `II NHIỆM VỤ`, `3.1 Đối tượng`."""
    if (match := _BARE_ROMAN.match(text)) and is_capitals(match["rest"]) and roman_value(match["what"]):
        reading = Reading(Kind.ROMAN, (_ROMAN_VALUES[match["what"]],), match["what"], ".", 1.0)
    elif (match := _COMPOUND_BARE.match(text)) and match["rest"][0].isupper():
        number = tuple(map(int, match["what"].split(".")))
        reading = Reading(Kind.DECIMAL, number, match["what"], ".", 0.5)
    else:
        return None
    return Candidate(match["what"], match["rest"].strip(), (reading,), 2.5)


def _decimals(what: str, style: str) -> list[Reading]:
    clear = what.translate(_DIGIT_LOOKALIKES)
    parts = clear.split(".")
    if not all(part.isdecimal() and 0 < int(part) < 100 for part in parts):
        return []
    number = tuple(map(int, parts))
    cost = 0.0 if clear == what else 1.0 + 0.3 * len(what)
    return [Reading(Kind.DECIMAL, number, ".".join(map(str, number)), style, cost)]


def _romans(what: str, style: str) -> list[Reading]:
    clear = what.translate(_ROMAN_LOOKALIKES)
    value = roman_value(clear)
    if value is None:
        return []
    if what.islower() and style in ")(":
        return [Reading(Kind.SMALL_ROMAN, (value,), what, style, 0.1)]
    if style == "(":
        return []
    misread = sum(a not in "IVX" for a in what)
    # `1.` may be a misread I., but nearly always is 1.; `i)` is a letter.
    cost = 0.0 if not misread else (2.4 if what.isdecimal() and len(what) == 1 else 0.6 + 0.4 * misread)
    return [Reading(Kind.ROMAN, (value,), clear, style, cost + (0.4 if style == ")" else 0.0))]


def _letters(what: str, style: str) -> list[Reading]:
    if len(what) != 1 or not what.isalpha():
        return []
    if what.isupper():
        return [Reading(Kind.LETTER, (ord(what) - ord("A") + 1 if what != "Đ" else 4,), what, style, 0.2)]
    if what not in ITEMS:
        return []
    return [Reading(Kind.ITEM, (ITEMS.index(what) + 1,), what, style, 0.0 if style != "." else 0.3)]


def _text_cost(reading: Reading, rest: str) -> float:
    """How unlikely it is that a line with this marker and this text after it is running text."""
    if not rest:
        return 1.2
    capital = rest[0].isupper() or rest[0] in "“\"'(*"
    if reading.kind is Kind.ROMAN:
        return (5.5 if is_capitals(rest) else 3.5) - (0 if capital else 2.5)
    if reading.kind is Kind.LETTER:
        return 4.0 if is_capitals(rest) else (2.0 if capital else 0.3)
    if reading.kind is Kind.ITEM:
        return (2.8 if reading.style in ")(" else 2.0) - (0 if capital else 0.4)
    cost = 3.6 if len(reading.number) > 1 else 3.0
    return cost - (0 if capital else 2.2)
