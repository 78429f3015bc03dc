"""Set phrases are mended where one syllable has the wrong marks, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text import edits
from normalizers.text.phrases import slips


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Đợt thi đua “Chuyên đổi số” của xã", "Đợt thi đua “Chuyển đổi số” của xã"),
        ("- Công Thông tin điện tử huyện;", "- Cổng Thông tin điện tử huyện;"),
        ("CHUYÊN ĐỔI SỐ", "CHUYỂN ĐỔI SỐ"),
        ("Uy ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("Hãng năm, hăng quý", "Hằng năm, hằng quý"),
    ],
)
def test_one_wrong_syllable_is_mended(printed: str, meant: str) -> None:
    assert edits.apply(printed, slips(printed)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Chuyển đổi số; uỷ ban nhân dân; Ủy ban nhân dân; Văn hoá, Thể thao và Du lịch",
        "chuyển đổi sở hữu",  # another word begins at the last syllable
        "hàng năm; hằng tháng; hãng nước mắm; thăng năm",
        "chuyen doi so",  # all marks are lost: that is for the decoder
        "siêuchuyên đổi số",
    ],
)
def test_what_has_another_reading_stays(text: str) -> None:
    assert list(slips(text)) == []


@given(st.text())
def test_any_text_keeps_its_length_and_is_mended_once(text: str) -> None:
    changed = edits.apply(text, slips(text))
    assert len(changed) == len(text)
    assert list(slips(changed)) == []
