"""Dates and periods in the cells of a table that a recogniser has not read well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.structure.counted import ONES

_BETWEEN = r"(?:\s*/\s*|[ \t]+)"
_DATE = re.compile(
    rf"(?P<before>\bngày\s+)(?P<day>(?:\d|[lIi|])?\d){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_TORN = re.compile(r"(?<=\d/)(19|20)\s(\d\d)$")
_QUARTER = re.compile(r"\W{0,2}\s*Qu[yýỳỷỹ]\s?(?P<number>[IVl1|]{1,3})[.,\W]{0,2}")
_QUARTERS = ("I", "II", "III", "IV")
_YEAR = re.compile(r"^(N|(?:Trong|Cả|Hằng|Hàng) n)[aãàảạ]m(?=$|\s+(?:19|20)\d\d$)")
_MONTH = re.compile(r"(?<=^Tháng )(?:[lIi1|]{2}|[hH])$")
"""November alone is two strokes."""
_SCRAP = re.compile(r"\s?[-–]$")
_PERIOD = re.compile(
    r"(?:(?:Quý|Tháng|Trước ngày|Trước tháng) [\dIV].*|Năm \d{4}|(?:Trong|Cả) năm.*|H[àằ]ng \w+"
    r"|Thường xuyên.*)(?<![,;])",
    re.DOTALL,
)


def restroked(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of a table with dates and periods as they were printed.

    Strokes after `ngày` are lost, figures of a year stand apart, and the strokes of Roman numerals are
    taken for other signs.

    Args:
        rows: as recognised.
    """
    return [[_restroked(text) for text in row] for row in rows]


def without_dust(text: str) -> str:
    """A cell of recognised print without what a scrap of the rule after it was taken for."""
    if is_period(text):
        return text.rstrip(" .-–")
    return _SCRAP.sub("", text) if any(char.isalnum() for char in text) else ""


def is_period(text: str) -> bool:
    """Whether a cell says when, and no more."""
    return _PERIOD.fullmatch(text) is not None


def _restroked(text: str) -> str:
    if quarter := _QUARTER.fullmatch(text):
        number = quarter["number"].translate(str.maketrans("l1|", "III"))
        return f"Quý {number}" if number in _QUARTERS else text
    text = _MONTH.sub("11", _YEAR.sub(r"\1ăm", _TORN.sub(r"\1\2", text)))
    return _DATE.sub(_stroked, text)


def _stroked(match: re.Match[str]) -> str:
    day, month = match["day"].translate(ONES), match["month"]
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return match[0]
    return f"{match['before']}{day}/{month}/{match['year']}"
