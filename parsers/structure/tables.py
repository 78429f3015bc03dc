"""Table rows into tables: stitched over page breaks, with heads, groups and list cells understood.

The rules are those of the record contract (docs/record.md, table).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parsers.document import Cell, Dropped
from parsers.plan import Group, PlanWarning, Table, WarningCode
from parsers.structure import geometry
from parsers.structure.counted import fill_numbers, recounted
from parsers.structure.dated import is_period, restroked, without_dust
from parsers.structure.flow import TERMINAL, Flow, Item, begins, blurred, is_bullet, is_capitals, skeleton
from parsers.structure.listed import semicolons
from parsers.structure.markers import roman_value
from parsers.structure.provenance import cell_place, known, place

_LISTED = re.compile(r"[-–+]\s")
_FUZZY_LENGTH, _SAME = 6, 88
"""Letters that a title must have to be told though misread, and how alike (0 to 100) two must be."""
_FEWEST_TITLES = 3
_LONGEST_GROUP = 160
"""Characters."""
_COLUMN_NUMBER = re.compile(r"\d{1,2}(?:\s*=\s*[\d+\-*/x ]+)?|[A-Z]")
_LIST_ITEM = re.compile(r"(?<=[;.:])\s+(?=[-–+]\s+\S)|(?<=[;:])\s*(?=[-–+]\s+[^\W\d_])")
_GROUP_MARKER = re.compile(r"(?P<marker>[IVX]{1,5}|[A-ZĐ])\s*(?P<sign>[.)/:-]?)\s+(?P<title>\S.*)", re.DOTALL)
_CAPTION = re.compile(
    r"(?:bảng|biểu)\s*(?:số\s*)?[\d.]*\s*[.:–-]?\s*(?P<title>\S.*)", re.IGNORECASE | re.DOTALL
)


_Parts = list[tuple[Item, Cell]]
"""The cells that a place of the grid holds, and the rows that they were read in: mostly one."""


@dataclass(slots=True)
class _Grid:
    """Rows of equal width, with which of them the source marks as heads."""

    rows: list[list[str]] = field(default_factory=list)
    parts: list[list[_Parts]] = field(default_factory=list)
    """Of each place in each row."""
    items: list[Item] = field(default_factory=list)
    spans: list[bool] = field(default_factory=list)
    """Per row: one cell spans (nearly) the whole width."""
    header_rows: int = 0


def is_ordinal_title(text: str) -> bool:
    """Whether a cell is the title of the column that numbers the rows."""
    return blurred("ordinal-title").fullmatch(skeleton(text).strip(" .")) is not None


def split_lists(text: str) -> str:
    """The items of a list that runs on in one line of a cell, a line each."""
    if "- " not in text and "– " not in text and "+ " not in text:
        return text
    return "\n".join(
        part.strip() for line in text.split("\n") for part in _LIST_ITEM.split(line) if part.strip()
    )


def cell_text(text: str) -> str:
    """A cell's text: wrapped lines joined, list items a line each, white space collapsed."""
    lines: list[str] = []
    for line in (" ".join(part.split()) for part in split_lists(text).split("\n")):
        if not line:
            continue
        if (
            lines
            and not re.match(r"[-–+*•]\s*\S", line)
            and (line[:1].islower() or not lines[-1].endswith(TERMINAL))
        ):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return "\n".join(lines)


def bridge(items: list[Item]) -> list[Item]:
    """The items, with a line alone between rows of one table made the row across the table that it is."""
    bridged = list(items)
    for index in range(1, len(items) - 1):
        before, item, after = bridged[index - 1], items[index], items[index + 1]
        if item.cells is None and before.cells and after.cells and _is_across(before, item, after):
            cell = Cell(text=item.text, columns=_width(after))
            bridged[index] = replace(item, cells=[cell], table=before.table)
    return bridged


def _is_across(before: Item, item: Item, after: Item) -> bool:
    """Whether a line between two rows is a group's title: what follows goes on with the table's columns."""
    width = _width(after)
    if (
        width < 3
        or width != _width(before)
        or len(item.text) > _LONGEST_GROUP
        or item.text.endswith((".", ";"))
    ):
        return False
    return not _is_head_row(after.cells or ()) and not is_bullet(item.text)


