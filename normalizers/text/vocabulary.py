"""The words that may stand in a text, as a trie that the search for misread ones goes down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text.channel import LETTER
from normalizers.text.language import Language
from normalizers.text.syllables import is_known
from normalizers.text.tokens import SPECIAL

VOWEL = re.compile("[AEIOUYaeiouy]")
_MOST_LETTERS = 8
"""Below a node of the trie, more letters are not told apart."""
_RARITY = 0.6
"""How much of a word's cost in the language model counts when candidates are ranked."""


class Trie(NamedTuple):
    """All words of letters, for `_core.search`: the children of a node are neighbours."""

    first: NDArray[np.int32]
    letters: NDArray[np.uint8]
    words: NDArray[np.int32]
    priors: NDArray[np.float32]
    """Of each word: what its rarity adds to its cost when the candidates are ranked."""
    least: NDArray[np.float32]
    """Of each node: the least prior of the words that end there or below."""
    depths: NDArray[np.uint8]
    """Of each node: how many letters it is at least and at most to the end of a word."""


class Vocabulary(NamedTuple):
    """The words that may stand in a text: as a trie, and which are no Vietnamese syllables."""

    trie: Trie
    foreign: NDArray[np.bool_]
    acronym: NDArray[np.bool_]
    """Which of these cannot be spoken: ubnd, qđ."""
    words: Sequence[str]
    numbers: Mapping[str, int]
    """Of each word."""
    bonus: NDArray[np.float32]
    """Of each word: how much cheaper it is where a document is known to use it often."""


def vocabulary_of(language: Language) -> Vocabulary:
    """The vocabulary of a language model."""
    words = language.words
    rarity = -language.unigrams[:, 0]
    priors = (_RARITY * (rarity - rarity.min())).astype(np.float32)
    foreign = np.array([not is_known(word) for word in words])
    unspoken = np.array([not VOWEL.search(word[1:]) for word in words])
    return Vocabulary(
        _trie(words, priors),
        foreign,
        foreign & unspoken,
        words,
        language.ids,
        np.zeros(len(words), np.float32),
    )


def _trie(words: Sequence[str], priors: NDArray[np.float32]) -> Trie:
    children: list[dict[str, int]] = [{}]
    ends = [-1]
    for number, word in enumerate(words):
        if number < len(SPECIAL) or not all(letter in LETTER for letter in word):
            continue
        node = 0
        for letter in word:
            if letter not in children[node]:
                children[node][letter] = len(children)
                children.append({})
                ends.append(-1)
            node = children[node][letter]
        ends[node] = number
    order, first, letters = [0], [1], [0]
    for node in order:
        for letter, child in sorted(children[node].items()):
            order.append(child)
            letters.append(LETTER[letter])
        first.append(len(order))
    least = [float(priors[end]) if end >= 0 else np.inf for end in ends]
    shallow, deep = [0] * len(order), [0] * len(order)
    for node in reversed(order):
        below = children[node].values()
        least[node] = min([least[node], *(least[child] for child in below)])
        deep[node] = min(_MOST_LETTERS, max((deep[child] + 1 for child in below), default=0))
        if ends[node] < 0:
            shallow[node] = min(_MOST_LETTERS, *(shallow[child] + 1 for child in below))
    return Trie(
        np.array(first, np.int32),
        np.array(letters, np.uint8),
        np.array([ends[node] for node in order], np.int32),
        priors,
        np.array([least[node] for node in order], np.float32),
        np.array([(shallow[node], deep[node]) for node in order], np.uint8),
    )
