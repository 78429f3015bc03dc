"""Dates in the cells of a table of which a recogniser has lost the strokes between day, month and year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.structure.counted import ONES

_BETWEEN = r"(?:\s*/\s*|[ \t]+)"
_DATE = re.compile(
    rf"(?P<before>\bngày\s+)(?P<day>(?:\d|[lIi|])?\d){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def restroked(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of a table with strokes in the dates after `ngày` that have lost them.

    Args:
        rows: as recognised.
    """
    return [[_DATE.sub(_stroked, text) for text in row] for row in rows]


def _stroked(match: re.Match[str]) -> str:
    day, month = match["day"].translate(ONES), match["month"]
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return match[0]
    return f"{match['before']}{day}/{month}/{match['year']}"
