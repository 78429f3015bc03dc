"""Places of a recognised letterhead that no place is called are those that are meant."""

from __future__ import annotations

import pytest

from normalizers.values.misplaced import body_meant, place_meant
from parsers.plan import Reading


def read(text: str, *doubtful: str) -> list[Reading]:
    return [Reading(word, 0.5 if word in doubtful else 0.99) for word in text.split()]


@pytest.mark.parametrize(
    ("place", "body", "meant"),
    [
        ("Diện Biên", "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN", "Điện Biên"),
        ("Sa Pu", "ĐẢNG ỦY THỊ XÃ SA PA", "Sa Pa"),
        ("Sơn La", "ỦY BAN NHÂN DÂN TỈNH SƠN LA", "Sơn La"),
        ("Mường Xưa", "ỦY BAN NHÂN DÂN XÃ MƯỜNG XƯA", "Mường Xưa"),
        ("Son La", "SỞ NỘI VỤ", "Son La"),
    ],
)
def test_the_place_of_issue_is_that_of_the_issuer(place: str, body: str, meant: str) -> None:
    assert place_meant(place, [body], read(f"{place}, ngày 02 tháng 3 năm 2020")) == meant


def test_a_place_that_was_doubtful_is_the_only_one_it_can_be() -> None:
    line = "Tuyen Quang, ngày 02 tháng 3 năm 2020"
    assert place_meant("Tuyen Quang", [], read(line)) == "Tuyen Quang"
    assert place_meant("Tuyen Quang", [], read(line, "Tuyen")) == "Tuyên Quang"
    assert place_meant("Tuyen Quang", ["TỈNH TUYÊN QUANG"], []) == "Tuyen Quang", "digital text is as printed"


@pytest.mark.parametrize(
    ("body", "place", "meant"),
    [
        ("UBND THANH PHỐ HAI PHÒNG", "Hải Phòng", "UBND THÀNH PHỐ HẢI PHÒNG"),
        ("UBND THANH PHỐ HẢI PHÒNG", "Hải Phòng", "UBND THÀNH PHỐ HẢI PHÒNG"),
        ("Ủy ban nhân dân tỉnh Hòa Binh", "Hòa Bình", "Ủy ban nhân dân tỉnh Hòa Bình"),
        ("ỦY BAN NHÂN DÂN XÃ MƯỜNG XƯA", "Sơn La", "ỦY BAN NHÂN DÂN XÃ MƯỜNG XƯA"),
        ("CƠ QUAN THƯỜNG TRỰC", None, "CƠ QUAN THƯỜNG TRỰC"),
        ("", None, ""),
    ],
)
def test_a_body_is_that_of_the_place_of_issue(body: str, place: str | None, meant: str) -> None:
    assert body_meant(body, place, read(body)).replace("Hoà", "Hòa") == meant
    assert body_meant(body, place, []) == body