def read(
    flow: Flow, rows: Sequence[tuple[int, str | None]], first: int = 0
) -> tuple[list[Table], list[int], list[PlanWarning]]:
    """The tables that `rows` (index in the flow, section path) make.

    Args:
        first: the number of the first table, for the paths of warnings.

    Returns:
        The tables, the index in the flow of the first row of each, and what was wrong with them.
    """
    tables: list[Table] = []
    starts: list[int] = []
    warnings: list[PlanWarning] = []
    for run in _runs(flow, rows):
        table, ragged = _table(flow, [flow.items[index] for index, _ in run])
        table.section = run[0][1]
        tables.append(table)
        starts.append(run[0][0])
        for row, found in ragged:
            warnings.append(
                PlanWarning(
                    code=WarningCode.ROW_RAGGED,
                    path=f"table {first + len(tables) - 1} row {row}",
                    message=f"{found} cells where the table has {len(table.columns)} columns",
                )
            )
    return tables, starts, warnings


def caption_of(text: str) -> str | None:
    """The caption that a line before a table gives it (`Bảng 1. …`), or None."""
    match = _CAPTION.fullmatch(text)
    return match["title"].rstrip(" :.") if match and text[:1].isupper() and len(text) < 300 else None


def _runs(flow: Flow, rows: Sequence[tuple[int, str | None]]) -> list[list[tuple[int, str | None]]]:
    """Rows that make one table: no running text between them, and columns that go on."""
    runs: list[list[tuple[int, str | None]]] = []
    for index, section in rows:
        item = flow.items[index]
        if runs:
            last_index, _ = runs[-1][-1]
            before = flow.items[last_index]
            if index == last_index + 1 and (before.table == item.table or _continues(flow, runs[-1], item)):
                runs[-1].append((index, section))
                continue
        runs.append([(index, section)])
    return runs


def _continues(flow: Flow, run: list[tuple[int, str | None]], item: Item) -> bool:
    """Whether a row after a break goes on with the table before it."""
    head = flow.items[run[0][0]]
    before = flow.items[run[-1][0]]
    if head.cells is None or item.cells is None or before.cells is None:
        return False
    width = max(_width(flow.items[index]) for index, _ in run)
    if _same_row(head.cells, item.cells):
        return True
    if _is_head_row(item.cells):
        return False
    edges = geometry.columns(cell.box for index, _ in run for cell in flow.items[index].cells or ())
    own = geometry.columns(cell.box for cell in item.cells)
    if _width(item) == width or (edges and own and edges.hold(own)):
        return True
    return not (edges and own) and (_width(item) < width and _width(item) > 1)


def _width(item: Item) -> int:
    return sum(cell.columns for cell in item.cells or ())


def _same_row(a: Sequence[Cell], b: Sequence[Cell]) -> bool:
    return len(a) == len(b) and _same_titles([cell.text for cell in a], [cell.text for cell in b])


