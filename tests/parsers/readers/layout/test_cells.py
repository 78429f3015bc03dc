"""Lines of a cell are put together: words that a line ends inside of without a space."""

from __future__ import annotations

import pytest

from parsers.readers.layout.cells import Ruled, Setting, table_rows
from parsers.readers.layout.grid import Grid, Slot
from parsers.readers.layout.stretches import Piece, Stretch


def cell(*lines: str) -> str:
    """The text of a cell whose lines fill its width."""
    set_ = [
        Stretch.of(
            [Piece(text, x0=76, x1=194, top=20 + 14 * at, bottom=32 + 14 * at, base=30 + 14 * at, size=12)]
        )
        for at, text in enumerate(lines)
    ]
    grid = Grid([70, 200], [10, 200], [Slot(0, 0, 1, 1)])
    (row,) = table_rows(Ruled(grid, [[Setting(set_, [])]]), 0)
    assert row.cells
    return row.cells[0].text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["https://cong.", "xaong.gov.vn", "hoặc", "https://dichvu.", "gov.vn"],
            "https://cong.xaong.gov.vn hoặc https://dichvu.gov.vn",
        ),
        (["www.xaong.vn/", "lich?nam=2024"], "www.xaong.vn/lich?nam=2024"),
        (["theo số 12/", "KH-UBND"], "theo số 12/KH-UBND"),
        (["trồng cây", "và chăm cây"], "trồng cây và chăm cây"),
    ],
)
def test_lines_of_a_cell(lines: list[str], text: str) -> None:
    assert cell(*lines) == text
