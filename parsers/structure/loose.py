"""Tables whose cells came one line after the other, without tabs or rules, put back into rows.

Plain text out of a PDF often gives a table this way: the titles of the columns, then each row's
number alone on a line, then the lines of its cells. Which line begins a new cell is decided for a
whole row at once, by what the columns hold and by how wide each was set: a line that had room for
the next word ended its cell (see `parsers.structure.measure`). Column widths are not printed, so
they are estimated from a first division of all rows and used in a second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import islice

from parsers.document import Cell
from parsers.structure import markers
from parsers.structure.flow import (
    TERMINAL,
    Flow,
    Item,
    begins,
    blurred,
    is_bullet,
    is_capitals,
    repaired_share,
    skeleton,
    words,
)
from parsers.structure.markers import Kind
from parsers.structure.measure import is_full, width
from parsers.structure.paragraphs import is_unfinished, joined
from parsers.structure.provenance import gathered
from parsers.structure.tables import is_ordinal_title

_LONGEST_HEAD, _LONGEST_ROW = 24, 60
"""Lines."""
_PERIOD = re.compile(r"(?:Tháng|Quý|Học kỳ|Đợt|Tuần)\s+(?:\d{1,2}|[IVX]+)(?:\s*(?:/|năm)\s*\d{4})?\s*:?")
"""A group's title that is a time."""
_FIGURE = re.compile(r"(?:trên|dưới|từ|đạt)?\s*\d[\d.,]*\s*%?", re.IGNORECASE)
_CHAIR = re.compile(r"(?:phó )?chủ tịch", re.IGNORECASE)
"""A post whose body is still to come."""
_TIME = re.compile(
    r"(?:(?:trước|sau|từ|đến|trong|xong|chậm nhất|đầu|giữa|cuối|khoảng|hoàn thành|định kỳ)\s+)*"
    r"(?:(?:ngày|tháng|tuần|quý|năm|thứ|học kỳ)\s*(?:\d|(?-i:[IVX]+\b)|học\b|$)|h[ằà]ng\s|thường xuyên"
    r"|cả năm|trong năm|\d{1,2}\s+tháng\s+(?:đầu|cuối)|khi\s|theo\s|\d{1,2}\s*[/-]\s*\d)",
    re.IGNORECASE,
)
"""How the cell of a time column begins."""


class _Holds(Enum):
    """What a column holds, by its title."""

    TEXT = auto()
    TIME = auto()
    BODY = auto()


@dataclass(slots=True)
class _Row:
    ordinal: Item
    lines: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """A table found in the flow: its head, its rows, and where it ends."""

    head: Item
    columns: list[str]
    rows: list[_Row]
    end: int
    repeated: list[Item]
    """The lines of its head where a new page prints it again."""


def rebuild(flow: Flow) -> list[Item]:
    """The flow's items, with every table that came cell by cell turned into rows."""
    items = flow.items
    result: list[Item] = []
    index, number = 0, -1
    while index < len(items):
        found = _find(flow, index) if _is_ordinal_head(items[index]) else None
        if found is None:
            result.append(items[index])
            index += 1
        else:
            if result and result[-1].cells is None and result[-1].text in ("Số", "SỐ"):
                found.head = replace(found.head, text=f"{result.pop().text} {found.head.text}")
            flow.drop("repeated-header", found.repeated)
            result += _rows(found, number)
            index, number = found.end, number - 1
    return result


def _is_ordinal_head(item: Item) -> bool:
    return item.cells is None and item.text[:1].isupper() and is_ordinal_title(item.text)


def _ordinal(item: Item) -> int | None:
    text = item.text.strip().rstrip(".")
    return int(text) if item.cells is None and text.isdecimal() and len(text) <= 3 else None


def _find(flow: Flow, start: int) -> _Found | None:
    items = flow.items
    first = start + 1
    while first < min(len(items), start + _LONGEST_HEAD) and not _opens_row(items, first, 1, 1):
        if items[first].cells is not None:
            return None
        first += 1
    if first >= len(items) or not _opens_row(items, first, 1, 1):
        return None
    columns = _titles([item.text for item in items[start + 1 : first]])
    if not columns:
        return None
    rows, end, repeated = _collect(flow, start, first, len(columns))
    if len(rows) < 2 or any(len(row.lines) > _LONGEST_ROW for row in rows):
        return None
    return _Found(items[start], columns, _with_groups(rows, columns, items[first - 1]), end, repeated)


def _collect(flow: Flow, start: int, first: int, columns: int) -> tuple[list[_Row], int, list[Item]]:
    """The rows of the table with its head at `start` and first row at `first`, its end, repeated heads."""
    items = flow.items
    rows: list[_Row] = []
    repeated: list[Item] = []
    index, expected, group = first, 1, 1
    while index < len(items):
        item = items[index]
        if _is_ordinal_head(item):
            if not _repeats(items, start, index, first - start):
                break
            repeated += items[index : index + first - start]
            index += first - start
            if rows and index < len(items) and not _opens_row(items, index, expected, group):
                rows.append(_Row(replace(items[index], text="", opens_page=True)))  # a row cut by the page
            continue
        full = bool(rows) and len(rows[-1].lines) >= columns
        if _opens_row(items, index, expected, group) or (full and _opens_late(items, index, expected)):
            rows.append(_Row(item))
            value = _ordinal(item)
            if value is not None:
                expected = value + 1
            else:
                group += 1
                expected = 1 if _numbered_anew(items, index) else expected
        elif _ends(flow, index, expected, columns):
            break
        else:
            rows[-1].lines.append(item)
        index += 1
    return rows, index, repeated


