"""Read misread paragraphs: what a recogniser without Vietnamese left.

The text is decoded, and what came out tells what *its* recogniser does and which words it uses often
(`adaptation`); then it is decoded again. What was read in one way, at a fair price, wherever it stands, is
settled, and is not searched for a second time. At first the channel is trusted less: it may belong to another
recogniser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import channel
from normalizers.text.adaptation import Evidence, fit, kind_weights, prepare
from normalizers.text.candidates import NEVER, PRINTED, Candidates, candidates, likely, pooled, written
from normalizers.text.channel import Channel, Mixed, Signs
from normalizers.text.decoder import Decoded
from normalizers.text.lattice import BROKEN, SEARCHED, Lattices, lattices_of
from normalizers.text.options import Options
from normalizers.text.paragraphs import Paragraph
from normalizers.text.reading import (
    Familiarity,
    Reader,
    Reading,
    Written,
    decode_paragraph,
    familiar,
    outcome,
)
from normalizers.text.tokens import UNKNOWN
from normalizers.text.vocabulary import Vocabulary

FIRST = Options(trust=0.85, most=50, window=16.0, width=8.0)
"""Of the first pass: the channel may be another's."""
LATER = Options(most=50, window=16.0)
OF_MISREAD = Familiarity(1.0, 2.0, 5.0)
_PASSES = 1
"""After the first; another finds 0.2 % of the words more and takes a third of the time more."""
_HARD = 9.0
"""Cost by the channel from which on a token may be two words; price from which on two chunks may be one."""
_JOINED = re.compile(r"\w{3,14}", re.ASCII)
"""Only these may be: in letters that recognisers know."""
_DEAR = 8.0
"""Price from which on a reading is searched for again."""
_DOUBTED = 12.0
"""Price at which a reading counts half as evidence; dearer ones hardly count."""
_ENDS = ",;.:)"
"""Punctuation at the end of a chunk."""
_BROKEN = re.compile(r"[^\W\d_]\D{1,8}(?<![\W\d_])")
"""Only these may be one word that was cut in two: letters first and last, no digit."""
_PRIOR_STRENGTH = 10.0
_MOST_CHUNKS = 20_000
"""Text is fitted in blocks of so many chunks."""


class _Pass(NamedTuple):
    """What a pass over a text gave."""

    lattices: Lattices
    found: Candidates
    decoded: list[Decoded]


class _Cuts(NamedTuple):
    """Where words may begin and end otherwise than blanks say."""

    joined: set[str]
    """Tokens that may be two words."""
    broken: list[dict[int, tuple[str, int]]]
    """By paragraph, chunks that may be one word with the next: the word, and how many signs of the next are
    its."""

    def chunks(self, paragraphs: Sequence[Paragraph]) -> set[str]:
        """The chunks that may be one word with another."""
        return {
            text
            for paragraph, pairs in zip(paragraphs, self.broken, strict=True)
            for i in pairs
            for text in paragraph.texts[i : i + 2]
        }

    def pieces(self) -> list[tuple[str, int]]:
        """The words that two chunks may be."""
        return list(dict.fromkeys((word, BROKEN) for pairs in self.broken for word, _ in pairs.values()))


def read_misread(reader: Reader, paragraphs: Sequence[Paragraph]) -> Iterator[Reading]:
    """Read what a recogniser without Vietnamese left."""
    block: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        block.append(paragraph)
        size += len(paragraph.texts)
        if size >= _MOST_CHUNKS:
            yield from _read_block(reader, block)
            block, size = [], 0
    if block:
        yield from _read_block(reader, block)


def _read_block(reader: Reader, paragraphs: Sequence[Paragraph]) -> Iterator[Reading]:
    chunks = dict.fromkeys(text for paragraph in paragraphs for text in paragraph.texts)
    lattices = lattices_of(chunks, doubtful=True)
    signs = channel.signs_of(piece for piece, word in lattices.pieces if word in SEARCHED)
    mixed = channel.mixture(reader.confusions, signs)
    costs = channel.channel_of(mixed, [1 / len(mixed.kinds)] * len(mixed.kinds))
    found = candidates(lattices.pieces, signs, costs, reader.vocabulary, FIRST, exact=False)
    read = _decoded(reader, paragraphs, lattices, found, FIRST)
    cuts = _Cuts(set(), [{} for _ in paragraphs])
    for _ in range(_PASSES):
        costs = _adapted(reader, mixed, read)
        vocabulary = familiar(reader, read.decoded, read.found, OF_MISREAD)
        cuts.joined.update(_joined(read))
        for paragraph, decoded, pairs in zip(paragraphs, read.decoded, cuts.broken, strict=True):
            pairs.update(_broken(paragraph, decoded, signs))
        lattices = lattices_of(chunks, doubtful=True, is_joined=cuts.joined)
        lattices.pieces.extend(cuts.pieces())
        settled = _settled(read, cuts.joined, cuts.chunks(paragraphs))
        found = _searched_again(read, settled, lattices, signs, costs, vocabulary)
        read = _decoded(reader, paragraphs, lattices, found, LATER, cuts)
    texts = Written(reader, read.lattices, read.found, exact=False)
    for paragraph, decoded in zip(paragraphs, read.decoded, strict=True):
        yield outcome(len(paragraph.texts), decoded, texts)


