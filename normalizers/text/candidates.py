"""Candidates: what each piece of a text may stand for, and what that costs.

The words that the channel's costs allow (`_core.search` goes down the trie of all words with one row of edit
costs, and leaves what cannot come within the bound), and the piece as it is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import _core
from normalizers.text.channel import Channel, Signs, skeleton
from normalizers.text.lattice import ABBREVIATION, BROKEN, NEVER_PRINTED, PART, QUOTES, SEARCHED, WHOLE
from normalizers.text.options import Options
from normalizers.text.tokens import MIXED, NOTHING, UNKNOWN
from normalizers.text.vocabulary import VOWEL, Vocabulary

SMALL, FIRST, ALL, PRINTED = range(4)
"""How a candidate is written: small letters, the first a capital, all capitals, as printed."""


_WORDS = (UNKNOWN, MIXED, WHOLE)
"""Pieces that may be any word."""
NEVER = 0.003
"""Probability under which a candidate is not reckoned with again."""


class Candidates(NamedTuple):
    """The candidates of all pieces one after another; those of piece i stand from `offsets[i]` on."""

    offsets: NDArray[np.int32]
    words: NDArray[np.int32]
    writings: NDArray[np.int32]
    costs: NDArray[np.float32]
    peaks: NDArray[np.float32]
    """The greatest probability of each anywhere in the text, once that is decoded."""


def candidates(
    pieces: Sequence[tuple[str, int]],
    signs: Signs,
    channel: Channel,
    vocabulary: Vocabulary,
    options: Options,
    *,
    exact: bool,
) -> Candidates:
    """What each piece may stand for; with `exact`, capitals are as seen and need no search."""
    searched = [piece.lower() if exact else piece for piece, word in pieces if word in SEARCHED]
    n, most = len(searched), options.most
    counts = np.zeros(n, np.int32)
    words, writings = np.zeros((n, most), np.int32), np.zeros((n, most), np.int32)
    costs = np.zeros((n, most), np.float32)
    masks = np.array([_writings(piece, exact=exact) for piece in searched], np.uint8)
    floors = np.array(
        [_floor(*piece, options, exact=exact) for piece in pieces if piece[1] in SEARCHED], np.float32
    )
    _core.search(
        channel,
        vocabulary.syllables,
        vocabulary.others,
        vocabulary.automaton,
        (
            vocabulary.priors,
            vocabulary.common,
            *signs.encode(searched),
            floors,
            masks,
            counts,
            words,
            writings,
            costs,
        ),
        most,
        options.window,
        options.limit,
        0.0 if exact else options.foreign,
    )
    printed = np.array([word not in NEVER_PRINTED for _, word in pieces], np.bool_)
    size = printed.astype(np.int32)
    size[[word in SEARCHED for _, word in pieces]] += counts
    offsets = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
    total = int(offsets[-1])
    result = Candidates(
        offsets,
        np.zeros(total, np.int32),
        np.full(total, PRINTED, np.int32),
        np.zeros(total, np.float32),
        np.zeros(total, np.float32),
    )
    last = offsets[1:][printed] - 1
    whole = [(piece, word) for piece, word in pieces if word not in NEVER_PRINTED]
    result.words[last] = [_printed_word(piece, word, vocabulary) for piece, word in whole]
    result.costs[last] = [_printed_cost(piece, word, options) for piece, word in whole]
    found = np.ones(total, np.bool_)
    found[last] = False
    filled = np.arange(most) < counts[:, None]
    costs -= vocabulary.bonus[words]
    if not exact:
        costs += _word_costs(words, writings, vocabulary, options)
        costs += _piece_costs([piece for piece in pieces if piece[1] in SEARCHED], words, vocabulary, options)
    for array, values in zip(result[1:4], (words, writings, costs), strict=True):
        array[found] = values[filled]
    return result


def _word_costs(
    words: NDArray[np.int32], writings: NDArray[np.int32], vocabulary: Vocabulary, options: Options
) -> NDArray[np.float32]:
    """What candidates cost by themselves: in capitals an acronym is cheaper than a word, else dearer."""
    costs = np.where(vocabulary.foreign[words] & (writings != ALL), options.foreign, 0)
    costs -= options.acronym * (vocabulary.acronym[words] & (writings == ALL))
    return np.asarray(costs, np.float32)


def _piece_costs(
    pieces: Sequence[tuple[str, int]], words: NDArray[np.int32], vocabulary: Vocabulary, options: Options
) -> NDArray[np.float32]:
    """What candidates cost by the kind of piece they are for; in a code only marks are added cheaply."""
    kinds = {WHOLE: options.whole, PART: options.joined / 2, BROKEN: options.broken}
    costs = np.zeros(words.shape, np.float32)
    costs += np.array([kinds.get(kind, 0) for _, kind in pieces], np.float32)[:, None]
    for i, (piece, kind) in enumerate(pieces):
        if kind == ABBREVIATION:
            bare = skeleton(piece.lower())
            found = (skeleton(vocabulary.words[number]) for number in words[i].tolist())
            costs[i] = [0 if other == bare else options.recoded for other in found]
    return costs


def _printed_word(piece: str, word: int, vocabulary: Vocabulary) -> int:
    """What a piece that stays as it is is to the language model: an abbreviation may be one that it knows."""
    if word not in SEARCHED:
        return word
    if not piece.isalpha():
        return MIXED
    return vocabulary.numbers.get(piece.lower(), UNKNOWN) if _is_code(piece) else UNKNOWN


def _printed_cost(piece: str, word: int, options: Options) -> float:
    """Of a piece that stays as it is."""
    if word not in SEARCHED:
        return options.strange if word == NOTHING and piece not in QUOTES else 0
    if piece.isalpha():
        return options.code if _is_code(piece) else options.unknown
    return options.mixture if any(map(str.islower, piece)) else options.code


def _is_code(piece: str) -> bool:
    """Whether a piece is an abbreviation in capitals: one letter, or several and none a vowel (TTg, HĐND)."""
    capitals = sum(map(str.isupper, piece))
    return capitals == len(piece) == 1 or (capitals > 1 and not VOWEL.search(piece))


def _floor(piece: str, word: int, options: Options, *, exact: bool) -> float:
    """What any word costs at most."""
    base, sign = options.lost
    return base + sign * len(piece) if word in _WORDS and not exact else np.inf


def _writings(piece: str, *, exact: bool) -> int:
    """In which ways of capitals a piece is searched, as a bit mask."""
    capitals = sum(map(str.isupper, piece))
    if exact or (piece[0].islower() and capitals < 2):
        return 1 << SMALL
    every = 1 << ALL if capitals > 1 else 0
    return 1 << SMALL | every | (0 if piece[0].islower() else 1 << FIRST)


def written(word: str, writing: int, piece: str) -> str:
    """A candidate as text."""
    if writing == PRINTED:
        return piece
    return word.upper() if writing == ALL else word.capitalize() if writing == FIRST else word


def likely(found: Candidates) -> Candidates:
    """Only the candidates that were probable somewhere in the text, once that is decoded."""
    kept = found.peaks > NEVER
    offsets = np.concatenate([[0], np.cumsum(kept)])[found.offsets].astype(np.int32)
    return Candidates(offsets, found.words[kept], found.writings[kept], found.costs[kept], found.peaks[kept])


def pooled(pool: Sequence[Candidates], pieces: Sequence[int]) -> Candidates:
    """The candidates of pieces, numbered through all of the pool."""
    sizes = np.concatenate([np.diff(part.offsets) for part in pool])
    starts = np.cumsum(sizes) - sizes
    numbers = np.array(pieces, np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes[numbers])]).astype(np.int32)
    places = np.arange(offsets[-1]) + np.repeat(starts[numbers] - offsets[:-1], sizes[numbers])
    return Candidates(
        offsets,
        np.concatenate([part.words for part in pool])[places],
        np.concatenate([part.writings for part in pool])[places],
        np.concatenate([part.costs for part in pool])[places],
        np.zeros(len(places), np.float32),
    )
