"""The signs of the model, and texts spelled with them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.recognition.alphabet import ALPHABET, classes, is_known, spelled


def test_every_vietnamese_letter_is_there_once() -> None:
    letters = [
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    ]
    wanted = {*letters, "đ", *"".join(letters).upper(), "Đ"}
    assert wanted <= set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)


@pytest.mark.parametrize(
    ("text", "like_the_model"),
    [
        ("Họ tên: ..........", "Họ tên: …"),
        ("v.v...", "v.v…"),
        ("ngày …… tháng ....", "ngày … tháng …"),
        ("Ký tên _______", "Ký tên _"),
        ("A\u00a0\u2212 B", "A - B"),
        ("Ho\u0300a  bi\u0300nh", "Hòa bình"),
        ("1.1. Mục", "1.1. Mục"),
    ],
)
def test_spelled(text: str, like_the_model: str) -> None:
    assert spelled(text) == like_the_model


@given(st.text(max_size=40))
def test_spelling_settles(text: str) -> None:
    assert spelled(spelled(text)) == spelled(text)


@given(st.text(alphabet=ALPHABET, max_size=30))
def test_classes_stand_for_signs(text: str) -> None:
    assert is_known(text)
    assert "".join(ALPHABET[number - 1] for number in classes(text)) == text
