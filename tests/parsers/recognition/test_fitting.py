"""Crops come to the height of the model in their own greys, whatever they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.recognition.fitting import HEIGHT, LONGEST, STRIDE, fitted


@given(st.integers(1, 90), st.integers(1, 700), st.integers(0, 255))
def test_any_shape(height: int, width: int, grey: int) -> None:
    crop = fitted(np.full((height, width), grey, np.uint8))
    assert crop.shape[0] == HEIGHT
    assert crop.shape[1] % STRIDE == 0
    assert 0 < crop.shape[1] <= LONGEST


@pytest.mark.parametrize("shape", [(0, 0), (0, 9), (9, 0), (1, 20_000), (20_000, 1)])
def test_odd_shapes(shape: tuple[int, int]) -> None:
    assert fitted(np.zeros(shape, np.uint8)).shape[0] == HEIGHT


def test_faint_ink_becomes_full() -> None:
    image = np.full((48, 400), 220, np.uint8)
    image[10:40, 40:360:20] = image[10:40, 41:361:20] = image[10:40, 42:362:20] = 150
    crop = fitted(image)
    assert crop.max() > 200
    assert np.median(crop) == 0


def test_bare_paper_stays_bare() -> None:
    rng = np.random.default_rng(1)
    assert fitted(rng.normal(230, 3, (48, 300)).clip(0, 255).astype(np.uint8)).mean() < 30
