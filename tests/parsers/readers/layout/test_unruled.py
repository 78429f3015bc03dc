"""A table without a rule is found by its head, its rows by the white between them."""

from __future__ import annotations

from parsers.readers.layout.grid import grids
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.unruled import with_unruled
from tests.pieces import words

HEAD = [
    *words("STT", 80, 100),
    *words("Nội dung", 160, 100),
    *words("Chủ trì", 320, 100),
    *words("Thời gian", 440, 100),
]
ROWS = [
    *words("I", 86, 122),
    *words("Chuẩn bị và tổ chức cho cả năm ở các nơi", 120, 122),
    *words("1", 86, 150),
    *words("Trồng cây ven", 120, 144),
    *words("đường liên xã", 120, 158),
    *words("Hội Nông dân", 310, 150),
    *words("Quý I", 450, 150),
    *words("2", 86, 184),
    *words("Tưới cây", 120, 184),
    *words("Đoàn xã", 310, 184),
    *words("Quý II", 450, 184),
]
AFTER = [*words("Trên đây là kế hoạch trồng cây của xã trong năm tới, mong các", 108, 215)]


def test_rows_and_columns() -> None:
    (grid,) = with_unruled([], lambda: [*HEAD, *ROWS, *AFTER])
    assert (len(grid.xs), len(grid.ys)) == (5, 5)
    assert grid.ys[-1] < 200, "text after the table is none of it"
    wide = [slot for slot in grid.slots if slot.row == 1 and slot.columns > 1]
    assert wide, "the title of a group runs over columns"
    assert {slot.columns for slot in grid.slots if slot.row > 1} == {1}


def test_what_is_no_table() -> None:
    assert with_unruled([], lambda: [*ROWS, *AFTER]) == []
    assert with_unruled([], lambda: [*HEAD, *AFTER]) == []
    assert with_unruled([], lambda: []) == []


TWO_LEVELS = [
    *words("Tổ chức việc làm", 290, 92),
    *words("TT", 82, 100),
    *words("Nội dung", 160, 100),
    *words("Thời gian", 440, 100),
    *words("Chủ trì", 290, 108),
    *words("Giúp", 370, 108),
]
NARROW = [
    *words("1", 86, 130),
    *words("Trồng cây ven đường làng", 120, 130),
    *words("Hội phụ nữ xã", 281, 130),
    *words("Công an xã", 366, 130),
    *words("Quý I", 450, 130),
    *words("2", 86, 150),
    *words("Tưới cây", 120, 150),
    *words("Đoàn xã", 281, 150),
    *words("Quý II", 450, 150),
]


def test_a_table_of_which_rules_show_a_part_is_told_by_its_head() -> None:
    found = grids([Rule(y, 270, 500) for y in (84, 138, 160)], [Rule(x, 84, 160) for x in (270, 430, 500)])
    (grid,) = with_unruled(found, lambda: [*TWO_LEVELS, *NARROW, *AFTER])
    assert (len(grid.xs), len(grid.ys)) == (6, 5)
    parent = next(slot for slot in grid.slots if (slot.row, slot.column) == (0, 2))
    assert (parent.rows, parent.columns) == (1, 2)
    assert {(slot.rows, slot.columns) for slot in grid.slots if slot.row > 1} == {(1, 1)}


def test_a_table_whose_rules_part_its_titles_stays() -> None:
    ys, xs = (84, 116, 138, 160), (75, 110, 270, 360, 430, 500)
    found = grids([Rule(y, 75, 500) for y in ys], [Rule(x, 84, 160) for x in xs])
    assert with_unruled(found, lambda: [*TWO_LEVELS, *NARROW, *AFTER]) == found
    outside = grids([Rule(y, 120, 540) for y in ys], [Rule(x, 84, 160) for x in (120, *xs[2:], 520, 540)])
    assert with_unruled(outside, lambda: [*TWO_LEVELS, *NARROW, *AFTER]) == outside, "it has more columns"


def test_a_heading_after_a_table_is_none_of_it() -> None:
    heading = words("Kinh phí cho việc trồng cây và tưới cây trong năm", 100, 210)
    more = [*words("Trên đây là kế hoạch trồng cây của xã trong năm tới, mong các", 108, 235)]
    (grid,) = with_unruled([], lambda: [*HEAD, *ROWS, *heading, *more])
    assert grid.ys[-1] < 200
