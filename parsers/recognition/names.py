"""Reads the name of a person where letters are doubtful: of all names that there may be, the likeliest.

A noisy channel: all that the network thinks possible, against how often people are called so. Every word of
names is tried at every place of the line, so that neither its letters nor its gaps need be read surely.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product
from math import exp, log, prod
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from data import rows
from parsers.recognition import ctc
from parsers.recognition.chains import Words, empty, ends, softened, spaced, spelled
from parsers.recognition.fitting import fitted
from parsers.recognition.initials import alike
from parsers.recognition.naming import CHOICE, COUNTS, Lattice, Names, lexicon
from parsers.recognition.network import CARD, MODEL
from parsers.recognition.sessions import HOME, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.chains import Mass, Reals
    from parsers.recognition.words import Grey

_NARROWED = (0.85, 0.75, 1.0)
"""How much narrower letters are made, by look: script is narrow. What hangs on the look is doubtful."""
_WORTH = -2.0
"""Likeness to a name from which a line is worth more than a look."""
_READ = log(0.5)
"""Chance from which a word is taken for what it reads as, though nobody was met who is called so."""
_TITLED = 0.1
"""Share of names with a title before them."""


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


class Start(NamedTuple):
    """About where a name with its titles begins, as shares of the width of the crop."""

    at: float
    off: float
    """How far off that may be: the standard deviation."""


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

    def read(self, crops: Sequence[Grey], begins: Sequence[Start | None] = ()) -> list[Name | None]:
        """The likeliest name of each crop; none where no name has any chance.

        Args:
            crops: of lines.
            begins: about where each name begins, where that is known: what stands before it is no part of it.
        """
        known = begins or [None] * len(crops)
        return [
            self._read(crop, begin) if crop.size else None for crop, begin in zip(crops, known, strict=True)
        ]

    def _read(self, crop: Grey, begin: Start | None) -> Name | None:
        looks: list[list[Names]] = []
        name = None
        for narrowed in _NARROWED:
            looks.append(self._look(crop, narrowed, begin))
            name = _likeliest(looks, crop)
            if not name or name.likeness < _WORTH:
                return name
        return name

    def _look(self, crop: Grey, narrowed: float, begin: Start | None) -> list[Names]:
        """The names that a line may be, by how many words they have."""
        (chances,) = self._model.chances([fitted(crop, narrowed)])
        likely = softened(chances)
        words = lexicon(self._model.alphabet).with_others(self._syllables(chances), self._model.alphabet)
        begins = self._begins(likely, begin)
        lattice = Lattice(likely, self._space, begins, words)
        return [lattice.of(count) for count in COUNTS]

    def _syllables(self, chances: NDArray[np.float32]) -> set[str]:
        """The words that were rather read than not and may be names."""
        alphabet = self._model.alphabet
        pieces = (piece for piece in ctc.pieces(chances, self._space) if piece.chance >= _READ)
        read = ("".join(alphabet[sign.kind - 1] for sign in piece.signs) for piece in pieces)
        return {text for text in read if text.istitle() and text.lower() in _vietnamese()}

    def _begins(self, shares: Reals, begin: Start | None) -> Mass:
        """How likely a name begins at each edge: at the left or where it is known to, or after titles."""
        titles = _titles(self._model.alphabet)
        at = found = _about(begin, len(shares)) if begin else empty(shares, self._space)
        for _ in range(2):
            ended = ends(shares, titles, at).sum(axis=0) * (_TITLED / len(titles.texts))
            at = ended + spaced(shares, self._space, ended)
            found = found + at
        return found


def _about(begin: Start, frames: int) -> Mass:
    """How likely a name begins at each edge."""
    import numpy as np

    edges = np.arange(frames + 1) / frames
    mass: Mass = np.exp(-(((edges - begin.at) / begin.off) ** 2) / 2)
    return mass


def _likeliest(looks: Sequence[Sequence[Names]], crop: Grey) -> Name | None:
    """The likeliest name of a line by several looks at it, of which each counts alike."""
    totals = [sum(names.chance for names in look) or 1.0 for look in looks]
    shares = [
        sum(names.chance / total for names, total in zip(each, totals, strict=True)) / len(looks)
        for each in zip(*looks, strict=True)
    ]
    best = max(range(len(shares)), key=shares.__getitem__)
    views = [look[best] for look in looks if look[best].chance]
    if not views:
        return None
    places = [_mean(chances) for chances in zip(*(view.places for view in views), strict=True)]
    edges = views[0].edges()
    words, likely = _joint(places, alike(crop, edges[:-1]))
    read = tuple(NamedWord(*word, *span) for word, span in zip(words, pairwise(edges), strict=True))
    letters = sum(len(word.text) for word in read)
    likeness = sum(log(view.chance) for view in views) / (len(views) * letters)
    return Name(read, likely * shares[best], likeness)


def _mean(chances: Sequence[dict[str, float]]) -> dict[str, float]:
    """The likeliest words of a place by several looks, each with its mean chance."""
    found: dict[str, float] = {}
    for each in chances:
        for word, chance in each.items():
            found[word] = found.get(word, 0.0) + chance / len(chances)
    return dict(sorted(found.items(), key=lambda item: -item[1])[:CHOICE])


def _joint(
    places: Sequence[dict[str, float]], same: dict[tuple[int, int], float]
) -> tuple[list[tuple[str, float]], float]:
    """The likeliest words, each with its chance, and that of all, by which begin with one letter, too.

    Args:
        places: words and their chances.
        same: by pair of words, the logarithm of the odds that they begin with one letter.
    """
    chances: dict[tuple[str, ...], float] = {}
    for words in product(*places):
        odds = sum(
            odd for (one, other), odd in same.items() if _initial(words[one]) == _initial(words[other])
        )
        chances[words] = exp(odds) * prod(place[word] for place, word in zip(places, words, strict=True))
    total = sum(chances.values())
    best = max(chances, key=chances.__getitem__)
    sure = [
        sum(chance for words, chance in chances.items() if words[place] == word) / total
        for place, word in enumerate(best)
    ]
    return list(zip(best, sure, strict=True)), chances[best] / total


@cache
def _initial(word: str) -> str:
    """The first letter of a word without its marks."""
    return normalize("NFD", word.replace("Đ", "D"))[0]


@cache
def _titles(alphabet: str) -> Words:
    """Titles before names, abbreviations also with a full stop."""
    titles = [row["words"] for row in rows("signing") if row["kind"] == "title"]
    return spelled([*titles, *(f"{title}." for title in titles if title[1].isupper())], alphabet)


@cache
def _vietnamese() -> frozenset[str]:
    return frozenset(row["syllable"] for row in rows("syllables"))
