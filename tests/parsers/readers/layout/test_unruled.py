"""A table without a rule is found by its head, its rows by the white between them."""

from __future__ import annotations

from parsers.readers.layout.stretches import Piece
from parsers.readers.layout.unruled import unruled


def _words(text: str, x: float, base: float) -> list[Piece]:
    found = []
    for word in text.split():
        found.append(Piece(word, x, x + 6.0 * len(word), base - 10, base + 3, base, 12, confidence=0.9))
        x += 6.0 * len(word) + 3
    return found


HEAD = [
    *_words("STT", 80, 100),
    *_words("Nội dung", 160, 100),
    *_words("Chủ trì", 320, 100),
    *_words("Thời gian", 440, 100),
]
ROWS = [
    *_words("I", 86, 122),
    *_words("Chuẩn bị và tổ chức cho cả năm ở các nơi", 120, 122),
    *_words("1", 86, 150),
    *_words("Trồng cây ven", 120, 144),
    *_words("đường liên xã", 120, 158),
    *_words("Hội Nông dân", 310, 150),
    *_words("Quý I", 450, 150),
    *_words("2", 86, 184),
    *_words("Tưới cây", 120, 184),
    *_words("Đoàn xã", 310, 184),
    *_words("Quý II", 450, 184),
]
AFTER = [*_words("Trên đây là kế hoạch trồng cây của xã trong năm tới, mong các", 108, 215)]


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
