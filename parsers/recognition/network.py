"""The line recogniser of this package: a small network run by onnxruntime, many lines at a time."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import exp, log
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.recognition import ctc
from parsers.recognition.alphabet import LEADER
from parsers.recognition.fitting import HEIGHT, STRIDE, fitted
from parsers.recognition.sessions import HOME, Curve, opened
from parsers.recognition.words import Alternative, LineImage, SeenWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL, CARD = "lines.onnx", "card.json"
_AREA = 6_000
"""Pixels of width in a batch: more costs memory and wins no time."""
_SURE = log(0.97)
"""A path of this chance is not looked at again."""
_HOPELESS = -12.0
"""Logarithm of the chance of what is no print at all: other readings would take time and tell nothing."""
_LEAST_ALTERNATIVE = 0.005
_DUST_GAP = 0.04
"""Heights of a crop: there is less white between the strokes of a letter."""
_DOT, _UNDERSCORE = 0.165, 0.33
"""Widths in heights of a crop, which is about one and a half times an em of Times."""


class Network:
    """Reads lines with the model of a folder, otherwise that of the package.

    Args:
        folder: with the files `lines.onnx` and `card.json`.
        curve: how chances become confidence; otherwise as the card says.

    Raises:
        RecogniserMissingError: onnxruntime or the model is missing, or the model cannot be used.
    """

    name = "own"

    def __init__(self, folder: Path = HOME, curve: Curve | None = None) -> None:
        self._model = opened(folder / MODEL, folder / CARD)
        self._alphabet, self._curve = self._model.alphabet, curve or self._model.curve

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        """The words of each line from left to right, their places in pixels of the line's crop."""
        crops = [fitted(line.image) for line in lines]
        words: list[list[SeenWord]] = [[] for _ in lines]
        for part in _batches([crop.shape[1] for crop in crops]):
            for at, chances in zip(part, self._model.chances([crops[at] for at in part]), strict=True):
                words[at] = self._words(chances, crops[at], lines[at])
        return words

    def _words(
        self, chances: NDArray[np.float32], crop: NDArray[np.uint8], line: LineImage
    ) -> list[SeenWord]:
        found = ctc.pieces(chances, self._alphabet.index(" ") + 1)
        height, width = line.image.shape
        scale = width / crop.shape[1]
        spans = _spans(found, crop)
        return [
            self._word(piece, chances, (left * scale, 0.0, right * scale, float(height)))
            for piece, (left, right) in zip(found, spans, strict=True)
        ]

    def _word(
        self, piece: ctc.Piece, chances: NDArray[np.float32], area: tuple[float, float, float, float]
    ) -> SeenWord:
        text = self._text(tuple(sign.kind for sign in piece.signs), area)
        if not _HOPELESS < piece.chance < _SURE:
            return SeenWord(text, area, self._curve.at(exp(piece.chance)))
        inside = chances[piece.first : piece.last]
        # That the blank spaces around the word are there is doubted alike for all its readings.
        edges = piece.chance - float(inside.max(axis=1).sum())
        likely: dict[str, float] = {}
        for kinds, chance in ctc.readings(inside):
            if kinds and (reading := self._text(kinds, area)):
                likely[reading] = likely.get(reading, 0.0) + chance
        ranked = sorted(likely.items(), key=lambda one: -one[1]) or [(text, exp(piece.chance - edges))]
        best, chance = ranked[0]
        others = tuple(Alternative(*one) for one in ranked[1:] if one[1] >= _LEAST_ALTERNATIVE)
        return SeenWord(best, area, self._curve.at(chance * exp(edges)), others)

    def _text(self, kinds: tuple[int, ...], area: tuple[float, float, float, float]) -> str:
        """The signs of classes; runs of dots and underscores, one class each, as many as have room."""
        text = "".join(self._alphabet[kind - 1] for kind in kinds).strip()
        shares = (area[2] - area[0]) / max(area[3], 1.0)
        if LEADER in text:
            room = shares / _DOT - 3 * (len(text) - 1)
            text = text.replace(LEADER, "." * max(3, min(200, int(room))))
        elif text == "_":
            text = "_" * max(1, min(100, round(shares / _UNDERSCORE)))
        return text


def _batches(widths: list[int]) -> Iterator[list[int]]:
    """The places of lines in batches: of like width, so that little is filled up."""
    order = sorted(range(len(widths)), key=widths.__getitem__)
    part: list[int] = []
    for at in order:
        if part and (widths[at] * (len(part) + 1) > _AREA or widths[at] > 1.2 * widths[part[0]] + 8 * STRIDE):
            yield part
            part = []
        part.append(at)
    if part:
        yield part


def _spans(found: list[ctc.Piece], crop: NDArray[np.uint8]) -> list[tuple[float, float]]:
    """Left and right of each word in a fitted crop: the widest gap in the ink parts two words."""
    import numpy as np

    if not found:
        return []
    ink = crop.max(axis=0).astype(np.float32)
    dark = ink > ink.min() + 0.3 * (ink.max() - ink.min())
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dark, [False])))).tolist()
    strokes = list(zip(edges[::2], edges[1::2], strict=True))
    middles = [0.0]
    for one, other in itertools.pairwise(found):
        start, end = one.signs[-1].first * STRIDE, other.signs[0].last * STRIDE
        middles.append(_gap(strokes, start, max(end, start + 1)))
    middles.append(float(crop.shape[1]))
    spans: list[tuple[float, float]] = []
    for piece, (left, right) in zip(found, itertools.pairwise(middles), strict=True):
        low, high = int(left), max(int(right), int(left) + 1)
        begin, stop = _near(strokes, low, high, piece.signs[0].first * STRIDE, piece.signs[-1].last * STRIDE)
        spans.append((begin, max(stop, begin + 1.0)))
    return spans


def _within(strokes: list[tuple[int, int]], left: int, right: int) -> list[tuple[int, int]]:
    """What of strokes, from left to right, lies between two places."""
    first = bisect_right(strokes, left, key=itemgetter(1))
    inside = itertools.takewhile(lambda stroke: stroke[0] < right, itertools.islice(strokes, first, None))
    return [(max(start, left), min(end, right)) for start, end in inside]


def _near(strokes: list[tuple[int, int]], low: int, high: int, first: int, last: int) -> tuple[float, float]:
    """Where the ink of a word between two places begins and ends, given where its signs do.

    Each sign is at the left of its letter. Dust stands apart from the word.
    """
    parts: list[tuple[int, int]] = []
    for start, end in _within(strokes, low, high):
        if parts and start - parts[-1][1] < _DUST_GAP * HEIGHT:
            parts[-1] = parts[-1][0], end
        else:
            parts.append((start, end))
    mine = [part for part in parts if part[1] > first - STRIDE and part[0] < last + 2 * STRIDE] or parts
    return (float(mine[0][0]), float(mine[-1][1])) if mine else (float(low), float(high))


def _gap(strokes: list[tuple[int, int]], left: int, right: int) -> float:
    """The middle of the longest stretch without ink; that of the whole where there is none."""
    inside = _within(strokes, left, right)
    gaps = itertools.pairwise([left, *itertools.chain.from_iterable(inside), right])
    start, end = max(itertools.islice(gaps, 0, None, 2), key=lambda gap: gap[1] - gap[0])
    return (start + end) / 2 if end > start else (left + right) / 2
