"""A row over a page break goes on in the columns of its table, though no rules are left of them."""

from __future__ import annotations

from parsers.document import Cell, Line, Page
from parsers.readers.layout.continued import rest
from parsers.readers.layout.grid import Grid, Slot
from parsers.readers.layout.rules import Rule
from tests.pieces import words

XS = (80.0, 110.0, 300.0, 420.0, 520.0)


TABLE = Grid(list(XS), [700, 720], [Slot(0, column, 1, 1) for column in range(len(XS) - 1)])


def _before(*after: str) -> Page:
    row = Line(text="a\ta\ta\ta", cells=[Cell(text="a")] * 4, table=1)
    return Page(number=1, lines=[row, *(Line(text=text) for text in after)])


ROW = [
    *words("3", 300, 40),
    *words("5", 98, 90),
    *words("Trồng cây ven đường", 120, 90),
    *words("liên xã", 120, 104),
    *words("Hội Nông dân", 310, 90),
]
TEXT = words("Kinh phí lấy từ nguồn vận động của các hộ dân trong xã.", 108, 130)


def test_a_row_without_rules() -> None:
    grid = rest(_before("2"), TABLE, ROW + TEXT, [], [])
    assert grid
    assert [round(x) for x in grid.xs] == [round(x) for x in XS]
    assert 70 < grid.ys[0] < 85
    assert 104 < grid.ys[1] < 120


def test_a_row_between_rules_may_have_text_in_one_column() -> None:
    across = [Rule(70, 92, 533), Rule(112, 92, 533), Rule(300, 200, 260)]
    grid = rest(_before(), TABLE, [*words("liên xã", 132, 90), *TEXT], [], across)
    assert grid
    assert [round(x) for x in grid.xs] == [92, 122, 312, 433, 533]
    assert grid.ys == [70, 112]


def test_what_is_no_row_of_the_table() -> None:
    assert rest(_before(), TABLE, TEXT, [], []) is None, "running text"
    assert rest(_before("Sau bảng là lời văn."), TABLE, ROW, [], []) is None, "the table has ended"
    foot = [*words("Nơi nhận:", 112, 90), *words("TM. BAN", 310, 90), *words("2", 440, 90)]
    assert rest(_before(), TABLE, foot, [], []) is None, "a signature"
