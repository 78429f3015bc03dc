"""The top of the paper: letterheads in every order of reading, title, subject, beginning of the preamble."""

from __future__ import annotations

import pytest

from parsers.structure import head
from tests.paper import Named, cases
from tests.plans import structured


class Case(Named):
    """A paper, and what its top says; the parts of the letterhead as printed, None where absent."""

    text: str
    type: str | None
    subject: str
    issuer: str | None
    code: str | None
    issued: str | None
    preamble: list[str]


@pytest.mark.parametrize("case", cases("head.json"))
def test_top_of_the_paper(case: Case) -> None:
    found = structured(case["text"])
    assert (found.type, found.subject) == (case["type"], case["subject"])
    printed = {key: found.evidence[key].raw for key in ("issuer", "code", "issued") if key in found.evidence}
    due = {"issuer": case["issuer"], "code": case["code"], "issued": case["issued"]}
    assert printed == {key: text for key, text in due.items() if text is not None}
    assert found.preamble == case["preamble"]
    assert [section.path for section in found.walk()][:1] in (["I"], ["1"])


def test_an_untitled_paper_that_speaks_of_a_plan_is_one() -> None:
    found = structured(
        "Số: 15/KH-UBND\nMẫu Lâm, ngày 05 tháng 3 năm 2024\nLàm sạch đường làng năm 2024\n"
        "Căn cứ tình hình thực tế, xã xây dựng Kế hoạch như sau:\nI. MỤC ĐÍCH\nLàng sạch."
    )
    assert (found.type, found.subject) == ("Kế hoạch", "Làm sạch đường làng năm 2024")
    assert found.preamble == ["Căn cứ tình hình thực tế, xã xây dựng Kế hoạch như sau:"]


def test_a_paper_that_is_no_plan_has_no_type() -> None:
    assert structured("Chào bạn,\nChủ nhật này mình về quê.\nThân mến.").type is None


def test_nothing_but_a_title() -> None:
    found = structured("KẾ HOẠCH")
    assert (found.type, found.subject, found.sections, found.preamble) == ("Kế hoạch", "", [], [])


@pytest.mark.parametrize(("corner", "own"), [("47", "     "), ("", "47"), ("47", "47")])
def test_of_two_numbers_that_which_is_filled_in_is_read(corner: str, own: str) -> None:
    found = structured(
        f"Số: {corner}/KH-UBND\nUBND XÃ MẪU LÂM\nSố: {own}/KH-UBND\n\nKẾ HOẠCH\nLàm sạch đường\nI. MỤC ĐÍCH"
    )
    assert (found.evidence["code"].raw, found.evidence["issuer"].raw) == ("Số: 47/KH-UBND", "UBND XÃ MẪU LÂM")


def test_the_stamp_of_arrival_is_no_part_of_the_letterhead() -> None:
    found = structured(
        "UBND XÃ MẪU LÂM\nSố: 47/KH-UBND\nCÔNG VĂN ĐẾN\nSố: 1901\nNgày: 24/7\nChuyển: VT\n\nKẾ HOẠCH\nTrồng"
    )
    assert (found.evidence["code"].raw, found.evidence["issuer"].raw) == ("Số: 47/KH-UBND", "UBND XÃ MẪU LÂM")


def test_evidence_says_where_it_was_read() -> None:
    evidence = structured(
        "UBND XÃ MẪU LÂM\nSố: 15/KH-UBND\n\nKẾ HOẠCH\nLàm sạch đường làng\nI. MỤC ĐÍCH"
    ).evidence
    assert {key: each.line for key, each in evidence.items()} == {
        "issuer": 1,
        "code": 2,
        "type": 4,
        "subject": 5,
    }


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Mẫu Lâm, ngày 05 tháng 3 năm 2024", True),
        ("Mẫu Lâm, ngày    tháng 3 năm 2024", True),
        ("Mẫu Lâm, tháng 3 năm 2024", True),
        ("ngày 5 tháng 3 năm 2024", True),
        ("Mẫu Lâm, ngày 5/3/2024", True),
        ("Làm sạch đường làng năm 2024", False),
    ],
)
def test_line_of_place_and_date(text: str, date: bool) -> None:
    assert head.is_date(text) is date


def test_a_sentence_with_a_date_is_no_line_of_date() -> None:
    assert not head.is_date(
        "Căn cứ Quyết định ngày 5 tháng 3 năm 2024 của Ủy ban nhân dân xã" + " và các thôn" * 3
    )
