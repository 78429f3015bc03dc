"""Choose among what a recogniser read: words that come with their own alternatives and probabilities.

A recogniser that knows Vietnamese needs no channel: it says itself how likely each reading of a word is. Its
readings become a lattice (`decoder`), one path for each, and the language model decides where the
recogniser is not sure. What is printed wins over what is usual: the recogniser's opinion weighs more than
the model's, so that a rare name which was read for sure is never made a common word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

import numpy as np

from normalizers.text.candidates import PRINTED, Candidates
from normalizers.text.decoder import decode
from normalizers.text.lattice import Lattices, tokens_of
from normalizers.text.options import Options
from normalizers.text.paragraphs import MIDDLE
from normalizers.text.reading import Reader, shipped
from normalizers.text.tokens import MIXED, NOTHING, NUMBER, UNKNOWN, old_style

Alternatives = Sequence[tuple[str, float]]
"""What a word may be, each with its probability, 0 to 1; they need not sum to 1."""

TRUST = 3.0
"""How much more a recogniser weighs than the language model."""
_WIDTH = 24.0
_LEAST = 1e-6
"""Probability of what a recogniser holds for impossible."""
_UNTOLD = {UNKNOWN: 8.0, MIXED: 8.0, NOTHING: 5.0}
"""In nats, what is added for what the model does not know: what it gives to unknown words, or to mixtures of
letters and figures, is for all of them; and signs that it leaves out are not free."""
_NUMERALS = ("I", "V", "X")
"""Numbers, as longer numerals are: which one it is, the model cannot tell."""
_LONGEST = 400
"""Words that are read together, as in a paragraph."""


def repair_words(
    words: Sequence[Alternatives], reader: Reader | None = None, *, trust: float = TRUST
) -> list[str]:
    """The likeliest reading of words that stand one after another, over the ends of lines.

    Args:
        words: for each printed word what it may be and how probable that is, in any order, as a recogniser
            that gives alternatives has them: `[[("số", 0.6), ("sổ", 0.4)], [("12/KH-UBND,", 1.0)]]`.
            Punctuation stays with its word; an empty text stands for "there is no word".
        reader: other models than the shipped ones.
        trust: what the recogniser's log-probabilities are multiplied by; at 1 both models count the same,
            the higher it is the less the language model changes.

    Returns:
        One text for each word, always one of its alternatives; empty where a word has none.
    """
    models = reader or shipped()
    options = Options(trust=trust, width=_WIDTH, temperature=0.0)
    found: list[str] = []
    for start in range(0, len(words), _LONGEST):
        found += _chosen(models, words[start : start + _LONGEST], options)
    return found


def _chosen(reader: Reader, words: Sequence[Alternatives], options: Options) -> Iterator[str]:
    rows: list[tuple[int, int, int, int]] = []
    """Bundles: node, node, piece, 0; each piece has one candidate."""
    first, nodes = [0], []
    numbers: list[int] = []
    costs: list[float] = []
    opens: dict[int, str] = {}
    """The alternative that begins with a piece."""
    for alternatives in words:
        bundles, last = [], 1 + sum(max(0, len(tokens_of(text)) - 1) for text, _ in alternatives)
        inner = 0
        for text, probability in alternatives or (("", 1.0),):
            pieces = tokens_of(text)
            opens[len(numbers)] = text
            for i in range(max(1, len(pieces))):
                end = last if i + 1 >= len(pieces) else inner + 1
                bundles.append((0 if i == 0 else inner, end, len(numbers), 0))
                numbers.append(_number(reader, pieces[i].piece, pieces[i].word) if pieces else 0)
                strange = _UNTOLD.get(numbers[-1], 0.0) / options.trust if pieces else 0.0
                costs.append(strange - (0.0 if i else log(min(1.0, max(_LEAST, probability)))))
                inner += end != last
        rows += sorted(bundles)
        first.append(len(rows))
        nodes.append(last)
    lattices = Lattices(
        {}, np.array(first), np.array(rows, np.int32).reshape(-1, 4), np.array(nodes, np.int32), []
    )
    size = len(numbers)
    candidates = Candidates(
        np.arange(size + 1, dtype=np.int32),
        np.array(numbers, np.int32),
        np.full(size, PRINTED, np.int32),
        np.array(costs, np.float32),
        np.zeros(size, np.float32),
    )
    places = [MIDDLE] * len(words)
    decoded = decode(range(len(words)), places, lattices, candidates, reader.model, options)
    return (opens[piece] for piece in decoded.pieces.tolist() if piece in opens)


def _number(reader: Reader, piece: str, word: int) -> int:
    """What a piece is to the language model."""
    if piece in _NUMERALS:
        return NUMBER
    return reader.vocabulary.numbers.get(old_style(piece.lower()), UNKNOWN) if word == UNKNOWN else word
