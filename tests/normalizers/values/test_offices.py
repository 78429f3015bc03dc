"""The lines above a name: those read in doubt are what may stand there, those read surely as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values import signature
from normalizers.values.offices import Printed, meant
from parsers.plan import Reading, Signature


def line(text: str, *confidences: float) -> Printed:
    words = text.split()
    given = [*confidences, *[1.0] * (len(words) - len(confidences))]
    return Printed(text, tuple(Reading(word, sure) for word, sure in zip(words, given, strict=True)))


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ([line("GIẦM ĐỐC", 0.1)], ["GIÁM ĐỐC"]),
        (
            [line("TMM ỦY BAN NHÂN DÂN", 0.1), line("s QÌU TỊCH", 0.6, 0.2)],
            ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        ),
        ([line("TIM BẠN THƯỜNG VỤ", 0.1, 0.8), line("RBÍ THƯ", 0.2)], ["TM. BAN THƯỜNG VỤ", "BÍ THƯ"]),
        ([line("KF. GIÁM ĐỐC", 0.4), line("PHO GIÁM ĐỐC", 0.5)], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ([line("06. GIÁM ĐỐC", 0.8), line("GIÁM ĐỐC", 0.4)], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ([line("KT. CHỦ TỊCH"), line("OANG,MU TỊCH", 0.1)], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ([line("K GIÁM ĐỐC", 0.98), line("Lê Văn Mẫu")], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Mẫu"]),
        ([line("GIÁM ĐỐC"), line("ÁM ĐỐC", 0.98)], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ([line("KT. HIỆU TRƯỞNG"), line("HIỆU TRƯỞNG", 0.5)], ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]),
        ([line("KT. BỘ TRƯỞNG"), line("= HỨ TRƯỞNG", 0.6, 0.5)], ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"]),
        ([line("KT. CHỦ TỊCH"), line("Lê Văn Mẫu")], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]),
        ([Printed("KT. CHỦ TỊCH"), Printed("Lê Văn Mẫu")], ["KT. CHỦ TỊCH", "Lê Văn Mẫu"]),
        ([line("qUWBÓ BÍ THƯ", 0.01, 0.2)], ["PHÓ BÍ THƯ"]),
        ([line("qUWBZ BÍ THƯ", 0.01, 0.2)], ["BÍ THƯ"]),
        ([line("GIÁM ĐỐC"), line("ANH 6", 0.4, 0.2)], ["GIÁM ĐỐC"]),
        ([line("TRƯỞNG PHÒNG"), line("NỘI VU", 0.3, 0.3)], ["TRƯỞNG PHÒNG", "NỘI VU"]),
        ([line("GIÁM ĐỐC"), line("ZW#", 0.1)], ["GIÁM ĐỐC"]),
        ([line("GIÁM ĐỐC"), line("l ≥ Mt", 0.5, 0.7, 0.1)], ["GIÁM ĐỐC"]),
        ([line("GIÁM ĐỐC"), line("Y Lê")], ["GIÁM ĐỐC", "Y Lê"]),
        ([line("TRƯỞNG PHÒNG NỘI VU", 0.99, 0.99, 0.99, 0.6)], ["TRƯỞNG PHÒNG NỘI VU"]),
        ([line("QUẢN ĐỐC"), line("Lê Văn Mẫu", 0.3)], ["QUẢN ĐỐC", "Lê Văn Mẫu"]),
        ([Printed("TMM ỦY BAN NHÂN DÂN")], ["TMM ỦY BAN NHÂN DÂN"]),
    ],
)
def test_what_stands_above_a_name(lines: list[Printed], due: list[str]) -> None:
    assert meant(lines) == due


def test_a_capacity_is_another_reading_of_what_stands_before_a_position() -> None:
    words = (Reading("KI", 0.6, (("KT.", 0.2),)), Reading("CHỦ", 0.98), Reading("TỊCH", 1.0))
    assert meant([Printed("KI CHỦ TỊCH", words)]) == ["KT. CHỦ TỊCH"]


def test_a_block_as_recognised() -> None:
    read = [line("TIM ỦY BAN NHÂN DÂN", 0.2), line("GHÚ TỊCH", 0.3), line("“ Ngõ Văn Mẫu", 0.2, 0.4)]
    raw = "\n".join(each.text for each in read)
    due = Signature(capacity="TM", authority="ỦY BAN NHÂN DÂN", position="CHỦ TỊCH", name="Ngô Văn Mẫu")
    assert signature.parse(raw, [each.words for each in read], "ỦY BAN NHÂN DÂN XÃ MẪU") == due


@given(st.lists(st.tuples(st.text(max_size=30), st.floats(0, 1)), max_size=5))
def test_any_block_is_taken(block: list[tuple[str, float]]) -> None:
    lines = [Printed(text, tuple(Reading(word, sure) for word in text.split())) for text, sure in block]
    assert len(meant(lines)) <= 2 * len(lines)
