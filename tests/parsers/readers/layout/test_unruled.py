"""A table without a rule is found by its head, its rows by the white between them."""

from __future__ import annotations

from parsers.readers.layout.unruled import unruled
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
    (grid,) = unruled([*HEAD, *ROWS, *AFTER])
    assert (len(grid.xs), len(grid.ys)) == (5, 5)
    assert grid.ys[-1] < 200, "text after the table is none of it"
    wide = [slot for slot in grid.slots if slot.row == 1 and slot.columns > 1]
    assert wide, "the title of a group runs over columns"
    assert {slot.columns for slot in grid.slots if slot.row > 1} == {1}


def test_what_is_no_table() -> None:
    assert unruled([*ROWS, *AFTER]) == []
    assert unruled([*HEAD, *AFTER]) == []
    assert unruled([]) == []
