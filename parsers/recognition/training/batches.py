"""Made lines in batches of like width, drawn by as many processes as asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from parsers.recognition.fitting import HEIGHT, STRIDE

_POOL = 1024
"""Lines that are drawn before they are sorted by width and parted into batches."""


class Batch(NamedTuple):
    """Crops (lines, 1, HEIGHT, width) as uint8, the frames of each, and their classes in a row."""

    crops: torch.Tensor
    frames: torch.Tensor
    classes: torch.Tensor
    lengths: torch.Tensor


Made = tuple[np.ndarray, list[int]]
"""A fitted crop, and the classes of its signs."""


class _Made(IterableDataset[Batch]):
    def __init__(self, make: Callable[[np.random.Generator], Iterator[Made]], seed: int, area: int) -> None:
        self.make, self.seed, self.area = make, seed, area

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        rng = np.random.default_rng((self.seed, worker.id if worker else 0))
        made = self.make(rng)
        while True:
            drawn = islice(made, _POOL)
            # A line needs a frame for each sign and one between two that are alike.
            pool = [(crop, text) for crop, text in drawn if crop.shape[1] // STRIDE >= _needed(text)]
            pool.sort(key=lambda one: one[0].shape[1])
            parts = list(_parted(pool, self.area))
            for at in rng.permutation(len(parts)):
                yield _batch(parts[at])


def batches(
    make: Callable[[np.random.Generator], Iterator[Made]], seed: int, *, area: int, workers: int
) -> Iterator[Batch]:
    """Endless batches, each of about `area` pixels of width in all.

    Args:
        make: draws crops without end.
    """
    source = _Made(make, seed, area)
    context = "fork" if workers else None
    return iter(DataLoader(source, batch_size=None, num_workers=workers, multiprocessing_context=context))


def _needed(text: list[int]) -> int:
    return len(text) + sum(a == b for a, b in pairwise(text))


def _parted(pool: list[Made], area: int) -> Iterator[list[Made]]:
    part: list[Made] = []
    for drawn in pool:
        if part and drawn[0].shape[1] * (len(part) + 1) > area:
            yield part
            part = []
        part.append(drawn)
    if part:
        yield part


def _batch(part: list[Made]) -> Batch:
    crops = np.zeros((len(part), 1, HEIGHT, max(crop.shape[1] for crop, _ in part)), np.uint8)
    for row, (crop, _) in zip(crops, part, strict=True):
        row[0, :, : crop.shape[1]] = crop
    return Batch(
        torch.from_numpy(crops),
        torch.tensor([crop.shape[1] // STRIDE for crop, _ in part]),
        torch.tensor([sign for _, text in part for sign in text]),
        torch.tensor([len(text) for _, text in part]),
    )
