"""Settings of the decoder."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """Settings of the search, costs in nats."""

    beam: int = 8
    width: float = 12.0
    """Histories so much dearer than the best are given up."""
    most: int = 80
    """Candidates kept for a piece."""
    window: float = 18.0
    """Candidates so much dearer than the best are not kept."""
    limit: float = 24.0
    """How far a candidate may be from the cheapest conceivable."""
    lost: tuple[float, float] = (6.0, 3.5)
    """Of a word of which nothing is left, and of each sign that stands for it; no candidate costs more."""
    trust: float = 1.0
    """Weight of the channel against the language model."""
    temperature: float = 0.8
    """Weight of all costs where probabilities are asked for."""
    unknown: float = 18.0
    """Of a word that stays as printed though the model does not know it."""
    code: float = 4.0
    """Of a mixture of capitals and digits that stays as printed."""
    mixture: float = 12.0
    """Of a mixture of small letters, digits and signs that stays as printed."""
    acronym: float = 3.0
    """What an acronym in capitals is cheaper than a word in capitals."""
    recoded: float = 14.0
    """Of other letters in a code than are printed."""
    whole: float = 3.0
    """Of punctuation that is part of a word."""
    joined: float = 7.0
    """Of a token that is two words."""
    broken: float = 5.0
    """Of two chunks that are one word."""
    strange: float = 12.0
    """Of a sign that is no punctuation."""
    foreign: float = 5.0
    """Of a word that is no Vietnamese syllable, unless it stands in capitals."""
    capitals: tuple[tuple[float, ...], ...] = ((0.05, 2.5, 6.5, 0), (1.5, 0.2, 6.5, 0), (4.0, 4.0, 0.05, 0))
    """Of each way of writing, by place."""
