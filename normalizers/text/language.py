"""The language model: a 4-gram over syllables with back-off, in hash tables that are mapped, not read.

An n-gram is packed into 64 bits, `BITS` a word, the last word lowest. A table of one order holds, in one
unsigned 32-bit number per slot, 24 bits of the n-gram's hash and its log-probability in 8; the weight of
its back-off stands in a table of bytes beside it. Slots are found by linear probing from a home given by
the upper half of the hash, so a look-up touches one or two neighbouring slots. Two n-grams are mistaken
for each other once in some millions of look-ups.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ORDER = 4
BITS = 14
STEP = 1 / 16
"""Unit of a stored log-probability, in nats."""
WEIGHT_SHIFT = 224
"""A stored back-off weight is so many steps higher than the weight: some exceed 1."""
_LOAD = 0.85
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Table(NamedTuple):
    """The n-grams of one order."""

    slots: NDArray[np.uint32]
    """Hash and log-probability; 0 is an empty slot. A few slots follow the last home."""
    weights: NDArray[np.uint8]
    """Log of the back-off weight, by slot; empty in the highest order."""
    homes: int
    """How many slots are the home of n-grams."""


class Language(NamedTuple):
    """A loaded model. `ids` gives the number of a word; `words` the word of a number."""

    words: list[str]
    ids: dict[str, int]
    unigrams: NDArray[np.float32]
    """Log-probability and log back-off weight of each word: shape (words, 2)."""
    tables: tuple[Table, ...]
    """For two, three and four words."""


def hashed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the bits of packed n-grams (the finaliser of splitmix64)."""
    mixed = keys + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in zip((30, 27), _MIX, strict=True):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * factor
    return mixed ^ (mixed >> np.uint64(31))


def build(
    keys: NDArray[np.uint64], probabilities: NDArray[np.float64], weights: NDArray[np.float64] | None
) -> Table:
    """Make a table of n-grams, their log-probabilities and their log back-off weights."""
    homes = int(len(keys) / _LOAD) + 1
    mixed = hashed(keys)
    home = ((mixed >> np.uint64(32)) * np.uint64(homes)) >> np.uint64(32)
    order = np.lexsort((keys, home))
    start = home[order].astype(np.int64)
    rank = np.arange(len(keys))
    slot = rank + np.maximum.accumulate(start - rank)
    slots = np.zeros(max(homes, int(slot[-1]) + 1 if len(slot) else 0) + 1, np.uint32)
    mark = np.maximum(mixed[order].astype(np.uint32) & np.uint32(0xFFFFFF), np.uint32(1))
    quantised = np.rint(-probabilities[order] / STEP).clip(0, 255).astype(np.uint32)
    slots[slot] = mark << np.uint32(8) | quantised
    stored = np.zeros(0 if weights is None else len(slots), np.uint8)
    if weights is not None:
        stored[slot] = np.rint(weights[order] / STEP + WEIGHT_SHIFT).clip(0, 255).astype(np.uint8)
    return Table(slots, stored, homes)


def save(model: Language, folder: Path) -> None:
    """Write a model as plain arrays and a word list."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.txt").write_text("\n".join(model.words) + "\n", encoding="utf-8")
    np.save(folder / "unigrams.npy", model.unigrams)
    np.save(folder / "homes.npy", np.array([table.homes for table in model.tables], np.int64))
    for n, table in enumerate(model.tables, 2):
        np.save(folder / f"slots{n}.npy", table.slots)
        if len(table.weights):
            np.save(folder / f"weights{n}.npy", table.weights)


def open_model(folder: Path) -> Language:
    """Map a model that `save` wrote.

    Raises:
        FileNotFoundError: a part of the model is missing.
    """
    words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")[:-1]
    homes = np.load(folder / "homes.npy").tolist()
    tables = tuple(
        Table(
            np.load(folder / f"slots{n}.npy", mmap_mode="r"),
            np.load(folder / f"weights{n}.npy", mmap_mode="r") if n < ORDER else np.zeros(0, np.uint8),
            homes[n - 2],
        )
        for n in range(2, ORDER + 1)
    )
    return Language(words, {w: i for i, w in enumerate(words)}, np.load(folder / "unigrams.npy"), tables)


@cache
def shipped() -> Language:
    """The model that comes with the package."""
    return open_model(Path(str(files("data") / "models" / "language")))