def _decoded(
    reader: Reader,
    paragraphs: Sequence[Paragraph],
    lattices: Lattices,
    found: Candidates,
    options: Options,
    cuts: _Cuts | None = None,
) -> _Pass:
    numbers = {piece: i for i, piece in enumerate(lattices.pieces) if piece[1] == BROKEN}
    decoded = [
        decode_paragraph(
            reader,
            paragraph,
            lattices,
            found,
            options,
            {i: (numbers[word, BROKEN], signs) for i, (word, signs) in pairs.items()},
        )
        for paragraph, pairs in zip(paragraphs, cuts.broken if cuts else [{}] * len(paragraphs), strict=True)
    ]
    return _Pass(lattices, found, decoded)


def _adapted(reader: Reader, mixed: Mixed, read: _Pass) -> Channel:
    """The channel as the text itself shows it."""
    aligned = prepare(_evidence(reader, read), mixed.signs)
    return fit(channel.channel_of(mixed, kind_weights(aligned, mixed)), aligned, mixed.signs, _PRIOR_STRENGTH)


def _searched_again(
    read: _Pass,
    settled: NDArray[np.bool_],
    lattices: Lattices,
    signs: Signs,
    costs: Channel,
    vocabulary: Vocabulary,
) -> Candidates:
    """The candidates of the pieces of new lattices: as they were where they are settled."""
    known = {piece: i for i, piece in enumerate(read.lattices.pieces) if settled[i]}
    again = [piece for piece in lattices.pieces if piece not in known]
    new = candidates(again, signs, costs, vocabulary, LATER, exact=False)
    known |= {piece: len(settled) + i for i, piece in enumerate(again)}
    return pooled([likely(read.found), new], [known[piece] for piece in lattices.pieces])


def _settled(read: _Pass, joined: set[str], cut: set[str]) -> NDArray[np.bool_]:
    """Which pieces need no further search: those of chunks that are read in one way wherever they stand.

    Tokens that may be two words (`joined`) and chunks that may be one with another (`cut`) are not settled.
    """
    lattices, found = read.lattices, read.found
    doubtful = np.array([piece in joined for piece, _ in lattices.pieces], np.bool_)
    owners = np.repeat(np.arange(len(doubtful)), np.diff(found.offsets))
    doubtful[owners[(found.peaks > NEVER) & (found.peaks < 1 - NEVER)]] = True
    for decoded in read.decoded:
        doubtful[decoded.pieces[decoded.prices > _DEAR]] = True
    chunks = np.repeat(np.arange(len(lattices.nodes)), np.diff(lattices.first))
    is_open = np.zeros(len(lattices.nodes), np.bool_)
    is_open[chunks[doubtful[lattices.bundles[:, 2]]]] = True
    is_open[[lattices.chunks[text] for text in cut]] = True
    settled = np.array([word != BROKEN for _, word in lattices.pieces], np.bool_)
    settled[lattices.bundles[is_open[chunks], 2]] = False
    return settled


def _joined(read: _Pass) -> set[str]:
    """Tokens that were read only at a high price: some are two words."""
    chosen = {
        (piece, at)
        for decoded in read.decoded
        for piece, at in zip(decoded.pieces.tolist(), decoded.found.tolist(), strict=True)
    }
    return {
        piece
        for number, at in chosen
        for piece, word in (read.lattices.pieces[number],)
        if word == UNKNOWN and _JOINED.fullmatch(piece) and read.found.costs[at] > _HARD
    }


def _broken(paragraph: Paragraph, decoded: Decoded, signs: Signs) -> dict[int, tuple[str, int]]:
    """Chunks that may be one word with the next, for one of both was read only at a high price.

    The word, and how many signs of the next belong to it: not the punctuation at its end.
    """
    dear = np.zeros(len(paragraph.texts) + 1, np.bool_)
    dear[decoded.chunks[decoded.prices > _HARD]] = True
    found = {}
    for i in np.flatnonzero(dear[:-1] | dear[1:]).tolist():
        if i + 1 < len(paragraph.texts) and paragraph.follows[i + 1]:
            rest = paragraph.texts[i + 1].rstrip(_ENDS)
            word = paragraph.texts[i] + rest
            if rest and _BROKEN.fullmatch(word) and signs.number.keys() >= set(word):
                found[i] = word, len(rest)
    return found


def _evidence(reader: Reader, read: _Pass) -> list[Evidence]:
    """What was read as what; a choice counts by the square of its probability, and a dear one less."""
    shares: Counter[tuple[int, int]] = Counter()
    for decoded in read.decoded:
        weights = decoded.probabilities**2 / (1 + np.exp(decoded.prices - _DOUBTED))
        for piece, at, weight in zip(
            decoded.pieces.tolist(), decoded.found.tolist(), weights.tolist(), strict=True
        ):
            shares[piece, at] += weight
    words, writings = read.found.words.tolist(), read.found.writings.tolist()
    return [
        Evidence(piece, written(reader.words[words[at]], writings[at], piece), share)
        for (number, at), share in shares.items()
        for piece, word in (read.lattices.pieces[number],)
        if word in SEARCHED and writings[at] != PRINTED
    ]
