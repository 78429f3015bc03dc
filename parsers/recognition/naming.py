"""All the names of persons that a line may be: every word of names is tried at every place of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from data import rows
from parsers.recognition.chains import Words, at_best, empty, ends, spaced, spelled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.chains import Mass, Reals

COUNTS = {2: 0.05, 3: 0.77, 4: 0.18}
"""How many words names have, and how often."""
_COMMON = 0.85
"""How much it counts that a name is common."""
_UNMET = 0.1
"""How often words count as met that were met elsewhere in names, and other syllables that were read."""
_BEAM = 12.0
"""Logarithm of a chance: words so much less likely than others, wherever they stand, are left out."""
CHOICE = 6
"""Words of each place between which their initials choose."""
_PLACES = ("family", "middle", "last")
_FAMILY, _MIDDLE, _LAST = range(3)


class Names(NamedTuple):
    """The names of so many words that a line may be."""

    places: tuple[dict[str, float], ...]
    """In each place the likeliest words with their chances, if the line is such a name."""
    edges: Callable[[], tuple[float, ...]]
    """Gives where the first word begins and all end, as shares of the width of the crop: takes time."""
    chance: float
    """That it is one."""


class Lexicon(NamedTuple):
    """Words of names."""

    words: Words
    rates: NDArray[np.float64]
    """How likely each is in each place of a name, shape (3, words)."""

    def with_others(self, texts: set[str], alphabet: str) -> Lexicon:
        """The same and words that nobody was met by."""
        import numpy as np

        others = spelled(sorted(texts.difference(self.words.texts)), alphabet)
        rates = np.repeat(self.rates.min(axis=1, keepdims=True), len(others.texts), axis=1)
        return Lexicon(self.words.and_(others), np.hstack((self.rates, rates)))

    def near(self, bound: NDArray[np.float64], *places: int) -> Lexicon:
        """The words that have a chance in some of the places."""
        import numpy as np

        most = bound + np.log(self.rates[list(places)].max(axis=0))
        kept = np.flatnonzero(most > most.max() - _BEAM)
        return Lexicon(self.words.only(kept), self.rates[:, kept])


class Lattice:
    """All names that a line may be.

    Args:
        shares: of the classes in each frame, those of the likeliest 1.
        space: the class of the space.
        begins: how likely a name begins at each edge.
        lexicon: what it is made of.
    """

    def __init__(self, shares: Reals, space: int, begins: Mass, lexicon: Lexicon) -> None:
        bound = at_best(shares, lexicon.words)
        family, given = lexicon.near(bound, _FAMILY), lexicon.near(bound, _MIDDLE, _LAST)
        most = max(COUNTS)
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

    def of(self, count: int) -> Names:
        """The likeliest words in each place of a name of so many."""
        import numpy as np

        places: list[dict[str, float]] = []
        likeliest: list[int] = []
        chance = 0.0
        for place in range(count):
            kind = _FAMILY if place == 0 else _LAST if place == count - 1 else _MIDDLE
            lexicon, after = self._lists[place], self._after[count - 1 - place]
            chances = lexicon.rates[kind] * (self._until[place] @ after)
            chance = float(chances.sum())
            if not chance:
                return Names((), tuple, 0.0)
            best = np.argsort(-chances)[:CHOICE]
            places.append({lexicon.words.texts[at]: float(chances[at]) / chance for at in best})
            likeliest.append(int(best[0]))
        return Names(tuple(places), partial(self._edges, likeliest), chance * COUNTS[count])

    def _edges(self, words: Sequence[int]) -> tuple[float, ...]:
        """Where words begin and end that are given by their numbers in the lists of their places."""
        frames, after = len(self._shares), self._after[len(words) - 1 :: -1]
        edges = [self._start(self._lists[0].words, words[0], after[0])]
        edges += [
            int((until[word] * mass).argmax())
            for word, until, mass in zip(words, self._until, after, strict=False)
        ]
        return tuple(edge / frames for edge in edges)

    def _start(self, words: Words, which: int, after: Mass) -> int:
        """The edge at which a word begins that opens a name."""
        import numpy as np

        word = words.only(np.array([which])).backward()
        return int((ends(self._shares[::-1], word, after[::-1])[0, ::-1] * self._begins).argmax())


@cache
def lexicon(alphabet: str) -> Lexicon:
    """The words that names are made of, by how many different names each was met in.

    Args:
        alphabet: the letters that the network knows, in the order of its classes.
    """
    import numpy as np

    table = rows("person_names")
    words = spelled([row["word"] for row in table], alphabet)
    counts = {row["word"]: [int(row[place] or 0) for place in _PLACES] for row in table}
    rates = np.maximum([counts[text] for text in words.texts], _UNMET).T ** _COMMON
    return Lexicon(words, rates / rates.sum(axis=1, keepdims=True))
