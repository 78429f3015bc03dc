"""The words that may stand in a text, as a trie that the search for misread ones goes down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text.channel import LETTER, LETTERS, skeleton
from normalizers.text.language import Language
from normalizers.text.syllables import is_known
from normalizers.text.tokens import SPECIAL

VOWEL = re.compile("[AEIOUYaeiouy]")
_MOST_LETTERS = 8
"""Below a node of the trie, more letters are not told apart."""
_NO_LETTER = 255
"""Instead of a letter: a free edge."""
_MOST_COMMON = 300
"""Words that may stand for anything."""


class Trie(NamedTuple):
    """Words of letters, for `_core.search`: the children of a node are neighbours."""

    first: NDArray[np.int32]
    letters: NDArray[np.uint8]
    words: NDArray[np.int32]
    depths: NDArray[np.uint8]
    """Of each node: how many letters it is at least and at most to the end of a word."""
    states: NDArray[np.int16]
    """Of each node: its state in the automaton of syllables, or -1."""


class Automaton(NamedTuple):
    """What may follow in a syllable, for `_core.search`: after its first vowel, all that follows it in any.

    The edges of a state lead to states before it. From before the first vowel a free edge leads there.
    """

    first: NDArray[np.int32]
    letters: NDArray[np.uint8]
    targets: NDArray[np.int16]
    ends: NDArray[np.bool_]


class Vocabulary(NamedTuple):
    """The words that may stand in a text: as tries, and which are no Vietnamese syllables."""

    syllables: Trie
    others: Trie
    automaton: Automaton
    priors: NDArray[np.float32]
    """Of each word: what its rarity adds to its cost when the candidates are ranked."""
    common: NDArray[np.int32]
    """The words that may stand for anything, the commonest first."""
    foreign: NDArray[np.bool_]
    acronym: NDArray[np.bool_]
    """Which of these cannot be spoken: ubnd, qđ."""
    words: Sequence[str]
    numbers: Mapping[str, int]
    """Of each word."""
    bonus: NDArray[np.float32]
    """Of each word: how much cheaper it is where a document is known to use it often."""

    def knowing(self, bonus: NDArray[np.float32], often: NDArray[np.bool_]) -> Vocabulary:
        """The vocabulary of a document: what each word is cheaper there, and which words it uses often."""
        priors = self.priors - bonus
        common = np.union1d(self.common, np.flatnonzero(often & ~self.foreign)).astype(np.int32)
        return self._replace(
            bonus=bonus, priors=priors, common=common[np.argsort(priors[common], kind="stable")]
        )


def vocabulary_of(language: Language) -> Vocabulary:
    """The vocabulary of a language model."""
    words = language.words
    rarity = -language.unigrams[:, 0]
    priors = (rarity - rarity.min()).astype(np.float32)
    foreign = np.array([not is_known(word) for word in words])
    unspoken = np.array([not VOWEL.search(word[1:]) for word in words])
    found = {
        word: number
        for number, word in enumerate(words)
        if number >= len(SPECIAL) and set(word) <= LETTER.keys()
    }
    syllables = {
        word: number for word, number in found.items() if not foreign[number] and VOWEL.search(skeleton(word))
    }
    automaton, states = _automaton(syllables)
    return Vocabulary(
        _trie(syllables, states),
        _trie({word: number for word, number in found.items() if word not in syllables}, {}),
        automaton,
        priors,
        np.array(sorted(syllables.values(), key=priors.__getitem__)[:_MOST_COMMON], np.int32),
        foreign,
        foreign & unspoken,
        words,
        language.ids,
        np.zeros(len(words), np.float32),
    )


def _automaton(syllables: Iterable[str]) -> tuple[Automaton, dict[str, int]]:
    """The automaton of syllables, and the state after each beginning of one."""
    cuts = {word: _first_vowel(word) for word in syllables}
    tails = {word[cut:] for word, cut in cuts.items()}
    numbers: dict[tuple[bool, tuple[tuple[int, int], ...]], int] = {}
    """Of each state, by whether a syllable may end there, and its edges."""

    def number(
        beginnings: Iterable[str], free: tuple[tuple[int, int], ...], known: dict[str, int]
    ) -> dict[str, int]:
        for text in sorted(set(beginnings), key=lambda text: (-len(text), text)):
            edges = free + tuple((LETTER[x], known[text + x]) for x in LETTERS if text + x in known)
            known[text] = numbers.setdefault((text in tails, edges), len(numbers))
        return known

    after = number({tail[:end] for tail in tails for end in range(len(tail) + 1)}, (), {})
    free = ((_NO_LETTER, after[""]),)
    before = number({word[:end] for word, cut in cuts.items() for end in range(1, cut + 1)}, free, {})
    edges = [edges for _, edges in numbers]
    automaton = Automaton(
        np.cumsum([0, *map(len, edges)], dtype=np.int32),
        np.array([letter for found in edges for letter, _ in found], np.uint8),
        np.array([target for found in edges for _, target in found], np.int16),
        np.array([is_end for is_end, _ in numbers], np.bool_),
    )
    return automaton, before | {
        word[:end]: after[word[cut:end]]
        for word, cut in cuts.items()
        for end in range(cut + 1, len(word) + 1)
    }


def _first_vowel(word: str) -> int:
    match = VOWEL.search(skeleton(word))
    return match.start() if match else len(word)


def _trie(words: Mapping[str, int], states: Mapping[str, int]) -> Trie:
    children: list[dict[str, int]] = [{}]
    ends, names = [-1], [""]
    for word, number in words.items():
        node = 0
        for i, letter in enumerate(word):
            if letter not in children[node]:
                children[node][letter] = len(children)
                children.append({})
                ends.append(-1)
                names.append(word[: i + 1])
            node = children[node][letter]
        ends[node] = number
    order, first, letters = [0], [1], [0]
    for node in order:
        for letter, child in sorted(children[node].items()):
            order.append(child)
            letters.append(LETTER[letter])
        first.append(len(order))
    shallow, deep = [0] * len(order), [0] * len(order)
    for node in reversed(order):
        below = children[node].values()
        deep[node] = min(_MOST_LETTERS, max((deep[child] + 1 for child in below), default=0))
        if ends[node] < 0:
            shallow[node] = min(_MOST_LETTERS, *(shallow[child] + 1 for child in below))
    return Trie(
        np.array(first, np.int32),
        np.array(letters, np.uint8),
        np.array([ends[node] for node in order], np.int32),
        np.array([(shallow[node], deep[node]) for node in order], np.uint8),
        np.array([states.get(names[node], -1) for node in order], np.int16),
    )
