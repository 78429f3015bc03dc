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
_LEAST = -7.0
"""A class with a lower logarithm of its chance in a frame is not followed."""
_NEVER = -1e9


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


def readings(chances: Chances, most: int = _WIDTH) -> list[tuple[tuple[int, ...], float]]:
    """The likeliest texts of some frames as classes, each with the logarithm of its chance, best first."""
    beam: dict[tuple[int, ...], tuple[float, float]] = {(): (0.0, _NEVER)}
    for frame in chances:
        kinds = [int(kind) for kind in (frame > _LEAST).nonzero()[0]] or [int(frame.argmax())]
        logs = frame.tolist()
        further: dict[tuple[int, ...], tuple[float, float]] = {}
        for text, (blank, sign) in beam.items():
            whole = _sum(blank, sign)
            last = text[-1] if text else 0
            for kind in kinds:
                log = logs[kind]
                if kind == 0:
                    _add(further, text, whole + log, _NEVER)
                elif kind == last:
                    _add(further, text, _NEVER, sign + log)
                    if blank > _NEVER:
                        _add(further, (*text, kind), _NEVER, blank + log)
                else:
                    _add(further, (*text, kind), _NEVER, whole + log)
        ranked = sorted(further.items(), key=lambda item: -_sum(*item[1]))
        beam = dict(ranked[:_WIDTH])
    return [(text, _sum(*both)) for text, both in beam.items()][:most]


def _add(
    beam: dict[tuple[int, ...], tuple[float, float]], text: tuple[int, ...], blank: float, sign: float
) -> None:
    old = beam.get(text)
    beam[text] = (blank, sign) if old is None else (_sum(old[0], blank), _sum(old[1], sign))


def _sum(one: float, other: float) -> float:
    """The logarithm of the sum of two chances."""
    from math import exp, log1p

    high, low = (one, other) if one > other else (other, one)
    return high if low <= _NEVER / 2 else high + log1p(exp(low - high))
