"""Lines in coloured ink: print is kept, offices are mended, scrawls are dropped."""

from __future__ import annotations

import pytest

from parsers.recognition.legible import legible
from parsers.recognition.words import SeenWord


def line(text: str, confidence: float) -> list[SeenWord]:
    return [SeenWord(word, (0, 0, 1, 1), confidence) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "confidence", "read"),
    [
        ("Trần Thị Mẫu", 0.9, "Trần Thị Mẫu"),
        ("tv4 ỉJ mẫ", 0.2, ""),
        ("27/3", 0.9, ""),
        ("GIAM ĐÓC", 0.3, "GIÁM ĐỐC"),
        ("Ng HIỂU TRƯỜNG", 0.3, "NG HIỆU TRƯỞNG"),
        ("PHO CHỦ TICH", 0.3, "PHÓ CHỦ TỊCH"),
        ("T/M BAN THƯỜNG VỤ", 0.98, "T/M BAN THƯỜNG VỤ"),
        ("Nguyễn Giám Đốc", 0.2, ""),
    ],
)
def test_what_is_kept(text: str, confidence: float, read: str) -> None:
    assert " ".join(word.text for word in legible(line(text, confidence))) == read


def test_what_was_read_stays_beside_what_it_is_mended_to() -> None:
    (_, mended) = legible(line("GIÁM ĐÓC", 0.4))
    assert (mended.text, mended.confidence) == ("ĐỐC", 0.5)
    assert mended.alternatives[0] == ("ĐÓC", 0.4)