def _with_groups(rows: list[_Row], columns: list[str], above: Item) -> list[_Row]:
    """The rows with the titles of groups taken out of the cells that they were taken for.

    A group's title stands alone on the line before a row that is numbered from one again, or, where no
    column is for times, it is a time.
    """
    timed = any(_holds(title) is _Holds.TIME for title in columns)
    ordinals = [_ordinal(row.ordinal) for row in rows]
    opened = []
    for index in range(1, len(rows)):
        last = rows[index - 1].lines[-1:] if ordinals[index - 1] else []
        if last and (ordinals[index] == 1 or (not timed and _PERIOD.fullmatch(last[0].text))):
            opened.append(index)
    for index in reversed(opened):
        rows.insert(index, _Row(rows[index - 1].lines.pop()))
    timely = _PERIOD.fullmatch(above.text) is not None
    alone = len(columns) > 1 and columns[-1] == above.text
    if ordinals[0] == 1 and alone and (timely or (opened and not begins(above.text, "column-title"))):
        columns.pop()
        rows.insert(0, _Row(above))
    return rows


def _opens_row(items: list[Item], index: int, expected: int, group: int) -> bool:
    """Whether a line is the next row's number alone, or the next group's Roman numeral."""
    item = items[index]
    if item.cells is not None:
        return False
    if _ordinal(item) == expected:
        return True
    if markers.roman_value(item.text.strip(" .")) != group:
        return False
    numbers = [_ordinal(following) for following in items[index + 1 : index + 6]]
    return expected in numbers or 1 in numbers


def _repeats(items: list[Item], start: int, index: int, length: int) -> bool:
    """Whether the head of the table at `start` is printed again at `index`."""
    first, again = items[start : start + length], items[index : index + length]
    return [skeleton(item.text) for item in first] == [skeleton(item.text) for item in again]


def _opens_late(items: list[Item], index: int, expected: int) -> bool:
    """Whether a line is a row's number after one that was left out, or numbers rows from one again."""
    value = _ordinal(items[index])
    if value is None or not (expected < value <= expected + 2 or value == 1 < expected - 1):
        return False
    return all(_ordinal(later) != expected for later in items[index : index + _LONGEST_ROW]) or value == 1


def _numbered_anew(items: list[Item], index: int) -> bool:
    """Whether the rows of the group that opens at `index` are numbered from one."""
    return next((n for n in map(_ordinal, items[index + 1 : index + 6]) if n is not None), None) == 1


def _ends(flow: Flow, index: int, expected: int, columns: int) -> bool:
    """Whether the text of a line stands after the table."""
    item = flow.items[index]
    if item.cells is not None or any(
        begins(item.text, kind) for kind in ("recipients", "closing-sure", "annex")
    ):
        return True
    if columns >= 2 and flow.column and width(item.text) > 0.8 * flow.column:
        return True
    coming = [_ordinal(later) for later in flow.items[index + 1 : index + _LONGEST_ROW]]
    if item.text.startswith("(") and item.text[1:2].isupper() and expected not in coming:
        return True
    candidate = markers.read(item.text)
    if candidate is None or candidate.readings[0].kind in (Kind.ITEM, Kind.MONTH):
        return False
    if not candidate.rest and candidate.readings[0].kind in (Kind.DECIMAL, Kind.ROMAN, Kind.LETTER):
        return False
    return expected not in coming


def _titles(lines: Sequence[str]) -> list[str]:
    """The titles of the columns: a title begins with a capital, its second line does not."""
    titles: list[list[str]] = []
    for line in lines:
        opens = line[:1].isupper() and (begins(line, "column-title") or not is_capitals(line))
        if titles and (not opens or is_unfinished(titles[-1][-1], line)):
            titles[-1].append(line)
        else:
            titles.append([line])
    return _under_parent([joined(title) for title in titles])


def _under_parent(titles: list[str]) -> list[str]:
    """Titles of a head of two levels: the lower level came last, and goes under the one it divides."""
    lower = [title for title in titles if blurred("lower-title").fullmatch(skeleton(title).strip(" .:"))]
    upper = titles[: len(titles) - len(lower)]
    if len(lower) < 2 or titles[-len(lower) :] != lower:
        return titles
    about_time = "time-title" if not blurred("body-title").match(skeleton(lower[0])) else "body-title"
    for index, title in enumerate(upper):
        if blurred(about_time).match(skeleton(title)):
            return [*upper[:index], *(f"{title} - {child}" for child in lower), *upper[index + 1 :]]
    return titles


