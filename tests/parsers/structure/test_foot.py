"""The foot: recipients and signature in any order, beside each other or missing, and the closing above."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Box, Document, Line, Origin, Page, Word
from parsers.plan import Plan
from parsers.structure import foot, structure
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


def seen(x: float, y: float, *words: tuple[str, float]) -> Line:
    """A recognised line whose words stand from x on, each with its confidence."""
    found, at = [], x
    for text, sure in words:
        box = Box(x0=at, y0=y, x1=at + 7 * len(text), y1=y + 14)
        found.append(Word(text=text, box=box, confidence=sure))
        at = box.x1 + (250 if text.endswith("nhận:") else 4)
    whole = Box.around([word.box for word in found if word.box])
    return Line(text=" ".join(word.text for word in found), words=found, box=whole)


def recognised(*foot_lines: Line, then: tuple[Line, ...] = ()) -> Plan:
    body = ["I. NỘI DUNG", "Quét dọn mỗi sáng thứ Bảy, gom rác vào nơi quy định của thôn."]
    lines = [seen(85, 60 + 20 * at, *((word, 1.0) for word in text.split())) for at, text in enumerate(body)]
    pages = [
        Page(number=number, width=595, height=842, origin=Origin.OCR, lines=each)
        for number, each in enumerate(([*lines, *foot_lines], list(then)), 1)
        if each
    ]
    return structure(Document(name="", sha256="0", media_type="application/pdf", paged=True, pages=pages))


RECIPIENTS = [
    seen(85, 215, ("-", 1.0), ("Các", 1.0), ("thôn;", 1.0)),
    seen(85, 230, ("-", 1.0), ("Lưu:", 1.0), ("VT.", 1.0)),
]


def test_a_position_on_the_line_of_the_label_is_no_recipient() -> None:
    found = recognised(
        seen(85, 200, ("Nơi", 1.0), ("nhận:", 1.0), ("MÁM", 0.2), ("ĐỐC", 1.0)),
        *RECIPIENTS,
        seen(370, 290, ("Lê", 1.0), ("Văn", 1.0), ("Mẫu", 1.0)),
    )
    assert found.recipients == ["Các thôn", "Lưu: VT"]
    assert found.evidence["signature"].raw == "MÁM ĐỐC\nLê Văn Mẫu"


def test_what_a_seal_left_before_a_line_beside_the_recipients_makes_it_no_recipient() -> None:
    found = recognised(
        seen(85, 200, ("Nơi", 1.0), ("nhận:", 1.0)),
        *RECIPIENTS,
        seen(370, 200, ("TM.", 1.0), ("ỦY", 1.0), ("BAN", 1.0), ("NHÂN", 1.0), ("DÂN", 1.0)),
        seen(390, 215, ("-KT.", 0.2), ("CHỦ", 0.9), ("TỊCH", 1.0)),
        seen(390, 230, ("PHÓ", 0.8), ("CHỦ", 1.0), ("TỊCH", 1.0)),
        seen(380, 300, ("-Lê", 0.6), ("Văn", 1.0), ("Mẫu", 1.0)),
    )
    assert found.recipients == ["Các thôn", "Lưu: VT"]
    lines = found.evidence["signature"].raw.splitlines()
    assert [line.lstrip("-") for line in lines[1:]] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]


@pytest.mark.parametrize(
    "name",
    [
        [("-", 0.6), ("Lê", 1.0), ("Văn", 1.0), ("Mẫu", 1.0)],  # the rim of a seal is no list sign
        [("ê", 0.3), ("Văn", 1.0), ("Mẫu", 1.0)],
        [("2ồ", 0.2), ("Văn", 0.5), ("Mẫu", 1.0)],
        [("tê", 0.4), ("Văn", 0.8), ("Mẫu", 0.7)],
    ],
)
def test_a_worn_name_is_one(name: list[tuple[str, float]]) -> None:
    found = recognised(
        seen(85, 200, ("Nơi", 1.0), ("nhận:", 1.0)),
        *RECIPIENTS,
        seen(370, 200, ("GIÁM", 1.0), ("ĐỐC", 1.0)),
        seen(330, 240, ("wV/Q", 0.1)),
        seen(370, 290, *name),
    )
    assert found.recipients == ["Các thôn", "Lưu: VT"]
    assert found.evidence["signature"].raw == "GIÁM ĐỐC\n" + " ".join(text for text, _ in name if text != "-")
    assert [drop.text for drop in found.dropped] == ["Nơi nhận:", "wV/Q"]


@pytest.mark.parametrize("between", [[("vọc", 0.5)], [("NPH6nGuAM", 0.1), ("ĐỐC", 1.0)]])
def test_a_name_stands_below_what_a_seal_left(between: list[tuple[str, float]]) -> None:
    found = recognised(
        seen(85, 200, ("Nơi", 1.0), ("nhận:", 1.0)),
        *RECIPIENTS,
        seen(370, 200, ("KT.", 1.0), ("GIÁM", 1.0), ("ĐỐC", 1.0)),
        seen(370, 220, *between),
        seen(370, 290, ("Lê", 1.0), ("Văn", 1.0), ("Mẫu", 1.0)),
    )
    assert found.evidence["signature"].raw.endswith("\nLê Văn Mẫu")


@pytest.mark.parametrize(
    ("between", "printed"),
    [
        ([("oêNỖ,UỦ", 0.0), ("ĐỐC", 1.0)], ["oêNỖ,UỦ ĐỐC"]),  # what is left of a position stays with it
        ([("vêt", 0.4), ("mựctrên", 0.3)], []),
    ],
)
def test_no_scrap_between_position_and_name_ends_the_foot(
    between: list[tuple[str, float]], printed: list[str]
) -> None:
    head = [
        seen(85, 200, ("Nơi", 1.0), ("nhận:", 1.0)),
        *RECIPIENTS,
        seen(370, 245, ("KT.", 1.0), ("GIÁM", 1.0), ("ĐỐC", 1.0)),
        seen(370, 261, *between),
    ]
    found = recognised(*head, seen(370, 340, ("Lê", 1.0), ("Văn", 1.0), ("Mẫu", 1.0)))
    assert found.evidence["signature"].raw.splitlines() == ["KT. GIÁM ĐỐC", *printed, "Lê Văn Mẫu"]
    assert found.recipients == ["Các thôn", "Lưu: VT"]
    far = recognised(*head, seen(370, 500, ("Lê", 1.0), ("Văn", 1.0), ("Mẫu", 1.0)))
    assert far.evidence["signature"].raw == "KT. GIÁM ĐỐC"


def test_recipients_go_on_below_the_signature() -> None:
    found = recognised(
        seen(85, 200, ("Nơi", 1.0), ("nhận:", 1.0)),
        seen(85, 215, ("-", 1.0), ("Các", 1.0), ("thôn,", 1.0), ("tổ", 1.0)),
        seen(370, 200, ("GIÁM", 1.0), ("ĐỐC", 1.0)),
        seen(370, 215, ("Lê", 1.0), ("Văn", 1.0), ("Mẫu", 1.0)),
        seen(90, 231, ("dân", 1.0), ("phố;", 1.0)),
        seen(85, 246, ("-", 1.0), ("Lưu:", 1.0), ("VT.", 1.0)),
        then=(seen(200, 60, ("DANH", 1.0), ("SÁCH", 1.0), ("TỔ", 1.0)),),
    )
    assert found.recipients == ["Các thôn, tổ dân phố", "Lưu: VT"]
    assert found.evidence["signature"].raw == "GIÁM ĐỐC\nLê Văn Mẫu"


def test_initials_beside_the_label_and_behind_the_files_are_no_recipients() -> None:
    found = recognised(
        seen(85, 200, ("Nơi", 1.0), ("nhận:uy", 0.9)),
        seen(85, 215, ("-", 1.0), ("Các", 1.0), ("thôn;", 1.0)),
        seen(85, 230, ("-", 1.0), ("Lưu:", 1.0), ("VT,", 1.0), ("KT(3).", 1.0), ("3s", 0.6)),
        seen(370, 200, ("GIÁM", 1.0), ("ĐỐC", 1.0)),
        seen(370, 290, ("Lê", 1.0), ("Văn", 1.0), ("Mẫu", 1.0)),
    )
    assert found.recipients == ["Các thôn", "Lưu: VT, KT(3)"]
    assert ("handwriting", "uy") in [(drop.reason, drop.text) for drop in found.dropped]
