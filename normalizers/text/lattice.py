"""Lattices: how the chunks of a text may be cut into words.

A chunk (what stands between two blanks) is cut into pieces: letters, numbers, punctuation. Where it is not
sure that a full stop is one, or may be what is left of a letter, there are bundles for both. A bundle goes
from one node to a later one and stands for all candidates of its piece.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text.tokens import CODE, MIXED, NOTHING, NUMBER, TOKEN, UNKNOWN, sign

WHOLE, PART, ABBREVIATION, BROKEN = -1, -2, -3, -4
"""Instead of a word: several tokens that may be one word, a part of a token that may be two words, letters
of a code, and two chunks that may be one word."""
SEARCHED = (UNKNOWN, MIXED, WHOLE, PART, ABBREVIATION, BROKEN)
NEVER_PRINTED = (WHOLE, PART, BROKEN)
"""What is read as some word or not at all."""
QUOTES = "\"'“”‘’…*%•"
"""Signs that are punctuation though the language model leaves them out."""
_PIECE = re.compile(f"{TOKEN.pattern}|\\S")
_MOST_CACHED = 1 << 14
_LONGEST_CHUNK = 64
"""Signs of a chunk that is looked into; no word is longer."""
_LONGEST = 14
"""Signs of a chunk that may be one word though punctuation stands in it."""


class Bundle(NamedTuple):
    """The candidates of a piece of a chunk, between two nodes of it."""

    start: int
    end: int
    piece: str
    word: int
    """What it is to the language model where that is sure; `UNKNOWN` where it is searched for."""


def lattice_of(chunk: str, *, doubtful: bool, is_joined: Container[str] = ()) -> Sequence[Bundle]:
    """The bundles of a chunk in order of their first node; nodes are places between its characters.

    In `doubtful` text punctuation may be what is left of a letter: there what is between the outermost
    letters may be one word, also with the sign after or before it. A token that `is_joined` may be two words.
    """
    if not doubtful or len(chunk) > _LONGEST:
        return tokens_of(chunk)
    bundles = _doubtful(chunk)
    joined = [bundle for bundle in bundles if bundle.word == UNKNOWN and bundle.piece in is_joined]
    if not joined:
        return bundles
    halves = [
        half
        for token in joined
        for cut in range(token.start + 1, token.end)
        for half in (
            Bundle(token.start, cut, chunk[token.start : cut], PART),
            Bundle(cut, token.end, chunk[cut : token.end], PART),
        )
    ]
    return sorted([*bundles, *halves], key=_start)


@lru_cache(_MOST_CACHED)
def tokens_of(chunk: str) -> tuple[Bundle, ...]:
    """The tokens of a chunk one after another."""
    if len(chunk) > _LONGEST_CHUNK:
        return (Bundle(0, 1, chunk, UNKNOWN),)
    bundles = []
    for match in _PIECE.finditer(chunk):
        piece = match[0]
        known = piece[0].isalnum() or piece in ",.;:?!()/+–—-"
        bundles.append(Bundle(*match.span(), piece, sign(piece.lower()) if known else NOTHING))
    return tuple(bundles)


@lru_cache(_MOST_CACHED)
def _doubtful(chunk: str) -> tuple[Bundle, ...]:
    """The tokens of a chunk, and what may be one word though punctuation stands in it."""
    tokens = tokens_of(chunk)
    if tokens[0].word == CODE:
        return tuple(t._replace(word=ABBREVIATION) if t.word == UNKNOWN else t for t in tokens)
    bundles = list(tokens)
    letters = [i for i, token in enumerate(tokens) if token.word in (UNKNOWN, MIXED)]
    if len(tokens) > 1 and letters:
        first, last = letters[0], letters[-1]
        spans = {(first, last), (first, min(last + 1, len(tokens) - 1)), (max(first - 1, 0), last)}
        for i, j in sorted(spans):
            if j > i and not any(token.word in (NUMBER, CODE) for token in tokens[i : j + 1]):
                start, end = tokens[i].start, tokens[j].end
                bundles.append(Bundle(start, end, chunk[start:end], WHOLE))
    strange = (t._replace(word=WHOLE) for t in tokens if t.word == NOTHING and t.piece not in QUOTES)
    return tuple(sorted([*bundles, *strange], key=_start))


def _start(bundle: Bundle) -> int:
    return bundle.start


class Lattices(NamedTuple):
    """The lattices of all distinct chunks of a text, one after another."""

    chunks: dict[str, int]
    first: NDArray[np.int64]
    """[chunk + 1]: its bundles"""
    bundles: NDArray[np.int32]
    """[bundle]: node, node, piece, 0"""
    nodes: NDArray[np.int32]
    """[chunk]: its last node"""
    pieces: list[tuple[str, int]]


def lattices_of(chunks: Iterable[str], *, doubtful: bool, is_joined: Container[str] = ()) -> Lattices:
    """Number the distinct chunks and pieces of a text."""
    numbers: dict[str, int] = {}
    pieces: dict[tuple[str, int], int] = {}
    rows: list[tuple[int, int, int, int]] = []
    first, nodes = [0], []
    for chunk in chunks:
        if chunk in numbers:
            continue
        numbers[chunk] = len(numbers)
        bundles = lattice_of(chunk, doubtful=doubtful, is_joined=is_joined)
        rows += [(b.start, b.end, pieces.setdefault((b.piece, b.word), len(pieces)), 0) for b in bundles]
        first.append(len(rows))
        nodes.append(max(bundle.end for bundle in bundles))
    table = np.array(rows, np.int32).reshape(-1, 4)
    return Lattices(numbers, np.array(first), table, np.array(nodes, np.int32), list(pieces))
