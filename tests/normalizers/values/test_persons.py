"""Names of persons: what was read in doubt is mended, what was read surely stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values.persons import mended
from parsers.plan import Reading

SURE = [Reading("Văn", 0.99), Reading("Mẫu", 0.99)]


@pytest.mark.parametrize(
    ("word", "confidence", "others", "meant"),
    [
        ("Ngõ", 0.44, ["Ngô", "Ng6"], "Ngô"),
        ("Đương", 0.98, ["Dương"], "Dương"),  # nobody is called so, and the recogniser wavered
        ("Ngũyên", 0.3, ["Nguyên"], "Nguyễn"),
        ("(Bùi", 0.4, ["Bùi", "Bài"], "Bùi"),
        ("Mlai", 0.2, ["Nai"], "Mai"),
        ("Đạng", 1.0, [], "Đặng"),  # no syllable
        ("Lường", 0.99, ["Lương"], "Lường"),
        ("Krông", 1.0, [], "Krông"),
        ("H'", 1.0, [], "H'"),
        ("Nguyên", 1.0, [], "Nguyên"),
        ("Ph", 0.05, ["Pt"], "Ph"),
    ],
)
def test_a_family_name(word: str, confidence: float, others: list[str], meant: str) -> None:
    chances = tuple((text, 0.3 * confidence) for text in others)
    assert mended([Reading(word, confidence, chances), *SURE]) == [meant, "Văn", "Mẫu"]


def test_words_after_the_family_name_are_others() -> None:
    read = [Reading("Hà", 0.96), Reading("Huu", 0.28, (("Hưu", 0.2), ("Hữu", 0.15))), Reading("Mẫu", 1.0)]
    assert mended(read) == ["Hà", "Hữu", "Mẫu"]


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=9), st.floats(0, 1)).map(lambda pair: Reading(*pair)),
        max_size=4,
    )
)
def test_any_words_are_taken(words: list[Reading]) -> None:
    assert len(mended(words)) == len(words)


@given(st.lists(st.sampled_from(["Trần", "Thị", "Ksor", "Mẫu", "Xyz"]), min_size=1, max_size=5))
def test_what_was_read_surely_stays(words: list[str]) -> None:
    assert mended([Reading(word, 1.0) for word in words]) == words
