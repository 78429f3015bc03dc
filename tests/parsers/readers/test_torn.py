"""Signs and figures that stand apart from their words are parts of them; dots of a blank are not."""

from __future__ import annotations

import pytest

from parsers.readers.recognised import _printed
from parsers.readers.torn import untorn
from parsers.recognition.words import SeenWord


@pytest.mark.parametrize(
    ("first", "second", "gap", "sure", "found"),
    [
        ("VT", ",", 4, 0.9, ["VT,"]),
        ("VT", ",", 4, 0.3, ["VT", ","]),
        ("VT", ",", 30, 0.9, ["VT", ","]),
        ("202", "5.", 4, 0.4, ["2025."]),
        ("12", "5.", 4, 0.9, ["12", "5."]),
        ("ngày", ".", 4, 0.9, ["ngày", "."]),
        ("Điều", "5.", 4, 0.9, ["Điều", "5."]),
    ],
)
def test_untorn(first: str, second: str, gap: int, sure: float, found: list[str]) -> None:
    words = [SeenWord(first, (0, 0, 30, 12), 0.95), SeenWord(second, (30 + gap, 0, 40 + gap, 12), sure)]
    assert [word.text for word in untorn(words, 12)] == found


@pytest.mark.parametrize(
    ("text", "printed"),
    [("QuýI", "Quý I"), ("QuýlV,", "Quý IV,"), ("QuýI1", "QuýI1"), ("Quýnh", "Quýnh"), ("'Năm", "Năm")],
)
def test_printed(text: str, printed: str) -> None:
    assert _printed(text) == printed
