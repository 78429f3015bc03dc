"""Time as plans write it: "Tháng 01, 02", "Quý III, IV", "06 tháng cuối năm", "Trước ngày 15/6".

`scan` reads a phrase into units, each a day, month, quarter, half-year, year or span of years with the
parts that are printed. What is not printed (a day's month, a month's year) stays None; `dates` fills it
from the rest of the phrase and from the years of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

DASHES = str.maketrans("‐‑‒–—−", "------")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_YEAR = r"(?P<y>(?:19|20)\d{2})(?!\d)"
_OF_YEAR = r"(?:\s*(?:/|-|\.|,?\s*(?:của\s+)?năm\s*(?!học))\s*(?P<y>(?:19|20)\d{2})(?!\d))?"
_NUMBER = r"\d{1,2}(?!\d)"
_QUARTER = r"iv(?!\w)|i{1,3}(?!\w)|[1-4](?!\d)"


@dataclass(frozen=True)
class Unit:
    """A stretch of the calendar as far as it is printed, and where in the phrase it stands."""

    kind: str
    """`day`, `half` (of a month), `month`, `quarter`, `months` (first or last N), `year` or `years`."""
    begin: int
    end: int
    year: int | None = None
    number: int | None = None
    """The month, quarter, or how many months (negative: the last ones of the year)."""
    day: int | None = None
    """The day, or the first day of half a month."""
    last: int | None = None
    """The last year of a span of years."""
    school: bool = False
    """The span is a school year."""


_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("hour", r"\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2}(?:\s*phút)?)?(?!\w)"),
        ("dmy", rf"(?:ngày\s*)?(?P<d>{_NUMBER})\s*(?P<s>[/.-])\s*(?P<m>{_NUMBER})\s*(?P=s)\s*{_YEAR}"),
        ("dmy", rf"(?:ngày|mùng|mồng)\s*(?P<d>{_NUMBER})\s*tháng\s*(?P<m>{_NUMBER}){_OF_YEAR}"),
        ("years", r"năm học\s*(?P<a>20\d{2}|19\d{2})\s*[-/]\s*(?P<b>(?:19|20)\d{2})(?!\d)"),
        (
            "years",
            r"(?:giai đoạn\s*)?(?:năm\s*)?(?P<a>(?:19|20)\d{2})\s*-\s*(?:năm\s*)?(?P<b>(?:19|20)\d{2})(?!\d)",
        ),
        ("half", rf"nửa\s*(?P<h>đầu|cuối)\s*tháng\s*(?P<m>{_NUMBER}){_OF_YEAR}"),
        (
            "first",
            rf"(?:(?P<n>{_NUMBER})|sáu|nửa)\s*(?:tháng\s*)?đầu(?:\s*(?:của\s+)?năm(?!\s*học))?(?:\s*{_YEAR})?",
        ),
        (
            "last",
            rf"(?:(?P<n>{_NUMBER})|sáu|nửa)\s*(?:tháng\s*)?cuối(?:\s*(?:của\s+)?năm(?!\s*học))?(?:\s*{_YEAR})?",
        ),
        ("month", rf"(?:tháng|(?<!\w)t\.?)\s*(?P<m>{_NUMBER})(?!\s*tháng){_OF_YEAR}"),
        ("quarter", rf"quý\s*(?P<q>{_QUARTER}){_OF_YEAR}"),
        ("day", rf"(?:ngày|mùng|mồng)\s*(?P<d>{_NUMBER})\s*[/.]\s*(?P<m>{_NUMBER})(?![/.]\d)"),
        ("day", rf"(?P<d>{_NUMBER})\s*/\s*(?P<m>{_NUMBER})(?!\s*/)"),
        ("day", rf"(?P<d>{_NUMBER})(?=\s*-\s*{_NUMBER}\s*/\s*{_NUMBER})"),
        ("month", rf"(?P<m>{_NUMBER})\s*/\s*{_YEAR}"),
        ("day", rf"(?:ngày|mùng|mồng)\s*(?P<d>{_NUMBER})"),
        ("year", rf"(?:năm\s*)?(?<![\d/]){_YEAR}"),
    )
)
_BETWEEN = re.compile(r"\s*(?:,|;|&|-|và(?!\w)|hoặc(?!\w)|(?:đến|tới)(?:\s*hết)?(?!\w))\s*")
_GOES_ON = re.compile(r"(?=\s*(?:$|[,;/&.)-]|và\b|đến\b|tới\b|hoặc\b|năm\b|hằng\b|hàng\b|tháng\b))")
_BARE = {
    "day": re.compile(rf"(?P<d>{_NUMBER})(?!\s*[/.]\s*\d)(?:\s*tháng\s*(?P<m>{_NUMBER}){_OF_YEAR})?"),
    "month": re.compile(rf"(?P<m>{_NUMBER}){_OF_YEAR}"),
    "quarter": re.compile(rf"(?P<q>{_QUARTER}){_OF_YEAR}"),
}
_FROM_DAY = re.compile(rf"(?<=từ )(?P<d>{_NUMBER})(?=\s*(?:đến|tới|-))")
_NEXT = re.compile(r"\w+|\W")


def fold(text: str) -> str:
    """The phrase in lower case with plain dashes and spaces, of the same length as the text."""
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return re.sub(r"\s", " ", lowered.translate(DASHES)).replace("hàng ", "hằng ")


def scan(phrase: str) -> list[Unit]:
    """The units of time in a folded phrase, in order."""
    return list(_units(phrase))


def _units(phrase: str) -> Iterator[Unit]:
    position, last = 0, None
    while position < len(phrase):
        unit = _listed(phrase, position, last) or _at(phrase, position)
        if unit is None:
            step = _NEXT.match(phrase, position)
            position = step.end() if step else position + 1
            continue
        position = unit.end
        if unit.kind != "hour":
            last = unit
            yield unit


def _at(phrase: str, position: int) -> Unit | None:
    """The unit that begins at a position."""
    for form, pattern in (*_FORMS, ("day", _FROM_DAY)):
        match = pattern.match(phrase, position)
        if match:
            return _unit(form, match)
    return None


def _listed(phrase: str, position: int, last: Unit | None) -> Unit | None:
    """A bare number that goes on a list: the 02 of "Tháng 01, 02", the IV of "Quý III, IV"."""
    if last is None or position != last.end or last.kind not in _BARE:
        return None
    between = _BETWEEN.match(phrase, position)
    if not between or _at(phrase, between.end()):
        return None
    match = _BARE[last.kind].match(phrase, between.end())
    return _unit(last.kind, match) if match and _GOES_ON.match(phrase, match.end()) else None


def _unit(form: str, match: re.Match[str]) -> Unit:
    found = {key: value for key, value in match.groupdict().items() if value is not None}
    year = int(found["y"]) if "y" in found else None
    unit = Unit(form, match.start(), match.end(), year)
    if form in ("day", "dmy"):
        month = int(found["m"]) if "m" in found else None
        return replace(unit, kind="day", day=int(found["d"]), number=month)
    if form == "half":
        return replace(unit, number=int(found["m"]), day=1 if found["h"] == "đầu" else 16)
    if form == "month":
        return replace(unit, number=int(found["m"]))
    if form == "quarter":
        quarter = found["q"]
        return replace(unit, number=ROMAN.get(quarter) or int(quarter))
    if form in ("first", "last"):
        count = int(found.get("n", 6))
        return replace(unit, kind="months", number=count if form == "first" else -count)
    if form == "years":
        school = match.group().startswith("năm học")
        return replace(unit, year=int(found["a"]), last=int(found["b"]), school=school)
    return unit
