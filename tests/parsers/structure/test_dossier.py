"""A file of several papers is parted at each letterhead; what belongs to a paper stays with it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from parsers.document import Document
from parsers.readers import read
from parsers.structure.dossier import split
from pipeline.stages import parse, parse_all
from tests.paper import document
from tests.papers import printed
from tests.parsers.readers.pdf.paper import Paper
from tests.parsers.readers.pdf.scans import scanned
from tests.plans import PLANS, parsed

HEAD = ("ỦY BAN NHÂN DÂN\nXÃ ĐỒNG LÀNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
MISREAD = ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHÚ NGHĨA VIỆT NÀM")
DATED = ("Số: {}/KH-UBND", "Đồng Làng, ngày 5 tháng 3 năm 2024")
FOOT = ("Nơi nhận:\n- Như trên.", "CHỦ TỊCH\nVừ A Sùng")
BODY = ("KẾ HOẠCH", "Trồng cây xanh năm 2024", "I. MỤC ĐÍCH", "Phủ xanh các tuyến đường liên thôn của xã.")


def paper(number: int | str = 27, head: tuple[str, str] = HEAD) -> list[str | tuple[str, str]]:
    return [head, (DATED[0].format(number), DATED[1]), *BODY, FOOT]


def parts(*pages: list[str | tuple[str, str]]) -> list[list[int]]:
    """The pages of each paper."""
    return [[page.number for page in part.pages] for part in split(document(pages, paged=True))]


def test_one_paper_is_the_document_itself() -> None:
    whole = document([paper(), ["II. NHIỆM VỤ"]], paged=True)
    assert split(whole) == [whole]


def test_each_letterhead_begins_a_paper() -> None:
    assert parts(paper(1)[:-1], ["II. NHIỆM VỤ", FOOT], paper(2), paper(3)) == [[1, 2], [3], [4]]
    bare = ["Số: 5/KH-UBND Đồng Làng, ngày 5 tháng 3 năm 2024", *BODY]
    assert parts(paper(1), bare, ["Số: 5/KH-UBND ngày 5 tháng 3 năm 2024 của Ủy ban", *BODY[2:]]) == [
        [1],
        [2, 3],
    ]
    assert parts(paper(1), paper(2, MISREAD)) == [[1], [2]]


def test_a_text_without_pages_is_one_paper() -> None:
    whole = document([[*paper(1), *paper(2)]])
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    "page",
    [
        ["Phụ lục I", "DANH MỤC CÂY", "(Kèm theo Kế hoạch số 27/KH-UBND ngày 5/3/2024)"],
        [
            HEAD,
            "KẾ HOẠCH",
            "Trồng cây",
            "(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 05 tháng 3 năm 2024)",
        ],
        ["Mẫu số 01", HEAD, DATED, "BÁO CÁO"],
        [HEAD, "ĐƠN ĐĂNG KÝ", "Tên tôi là: ……"],
        [HEAD, ("Số:      /BC-UBND", "……, ngày … tháng … năm 20…"), "BÁO CÁO", "I. KẾT QUẢ", "……"],
    ],
)
def test_annexes_and_forms_stay_with_their_paper(page: list[str | tuple[str, str]]) -> None:
    assert parts(paper(1), page, paper(2)) == [[1, 2], [3]]


def test_blank_pages_and_separator_sheets_are_in_no_paper() -> None:
    whole = document([["HỒ SƠ SỐ 3"], paper(1), [], ["TÀI LIỆU 2"], paper(2), []], paged=True)
    first, second = split(whole)
    assert [page.number for page in (*first.pages, *second.pages)] == [2, 5]
    assert [(each.reason, each.text, each.page) for each in first.dropped] == [
        ("separator", "HỒ SƠ SỐ 3", 1),
        ("separator", "TÀI LIỆU 2", 4),
    ]
    assert (first.part, second.part) == (1, 2)


def test_the_last_words_of_a_paper_are_no_separator() -> None:
    unsigned = paper(1)[:-1]
    assert parts(unsigned, ["CHỦ TỊCH", "Vừ A Sùng"], paper(2)) == [[1, 2], [3]]


def joined(*sources: bytes) -> bytes:
    whole = pikepdf.new()
    for source in sources:
        with pikepdf.open(BytesIO(source)) as pdf:
            whole.pages.extend(pdf.pages)
    target = BytesIO()
    whole.save(target)
    return target.getvalue()


def test_a_printed_dossier_becomes_the_records_of_its_papers() -> None:
    names = ("central-tax-2010", "hospital-infection-2021", "school-boarding-2016")
    plans = [parsed(PLANS[name]) for name in names]
    sources = [printed(plan).content for plan in plans]
    blank = Paper().page().pdf()
    found = parse_all(joined(sources[0], blank, *sources[1:]), "ho-so.pdf")
    assert [plan.code for plan in found] == [plan.code for plan in plans]
    alone = [parse(source) for source in sources]
    fields = {
        "code",
        "issued",
        "subject",
        "issuer",
        "preamble",
        "closing",
        "tasks",
        "signature",
        "recipients",
    }
    for plan, due in zip(found, alone, strict=True):
        assert plan.model_dump(include=fields) == due.model_dump(include=fields)
        assert plan.source.pages == due.source.pages
    first, second, third = found
    assert [second.id, third.id] == [f"{first.id}-2", f"{first.id}-3"]
    assert first.id == first.source.sha256[:16]
    assert second.source.first_page == (first.source.last_page or 0) + 2
    assert third.source.first_page == (second.source.last_page or 0) + 1
    assert parse(joined(*sources)).code == plans[0].code


def test_a_scanned_dossier_is_parted_too() -> None:
    def sheet(number: int) -> bytes:
        page = Paper().text(95, 70, "ỦY BAN NHÂN DÂN").text(105, 86, "XÃ ĐỒNG LÀNG", font="Bold")
        page.text(280, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font="Bold", size=12)
        page.text(330, 88, "Độc lập - Tự do - Hạnh phúc", font="Bold")
        page.text(100, 120, f"Số: {number}/KH-UBND").text(300, 120, "Đồng Làng, ngày 12 tháng 3 năm 2024")
        return page.text(265, 160, "KẾ HOẠCH", font="Bold").lines(85, 200, *BODY[1:]).pdf()

    whole: Document = read(scanned(joined(sheet(27), sheet(28))), "ho-so.pdf")
    assert [[page.number for page in part.pages] for part in split(whole)] == [[1], [2]]
