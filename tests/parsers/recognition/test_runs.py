"""Runs along rows, and flat pieces, beside what OpenCV finds with passes through all pixels."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from parsers.recognition.runs import flat, runs

MARGIN = 40


def dusty(seed: int, share: float) -> NDArray[np.uint8]:
    """A mask of dust and dashes with a white margin."""
    rng = np.random.default_rng(seed)
    mask = np.where(rng.random((60, 150)) < share, np.uint8(255), np.uint8(0))
    for _ in range(12):
        y, x, length = rng.integers((60, 100, 50))
        mask[y, x : x + length + 1] = 255
    return np.pad(mask, MARGIN)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.2, 0.5])
@pytest.mark.parametrize(("hole", "least"), [(3, 9), (7, 21), (1, 1)])
def test_runs_are_those_that_closing_and_opening_leave(share: float, hole: int, least: int) -> None:
    mask = dusty(7, share)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, hole), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    assert np.array_equal(runs(mask, hole, least), opened)


def test_a_run_ends_with_its_row() -> None:
    mask = np.zeros((3, 20), np.uint8)
    mask[0, 12:] = mask[1, :7] = 255
    found = runs(mask, 5, 7)
    assert (found[0] > 0).sum() == 8
    assert (found[1] > 0).sum() == 7
    assert not runs(mask, 5, 9).any()


@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, 0.3])
@pytest.mark.parametrize("highest", [1, 3, 6])
def test_flat_pieces_are_those_whose_box_is(share: float, highest: int) -> None:
    mask = dusty(11, share)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= highest
    low[0] = False
    assert np.array_equal(flat(mask, highest) > 0, low[labels])


@pytest.mark.parametrize("shape", [(1, 1), (1, 30), (30, 1)])
def test_masks_without_room_have_no_runs(shape: tuple[int, int]) -> None:
    assert not runs(np.zeros(shape, np.uint8), 5, 40).any()
    assert not runs(np.full(shape, 255, np.uint8), 5, 40).any()
    assert flat(np.zeros(shape, np.uint8), 3).shape == shape
