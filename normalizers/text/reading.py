"""Read damaged paragraphs: from chunks of ruined text to what they stood for.

Stripped text needs one pass: its channel is known. Misread text is decoded, the channel is fitted to what
came out (`adaptation`), and it is decoded again. At first the channel is trusted less: it may belong to
another recogniser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import channel, language
from normalizers.text.adaptation import Reading, fit, kind_weights, prepare
from normalizers.text.decoder import (
    PART,
    PRINTED,
    SEARCHED,
    Candidates,
    Decoded,
    Lattices,
    Model,
    Options,
    Vocabulary,
    candidates,
    decode,
    lattices_of,
    model_arrays,
    vocabulary_of,
    written,
)
from normalizers.text.paragraphs import Chunk
from normalizers.text.tokens import UNKNOWN, old_style

STRIPPED = Options(unknown=8.0, mixture=1.0, strange=0.0, window=30.0)
FIRST = Options(trust=0.85)
"""Of the first pass over misread text: the channel may be another's."""
LAST = Options(most=60, window=15.0)
_FAMILIARITY, _CACHE = 1.0, 2.0
"""How far a word that a document uses more than others do is preferred, and how much its use weighs."""
_HARD = 9.0
"""Cost from which on a token may be two words."""
_SHORTEST_JOINED = 3
_PRIOR_STRENGTH = 10.0
_MOST_CHUNKS = 20_000
"""Misread text is fitted in blocks of so many chunks."""
_LEAST_ALTERNATIVE = 0.02


class Outcome(NamedTuple):
    """What a chunk was read as."""

    text: str
    probability: float
    """Of its least sure piece."""
    alternatives: tuple[str, ...]
    """What it may be otherwise, the likeliest first."""
    is_unresolved: bool
    """Letters and signs that stay as printed though the model knows no such word."""


class Reader(NamedTuple):
    """The models, ready to use."""

    words: list[str]
    unigrams: NDArray[np.float32]
    model: Model
    vocabulary: Vocabulary
    confusions: channel.Confusions


@cache
def shipped() -> Reader:
    """The reader with the models that come with the package."""
    return reader(language.shipped(), channel.shipped())


def reader(model: language.Language, confusions: channel.Confusions) -> Reader:
    """A reader with these models."""
    return Reader(model.words, model.unigrams, model_arrays(model), vocabulary_of(model), confusions)


def read_stripped(reader: Reader, paragraphs: Sequence[Sequence[Chunk]]) -> Iterator[list[Outcome]]:
    """Give paragraphs without marks their marks; what is not Vietnamese stays."""
    lattices = lattices_of((chunk.text for paragraph in paragraphs for chunk in paragraph), doubtful=False)
    signs = channel.signs_of(piece.lower() for piece, word in lattices.pieces if word in SEARCHED)
    found = candidates(
        lattices.pieces, signs, channel.stripped(signs), reader.vocabulary, STRIPPED, exact=True
    )
    for paragraph in paragraphs:
        decoded = _decode(reader, paragraph, lattices, found, STRIPPED)
        yield _outcomes(reader, paragraph, decoded, lattices, found, exact=True)


def read_misread(reader: Reader, paragraphs: Sequence[Sequence[Chunk]]) -> Iterator[list[Outcome]]:
    """Read what a recogniser without Vietnamese left."""
    block: list[Sequence[Chunk]] = []
    size = 0
    for paragraph in paragraphs:
        block.append(paragraph)
        size += len(paragraph)
        if size >= _MOST_CHUNKS:
            yield from _read_block(reader, block)
            block, size = [], 0
    yield from _read_block(reader, block)


def _read_block(reader: Reader, paragraphs: Sequence[Sequence[Chunk]]) -> Iterator[list[Outcome]]:
    chunks = dict.fromkeys(chunk.text for paragraph in paragraphs for chunk in paragraph)
    lattices = lattices_of(chunks, doubtful=True)
    signs = channel.signs_of(piece for piece, word in lattices.pieces if word in SEARCHED)
    mixed = channel.mixture(reader.confusions, signs)
    costs = channel.channel_of(mixed, [1 / len(mixed.kinds)] * len(mixed.kinds))
    found = candidates(lattices.pieces, signs, costs, reader.vocabulary, FIRST, exact=False)
    decoded = [_decode(reader, paragraph, lattices, found, FIRST) for paragraph in paragraphs]
    aligned = prepare(_readings(reader, decoded, lattices, found), signs)
    costs = fit(channel.channel_of(mixed, kind_weights(aligned, mixed)), aligned, signs, _PRIOR_STRENGTH)
    vocabulary = _familiar(reader, decoded, found)
    lattices = lattices_of(chunks, doubtful=True, is_joined=_hard(decoded, lattices, found))
    found = candidates(lattices.pieces, signs, costs, vocabulary, LAST, exact=False)
    for paragraph in paragraphs:
        final = _decode(reader, paragraph, lattices, found, LAST)
        yield _outcomes(reader, paragraph, final, lattices, found, exact=False)


