"""Seals are round, and are inked anew each time."""

from __future__ import annotations

import numpy as np

from parsers.recognition.training.seals import seal


def test_a_seal_is_a_ring_of_ink() -> None:
    ink = seal(200, np.random.default_rng(1))
    y, x = np.indices(ink.shape)
    radius = np.hypot(y - 99.5, x - 99.5)
    assert ink.shape == (200, 200)
    assert ink.min() >= 0
    assert ink.max() <= 255
    assert ink[radius > 104].max(initial=0) == 0
    assert ink[(radius > 92) & (radius < 100)].mean() > 2 * ink[(radius > 62) & (radius < 66)].mean()


def test_the_same_chance_gives_the_same_seal() -> None:
    first, again, other = (seal(90, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
