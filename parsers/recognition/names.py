"""Reads the name of a person where letters are doubtful: of all names that there may be, the likeliest.

A noisy channel: all that the network thinks possible, against how often people are called so. Every word of
names is tried at every place of the line, so that neither its letters nor its gaps need be read surely.
"""

from __future__ import annotations

from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data import rows
from parsers.recognition import ctc
from parsers.recognition.chains import Words, at_best, empty, ends, spaced, spelled
from parsers.recognition.fitting import fitted
from parsers.recognition.network import CARD, MODEL
from parsers.recognition.sessions import HOME, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.chains import Mass, Reals
    from parsers.recognition.words import Grey

NARROWED = 0.85
"""How much narrower letters are made: those of script are narrow."""
_COUNTS = {2: 0.05, 3: 0.77, 4: 0.18}
"""How many words names have, and how often."""
_DOUBT = 0.8
"""What the network's chances are raised to: it is too sure of print unlike what it learnt."""
_COMMON = 0.85
"""How much it counts that a name is common."""
_UNMET = 0.1
"""How often words count as met that were met elsewhere in names, and other syllables that were read."""
_READ = log(0.5)
"""Chance from which a word is taken for what it reads as, though nobody was met who is called so."""
_TITLED = 0.1
"""Share of names with a title before them."""
_BEAM = 12.0
"""Logarithm of a chance: words so much less likely than others, wherever they stand, are left out."""
_PLACES = ("family", "middle", "last")
_FAMILY, _MIDDLE, _LAST = range(3)


class NamedWord(NamedTuple):
    """A word of a name."""

    text: str
    confidence: float
    """Probability that it is the word that stands there, where a name does."""
    left: float
    right: float
    """Where it begins and ends, as shares of the width of the crop."""


class Name(NamedTuple):
    """The likeliest name of a line."""

    words: tuple[NamedWord, ...]
    confidence: float
    """Probability that it is the name that stands there, where one does."""
    likeness: float
    """By letter, the logarithm of the chance that the line is a name, against that of its best reading."""


class NameReader:
    """Reads names with the model of a folder, otherwise that of the package.

    Args:
        folder: with the files `lines.onnx` and `card.json`.

    Raises:
        parsers.recognition.errors.RecogniserMissingError: onnxruntime or the model is missing, or the model
            cannot be used.
    """

    def __init__(self, folder: Path = HOME) -> None:
        self._model = opened(folder / MODEL, folder / CARD)
        self._space = self._model.alphabet.index(" ") + 1

    def read(self, crops: Sequence[Grey]) -> list[Name | None]:
        """The likeliest name of each crop; none where no name has any chance."""
        return [self._read(crop) if crop.size else None for crop in crops]

    def _read(self, crop: Grey) -> Name | None:
        import numpy as np

        (chances,) = self._model.chances([fitted(crop, NARROWED)])
        shares = np.exp(_DOUBT * (chances - chances.max(axis=1, keepdims=True)).astype(np.float64))
        lexicon = _lexicon(self._model.alphabet).with_others(self._syllables(chances), self._model.alphabet)
        lattice = _Lattice(shares, self._space, self._begins(shares), lexicon)
        found = [lattice.likeliest(count) for count in _COUNTS]
        total = sum(chance for _, chance in found)
        words, chance = max(found, key=lambda each: each[1])
        if not chance:
            return None
        likely = chance / total
        letters = 0
        for word in words:
            likely *= word.confidence
            letters += len(word.text)
        return Name(words, likely, log(chance) / letters)

    def _syllables(self, chances: NDArray[np.float32]) -> set[str]:
        """The words that were rather read than not and may be names."""
        alphabet = self._model.alphabet
        pieces = (piece for piece in ctc.pieces(chances, self._space) if piece.chance >= _READ)
        read = ("".join(alphabet[sign.kind - 1] for sign in piece.signs) for piece in pieces)
        return {text for text in read if text.istitle() and text.lower() in _vietnamese()}

    def _begins(self, shares: Reals) -> Mass:
        """How likely a name begins at each edge: at the left, or after one or two titles."""
        titles = _titles(self._model.alphabet)
        at = found = empty(shares, self._space)
        for _ in range(2):
            ended = ends(shares, titles, at).sum(axis=0) * (_TITLED / len(titles.texts))
            at = ended + spaced(shares, self._space, ended)
            found = found + at
        return found