def _rows(found: _Found, number: int) -> list[Item]:
    """The head and rows of a found table as rows with cells."""
    holds = [_holds(title) for title in found.columns]
    texts = [[item.text for item in row.lines] for row in found.rows]
    groups = [_ordinal(row.ordinal) is None for row in found.rows]
    widths: list[int] | None = None
    divided: list[list[list[str]]] = []
    for _ in range(3):
        divided = [
            [lines] if group else _divide(lines, holds, widths)
            for lines, group in zip(texts, groups, strict=True)
        ]
        rows = [cells for cells, group in zip(divided, groups, strict=True) if not group]
        widths = [
            _usual_width([max(map(width, cells[c]), default=0) for cells in rows]) for c in range(len(holds))
        ]
    titles = [Cell(text=title) for title in (found.head.text, *found.columns)]
    result = [_row_item(found.head, titles, number)]
    for row, cells in zip(found.rows, divided, strict=True):
        item = replace(row.ordinal, repaired=repaired_share([row.ordinal, *row.lines]))
        lines = iter(row.lines)
        filled = [_cell(list(islice(lines, len(texts)))) for texts in cells]
        empty = [Cell(text="") for _ in range(len(holds) - len(cells))]
        result.append(_row_item(item, [_cell([row.ordinal]), *filled, *empty], number))
    return result


def _usual_width(widest: list[int]) -> int:
    """The width of a column, given the widest line of each row; one row far wider was divided wrongly."""
    first, second, *_ = [*sorted(widest, reverse=True), 0, 0]
    return second if second and first > 1.12 * second else first


def _row_item(item: Item, cells: list[Cell], number: int) -> Item:
    text = "\t".join(cell.text for cell in cells)
    return replace(item, text=text, bold=False, cells=cells, table=number)


def _cell(lines: list[Item]) -> Cell:
    """The lines of a cell as a cell: list items a line each, wrapped lines joined."""
    items: list[list[str]] = []
    for line in (item.text for item in lines):
        if items and not (is_bullet(line) and (is_bullet(items[0][0]) or items[-1][-1].endswith(TERMINAL))):
            items[-1].append(line)
        else:
            items.append([line])
    return gathered("\n".join(joined(item) for item in items), lines)


def _holds(title: str) -> _Holds:
    plain = skeleton(title)
    if blurred("time-title").search(plain):
        return _Holds.TIME
    return _Holds.BODY if blurred("body-title").search(plain) else _Holds.TEXT


def _divide(lines: list[str], holds: list[_Holds], widths: list[int] | None) -> list[list[str]]:
    """The likeliest division of a row's lines into one (perhaps empty) run of lines a column."""
    count = len(lines)
    # best[end] = (cost, ends of the columns so far), for the columns handled up to now
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for column, held in enumerate(holds):
        limit = widths[column] if widths else None
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, ends) in best.items():
            for end in range(begin, count + 1):
                total = cost + _cell_cost(lines, begin, end, held, limit, column == len(holds) - 1)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*ends, end))
        best = reached
    _, ends = best[count]
    return [lines[begin:end] for begin, end in zip((0, *ends), ends, strict=False)]


def _cell_cost(lines: list[str], begin: int, end: int, holds: _Holds, limit: int | None, last: bool) -> float:
    """How unlikely it is that lines `begin` to `end` are one cell of a column."""
    if begin == end:
        return 3.0 if begin == 0 else 0.9 if last else 1.3
    first = lines[begin]
    cost = _start_cost(lines, begin)
    time = _TIME.match(first) is not None
    if holds is _Holds.TIME:
        cost += -1.0 if time else 1.2
    elif time and begin > 0:
        cost += 1.5
    if holds is _Holds.BODY:
        goes_on = first[:1].islower() and not first.startswith("các ")
        cost += 1.0 if goes_on else -0.5 if words("body").match(first) else 0.0
    for before, after in zip(lines[begin : end - 1], lines[begin + 1 : end], strict=True):
        cost += _join_cost(before, after, limit)
    if limit is not None:
        cost += sum(2.0 for line in lines[begin:end] if width(line) > 1.02 * limit)
    return cost


def _start_cost(lines: list[str], begin: int) -> float:
    """The cost of a new cell at a line, by how the line before it ends and how it begins."""
    if begin == 0:
        return 0.0
    before, first = lines[begin - 1], lines[begin]
    cost = 1.5 if first[:1].islower() else 0.0
    if is_unfinished(before, first) or (_CHAIR.fullmatch(before) and words("committee").match(first)):
        cost += 1.5
    elif is_bullet(first) and not before.endswith(TERMINAL):
        cost += 1.2
    elif before.endswith(";") and not is_bullet(first):
        cost += 1.0
    return cost


def _join_cost(before: str, after: str, limit: int | None) -> float:
    """The cost of two lines standing in one cell."""
    bullet = is_bullet(after) and before.endswith(TERMINAL)
    if limit is not None and not bullet and not is_full(before, after, limit):
        return 1.2 if after[:1].islower() or before.endswith((";", ",")) else 2.4
    if _FIGURE.fullmatch(before) and _FIGURE.fullmatch(after):
        return 3.0
    if after[:1].islower() or bullet:
        return 0.2
    return 0.4 if before.endswith((";", ",", "-")) else 0.9
