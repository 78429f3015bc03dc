"""What a word in capitals may be whose marks were missed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.recognition.capitals import with_marks


@pytest.mark.parametrize(
    ("seen", "meant"), [("PHÓ", "PHỐ"), ("HIÊN", "HIỆN"), ("(THƯC,", "(THỰC,"), ("VU", "VỤ")]
)
def test_a_missed_mark_is_offered(seen: str, meant: str) -> None:
    offered = dict(with_marks(seen))
    assert offered[meant] == max(offered.values())


@pytest.mark.parametrize("seen", ["phó", "Phó", "Y", "12/KH-UBND", "", "..."])
def test_other_words_stay(seen: str) -> None:
    assert with_marks(seen) == []


@given(st.text(max_size=12))
def test_nothing_breaks(text: str) -> None:
    assert all(other != text for other, _ in with_marks(text))
