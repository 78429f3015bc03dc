"""The top of the paper: letterheads in every order of reading, title, subject, beginning of the preamble."""

from __future__ import annotations

import pytest

from parsers.structure import head, structure
from tests.paper import Named, cases
from tests.placed import paper, printed
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


@pytest.mark.parametrize("rest", ["/KH-UBND", ".... /KH-UBND", "-KH/ĐU"])
def test_a_notation_whose_label_is_lost_is_no_issuer(rest: str) -> None:
    found = structured(f"UBND XÃ MẪU LÂM\n{rest}\n\nKẾ HOẠCH\nTrồng cây")
    assert (found.evidence["code"].raw, found.evidence["issuer"].raw) == (rest, "UBND XÃ MẪU LÂM")


def test_the_stamp_of_arrival_is_no_part_of_the_letterhead() -> None:
    found = structured(
        "UBND XÃ MẪU LÂM\nSố: 47/KH-UBND\nCÔNG VĂN ĐẾN\nSố: 1901\nNgày: 24/7\nChuyển: VT\n\nKẾ HOẠCH\nTrồng"
    )
    assert (found.evidence["code"].raw, found.evidence["issuer"].raw) == ("Số: 47/KH-UBND", "UBND XÃ MẪU LÂM")


def test_a_motto_that_is_wrapped_is_no_issuer() -> None:
    found = structured(
        "UBND XÃ MẪU LÂM\nSố: 47/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do -\nHạnh phúc\n"
        "Mẫu Lâm, ngày 5 tháng 3 năm 2019\n\nKẾ HOẠCH\nTrồng cây"
    )
    assert found.evidence["issuer"].raw == "UBND XÃ MẪU LÂM"
    assert found.evidence["issued"].raw == "Mẫu Lâm, ngày 5 tháng 3 năm 2019"


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


def test_what_a_paper_comes_with_is_no_part_of_its_subject() -> None:
    apart = structured(
        "KẾ HOẠCH\nLàm sạch đường làng năm 2024\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2024\n"
        "của Chủ tịch Ủy ban nhân dân xã Mẫu Lâm)\nI. MỤC ĐÍCH"
    )
    inside = structured(
        "KẾ HOẠCH\nLàm sạch đường làng năm 2024 (Ban hành kèm theo Quyết định số 12)\nI. MỤC ĐÍCH"
    )
    assert apart.subject == inside.subject == "Làm sạch đường làng năm 2024"
    assert apart.preamble == []
    [note] = [each.text for each in apart.dropped if each.reason == "letterhead"]
    assert note.endswith("Ủy ban nhân dân xã Mẫu Lâm)")


def test_the_authority_over_a_preamble_is_no_part_of_the_subject() -> None:
    lines = [
        printed("QUYẾT ĐỊNH", 250, bold=True),
        printed("Về việc giao cây giống cho các thôn", 180, bold=True),
        printed("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", 200, bold=True, gap=1),
        *[
            printed("Căn cứ nhu cầu trồng cây của các thôn trong xã Mẫu Lâm ở vụ xuân, xét tờ trình")
            for _ in "12"
        ],
        printed("I. GIAO CÂY", gap=1),
        printed("Nơi nhận:", gap=1),
        printed("- Lưu: VT."),
        printed("CHỦ TỊCH", 350, gap=1),
        printed("Lê Văn Mẫu", 350, gap=1),
    ]
    found = structure(paper(lines))
    assert found.subject == "Về việc giao cây giống cho các thôn"
    assert found.preamble[0] == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"


def test_an_official_letter_says_under_its_number_what_it_is_about() -> None:
    found = structured(
        "UBND XÃ MẪU LÂM\nSố: 15/UBND-VP\nMẫu Lâm, ngày 05 tháng 3 năm 2024\nV/v chuẩn bị cây giống\n"
        "cho vụ xuân\n\nKính gửi: Các thôn.\nThực hiện Kế hoạch số 12/KH-UBND, đề nghị các thôn:\n1. Đăng ký."
    )
    assert (found.type, found.subject) == ("Công văn", "V/v chuẩn bị cây giống cho vụ xuân")
    assert found.preamble[0] == "Kính gửi: Các thôn."
