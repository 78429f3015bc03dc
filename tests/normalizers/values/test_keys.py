"""Keys: what is spelled in two ways compares alike, and places in a key are places in the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalizers.values.keys import key, one_tone

SPELLED = "oaeyuqhOAEYU òóỏõọùúủũụÄëÿăâê\u0300\u0308\u0302İǡ–"


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("Thúy", "Thuý"), ("ỦY BAN", "UỶ BAN")])
def test_tone_marks_of_open_syllables_have_one_place(old: str, new: str) -> None:
    assert key(old) == key(new)


@pytest.mark.parametrize("text", ["quý", "hoàn", "thuỷ điện", "của"])
def test_a_vowel_before_a_final_consonant_and_qu_keep_their_place(text: str) -> None:
    assert one_tone(text) == text


@given(st.one_of(st.text(), st.text(alphabet=SPELLED)))
@example("P;ÒÄ:")
def test_a_key_is_as_long_as_its_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(key(composed)) == len(composed)
