"""Dates and stretches of time, from the words of a plan to ISO 8601.

A date is given only as precisely as it is printed, and no day is made up: an impossible day gives the
month, an impossible month the year. How official papers write dates follows Decree 30/2020/NĐ-CP,
annex I (day and month below 10 and 3 with a leading 0, which many papers forget).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from data import rows
from normalizers.values.timewords import Unit, fold, scan
from parsers.plan import Period

_GAP = r"[\s.…_·]*"
_DIGITS = r"\d(?:\s?\d)?(?!\d)"
_YEAR = r"[12]\s?\d\s?\d\s?\d(?!\d)"
_DATE = re.compile(
    rf"""
    (?<![\w/])(?:
      ng[àa]y{_GAP}(?:(?P<d1>{_DIGITS}){_GAP})?th[áa]ng{_GAP}(?:(?P<m1>{_DIGITS}){_GAP})?
          [,/-]?\s*(?:n[ăãâa]m)?\s*(?P<y1>{_YEAR})
    | (?P<d2>\d{{1,2}})\s*(?P<s>[/.-])\s*(?P<m2>\d{{1,2}})\s*(?P=s)\s*(?P<y2>\d{{4}})(?!\d)
    | (?:\d{{1,2}}|(?<![.…_])[.…_]++)\s*/\s*(?:(?P<m6>\d{{1,2}})|[.…_]++)\s*/\s*(?P<y6>\d{{4}})(?!\d)
    | ng[àa]y{_GAP}/\s*(?P<m3>\d{{1,2}})\s*/\s*(?P<y3>\d{{4}})(?!\d)
    | th[áa]ng\s*(?P<m4>{_DIGITS})\s*[,/-]?\s*(?:n[ăãâa]m)?\s*(?P<y4>{_YEAR})
    | (?:n[ăã]m|nam)\s+(?P<y5>\d{{4}})(?!\d)(?!\s*[-–]\s*\d{{4}})
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_dates(text: str) -> list[tuple[int, int, str]]:
    """The dates in a text as (start, end, ISO date), in order."""
    found = []
    for match in _DATE.finditer(text):
        parts = {key[0]: value for key, value in match.groupdict().items() if value}
        year, month, day = (_number(parts.get(key)) for key in "ymd")
        if year and 1800 <= year <= 2199:
            found.append((match.start(), match.end(), _iso(year, month, day)))
    return found


def parse_date(text: str) -> str | None:
    """The first date in a text, ISO 8601, only as precise as written."""
    return next((iso for _, _, iso in find_dates(text)), None)


def _number(digits: str | None) -> int | None:
    digits = re.sub(r"\D", "", digits or "")
    return int(digits) if digits else None


def _iso(year: int, month: int | None, day: int | None) -> str:
    if not month or not 1 <= month <= 12:
        return f"{year:04}"
    if not day or not 1 <= day <= monthrange(year, month)[1]:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}"


def parse_period(text: str, years: Sequence[int], school_year: bool = False) -> Period | None:
    """The time that a cell of a time column names, in a plan for the year(s) given.

    `years` is one year, or the first and last of a period or (`school_year`) of a school year, whose
    months 8 to 12 fall in the first and 1 to 7 in the second. A part that the phrase does not fix is
    null. None where the cell says nothing.
    """
    if not re.search(r"\w", text):
        return None
    phrase = fold(text)
    start, end = _bounds(phrase, years, school_year)
    limit = re.match(r"([^()]+)\(([^()]+)\)\s*$", phrase)
    if limit and _words("until").search(limit[2]):  # "Tháng 4 (xong trước ngày 28/4)"
        start, end = _bounds(limit[1], years, school_year)
        last = _bounds(limit[2], years, school_year)[1]
        end = last if last and start and last >= start else end
    return Period(text=text.strip(), start=start, end=end)


def find_period(title: str, years: Sequence[int], school_year: bool = False) -> Period | None:
    """The time phrase inside the title of a group of tasks, or None.

    A bare year or day in a longer title is what the work is about, not when it is done, so it counts only
    after a word that says so ("trong năm 2024", "trước ngày 15/6").
    """
    phrase = fold(title)
    span = _span(phrase)
    return parse_period(title[span[0] : span[1]], years, school_year) if span else None


