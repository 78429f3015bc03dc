"""A long tail is parted from the mark of the line below that it touches."""

from __future__ import annotations

import numpy as np

from parsers.recognition.blobs import blobs
from parsers.recognition.ridges import Ridges
from parsers.recognition.tails import touching

LETTER = 18.0
RIDGES = Ridges(np.array([60.0, 60.0]), np.array([240.0, 240.0]), np.array([[41.0, 0, 0], [82.0, 0, 0]]))


def test_what_reaches_the_marks_below_is_cut_where_its_tail_ends() -> None:
    ink = np.zeros((140, 300), np.uint8)
    ink[32:50, 60:80] = 255
    ink[32:58, 100:110] = 255  # a tail
    ink[32:60, 140:150], ink[60:74, 136:152] = 255, 255  # one that touches a mark
    pieces = blobs(ink)
    owner = np.minimum(np.arange(len(pieces), dtype=np.int32), 1)
    bases = np.tile([50.0, 91.0], (len(pieces), 1))
    long, ends, lines = touching(pieces, owner, RIDGES, np.full(2, LETTER), bases)
    assert (pieces.x0[long].tolist(), ends.tolist(), lines.tolist()) == ([136], [60], [2])
    parted = pieces.cut(long, ends)
    assert len(parted) == len(pieces) + 1
    assert [(part.x0[at], part.y1[at]) for part, at in ((parted, long[0]), (parted, -1))] == [
        (140, 60),
        (136, 74),
    ]
    assert (parted.labels[60:74, 136:152] == len(pieces)).all()
