"""Worn pictures: the same by the same seed, of the same shape, darker where there was ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from data.paper.wear import LEVELS, Level, Wear, draw, worn

if TYPE_CHECKING:
    from data.paper.wear import Grey


def _bars(height: int = 60, width: int = 400) -> Grey:
    """Black bars four pixels wide on white."""
    image = np.full((height, width), 255, np.uint8)
    image[10:-10, 20::16] = image[10:-10, 21::16] = image[10:-10, 22::16] = image[10:-10, 23::16] = 0
    return image


@pytest.mark.parametrize("level", LEVELS)
def test_a_seed_gives_the_same_picture(level: Level) -> None:
    made = []
    for _ in range(2):
        rng = np.random.default_rng(5)
        made.append([worn(_bars(), draw(level, rng), 150, rng) for _ in range(10)])
    for one, other in zip(*made, strict=True):
        assert np.array_equal(one, other)
        assert one.shape == (60, 400)
        assert one.dtype == np.uint8


def test_no_wear_changes_nothing() -> None:
    assert np.array_equal(worn(_bars(), Wear(), 200, np.random.default_rng(0)), _bars())


@pytest.mark.parametrize(
    "wear",
    [
        Wear(pins=120),
        Wear(fade=0.6),
        Wear(holes=3000),
        Wear(specks=200),
        Wear(through=0.4),
        Wear(shade=0.4),
        Wear(skew=1),
        Wear(bend=3),
        Wear(blur=0.6),
        Wear(black=70, white=200),
        Wear(grain=10),
        Wear(blur=0.5, contrast=2.0, cut=0.3),
        Wear(blur=0.5, bitonal=True, cut=0.7),
        Wear(jpeg=20),
    ],
    ids=lambda wear: repr(wear)[5:30],
)
def test_ink_stays_darker_than_paper(wear: Wear) -> None:
    image = worn(_bars(), wear, 200, np.random.default_rng(1))
    assert not np.array_equal(image, _bars())
    assert image[_bars() == 0].mean() < image[_bars() == 255].mean() - 40


@pytest.mark.parametrize("shape", [(1, 1), (0, 5), (1, 300), (2500, 9)])
def test_odd_shapes(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    image = np.full(shape, 255, np.uint8)
    for level in LEVELS:
        assert worn(image, draw(level, rng), 300, rng).shape == shape
