"""The letters of a line tell how high its small letters are, and so how far its marks may reach."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.recognition.barriers import Barriers
from parsers.recognition.blobs import blobs
from parsers.recognition.lines import text_lines
from parsers.recognition.ridges import Ridges
from parsers.recognition.rules import ruled

LETTER, CAPITAL, MARKED = 17, 25, 34
BASE = 80


@pytest.mark.parametrize("marked", [1, 4, 6])
def test_dust_far_above_a_heading_in_capitals_is_not_in_its_line_however_many_bear_marks(marked: int) -> None:
    ink = np.zeros((140, 480), np.uint8)
    for place in range(13):
        height = MARKED if place % 2 and place < 2 * marked else CAPITAL
        ink[BASE - height : BASE, 60 + 20 * place : 72 + 20 * place] = 255
    ink[BASE - 62 : BASE - 57, 140:145] = 255
    pieces = blobs(ink)
    ridges = Ridges(np.array([60.0]), np.array([320.0]), np.array([[BASE - CAPITAL / 2, 0, 0]]))
    barriers = Barriers(ruled(np.zeros_like(ink), 200.0), (70, 240), 100.0)
    found = text_lines(pieces, ridges, barriers, LETTER)
    assert found.letter[0] == pytest.approx(LETTER)
    assert found.above[0] + found.base[0] <= MARKED
