"""The height of small letters is told from that of figures and capitals, and of what is left of letters."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.recognition.blobs import Blobs, x_height

DPI = 200


def pieces(**count: int) -> Blobs:
    """So many pieces of each height in pixels, as wide as high."""
    heights = np.concatenate([np.full(many, int(name[1:]), np.int32) for name, many in count.items()])
    place = np.zeros_like(heights)
    return Blobs(np.zeros((1, 1), np.int32), place, place, heights, heights)


@pytest.mark.parametrize(
    ("found", "height"),
    [
        (pieces(h18=300, h27=120), 18),  # running text
        (pieces(h16=60, h23=120), 16),  # a table of figures
        (pieces(h16=10, h23=120), 23),
        (pieces(h9=150, h14=300), 14),  # worn letters
        (pieces(h18=3), 16.25),  # next to nothing
    ],
)
def test_small_letters(found: Blobs, height: float) -> None:
    assert x_height(found, DPI) == height
