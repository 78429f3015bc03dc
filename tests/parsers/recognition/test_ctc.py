"""Words off the chances of frames: the best path, and the sum over all paths of small cases."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.recognition.ctc import pieces, readings

SPACE = 1


def _chances(path: list[int], classes: int = 6, sure: float = 0.96) -> np.ndarray:
    rows = np.full((len(path), classes), (1 - sure) / (classes - 1), np.float32)
    rows[range(len(path)), path] = sure
    return np.log(rows)


def test_pieces_of_the_best_path() -> None:
    found = pieces(_chances([0, 2, 2, 0, 2, 3, 1, 1, 0, 4, 0]), SPACE)
    assert [[sign.kind for sign in piece.signs] for piece in found] == [[2, 2, 3], [4]]
    assert [(piece.first, piece.last) for piece in found] == [(0, 6), (8, 11)]
    assert [(sign.first, sign.last) for sign in found[0].signs] == [(1, 3), (4, 5), (5, 6)]
    assert all(-1 < piece.chance < 0 for piece in found)


@pytest.mark.parametrize("path", [[0], [1], [1, 0, 1]])
def test_no_pieces(path: list[int]) -> None:
    assert pieces(_chances(path), SPACE) == []


def test_an_unsure_space_makes_its_words_unsure() -> None:
    chances = _chances([2, 1, 3])
    chances[1] = np.log([0.3, 0.4, 0.1, 0.1, 0.05, 0.05])
    assert all(piece.chance < np.log(0.45) for piece in pieces(chances, SPACE))


@given(st.lists(st.lists(st.floats(0.05, 1.0), min_size=3, max_size=3), min_size=1, max_size=4))
def test_readings_sum_all_paths(weights: list[list[float]]) -> None:
    chances = np.array(weights, np.float32)
    chances /= chances.sum(axis=1, keepdims=True)
    sums: dict[tuple[int, ...], float] = {}
    for path in product(range(3), repeat=len(weights)):
        text = tuple(kind for kind, _ in groupby(path) if kind)
        sums[text] = sums.get(text, 0.0) + float(np.prod(chances[range(len(path)), path]))
    found = readings(np.log(chances))
    assert len(found) <= 8
    # With all texts in the beam the sums are exact; what is dropped can only take from them.
    for text, chance in found:
        assert chance <= sums[text] + 1e-5
    if len(sums) <= 8:
        assert found[0][1] == pytest.approx(max(sums.values()), rel=1e-3)
    assert [chance for _, chance in found] == sorted((chance for _, chance in found), reverse=True)