def _familiar(reader: Reader, paragraphs: Sequence[Decoded], found: Candidates) -> Vocabulary:
    """The vocabulary with a bonus for the words that a document uses more often than others do."""
    seen = np.zeros(len(reader.words))
    for decoded in paragraphs:
        np.add.at(seen, found.words[decoded.found], decoded.probabilities.astype(np.float64) ** 2)
    usual = np.exp(reader.unigrams[:, 0].astype(np.float64))
    bonus = _FAMILIARITY * np.log1p(_CACHE * seen / max(1.0, seen.sum()) / usual)
    return reader.vocabulary._replace(bonus=bonus.astype(np.float32))


def _hard(paragraphs: Sequence[Decoded], lattices: Lattices, found: Candidates) -> set[str]:
    """Tokens that were read only at a high price: some are two words."""
    chosen = {
        (piece, at)
        for decoded in paragraphs
        for piece, at in zip(decoded.pieces.tolist(), decoded.found.tolist(), strict=True)
    }
    return {
        piece
        for number, at in chosen
        for piece, word in (lattices.pieces[number],)
        if word == UNKNOWN and len(piece) >= _SHORTEST_JOINED and found.costs[at] > _HARD
    }


def _decode(
    reader: Reader, paragraph: Sequence[Chunk], lattices: Lattices, found: Candidates, options: Options
) -> Decoded:
    chunks = [lattices.chunks[chunk.text] for chunk in paragraph]
    return decode(chunks, [chunk.place for chunk in paragraph], lattices, found, reader.model, options)


def _readings(
    reader: Reader, paragraphs: Sequence[Decoded], lattices: Lattices, found: Candidates
) -> list[Reading]:
    """What was read as what; a choice counts by the square of its probability."""
    shares: Counter[tuple[int, int]] = Counter()
    for decoded in paragraphs:
        for piece, at, probability in zip(
            decoded.pieces.tolist(), decoded.found.tolist(), decoded.probabilities.tolist(), strict=True
        ):
            shares[piece, at] += probability * probability
    words, writings = found.words.tolist(), found.writings.tolist()
    return [
        Reading(piece, written(reader.words[words[at]], writings[at], piece), share)
        for (number, at), share in shares.items()
        for piece, word in (lattices.pieces[number],)
        if word in SEARCHED and writings[at] != PRINTED
    ]


def _outcomes(
    reader: Reader,
    paragraph: Sequence[Chunk],
    decoded: Decoded,
    lattices: Lattices,
    found: Candidates,
    *,
    exact: bool,
) -> list[Outcome]:
    """Put the pieces of each chunk together again."""
    texts = [""] * len(paragraph)
    least = [1.0] * len(paragraph)
    others: dict[int, tuple[str, ...]] = {}
    unresolved: set[int] = set()
    parts: dict[int, bool] = {}
    for owner, number, at, probability, first in zip(*(array.tolist() for array in decoded[:5]), strict=True):
        piece, word = lattices.pieces[number]
        if word == PART and parts.get(owner):
            texts[owner] += " "
        parts[owner] = word == PART
        texts[owner] += _text(reader, piece, at, found, exact=exact)
        if word not in SEARCHED:
            continue
        least[owner] = min(least[owner], probability)
        if found.writings[at] == PRINTED:
            unresolved.add(owner)
        if probability < 1 - _LEAST_ALTERNATIVE:
            base = int(found.offsets[number])
            shares = decoded.every[first : first + int(found.offsets[number + 1]) - base]
            likely = [i for i in shares.argsort()[::-1][:4].tolist() if shares[i] > _LEAST_ALTERNATIVE]
            readings = (_text(reader, piece, base + i, found, exact=exact) for i in likely if base + i != at)
            others[owner] = tuple(dict.fromkeys(readings))
    return [Outcome(text, least[i], others.get(i, ()), i in unresolved) for i, text in enumerate(texts)]


def _text(reader: Reader, piece: str, at: int, found: Candidates, *, exact: bool) -> str:
    """A candidate as it is written, tones as printed where that is the only difference."""
    word, writing = reader.words[found.words[at]], int(found.writings[at])
    if writing == PRINTED or word == old_style(piece.lower()):
        return piece
    if not exact:
        return written(word, writing, piece)
    return "".join(new.upper() if old.isupper() else new for old, new in zip(piece, word, strict=False))
