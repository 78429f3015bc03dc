"""The foot: recipients and signature in any order, beside each other or missing, and the closing above."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.structure import foot
from parsers.structure.flow import Item
from tests.paper import Named, cases, parts, plan

BODY = "I. NỘI DUNG\n1. Quét dọn\nMỗi sáng thứ Bảy.\n"


class Case(Named):
    """The end of a paper, and the recipients, printed signature and closing in it."""

    text: str
    recipients: list[str]
    signature: str | None
    closing: list[str]


@pytest.mark.parametrize("case", cases("foot.json"))
def test_end_of_the_paper(case: Case) -> None:
    found = plan(BODY + case["text"])
    assert found.recipients == case["recipients"]
    assert (found.evidence["signature"].raw if "signature" in found.evidence else None) == case["signature"]
    assert found.closing == case["closing"]
    assert [section.paragraphs for section in found.walk()] == [[], ["Mỗi sáng thứ Bảy."]]
    assert found.annexes == []


def test_one_row_with_the_whole_foot() -> None:
    found = parts(
        [
            "I. NỘI DUNG",
            "Quét dọn.",
            ["Nơi nhận:\n- Các thôn;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Mẫu"],
        ]
    )
    assert found.recipients == ["Các thôn", "Lưu: VT"]
    assert found.evidence["signature"].raw == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu"
    assert found.tables == []


@pytest.mark.parametrize("stamp", ["Ký bởi: Ủy ban nhân dân xã", "Thời gian ký: 05/3/2024 08:15:00 +07:00"])
def test_a_stamp_of_a_digital_signature_ends_nothing(stamp: str) -> None:
    found = plan(f"{BODY}Nơi nhận:\n- Các thôn;\n- Lưu: VT.\nCHỦ TỊCH\n{stamp}\nLê Văn Mẫu")
    assert found.recipients == ["Các thôn", "Lưu: VT"]
    assert found.evidence["signature"].raw.startswith("CHỦ TỊCH\n")
    assert found.evidence["signature"].raw.endswith("\nLê Văn Mẫu")
    assert found.annexes == []


@pytest.mark.parametrize("stroke", ["*", "V.", ", )"])
def test_what_a_signature_was_read_as_stands_between_position_and_name(stroke: str) -> None:
    found = plan(f"{BODY}Nơi nhận:\n- Các thôn;\n- Lưu: VT.\nCHỦ TỊCH\n{stroke}\nLê Văn Mẫu")
    assert found.evidence["signature"].raw == "CHỦ TỊCH\nLê Văn Mẫu"
    assert ("handwriting", stroke) in [(each.reason, each.text) for each in found.dropped]


def test_the_date_may_stand_above_the_signature() -> None:
    found = plan(f"{BODY}Mẫu Lâm, ngày 05 tháng 3 năm 2024\nHIỆU TRƯỞNG\nLê Văn Mẫu")
    assert found.evidence["signature"].raw.startswith("HIỆU TRƯỞNG")


def test_a_table_before_the_foot_is_no_foot() -> None:
    found = parts(
        [
            "I. PHÂN CÔNG",
            ["TT", "Nội dung", "Chủ trì"],
            ["1", "Quét dọn", "Chủ tịch xã"],
            "Nơi nhận:",
            "- Lưu: VT.",
        ]
    )
    assert len(found.tables) == 1
    assert found.recipients == ["Lưu: VT"]


def test_an_annex_after_the_foot_is_no_part_of_it() -> None:
    found = plan(
        f"{BODY}Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Mẫu\nPHỤ LỤC\nDANH SÁCH TỔ\n- Tổ 1;\n- Tổ 2."
    )
    assert found.recipients == ["Lưu: VT"]
    assert found.evidence["signature"].raw == "CHỦ TỊCH\nLê Văn Mẫu"
    assert [annex.title for annex in found.annexes] == ["DANH SÁCH TỔ"]


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        (["- Như trên;", "- Lưu: VT."], ["Như trên", "Lưu: VT"]),
        (["- Như trên;- Lưu: VT./."], ["Như trên", "Lưu: VT"]),
        (["- Như trên; ✓", "- Lưu: VT (02)."], ["Như trên", "Lưu: VT (02)"]),
        (["- Như trên;", "- Như trên;"], ["Như trên"]),
        (["– TT Huyện ủy", "– TT HĐND xã"], ["TT Huyện ủy", "TT HĐND xã"]),
        (["-", "", ";"], []),
        ([], []),
    ],
)
def test_recipients_one_each(lines: list[str], due: list[str]) -> None:
    assert list(foot.split_recipients([Item(line, 1) for line in lines])) == due


@given(st.lists(st.text()))
def test_recipients_are_clean(lines: list[str]) -> None:
    found = foot.split_recipients([Item(line, 1) for line in lines])
    assert len(found) == len(set(found))
    assert all(each == " ".join(each.split()) and not each.endswith((";", ".", ",")) for each in found)
