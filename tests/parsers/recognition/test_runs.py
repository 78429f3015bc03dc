"""Runs along rows, and flat pieces, beside what OpenCV finds with passes through all pixels."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from parsers.recognition.blobs import blobs, flat
from parsers.recognition.runs import long_runs, runs

MARGIN = 40
SHARES = [0.0, 0.02, 0.2, 0.5, 1.0]


def dusty(seed: int, share: float, margin: int = 0) -> NDArray[np.uint8]:
    """A mask of dust and dashes."""
    rng = np.random.default_rng(seed)
    mask = np.where(rng.random((60, 150)) < share, np.uint8(255), np.uint8(0))
    for _ in range(12):
        y, x, length = rng.integers((60, 100, 50))
        mask[y, x : x + length + 1] = 255
    return np.pad(mask, margin)


@pytest.mark.parametrize("share", SHARES)
def test_runs_are_all_of_a_mask(share: float) -> None:
    mask = dusty(3, share)
    assert np.array_equal(runs(mask).drawn((60, 150)), mask)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize(("hole", "least"), [(3, 9), (7, 21), (1, 1), (4, 500)])
def test_long_runs_are_those_that_closing_and_opening_leave(share: float, hole: int, least: int) -> None:
    mask = dusty(7, share, MARGIN)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, hole), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    rows, long = long_runs(mask, hole, least)
    assert np.array_equal(rows, np.flatnonzero(opened.any(axis=1)))
    assert np.array_equal(long, opened[rows])


def test_a_run_ends_with_its_row() -> None:
    mask = np.zeros((3, 20), np.uint8)
    mask[0, 12:] = mask[1, :7] = 255
    found = runs(mask)
    assert list(zip(*found, strict=True)) == [(0, 12, 20), (1, 0, 7)]


@pytest.mark.parametrize("share", SHARES)
def test_pieces_are_measured_by_their_runs(share: float) -> None:
    mask = dusty(11, share)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = blobs(mask)
    assert np.array_equal(found.labels, labels)
    left, top, width, height, _ = stats[1:].T
    assert np.array_equal(
        (found.x0, found.y0, found.width, found.height), np.pad((left, top, width, height), ((0, 0), (1, 0)))
    )
    for highest in (1, 3, 6):
        low = stats[:, cv2.CC_STAT_HEIGHT] <= highest
        low[0] = False
        assert np.array_equal(flat(mask, highest) > 0, low[labels])


@pytest.mark.parametrize("shape", [(1, 1), (1, 30), (30, 1)])
def test_masks_without_room(shape: tuple[int, int]) -> None:
    empty, full = np.zeros(shape, np.uint8), np.full(shape, 255, np.uint8)
    assert len(runs(empty).row) == len(long_runs(empty, 3, 1)[0]) == 0
    assert len(runs(full).row) == len(long_runs(full, 3, 1)[0]) == shape[0]
    assert not flat(empty, 3).any()
    assert len(blobs(full)) == 2
