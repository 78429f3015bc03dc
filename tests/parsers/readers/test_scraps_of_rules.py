"""What is read off a scrap of a rule at the side of a cell is no text of the cell."""

from __future__ import annotations

import pytest

from parsers.readers.layout.grid import grids
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece
from parsers.readers.recognised import _ruled


@pytest.mark.parametrize(
    ("text", "x", "width", "confidence", "kept"),
    [
        ("]", 100.5, 3, 0.1, False),
        ("]", 100.5, 3, 0.9, True),
        ("]", 130.0, 3, 0.1, True),
        ("1", 100.5, 3, 0.1, True),
        ("1", 99.5, 1, 0.9, False),
        ("1", 130.0, 1, 0.9, True),
    ],
)
def test_scrap(text: str, x: float, width: float, confidence: float, kept: bool) -> None:
    (grid,) = grids([Rule(y, 50, 200) for y in (100, 120)], [Rule(x, 100, 120) for x in (50, 100, 200)])
    piece = Piece(text, x, x + width, 105, 116, 114, 12, confidence=confidence)
    assert [bool(setting) for setting in _ruled(grid, [piece]).cells] == [False, kept]
