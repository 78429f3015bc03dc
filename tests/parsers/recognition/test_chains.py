"""Words out of lists in frames: sums over all paths, as they can be counted one by one in small cases."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from parsers.recognition.chains import at_best, empty, ends, spaced, spelled

ALPHABET = "ab "
SPACE = ALPHABET.index(" ") + 1


def collapsed(path: tuple[int, ...]) -> str:
    """What a path says, of whose classes 0 is the blank."""
    return "".join(ALPHABET[kind - 1] for kind, _ in itertools.groupby(path) if kind)


def counted(shares: np.ndarray, text: str) -> float:
    """The chance of a text, path by path."""
    frames, classes = shares.shape
    paths = itertools.product(range(classes), repeat=frames)
    return sum(float(np.prod(shares[range(frames), path])) for path in paths if collapsed(path) == text)


@pytest.fixture
def shares() -> np.ndarray:
    drawn = np.random.default_rng(3).uniform(0.1, 1, (5, len(ALPHABET) + 1))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def test_a_word_has_the_chances_of_all_its_paths(shares: np.ndarray) -> None:
    words = spelled(["a", "ab", "aab", "bb", "bab"], ALPHABET)
    begins = np.zeros(len(shares) + 1)
    begins[0] = 1
    found = ends(shares, words, begins)
    for text, chances in zip(words.texts, found, strict=True):
        assert chances[-1] == pytest.approx(counted(shares, text))
        assert chances[3] == pytest.approx(counted(shares[:3], text))


def test_a_chain_has_the_chances_of_all_its_paths(shares: np.ndarray) -> None:
    first, second = spelled(["a"], ALPHABET), spelled(["b", "ba"], ALPHABET)
    begins = np.zeros(len(shares) + 1)
    begins[0] = 1
    found = ends(shares, second, spaced(shares, SPACE, ends(shares, first, begins)[0]))
    assert found[:, -1] == pytest.approx([counted(shares, "a b"), counted(shares, "a ba")])


def test_chains_are_as_likely_from_the_right(shares: np.ndarray) -> None:
    words = spelled(["ab", "b", "aab"], ALPHABET)
    begins, back = np.zeros((2, len(shares) + 1))
    begins[0] = back[0] = 1
    forward = ends(shares, words, begins)[:, -1]
    assert ends(shares[::-1], words.backward(), back)[:, -1] == pytest.approx(forward)


def test_no_place_is_better_than_the_bound(shares: np.ndarray) -> None:
    words = spelled(["ab", "b", "bab"], ALPHABET)
    relative = shares / shares.max(axis=1, keepdims=True)
    best = [max(relative[frame : frame + 1, kind].max() for frame in range(5)) for kind in range(4)]
    bounds = np.exp(at_best(relative, words))
    assert bounds == pytest.approx([best[1] * best[2], best[2], best[2] * best[1] * best[2]])


def test_words_of_other_letters_are_left_out() -> None:
    words = spelled(["a", "", "ax", "bb"], ALPHABET)
    assert words.texts == ("a", "bb")
    both = words.and_(spelled(["abab"], ALPHABET))
    assert both.texts == ("a", "bb", "abab")
    assert both.only(np.array([0, 1])).kinds.tolist() == [[1, 0], [2, 2]]
    assert both.backward().kinds.tolist() == [[1, 0, 0, 0], [2, 2, 0, 0], [2, 1, 2, 1]]


def test_white_is_blank_or_space() -> None:
    shares = np.array([[0.5, 0.1, 0.1, 0.2], [0.1, 0.1, 0.1, 0.4]])
    assert empty(shares, SPACE) == pytest.approx([1, 0.5, 0.2])
