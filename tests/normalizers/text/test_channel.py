"""The channel: what was misread most is cheapest, and an unknown recogniser is learned from its text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from normalizers.text import channel
from normalizers.text.adaptation import Evidence, fit, kind_weights, prepare
from normalizers.text.channel import LETTER, LETTERS, Channel, Signs
from normalizers.text.training.channel import train, words
from normalizers.text.training.misread import Pair

PAIRS = [
    Pair("tổ chức hội nghị", "t6 chirc hdi nghi", "first", 300, "A"),
    Pair("tổ trưởng tổ số năm", "t6 tru6ng t6 s6 nam", "first", 300, "A"),
    Pair("chức vụ, tổ chức", "chüc vu, tô chüc", "second", 300, "A"),
] * 5


@pytest.fixture(scope="module")
def confusions(tmp_path_factory: pytest.TempPathFactory) -> channel.Confusions:
    out = tmp_path_factory.mktemp("model") / "confusions.csv"
    train(PAIRS, out)
    return channel.read(out)


def cost(costs: Channel, signs: Signs, letter: str, seen: str) -> float:
    i = LETTER[letter]
    if len(seen) == 2:
        return float(costs.two[i, signs.pair[seen]])
    return float(costs.one[i, signs.number[seen]])


def test_kinds_have_their_own_confusions(confusions: channel.Confusions) -> None:
    signs = channel.signs_of(["t6", "tô", "chirc", "chüc"])
    mixed = channel.mixture(confusions, signs)
    assert confusions.kinds == ("first", "second")
    first, second = (channel.channel_of(mixed, weights) for weights in ([1, 0, 0], [0, 1, 0]))
    assert cost(first, signs, "ổ", "6") < cost(second, signs, "ổ", "6")
    assert cost(first, signs, "ổ", "ô") > cost(second, signs, "ổ", "ô")
    assert cost(first, signs, "ứ", "ir") < 1
    assert cost(second, signs, "ứ", "ü") < 1


def test_words_of_a_line_are_paired_where_blanks_agree() -> None:
    pair = Pair("một hai, ba bốn", "m6t hai, babốn", "k", 300, "A")
    assert [(word.true, word.seen) for word in words(pair)] == [("một", "m6t"), ("hai", "hai")]


def test_the_same_pairs_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        train(PAIRS, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_document_shows_its_kind_and_its_own_confusions(confusions: channel.Confusions) -> None:
    readings = [Evidence("chüc", "chức", 1.0), Evidence("tô", "tổ", 1.0), Evidence("hgi", "hội", 4.0)] * 10
    signs = channel.signs_of(reading.seen for reading in readings)
    mixed = channel.mixture(confusions, signs)
    aligned = prepare(readings, signs)
    weights = kind_weights(aligned, mixed)
    assert sum(weights) == pytest.approx(1)
    assert weights[1] > weights[0]
    before = channel.channel_of(mixed, weights)
    after = fit(before, aligned, signs, 5.0)
    assert cost(after, signs, "ộ", "g") + 2 < cost(before, signs, "ộ", "g")


def test_probabilities_of_a_letter_sum_to_at_most_one() -> None:
    signs = channel.signs_of(["T6", "chirc", "k&", "ngh¢", "D6ng"])
    mixed = channel.mixture(channel.shipped(), signs)
    assert (mixed.kinds.sum(axis=2) <= 1.0001).all()
    assert np.isfinite(mixed.noise).all()


def test_stripped_text_has_no_other_letters() -> None:
    signs = channel.signs_of(["dan", "đ"])
    costs = channel.stripped(signs)
    assert cost(costs, signs, "ấ", "a") == cost(costs, signs, "đ", "d") == cost(costs, signs, "đ", "đ") == 0
    assert cost(costs, signs, "o", "a") > 30
    assert len(LETTERS) == len(set(LETTERS))