@cache
def _choice(role: str) -> str:
    """A pattern for the words of the lexicon that play one role, longest first."""
    words = sorted((r["words"] for r in rows("time_words") if r["role"] == role), key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"


@cache
def _words(role: str) -> re.Pattern[str]:
    return re.compile(_choice(role))


def _span(phrase: str) -> tuple[int, int] | None:
    """Where the time phrase of a folded title begins and ends."""
    units = scan(phrase)
    always = _choice("always")
    for match in re.finditer(rf"{always}(?:\s*(?:,|và)\s*{always})*", phrase):
        unit = next((u for u in units if u.begin >= match.end()), None)
        joined = unit is not None and re.fullmatch(r"\s*(?:trong\s*)?", phrase[match.end() : unit.begin])
        end = unit.end if unit and joined else match.end()
        if match.start() == 0 or not phrase[end:].strip(" .:"):
            return match.start(), end
    return _around(phrase, units) if units else None


def _around(phrase: str, units: list[Unit]) -> tuple[int, int] | None:
    """The units of a title with the words that belong to them ("từ", "trước"), or None where they are
    what the work is about.
    """
    begin, end = units[0].begin, units[-1].end
    opener = re.search(rf"{_choice('opener')}\s*$", phrase[:begin])
    if units[0].kind in ("day", "year", "years"):
        alone = not re.search(r"\w", phrase[:begin] + phrase[end:])
        if not (opener or alone):
            return None
    elif opener and opener.group().strip() == "trong":
        opener = None
    return opener.start() if opener else begin, end


def _bounds(phrase: str, years: Sequence[int], school: bool) -> tuple[str | None, str | None]:
    """First and last day of a folded phrase."""
    units = scan(phrase)
    if _words("condition").match(phrase):
        units = [u for u in units if u.kind not in ("year", "years")]
        if not units:
            return None, None
    if _words("season").search(phrase) and all(u.kind == "year" and phrase[u.begin].isdigit() for u in units):
        return None, None
    if not units or _words("each-month").search(phrase):
        whole = _words("always").search(phrase) or _words("each-month").search(phrase)
        return _whole(years) if whole and not school else (None, None)
    spans = [_days(u, years, school) for u in _complete(units)]
    known = [s for s in spans if s]
    if len(known) < len(spans) or not known:
        return None, None
    start, end = min(s[0] for s in known), max(s[1] for s in known)
    before = phrase[: units[0].begin]
    if len(units) == 1 or not _words("from").search(before):
        if _words("until").search(before):
            strict = _words("before").search(before) and units[0].kind != "day"
            return None, _eve(start) if strict else end
        if len(units) == 1 and _words("from").search(before):
            return start, _year_end(phrase[units[0].end :], end)
    return start, end


def _year_end(after: str, day: str) -> str | None:
    """The end of "từ tháng 3 đến hết năm": the last day of that year."""
    return f"{day[:4]}-12-31" if _words("year-end").search(after) else None


def _eve(day: str) -> str:
    """The last day of the month before a month's first day."""
    year, month = int(day[:4]), int(day[5:7]) - 1
    return _last(year, month) if month else _last(year - 1, 12)


def _last(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def _whole(years: Sequence[int]) -> tuple[str | None, str | None]:
    return (f"{min(years):04}-01-01", f"{max(years):04}-12-31") if years else (None, None)


def _complete(units: list[Unit]) -> list[Unit]:
    """Give each unit the month and year printed at the next one: "ngày 01 đến ngày 15/9/2025"."""
    done: list[Unit] = []
    following: Unit | None = None
    for unit in reversed(units):
        if following and following.kind in ("day", "month", "quarter") and unit.kind == following.kind:
            number = unit.number if unit.number is not None else following.number
            year = unit.year if unit.year is not None else following.year
            if (
                year is not None
                and unit.year is None
                and _order(unit, number) > _order(following, following.number)
            ):
                year -= 1
            unit = replace(unit, number=number, year=year)  # noqa: PLW2901
        following = unit
        done.append(unit)
    return done[::-1]


def _order(unit: Unit, number: int | None) -> tuple[int, int]:
    return number or 0, unit.day or 0


def _days(unit: Unit, years: Sequence[int], school: bool) -> tuple[str, str] | None:
    """First and last day of a unit, or None where the phrase and the plan do not fix them."""
    if unit.kind == "years":
        return None if unit.school or unit.last is None else _pair(unit.year, 1, unit.last, 12)
    if unit.kind == "year":
        return _pair(unit.year, 1, unit.year, 12)
    first, last = _months(unit)
    if not 1 <= first <= last <= 12:
        return None
    year = unit.year or _year_of(first, years, school and unit.kind != "months")
    if year is None:
        return None
    if unit.kind == "half":
        return f"{year:04}-{first:02}-{unit.day:02}", _iso(year, first, 15) if unit.day == 1 else _last(
            year, first
        )
    if unit.kind != "day":
        return _pair(year, first, year, last)
    iso = _iso(year, first, unit.day)
    return (iso, iso) if len(iso) == 10 else None


def _months(unit: Unit) -> tuple[int, int]:
    number = unit.number or 0
    if unit.kind == "quarter":
        return number * 3 - 2, number * 3
    if unit.kind == "months":
        return (1, number) if number > 0 else (13 + number, 12)
    return number, number


def _year_of(month: int, years: Sequence[int], school: bool) -> int | None:
    if school and len(years) > 1:
        return min(years) if month >= 8 else max(years)
    return years[0] if years and min(years) == max(years) else None


def _pair(year: int | None, month: int, last_year: int | None, last_month: int) -> tuple[str, str] | None:
    if year is None or last_year is None or last_year < year:
        return None
    return f"{year:04}-{month:02}-01", _last(last_year, last_month)
