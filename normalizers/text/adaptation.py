"""Fit the channel to a document, without knowing what is true: from its own first item.

Which kinds of recogniser explain the reading best is found by expectation-maximisation; then what each
letter became in this document is counted in, on top of what the kinds foretell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import _core
from normalizers.text.channel import Channel, Mixed, Signs, channel_of, costs_of, letters_of

_ROUNDS = 12
_LEAST_WEIGHT = 0.02


class Evidence(NamedTuple):
    """A piece of text, what it was read as, and how much that counts."""

    seen: str
    word: str
    share: float


class Aligned(NamedTuple):
    """What `_core.align` takes: letters and signs one after another, and the share of each word."""

    letters: NDArray[np.uint8]
    letter_offsets: NDArray[np.int32]
    signs: NDArray[np.uint8]
    sign_offsets: NDArray[np.int32]
    shares: NDArray[np.float32]


def prepare(evidence: Sequence[Evidence], signs: Signs) -> Aligned:
    """Encode readings for alignment."""
    letters = [letters_of(item.word) for item in evidence]
    flat = np.array([i for word in letters for i in word], np.uint8)
    offsets = np.cumsum([0, *map(len, letters)], dtype=np.int32)
    shares = np.array([item.share for item in evidence], np.float32)
    return Aligned(flat, offsets, *signs.encode([item.seen for item in evidence]), shares)


def kind_weights(aligned: Aligned, mixed: Mixed) -> list[float]:
    """The share of each kind of recogniser in a document."""
    size = len(mixed.kinds)
    likelihood = np.empty((len(aligned.shares), size))
    for k in range(size):
        likelihood[:, k] = -_count(channel_of(mixed, [float(k == i) for i in range(size)]), aligned)[0]
    if not aligned.shares.any():
        return [1 / size] * size
    likelihood = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    weights = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        shares = likelihood * weights
        shares *= (aligned.shares / shares.sum(axis=1))[:, None]
        weights = shares.sum(axis=0) / shares.sum()
    weights[weights < _LEAST_WEIGHT] = 0
    return [float(weight) for weight in weights / weights.sum()]


def fit(channel: Channel, aligned: Aligned, signs: Signs, strength: float) -> Channel:
    """The channel with the confusions of the document itself; the prior counts `strength` for a letter."""
    _, none, one, two, noise = _count(channel, aligned)
    total = none + one.sum(axis=1) + two.sum(axis=1)
    expected = np.concatenate([channel.none[:, None], channel.one, channel.two], axis=1)
    seen = np.concatenate([none[:, None], one, two], axis=1)
    mixed = (seen + strength * np.exp(-expected)) / (total + strength)[:, None]
    rate = max(1.0, float(total.sum()))
    noises = (noise + strength * np.exp(-channel.noise) * 4) / (rate + strength * 4)
    return costs_of(mixed, -np.log(noises), signs)


def _count(channel: Channel, aligned: Aligned) -> tuple[NDArray[np.float32], ...]:
    costs = np.empty(len(aligned.shares), np.float32)
    counts = (
        np.zeros_like(channel.none),
        np.zeros_like(channel.one),
        np.zeros_like(channel.two),
        np.zeros_like(channel.noise),
    )
    _core.align(channel, (*aligned, costs), counts)
    return costs, *counts
