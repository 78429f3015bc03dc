"""Letters without a ridge go to the line of small print that they stand in, or make one in a cell."""

from __future__ import annotations

import numpy as np

from parsers.recognition.barriers import Barriers
from parsers.recognition.blobs import Blobs
from parsers.recognition.orphans import adopted
from parsers.recognition.ridges import Ridges
from parsers.recognition.rules import Ruled

LETTER = 16.0
FOOT = 100


def _pieces(*boxes: tuple[int, int, int]) -> Blobs:
    """Letters by where they begin, where they stand and how high they are, 10 pixels wide."""
    x, foot, high = np.array(boxes, dtype=np.int32).T
    return Blobs(np.zeros((1, 1), np.int32), x, foot - high, x + 10, foot)


def _barriers(*paths: list[tuple[float, float]]) -> Barriers:
    return Barriers(Ruled((), (), tuple(paths), np.zeros((1, 1), np.uint8), None), (200, 200), 100)


def _ridges(*lines: tuple[float, float]) -> Ridges:
    start, end = np.array(lines, dtype=float).reshape(-1, 2).T
    return Ridges(start, end, np.tile([FOOT - 6.0, 0, 0], (len(lines), 1)))


def test_letters_beside_small_print_belong_to_it_and_join_its_parts() -> None:
    pieces = _pieces(*((x, FOOT, 13) for x in (100, 112, 124, 142, 154, 172, 184)))
    owner = np.array([1, 1, 1, 0, 0, 2, 2], np.int32)
    ridges = adopted(pieces, owner, _ridges((100, 134), (172, 194)), _barriers(), LETTER)
    assert owner.tolist() == [1] * 7
    assert (ridges.start[0], ridges.end[0]) == (100, 194)
    assert ridges.along(0, np.array([100.0, 190.0])).tolist() == [FOOT - 6] * 2


def test_what_stands_elsewhere_belongs_to_nobody() -> None:
    pieces = _pieces((100, FOOT, 13), (112, FOOT, 13), (142, FOOT + 9, 13), (170, FOOT, 13))
    owner = np.array([1, 1, 0, 0], np.int32)
    adopted(pieces, owner, _ridges((100, 122)), _barriers(), LETTER)
    assert owner.tolist() == [1, 1, 0, 0]


def test_print_as_large_as_the_body_takes_no_letters_of_a_seal() -> None:
    pieces = _pieces((100, FOOT, 23), (112, FOOT, 23), (128, FOOT, 20))
    owner = np.array([1, 1, 0], np.int32)
    adopted(pieces, owner, _ridges((100, 122)), _barriers(), LETTER)
    assert owner.tolist() == [1, 1, 0]


def test_letters_alone_in_a_cell_make_a_line() -> None:
    frame = _barriers(
        [(50.0, 60.0), (150.0, 60.0)],
        [(50.0, 160.0), (150.0, 160.0)],
        [(50.0, 60.0), (50.0, 160.0)],
        [(150.0, 60.0), (150.0, 160.0)],
    )
    for x, made in ((80, 1), (250, 0)):
        owner = np.array([0, 0], np.int32)
        pieces = _pieces((x, FOOT, 13), (x + 12, FOOT, 12))
        ridges = adopted(pieces, owner, _ridges(), frame, LETTER)
        assert (len(ridges), owner.tolist()) == (made, [made] * 2)
