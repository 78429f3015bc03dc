"""From the chances of each frame to words: the best path, and for unsure words all likely readings.

Connectionist temporal classification (Graves et al., 2006): class 0 is the blank, repeated classes are one
sign. `pieces` follows the likeliest class of each frame; `readings` sums the chances of all paths to a text
by prefix beam search (Hannun et al., 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Chances = NDArray[np.float32]
    """Logarithms of the chances of shape (frames, classes)."""

_WIDTH = 8
"""Readings kept from frame to frame."""
_LEAST = 0.002
"""A class of a lower chance in a frame is not followed."""
_NONE = (0.0, 0.0)


class Sign(NamedTuple):
    """A class on the best path, and the frames that it has: from the first up to, not including, the last."""

    kind: int
    first: int
    last: int


class Piece(NamedTuple):
    """A word on the best path."""

    signs: tuple[Sign, ...]
    first: int
    """The first frame after the blank space before it."""
    last: int
    """The frame at which the blank space after it begins."""
    chance: float
    """Logarithm of the chance of the path over these frames."""


def pieces(chances: Chances, space: int) -> list[Piece]:
    """The words of the best path, parted at the class of the space."""
    import numpy as np

    path = chances.argmax(axis=1)
    best = np.take_along_axis(chances, path[:, None], axis=1)[:, 0]
    edges = np.flatnonzero(np.diff(path)) + 1
    starts = np.concatenate(([0], edges))
    ends = np.concatenate((edges, [len(path)]))
    found: list[Piece] = []
    signs: list[Sign] = []
    first, doubt = 0, 0.0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        kind = int(path[start])
        if kind == space:
            edge = float(best[start:end].max())
            if signs:
                found.append(_piece(signs, first, start, best, doubt + edge))
            signs, first, doubt = [], end, edge
        elif kind:
            signs.append(Sign(kind, start, end))
    if signs:
        found.append(_piece(signs, first, len(path), best, doubt))
    return found


def _piece(signs: list[Sign], first: int, last: int, best: NDArray[np.float32], doubt: float) -> Piece:
    return Piece(tuple(signs), first, last, float(best[first:last].sum()) + doubt)


def readings(chances: Chances) -> list[tuple[tuple[int, ...], float]]:
    """The likeliest texts of some frames as classes, each with its chance, the best first.

    A word has so few frames that its chances need no logarithms.
    """
    import numpy as np

    shares = np.exp(chances)
    frames, kinds = np.nonzero(shares >= np.minimum(_LEAST, shares.max(axis=1, keepdims=True)))
    likely: list[list[tuple[int, float]]] = [[] for _ in shares]
    for frame, kind, share in zip(
        frames.tolist(), kinds.tolist(), shares[frames, kinds].tolist(), strict=True
    ):
        likely[frame].append((kind, share))
    # What the paths to a text come to: those that end in a blank, and those that end in its last sign.
    beam: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    for classes in likely:
        further: dict[tuple[int, ...], tuple[float, float]] = {}
        for text, (blank, sign) in beam.items():
            last = text[-1] if text else 0
            for kind, share in classes:
                if kind == 0:
                    old = further.get(text, _NONE)
                    further[text] = (old[0] + (blank + sign) * share, old[1])
                    continue
                begun = blank + sign
                if kind == last:
                    old = further.get(text, _NONE)
                    further[text] = (old[0], old[1] + sign * share)
                    begun = blank
                if begun:
                    longer = (*text, kind)
                    old = further.get(longer, _NONE)
                    further[longer] = (old[0], old[1] + begun * share)
        if len(further) > _WIDTH:
            further = dict(sorted(further.items(), key=_chance, reverse=True)[:_WIDTH])
        beam = further
    return [(text, sum(both)) for text, both in sorted(beam.items(), key=_chance, reverse=True)]


def _chance(item: tuple[tuple[int, ...], tuple[float, float]]) -> float:
    blank, sign = item[1]
    return blank + sign
