"""The decoder: which words a ruined text most probably stood for.

Noisy channel: of all readings, the one with the greatest P(words) · P(what is seen | words).

A paragraph is a lattice (`lattice`) whose bundles have candidates (`candidates`). `_core.decode` goes through
its nodes from left to right with a beam of the best histories of words, priced by the 4-gram; hypotheses with
the same history are one. Going back over all steps kept gives the probability of every candidate, and not
only the best path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import _core
from normalizers.text.candidates import Candidates
from normalizers.text.language import Language
from normalizers.text.lattice import Lattices
from normalizers.text.options import Options


class Decoded(NamedTuple):
    """What was chosen in a paragraph, one entry a bundle of the best path."""

    chunks: NDArray[np.int64]
    """Which chunk of the paragraph."""
    pieces: NDArray[np.int32]
    found: NDArray[np.int32]
    """Place among all candidates."""
    probabilities: NDArray[np.float32]
    prices: NDArray[np.float32]
    """What each costs after the words before it, by the channel and the language model."""
    first: NDArray[np.int64]
    """Where the probabilities of all candidates of the piece begin in `every`."""
    every: NDArray[np.float32]


def decode(
    chunks: Sequence[int],
    places: Sequence[int],
    lattices: Lattices,
    found: Candidates,
    model: Model,
    options: Options,
    broken: Mapping[int, tuple[int, int]] | None = None,
) -> Decoded:
    """The best reading of a paragraph: numbers of chunks, and where each stands.

    A chunk in `broken` may be one word with the next: the piece that both are then, and how many signs of the
    next belong to it.
    """
    ids = np.array(chunks, np.int64)
    starts, counts = lattices.first[ids], lattices.first[ids + 1] - lattices.first[ids]
    owners = np.repeat(np.arange(len(ids)), counts)
    inside = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    bundles = lattices.bundles[starts[owners] + inside]
    lengths = lattices.nodes[ids]
    nodes = np.cumsum(lengths) - lengths
    bundles[:, :2] += nodes[owners, None]
    bundles[:, 3] = np.array(places, np.int32)[owners]
    if broken:
        at = np.array(list(broken), np.int64)
        pieces, signs = np.array(list(broken.values()), np.int64).T
        both = np.stack([nodes[at], nodes[at + 1] + signs, pieces, np.array(places)[at]], axis=1)
        order = np.argsort(np.concatenate([bundles[:, 0], both[:, 0]]), kind="stable")
        bundles = np.concatenate([bundles, both.astype(np.int32)])[order]
        owners = np.concatenate([owners, at])[order]
    path = np.empty(len(bundles), np.int32)
    prices = np.zeros(len(bundles), np.float32)
    sizes = np.diff(found.offsets)[bundles[:, 2]]
    ends = np.cumsum(sizes)
    probabilities = np.zeros(ends[-1] if len(ends) else 0, np.float32)
    _core.decode(
        model,
        (
            bundles,
            np.array(options.capitals, np.float32),
            found.offsets,
            found.words,
            found.writings,
            found.costs,
            path,
            prices,
            probabilities,
            found.peaks,
        ),
        int(lengths.sum()) + 1,
        options.beam,
        options.width,
        options.trust,
        options.temperature,
    )
    best = np.flatnonzero(path >= 0)
    pieces = bundles[best, 2]
    first = (ends - sizes)[best]
    return Decoded(
        owners[best],
        pieces,
        found.offsets[pieces] + path[best],
        probabilities[first + path[best]],
        prices[best],
        first,
        probabilities,
    )


Model = tuple[NDArray[np.generic], ...]


def model_arrays(language: Language) -> Model:
    """The arrays of a language model in the order that the core takes them."""
    tables = language.tables
    return (
        language.unigrams,
        np.array([table.homes for table in tables], np.int64),
        *(table.slots for table in tables),
        *(table.weights for table in tables[:-1]),
    )