class _Lexicon(NamedTuple):
    """Words of names."""

    words: Words
    rates: NDArray[np.float64]
    """How likely each is in each place of a name, shape (3, words)."""

    def with_others(self, texts: set[str], alphabet: str) -> _Lexicon:
        """The same and words that nobody was met by."""
        import numpy as np

        others = spelled(sorted(texts.difference(self.words.texts)), alphabet)
        rates = np.repeat(self.rates.min(axis=1, keepdims=True), len(others.texts), axis=1)
        return _Lexicon(self.words.and_(others), np.hstack((self.rates, rates)))

    def near(self, bound: NDArray[np.float64], *places: int) -> _Lexicon:
        """The words that have a chance in some of the places."""
        import numpy as np

        most = bound + np.log(self.rates[list(places)].max(axis=0))
        kept = np.flatnonzero(most > most.max() - _BEAM)
        return _Lexicon(self.words.only(kept), self.rates[:, kept])


class _Lattice:
    """All names that a line may be.

    Args:
        shares: of the classes in each frame, those of the likeliest 1.
        space: the class of the space.
        begins: how likely a name begins at each edge.
        lexicon: what it is made of.
    """

    def __init__(self, shares: Reals, space: int, begins: Mass, lexicon: _Lexicon) -> None:
        bound = at_best(shares, lexicon.words)
        family, given = lexicon.near(bound, _FAMILY), lexicon.near(bound, _MIDDLE, _LAST)
        most = max(_COUNTS)
        self._shares, self._begins = shares, begins
        self._lists = [family, *[given] * (most - 1)]
        # By place of a word, word and edge: how likely all up to that word end there.
        self._until = [ends(shares, family.words, begins)]
        rates = family.rates[_FAMILY]
        for _ in range(1, most):
            at = spaced(shares, space, rates @ self._until[-1])
            self._until.append(ends(shares, given.words, at))
            rates = given.rates[_MIDDLE]
        # By count of words and edge: how likely so many follow there.
        back, words = shares[::-1], given.words.backward()
        after = [empty(back, space)]
        for rates in (given.rates[_LAST], *[given.rates[_MIDDLE]] * (most - 2)):
            after.append(spaced(back, space, rates @ ends(back, words, after[-1])))
        self._after = [mass[::-1] for mass in after]

    def likeliest(self, count: int) -> tuple[tuple[NamedWord, ...], float]:
        """The likeliest words of a name of so many, and the chance of all such names."""
        frames = len(self._shares)
        chance, left = 0.0, 0
        words: list[NamedWord] = []
        for place in range(count):
            kind = _FAMILY if place == 0 else _LAST if place == count - 1 else _MIDDLE
            lexicon, after = self._lists[place], self._after[count - 1 - place]
            chances = lexicon.rates[kind] * (self._until[place] @ after)
            chance = float(chances.sum()) * _COUNTS[count]
            best = int(chances.argmax())
            if not chances[best]:
                return (), 0.0
            if place == 0:
                left = self._start(lexicon.words, best, after)
            right = int((self._until[place][best] * after).argmax())
            sure = float(chances[best] / chances.sum())
            words.append(NamedWord(lexicon.words.texts[best], sure, left / frames, right / frames))
            left = right
        return tuple(words), chance

    def _start(self, words: Words, which: int, after: Mass) -> int:
        """The edge at which a word begins that opens a name."""
        import numpy as np

        word = words.only(np.array([which])).backward()
        return int((ends(self._shares[::-1], word, after[::-1])[0, ::-1] * self._begins).argmax())


@cache
def _lexicon(alphabet: str) -> _Lexicon:
    import numpy as np

    table = rows("person_names")
    words = spelled([row["word"] for row in table], alphabet)
    counts = {row["word"]: [int(row[place] or 0) for place in _PLACES] for row in table}
    rates = np.maximum([counts[text] for text in words.texts], _UNMET).T ** _COMMON
    return _Lexicon(words, rates / rates.sum(axis=1, keepdims=True))


@cache
def _titles(alphabet: str) -> Words:
    """Titles before names, abbreviations also with a full stop."""
    titles = [row["words"] for row in rows("signing") if row["kind"] == "title"]
    return spelled([*titles, *(f"{title}." for title in titles if title[1].isupper())], alphabet)


@cache
def _vietnamese() -> frozenset[str]:
    return frozenset(row["syllable"] for row in rows("syllables"))
