"""The strokes of quarters are numerals, unless a paper counts its quarters in figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.recognition.quarters import in_roman
from parsers.recognition.words import SeenWord

AREA = (0.0, 0.0, 1.0, 1.0)


def line(*words: tuple[str, float]) -> list[SeenWord]:
    return [SeenWord(text, AREA, confidence) for text, confidence in words]


def texts(lines: list[list[SeenWord]]) -> list[str]:
    return [" ".join(word.text for word in each) for each in lines]


@pytest.mark.parametrize(
    ("read", "meant"),
    [("1", "I"), ("l", "I"), ("ll,", "II,"), ("lv", "IV"), ("!", "I"), ("I", "I"), ("III;", "III;")],
)
def test_strokes_after_a_quarter_are_a_numeral(read: str, meant: str) -> None:
    found = in_roman([line(("Quý", 1.0), (read, 0.5), ("1", 0.5))])
    assert texts(found) == [f"Quý {meant} 1"]


def test_what_was_read_stays_as_an_alternative() -> None:
    ((_, word),) = in_roman([line(("quý", 1.0), ("1", 0.4))])
    assert [each.text for each in word.alternatives] == ["1"]


def test_figures_stay() -> None:
    sure = [line(("Quý", 1.0), ("1", 0.99))]
    assert in_roman(sure) == sure
    counted = [line(("Quý", 1.0), ("1", 0.5)), line(("quý", 1.0), ("2,", 0.99))]
    assert in_roman(counted) == counted
    others = [line(("Mục", 1.0), ("1", 0.5)), line(("Quý", 1.0)), line(("1", 0.5))]
    assert in_roman(others) == others


WORD = st.builds(
    SeenWord,
    st.text(st.sampled_from("Quý1lIV,. "), max_size=4),
    st.just(AREA),
    st.floats(min_value=0, max_value=1),
)


@given(st.lists(st.lists(WORD, max_size=5), max_size=3))
def test_no_word_is_lost(lines: list[list[SeenWord]]) -> None:
    assert [len(each) for each in in_roman(lines)] == [len(each) for each in lines]
