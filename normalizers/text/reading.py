"""Read damaged paragraphs: from chunks of ruined text to what they stood for.

Here is what all damage has in common, and stripped text, whose channel is known; `misread` has the rest.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import channel, language
from normalizers.text.candidates import PRINTED, Candidates, candidates, written
from normalizers.text.decoder import Decoded, Model, decode, model_arrays
from normalizers.text.lattice import BROKEN, PART, SEARCHED, Lattices, lattices_of
from normalizers.text.options import Options
from normalizers.text.paragraphs import Paragraph
from normalizers.text.tokens import old_style
from normalizers.text.vocabulary import Vocabulary, vocabulary_of


class Familiarity(NamedTuple):
    """How much cheaper a word is that a document uses more than others do.

    strength · log(1 + weight · share in the document / share elsewhere).
    """

    strength: float
    weight: float
    most: float
    """In nats."""


STRIPPED = Options(unknown=8.0, mixture=1.0, strange=0.0, window=30.0)
OF_STRIPPED = Familiarity(0.6, 1.0, 3.0)
_MOST_OF_DOCUMENT = 8_000
"""Chunks; a longer text is hardly one document."""
_OFTEN = 1.5
"""From so many times on a document uses a word often."""
_SURE, _LEAST_ALTERNATIVE = 0.98, 0.02
"""From which probability on nothing else is told, and of which on something is."""


class Reading(NamedTuple):
    """What the chunks of a paragraph were read as."""

    texts: list[str]
    """Empty where a chunk is one word with the one before."""
    probabilities: list[float]
    """Of the least sure piece of each."""
    alternatives: dict[int, tuple[str, ...]]
    """What doubtful ones may be otherwise, the likeliest first."""
    unresolved: set[int]
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


def read_stripped(reader: Reader, paragraphs: Sequence[Paragraph]) -> Iterator[Reading]:
    """Give paragraphs without marks their marks; what is not Vietnamese stays.

    A text of the length of a document is read twice, the second time knowing its words.
    """
    lattices = lattices_of((text for paragraph in paragraphs for text in paragraph.texts), doubtful=False)
    signs = channel.signs_of(piece.lower() for piece, word in lattices.pieces if word in SEARCHED)
    costs = channel.stripped(signs)
    found = candidates(lattices.pieces, signs, costs, reader.vocabulary, STRIPPED, exact=True)
    if sum(len(paragraph.texts) for paragraph in paragraphs) <= _MOST_OF_DOCUMENT:
        decoded = [decode_paragraph(reader, paragraph, lattices, found, STRIPPED) for paragraph in paragraphs]
        vocabulary = familiar(reader, decoded, found, OF_STRIPPED)
        found = candidates(lattices.pieces, signs, costs, vocabulary, STRIPPED, exact=True)
    texts = Written(reader, lattices, found, exact=True)
    for paragraph in paragraphs:
        yield outcome(
            len(paragraph.texts), decode_paragraph(reader, paragraph, lattices, found, STRIPPED), texts
        )


def familiar(
    reader: Reader, paragraphs: Sequence[Decoded], found: Candidates, familiarity: Familiarity
) -> Vocabulary:
    """The vocabulary with a bonus for the words that a document uses more often than others do."""
    seen = np.zeros(len(reader.words))
    for decoded in paragraphs:
        np.add.at(
            seen,
            found.words[decoded.found],
            decoded.probabilities.astype(np.float64) ** 2,
        )
    usual = np.exp(reader.unigrams[:, 0].astype(np.float64))
    relative = seen / max(1.0, seen.sum()) / usual
    bonus = familiarity.strength * np.log1p(familiarity.weight * relative)
    bonus = np.minimum(familiarity.most, bonus).astype(np.float32)
    return reader.vocabulary.knowing(bonus, seen >= _OFTEN)


def decode_paragraph(
    reader: Reader,
    paragraph: Paragraph,
    lattices: Lattices,
    found: Candidates,
    options: Options,
    broken: Mapping[int, tuple[int, int]] | None = None,
) -> Decoded:
    """The best reading of a paragraph."""
    chunks = [lattices.chunks[text] for text in paragraph.texts]
    return decode(chunks, paragraph.places, lattices, found, reader.model, options, broken)


class Written(dict[int, str]):
    """The candidates of a text as they are written, by their place."""

    def __init__(self, reader: Reader, lattices: Lattices, found: Candidates, *, exact: bool) -> None:
        super().__init__()
        self._words, self._exact = reader.words, exact
        self._pieces = lattices.pieces
        self.offsets = found.offsets.tolist()
        self._found = found
        kinds = np.array([word for _, word in lattices.pieces], np.int32)
        self.searched, self.halves, self.broken = np.isin(kinds, SEARCHED), kinds == PART, kinds == BROKEN
        """Which pieces were searched for, which are halves of one, and which are two chunks."""
        self.printed = found.writings == PRINTED

    def __missing__(self, at: int) -> str:
        piece, _ = self._pieces[bisect(self.offsets, at) - 1]
        text = self[at] = self._text(piece, self._words[self._found.words[at]], int(self._found.writings[at]))
        return text

    def _text(self, piece: str, word: str, writing: int) -> str:
        """A candidate for a piece, with tones as printed where that is the only difference."""
        if writing == PRINTED or word == old_style(piece.lower()):
            return piece
        if not self._exact:
            return written(word, writing, piece)
        return "".join(new.upper() if old.isupper() else new for old, new in zip(piece, word, strict=False))


def outcome(size: int, decoded: Decoded, texts: Written) -> Reading:
    """Put the pieces of each of so many chunks together again."""
    whole = [""] * size
    owners, found = decoded.chunks.tolist(), decoded.found.tolist()
    halves = np.flatnonzero(texts.halves[decoded.pieces]).tolist()
    seconds = set(halves[1::2])
    for i, (owner, at) in enumerate(zip(owners, found, strict=True)):
        whole[owner] += " " + texts[at] if i in seconds else texts[at]
    for owner in decoded.chunks[texts.broken[decoded.pieces]].tolist():
        whole[owner], whole[owner + 1] = whole[owner] + whole[owner + 1], ""
    searched = texts.searched[decoded.pieces]
    least = np.ones(size)
    np.minimum.at(least, decoded.chunks[searched], decoded.probabilities[searched])
    unresolved = decoded.chunks[searched & texts.printed[decoded.found]]
    others: dict[int, tuple[str, ...]] = {}
    for i in np.flatnonzero(searched & (decoded.probabilities < _SURE)).tolist():
        base, end = texts.offsets[decoded.pieces[i]], texts.offsets[decoded.pieces[i] + 1]
        shares = decoded.every[decoded.first[i] : decoded.first[i] + end - base]
        likely = [base + k for k in shares.argsort()[:-5:-1].tolist() if shares[k] > _LEAST_ALTERNATIVE]
        others[owners[i]] = tuple(dict.fromkeys(texts[k] for k in likely if k != found[i]))
    return Reading(whole, least.round(4).tolist(), others, set(unresolved.tolist()))
