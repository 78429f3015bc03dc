"""Words with alternatives of their own: the language model decides, but only where the recogniser doubts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.text.alternatives import repair_words

SENTENCE = "Ủy ban nhân dân huyện ban hành kế hoạch số 12/KH-UBND, phát triển du lịch cộng đồng"
TRUE = SENTENCE.split()
DOUBTFUL = {
    "kế": [("kể", 0.5), ("kế", 0.4)],
    "du": [("đu", 0.6), ("du", 0.3)],
    "số": [("sổ", 0.7), ("số", 0.2)],
}

WORD = st.lists(
    st.tuples(st.text(st.sampled_from("aế1,.-/ \n😀"), max_size=5), st.floats(allow_nan=True)), max_size=4
)


def test_what_is_usual_wins_where_the_recogniser_doubts() -> None:
    assert repair_words([DOUBTFUL.get(word, [(word, 0.99)]) for word in TRUE]) == TRUE


@pytest.mark.parametrize("name", ["Đỗ", "Kzar", "ngiêm"])
def test_what_is_printed_wins_over_what_is_usual(name: str) -> None:
    words = ["Ông", "Nguyễn", "Văn", name, "phó", "chủ", "tịch"]
    assert repair_words([[(word, 0.995), ("nhân", 0.004)] for word in words]) == words


def test_trust_is_how_much_the_recogniser_weighs() -> None:
    words = [[("kể", 0.99), ("kế", 0.01)] if word == "kế" else [(word, 0.99)] for word in TRUE]
    assert "kế" in repair_words(words, trust=0.5)
    assert "kể" in repair_words(words, trust=8)


def test_alternatives_may_differ_in_punctuation_and_be_no_word() -> None:
    noise = [("'", 0.2), ("", 0.8)]
    words = [[("năm", 1)], [("2024.", 0.5), ("2O24.", 0.5)], noise, [("Nơi", 0.9), ("Nơi:", 0.1)], []]
    assert repair_words(words) == ["năm", "2024.", "", "Nơi", ""]


@pytest.mark.parametrize(
    ("word", "other"),
    [("tin", "tỉn"), ("khuẩn", "khuấn"), ("dân", "d4n"), ("-", "•"), ("III", "II"), ("I", "IV")],
)
def test_no_unknown_word_and_no_other_number_is_likelier_than_what_was_read(word: str, other: str) -> None:
    assert repair_words([[("phòng", 1)], [(word, 0.6), (other, 0.4)], [("cơ", 1)]])[1] == word


@settings(max_examples=100)
@given(st.lists(WORD, max_size=6))
def test_a_word_is_always_one_of_its_alternatives(words: list[list[tuple[str, float]]]) -> None:
    for found, alternatives in zip(repair_words(words), words, strict=True):
        assert found in [text for text, _ in alternatives] or (found == "" and not alternatives)


def test_long_texts_are_read_in_stretches() -> None:
    words = [[(f"{word}", 1.0)] for word in TRUE * 60]
    found = repair_words(words)
    assert found == TRUE * 60
