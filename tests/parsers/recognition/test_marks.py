"""Points and marks are given to the line that they stand on or over."""

from __future__ import annotations

import numpy as np

from parsers.recognition.barriers import Barriers
from parsers.recognition.blobs import blobs
from parsers.recognition.marks import NOBODY, give_marks
from parsers.recognition.ridges import Ridges
from parsers.recognition.rules import ruled

LETTER = 18


def test_what_ends_a_line_is_no_mark_over_the_longer_line_below() -> None:
    ink = np.zeros((140, 480), np.uint8)
    ink[32:50, 60:340:20], ink[32:50, 70:350:20] = 255, 255  # letters, up to 340
    ink[36:40, 346:351], ink[47:54, 346:351] = 255, 255  # a semicolon
    ink[70:88, 60:450:20], ink[70:88, 70:450:20] = 255, 255
    pieces = blobs(ink)
    owner = np.full(len(pieces), NOBODY, np.int32)
    owner[(pieces.y0 == 32) & (pieces.height == LETTER)] = 1
    owner[pieces.y0 == 70] = 2
    ends = np.array([300.0, 440.0])  # a ridge may end before its line does
    ridges = Ridges(np.array([70.0, 70.0]), ends, np.array([[41.0, 0, 0], [79.0, 0, 0]]))
    bases = np.tile([50.0, 88.0], (len(pieces), 1))
    barriers = Barriers(ruled(np.zeros_like(ink), 200.0), (70, 240), 100.0)
    give_marks(pieces, owner, ridges, np.full(2, LETTER * 1.0), bases, barriers, LETTER)
    assert set(owner[(pieces.x0 == 346)].tolist()) == {1}


def test_a_tone_under_a_comma_goes_to_the_hat_below_it() -> None:
    ink = np.zeros((140, 300), np.uint8)
    ink[32:50, 60:240:20], ink[32:50, 70:250:20] = 255, 255
    ink[46:58, 252:257] = 255  # a comma
    ink[61:66, 252:258], ink[67:70, 250:260] = 255, 255  # a tone, and the hat that it stands on
    ink[73:91, 60:270:20], ink[73:91, 70:280:20] = 255, 255
    pieces = blobs(ink)
    owner = np.full(len(pieces), NOBODY, np.int32)
    owner[(pieces.y0 == 32) & (pieces.height == LETTER)] = 1
    owner[pieces.y0 == 46] = 1
    owner[pieces.y0 == 73] = 2
    ridges = Ridges(np.array([60.0, 60.0]), np.array([260.0, 280.0]), np.array([[41.0, 0, 0], [82.0, 0, 0]]))
    bases = np.tile([50.0, 91.0], (len(pieces), 1))
    barriers = Barriers(ruled(np.zeros_like(ink), 200.0), (70, 150), 100.0)
    give_marks(pieces, owner, ridges, np.full(2, LETTER * 1.0), bases, barriers, LETTER)
    assert set(owner[np.isin(pieces.y0, (61, 67))].tolist()) == {2}
