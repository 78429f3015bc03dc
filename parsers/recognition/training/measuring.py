"""A recogniser held against lines whose text is known: what is wrong, and how sure it may be of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from parsers.recognition.alphabet import spelled
from parsers.recognition.sessions import Curve
from parsers.recognition.words import LineImage, Recogniser, SeenWord

_STEPS = 50
_PRIOR = 1e-3
"""Pulls the curve a little towards doing nothing, so that a faultless reader still has one."""


class Read(NamedTuple):
    """A word as read: its confidence, and whether it is what was printed."""

    confidence: float
    right: bool


def wrong(recogniser: Recogniser, made: Sequence[tuple[LineImage, str]]) -> float:
    """The share of wrong characters: edits from what was read to what is printed, by the length of that."""
    from rapidfuzz.distance import Levenshtein

    texts = [
        spelled(" ".join(word.text for word in words))
        for words in recogniser.read([line for line, _ in made])
    ]
    edits = sum(Levenshtein.distance(text, true) for text, (_, true) in zip(texts, made, strict=True))
    return edits / max(1, sum(len(true) for _, true in made))


def judged(recogniser: Recogniser, made: Sequence[tuple[LineImage, str]]) -> list[Read]:
    """Each word read in lines whose text is known; right where it stands at its place in that text."""
    found = []
    for (_, text), words in zip(made, recogniser.read([line for line, _ in made]), strict=True):
        found += _matched(words, text)
    return found


def _matched(words: list[SeenWord], text: str) -> list[Read]:
    read = [spelled(word.text) for word in words]
    right = [False] * len(read)
    for start, _, count in SequenceMatcher(None, read, text.split(" "), autojunk=False).get_matching_blocks():
        right[start : start + count] = [True] * count
    return [Read(word.confidence, good) for word, good in zip(words, right, strict=True)]


def curve(reads: Sequence[Read]) -> Curve:
    """The curve under which the words were likeliest to be as right as they were (Platt, 1999)."""
    import numpy as np

    chance = np.clip([read.confidence for read in reads], 1e-6, 1 - 1e-6)
    odds = np.stack([np.log(chance / (1 - chance)), np.ones(len(reads))], axis=1)
    right = np.array([read.right for read in reads], float)
    guess = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-odds @ guess))
        slope = odds.T @ (right - share) - _PRIOR * (guess - (1, 0))
        bend = (odds * (share * (1 - share))[:, None]).T @ odds + _PRIOR * np.eye(2)
        guess = guess + np.clip(np.linalg.solve(bend, slope), -1, 1)
    return Curve(round(float(guess[0]), 4), round(float(guess[1]), 4))


def reliability(reads: Sequence[Read]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count of the words in each step of confidence."""
    edges = (0.0, 0.5, 0.8, 0.95, 0.99, 1.01)
    found = []
    for low, high in pairwise(edges):
        inside = [read for read in reads if low <= read.confidence < high]
        if inside:
            count = len(inside)
            mean = sum(read.confidence for read in inside) / count
            found.append((round(mean, 4), round(sum(read.right for read in inside) / count, 4), count))
    return found
