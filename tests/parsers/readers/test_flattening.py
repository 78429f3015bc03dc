"""Words of a bent page are laid out flat, and stand where they are seen in what comes of it."""

from __future__ import annotations

import pytest

from parsers.document import Box, Cell, Line
from parsers.readers.flattening import as_seen, flattened
from parsers.readers.layout.stretches import Piece
from parsers.recognition.bend import Bend

BEND = Bend((0.0, 0.0, 600.0, 800.0), (4.0, 0.0, 2.0, 0.0), (-6.0, 1.0, 0.0, 0.0))


def test_there_and_back() -> None:
    piece = Piece("cây", 500, 530, 100, 112, 110, 12)
    (flat,) = flattened([piece], BEND)
    assert flat.base != piece.base
    line = Line(text="cây", words=[flat.word()], box=flat.box, cells=[Cell(text="cây", box=flat.box)])
    (seen,) = as_seen([line], BEND)
    assert seen.cells
    for box in (seen.box, seen.words[0].box, seen.cells[0].box):
        assert box
        assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((500, 100, 530, 112), abs=1)


def test_a_flat_page_stays_as_it_is() -> None:
    piece = Piece("cây", 500, 530, 100, 112, 110, 12)
    line = Line(text="cây", box=Box(x0=1, y0=2, x1=3, y1=4))
    assert flattened([piece], None) == [piece]
    assert as_seen([line], None) == [line]