def _same_titles(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two heads are the same, though one title of the column of numbers is misread."""
    other = [(c, d) for c, d in zip(a, b, strict=True) if not _same_text(c, d)]
    if len(other) != 1 or len(a) < _FEWEST_TITLES:
        return not other
    return any(map(is_ordinal_title, other[0])) and all(0 < len(text) < _FUZZY_LENGTH for text in other[0])


def _same_text(a: str, b: str) -> bool:
    """Whether two titles are the same, though a recogniser may have read them a little differently."""
    if skeleton(a) == skeleton(b):
        return True
    letters = [re.sub(r"[^A-Z]", "", skeleton(text)) for text in (a, b)]
    if min(map(len, letters)) < _FUZZY_LENGTH:
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(*letters) >= _SAME


def _is_head_row(cells: Sequence[Cell]) -> bool:
    """Whether a row reads like the head of a table."""
    texts = [skeleton(cell.text) for cell in cells]
    filled = [text for text in texts if text]
    if not filled or any(len(text) > 90 for text in filled):
        return False
    if all(cell.header for cell in cells):
        return True
    if is_ordinal_title(texts[0]):
        return True
    known = sum(begins(text, "column-title") for text in filled)
    return len(filled) > 1 and known >= 2 and known * 2 > len(filled) and not texts[0][:1].isdecimal()


def _table(flow: Flow, items: list[Item]) -> tuple[Table, list[tuple[int, int]]]:
    grid, ragged_items = _grid(items)
    recognised = any(item.is_recognised for item in items)
    if recognised:
        grid.rows[grid.header_rows :] = restroked(recounted(grid.rows[grid.header_rows :]))
    columns = _columns(grid)
    head = [row[:] for row in grid.rows[: grid.header_rows]]
    table = Table(columns=columns, page=flow.page_of(items[0]), at=place(flow, items))
    table.heads = known([cell_place(flow, parts) for parts in _head_parts(grid)])
    cells: list[list[_Parts]] = []
    ragged: list[tuple[int, int]] = []
    repeated = 0
    cut = False
    for position in range(grid.header_rows, len(grid.rows)):
        row, parts, item = grid.rows[position], grid.parts[position], grid.items[position]
        if not any(row):
            continue
        if (
            repeated < len(head)
            and _alike(row, head[repeated])
            and (repeated or _starts_part(grid, position))
        ):
            flow.dropped.append(Dropped(reason="repeated-header", text="\t".join(row), line=item.number))
            repeated += 1
            continue
        if roman_value(numeral := "".join(row[0].split())):
            row[0] = numeral  # a narrow cell wraps it
        cut, repeated = item.apart or repeated > 0, 0
        if position <= grid.header_rows + 1 and not table.rows and _numbers_columns(row):
            flow.dropped.append(Dropped(reason="column-numbers", text="\t".join(row), line=item.number))
            continue
        stump = table.rows and cut and (_is_stump(row) or _is_ruled_rest(row, item))
        if group := None if stump else _group(row, grid.spans[position], len(table.rows), table):
            group.at = place(flow, [item])
            table.groups.append(group)
            flow.drop_rest(" ".join(row), f"{group.marker or ''} {group.title}", item.number)
        elif table.rows and _is_cut(row, table.rows[-1], cut):
            table.rows[-1] = [_join(a, b) for a, b in zip(table.rows[-1], row, strict=True)]
            cells[-1] = [a + b for a, b in zip(cells[-1], parts, strict=True)]
        else:
            table.rows.append(row)
            cells.append(parts)
            if position in ragged_items:
                ragged.append((len(table.rows) - 1, ragged_items[position]))
    table.rows = [[cell_text(text) for text in row] for row in table.rows]
    if recognised:
        table.rows = semicolons([[without_dust(text) for text in row] for row in table.rows])
        numbered = [bool(own[0]) and not _is_total(row) for own, row in zip(cells, table.rows, strict=True)]
        fill_numbers(table.rows, {group.before for group in table.groups}, numbered)
    places = [[cell_place(flow, parts) for parts in row] for row in cells]
    table.places = places if any(map(known, places)) else []
    return table, ragged


def _head_parts(grid: _Grid) -> list[_Parts]:
    """The lowest title over each column."""
    lowest: list[_Parts] = [[] for _ in grid.rows[0]] if grid.rows else []
    for level in grid.parts[: grid.header_rows]:
        for column, parts in enumerate(level):
            if any(cell.text.strip() for _, cell in parts):
                lowest[column] = parts
    return lowest


def _starts_part(grid: _Grid, position: int) -> bool:
    item, before = grid.items[position], grid.items[position - 1]
    return item.apart or item.table != before.table or item.page != before.page or grid.header_rows > 0


def _alike(row: list[str], head: list[str]) -> bool:
    return any(row) and _same_titles(row, head)


def _grid(items: list[Item]) -> tuple[_Grid, dict[int, int]]:
    """Rows of cells laid out on one grid; spanned places are empty. Also the ragged rows' widths."""
    grid = _Grid()
    ragged: dict[int, int] = {}
    pending: dict[int, int] = {}
    layouts: list[list[tuple[int, Cell]]] = []
    for item in items:
        placed: list[tuple[int, Cell]] = []
        column = 0
        following: dict[int, int] = {}
        for cell in item.cells or ():
            while pending.get(column, 0) > 0:
                column += 1
            placed.append((column, cell))
            if cell.rows > 1:
                following.update(dict.fromkeys(range(column, column + cell.columns), cell.rows))
            column += cell.columns
        layouts.append(placed)
        pending = {c: left - 1 for c, left in pending.items() if left > 1} | {
            c: n - 1 for c, n in following.items()
        }
    head_width = max((c + cell.columns for c, cell in layouts[0]), default=1) if layouts else 1
    widths = [max((c + cell.columns for c, cell in placed), default=0) for placed in layouts]
    width = max(head_width, _usual(widths))
    explicit = any(cell.columns > 1 or cell.rows > 1 for placed in layouts for _, cell in placed)
    for position, (item, placed) in enumerate(zip(items, layouts, strict=True)):
        row = [""] * width
        parts: list[_Parts] = [[] for _ in row]
        for column, cell in placed:
            parts[min(column, width - 1)].append((item, cell))
            if column < width:
                row[column] = cell.text.strip()
            elif cell.text.strip():
                row[-1] = _join(row[-1], cell.text.strip())
        filled = [cell for _, cell in placed if cell.text.strip()]
        if widths[position] != width and not explicit and len(filled) > 1:
            ragged[position] = widths[position]
        grid.rows.append(row)
        grid.parts.append(parts)
        grid.items.append(item)
        grid.spans.append(any(cell.columns >= max(2, width - 1) for _, cell in placed) and len(filled) <= 2)
    grid.header_rows = _header_rows(items, grid)
    return grid, ragged


def _usual(widths: list[int]) -> int:
    return max(Counter(widths).items(), key=lambda item: (item[1], item[0]))[0] if widths else 1


def _header_rows(items: list[Item], grid: _Grid) -> int:
    """How many rows at the top are the head: none, one, or two for a head of two levels."""
    if not items or not items[0].cells:
        return 0
    first = items[0].cells
    marked = all(cell.header for cell in first)
    if not marked and not _is_head_row(first) and not _looks_titled(grid):
        return 0
    depth = max(cell.rows for cell in first)
    if depth > 1 and len(items) > 1:
        return min(depth, len(items) - 1)
    wide = any(cell.columns > 1 for cell in first)
    if wide and len(items) > 1:
        return 2
    if len(grid.rows) > 2 and _is_second_level(grid.rows[0], grid.rows[1]):
        return 2
    return 1


def _looks_titled(grid: _Grid) -> bool:
    """A first row of short titles: what nearly every table of the genre begins with."""
    first = [text for text in grid.rows[0] if text]
    return (
        len(grid.rows) > 1
        and bool(grid.rows[0][0] or grid.rows[1][0])
        and len(first) > 1
        and all(len(text) <= 60 and text[0].isalpha() and not roman_value(text) for text in first)
    )


def _is_second_level(first: list[str], second: list[str]) -> bool:
    """Whether the second row names columns under a title of the first row that spans them."""
    if second[0] or not any(second):
        return False
    blanks = [c for c, text in enumerate(first) if not text]
    if not blanks or not all(second[c] for c in blanks):
        return False
    covered = {c for c, text in enumerate(second) if text}
    return all(c in covered or not second[c] for c in range(len(first))) and all(
        len(second[c]) < 60 for c in covered
    )


def _columns(grid: _Grid) -> list[str]:
    if not grid.rows:
        return []
    width = len(grid.rows[0])
    if grid.header_rows == 0:
        return [""] * width
    titles = [" ".join(text.split()) for text in grid.rows[0]]
    for depth in range(1, grid.header_rows):
        lower = [" ".join(text.split()) for text in grid.rows[depth]]
        parents = _spread(titles)
        titles = [
            " - ".join(filter(None, (parent, child))) if child else title
            for parent, child, title in zip(parents, lower, titles, strict=True)
        ]
    return titles


def _spread(titles: list[str]) -> list[str]:
    """The title above each column: a title stands over the blank columns after it, too."""
    spread: list[str] = []
    for title in titles:
        spread.append(title or (spread[-1] if spread else ""))
    return spread


def _numbers_columns(row: list[str]) -> bool:
    """A row that numbers the columns: (1) (2) (3), A B 1 2, 1 2 3=1+2."""
    filled = [text.strip("()") for text in row if text]
    if len(filled) < max(2, len(row) - 1) or not all(_COLUMN_NUMBER.fullmatch(text) for text in filled):
        return False
    numbers = [int(text.partition("=")[0]) for text in filled if text[:1].isdecimal()]
    letters = [text for text in filled if text.isalpha()]
    counts_up = numbers == list(range(1, len(numbers) + 1))
    return counts_up and letters == [chr(ord("A") + i) for i in range(len(letters))]


def _group(row: list[str], spans: bool, before: int, table: Table) -> Group | None:
    """The group that a row opens, or None where it is a row."""
    filled = [(c, text) for c, text in enumerate(row) if text]
    if len(filled) == 1:
        column, text = filled[0]
        text = " ".join(text.split())
        match = _GROUP_MARKER.fullmatch(text)
        if match and (match["sign"] or roman_value(match["marker"]) or is_capitals(match["title"])):
            return Group(before=before, marker=match["marker"], title=match["title"].rstrip(" :"))
        if spans or (
            column <= 1 and len(row) > 2 and not text.strip(".").isdecimal() and _heads(text, table)
        ):
            return Group(before=before, title=text.rstrip(" :"))
        return None
    if len(filled) == 2 and filled[0][0] == 0 and filled[1][0] == 1:
        marker = filled[0][1].strip(" .)/")
        if len(marker) > 1:
            marker = marker.replace("H", "II")  # two strokes that a recogniser has joined
        if roman_value(marker) or (len(marker) == 1 and marker.isupper() and len(row) > 2):
            return Group(before=before, marker=marker, title=" ".join(filled[1][1].split()).rstrip(" :"))
    return None


def _is_stump(row: list[str]) -> bool:
    """A row of a word or two under a page break, its number blank: the rest of a cell that was cut."""
    filled = [text for text in row if text]
    return not row[0] and len(filled) == 1 and len(filled[0].split()) <= 2 and not filled[0].endswith(":")


def _is_ruled_rest(row: list[str], item: Item) -> bool:
    """A row that rules part into all its columns, its number blank: a group's title would stand across."""
    cells = item.cells or ()
    whole = len(cells) == len(row) and all(cell.columns == 1 and cell.box for cell in cells)
    return whole and not row[0] and not item.bold and not any(map(is_capitals, row))


def _heads(text: str, table: Table) -> bool:
    """Whether a lone text in the first columns heads a group rather than goes on with a cut row."""
    if text[:1].islower() or text.startswith(("-", "–", "+")):
        return False
    last = table.rows[-1] if table.rows else None
    unfinished = last is not None and not last[1 if len(last) > 1 else 0].endswith(TERMINAL)
    return last is None or not unfinished or is_capitals(text) or len(text) < 60


def _is_cut(row: list[str], above: list[str], at_break: bool) -> bool:
    """Whether a row is the rest of the row above it, cut by a page break (or, seldom, without one)."""
    if row[0] or not any(row) or _is_total(row):
        return False
    pairs = [(a, b) for a, b in zip(above, row, strict=True) if b]
    if any(is_period(a) and is_period(b) for a, b in pairs):
        return False
    lower = any(b[:1].islower() for _, b in pairs)
    open_end = any(a and not a.endswith(TERMINAL) for a, _ in pairs)
    if at_break:
        return lower or open_end or len(pairs) < len(row) - 1
    listed = all(_LISTED.match(a) and _LISTED.match(b) for a, b in pairs)
    return len(pairs) == 1 and (listed or (lower and open_end))


def _is_total(row: list[str]) -> bool:
    """Whether a row sums up the rows above it."""
    first = next(filter(None, row), "")
    found = blurred("total").match(skeleton(first))
    return (
        found is not None
        and first[0].isupper()
        and (" " in found[0] or len(first.strip(" :.")) == found.end())
    )


def _join(above: str, below: str) -> str:
    """A cell and the rest of it; a dash after an open end goes on with a name if no item stands above it."""
    if not above or not below:
        return above or below
    in_list = above.endswith(TERMINAL) or any(map(_LISTED.match, above.split("\n")))
    return above + ("\n" if in_list and _LISTED.match(below) else " ") + below
