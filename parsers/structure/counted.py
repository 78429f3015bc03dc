"""The numbers of table rows and groups that a recogniser took for other signs, by how they count up.

The strokes of 1, l and I are one in most print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from parsers.structure.markers import roman, roman_value

_STROKE = re.compile(r"[1lIi|!\[\]](?=[.)]?$)")
ONES = str.maketrans("lIi|!", "11111")
"""The figure 1 for strokes that a recogniser takes it for."""
_LONE_MARKER = re.compile(r"(?P<stroke>[1li|!\[])(?=[.)]\s+\S)")
_SECOND = re.compile(r"II(?:[.)]|$)")
_NUMBER = re.compile(r"(?P<zero>0?)(?P<value>\d{1,2})(?P<sign>[.)]?)")
_LIKE = frozenset({frozenset("14"), frozenset("17"), frozenset("38"), frozenset("56")})
"""Figures that are taken for one another."""
_DUSTY = re.compile(r"[-–'’|]\s?(\d{1,2}[.)]?)")
"""A number with a scrap of the rule before it."""
_NO_COUNT = -9
"""A number before none that is looked for."""
_FEWEST = 3
"""Numbers that are closed alike, for one to be misread that is not; cells of a row that has a number."""
_LONGEST = 4
"""Letters of what a number or a numeral is taken for."""


def recounted(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of a table with 1 before the first row, I before the first group, and none left out.

    Args:
        rows: as recognised, without the head.
    """
    found = [list(row) for row in rows]
    grouped = any(_SECOND.match(row[0] if row else "") for row in found)
    for at, row in enumerate(found):
        filled = [column for column, text in enumerate(row) if text]
        if not filled:
            continue
        if len(filled) >= _FEWEST and (dusty := _DUSTY.fullmatch(row[0])):
            row[0] = dusty[1]
        if len(row) > 2 and filled == [0, 1] and _STROKE.match(row[0]):
            follows = found[at + 1][0] if at + 1 < len(found) else ""
            if grouped or _STROKE.match(follows):
                row[0] = _STROKE.sub("I", row[0], count=1)
        elif len(filled) == 1:
            marker = _LONE_MARKER.match(row[filled[0]])
            if marker and (marker["stroke"] != "1" or grouped):
                row[filled[0]] = _LONE_MARKER.sub("I", row[filled[0]], count=1)
        elif filled[0] == 0 and _STROKE.match(row[0]) and not (grouped and _opens_group(found[at:])):
            row[0] = _STROKE.sub("1", row[0], count=1)
    if any(len(row) > 2 for row in found):
        _count_groups(found)
        _count_rows(found)
        _sign_alike(found)
    return found


def fill_numbers(rows: Sequence[list[str]], firsts: Collection[int], numbered: Sequence[bool]) -> None:
    """Give rows the number that was not read, by those of the rows above and below in their group.

    Args:
        rows: of a table; they are changed.
        firsts: the indices of those before which a group begins.
        numbered: of each, whether it is one of a number, with a cell of its own for it.
    """
    for at, (above, row) in enumerate(pairwise(rows), 1):
        number = _NUMBER.fullmatch(above[0])
        if row[0] or number is None or at in firsts or not numbered[at] or sum(map(bool, row)) < _FEWEST:
            continue
        own, skipped = (f"{number['zero']}{int(number['value']) + more}{number['sign']}" for more in (1, 2))
        if at + 1 == len(rows) or at + 1 in firsts or rows[at + 1][0] == skipped:
            row[0] = own


def _opens_group(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of the rows, of two columns, has the numeral that numbers from 1 follow."""
    return len(rows) > 1 and len(rows[0]) == 2 and rows[0][0][:1] == "I" and rows[1][0][:1] in "1li"


def _count_groups(rows: Sequence[list[str]]) -> None:
    """Give groups that stand before one rightly counted their numerals, whatever those were read as.

    Strokes are lost and doubled: II and III are no better known than what is no numeral.
    """
    heads = [row for row in rows if _is_group_like(row)]
    counted = [place for place, row in enumerate(heads, 1) if roman_value(_bare(row)) == place]
    for place, row in enumerate(heads[: max(counted, default=0)], 1):
        marker = _bare(row)
        if place not in counted and (roman_value(marker) is None or set(marker) == {"I"}):
            row[0] = roman(place)


def _count_rows(rows: Sequence[list[str]]) -> None:
    """Give a row between 1 and 3 its 2 where that was not read, or read otherwise."""
    last, opened = 0, True
    end: list[str] = [""]
    for row, after in pairwise([*(row for row in rows if any(row)), end]):
        if _is_group_like(row):
            opened = True
            continue
        follows, own = _NUMBER.fullmatch(after[0]), _NUMBER.fullmatch(row[0])
        wanted = int(follows["value"]) - 1 if follows else 0
        counts = wanted > 0 and (wanted == last + 1 or (wanted == 1 and opened))
        if own and last > 1 and not opened and (after is end or _is_group_like(after)):
            wanted, counts = last + 1, _is_like(str(last + 1), row[0])
            follows = own
        if follows and counts and _may_be(str(wanted), row[0]):
            row[0] = f"{follows['zero'] if wanted < 10 else ''}{wanted}{follows['sign']}"
            last = wanted
        else:
            last = int(own["value"]) if own else _NO_COUNT
        opened = False


def _sign_alike(rows: Sequence[list[str]]) -> None:
    """Close the number of a row as all others are closed, or leave it open: one sign by itself is dust."""
    numbered = [(row, number) for row in rows if row and (number := _NUMBER.fullmatch(row[0]))]
    signs = Counter(number["sign"] for _, number in numbered).most_common()
    if len(signs) != 2 or signs[1][1] != 1 or signs[0][1] < _FEWEST:
        return
    for row, number in numbered:
        if number["sign"] == signs[1][0]:
            row[0] = number["zero"] + number["value"] + signs[0][0]


def _may_be(number: str, text: str) -> bool:
    """Whether a number may have been read as a text: short, not itself, and no number that is unlike it."""
    if len(text) > _LONGEST or re.fullmatch(rf"0?{number}[.)]?", text):
        return False
    if _is_like(number, text):
        return True
    return number in text.translate(ONES) or not any(char.isdecimal() for char in text)


def _is_like(number: str, text: str) -> bool:
    """Whether a figure is printed like another."""
    return frozenset((number, text.rstrip(".)").removeprefix("0"))) in _LIKE


def _is_group_like(row: Sequence[str]) -> bool:
    """Whether a row has but a numeral, or what one was read as, and a title."""
    filled = [column for column, text in enumerate(row) if text]
    return filled == [0, 1] and len(row) > 2 and len(row[0]) <= _LONGEST and not row[0][:1].isdecimal()


def _bare(row: Sequence[str]) -> str:
    return row[0].strip(" .)/")
