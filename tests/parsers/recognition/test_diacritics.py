"""What a word may be whose marks were missed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.recognition.diacritics import with_marks


@pytest.mark.parametrize(
    ("seen", "meant"), [("PHÓ", "PHỐ"), ("HIÊN", "HIỆN"), ("(THƯC,", "(THỰC,"), ("VU", "VỤ")]
)
def test_a_missed_mark_is_offered(seen: str, meant: str) -> None:
    offered = dict(with_marks(seen, 0.9))
    assert offered[meant] == max(offered.values())


@pytest.mark.parametrize("seen", ["pHó", "Y", "12/KH-UBND", "", "..."])
def test_other_words_stay(seen: str) -> None:
    assert with_marks(seen, 0.9) == []


def test_small_letters_are_doubted_as_far_as_the_reading_is() -> None:
    doubtful, sure = dict(with_marks("Tầm,", 0.6)), dict(with_marks("Tầm,", 0.96))
    assert doubtful["Tâm,"] == pytest.approx(0.06)
    assert sure["Tâm,"] < 0.01
    assert "Tam," not in doubtful, "one kind of mark at a time"


@given(st.text(max_size=12))
def test_nothing_breaks(text: str) -> None:
    assert all(other != text for other, _ in with_marks(text, 0.5))
