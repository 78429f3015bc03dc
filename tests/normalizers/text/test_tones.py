"""Tone marks move only in syllables with two spellings, and back again."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.edits import apply
from normalizers.text.tones import edits, place

PAIRS = [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("Ủy ban", "Uỷ ban"), ("HÓA, tọa", "HOÁ, toạ")]
PIECES = ["h", "q", "gi", "o", "u", "y", "a", "e", "ò", "à", "ú", "ý", "n", "ỤY", "oẹ", " "]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_both_ways(old: str, new: str) -> None:
    assert (place(old, "new"), place(new, "old")) == (new, old)
    assert (place(old, "old"), place(new, "new")) == (old, new)


@pytest.mark.parametrize(
    "word", ["hoàn", "quý", "quà", "huỳnh", "giá", "khuỷu", "hòn", "QUÝ", "của", "xoáy", "mùa"]
)
def test_syllables_with_one_spelling_stay(word: str) -> None:
    assert place(word, "old") == place(word, "new") == word


@given(TEXTS)
def test_there_and_back(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    old, new = place(text, "old"), place(text, "new")
    assert place(new, "old") == old
    assert place(old, "new") == new
    assert place(old, "old") == old
    assert apply(text, edits(text, "new")) == new
