"""What is printed on PDF pages comes out as lines and rows in reading order, and what is not read is said."""

from __future__ import annotations

import json
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Document, Origin
from parsers.readers import DEFAULT, Limits, Ocr, Options, ReadError, Reason, read
from pipeline.stages import parse
from tests.parsers.readers.pdf.paper import LANDSCAPE, PORTRAIT, Paper, changed, stamped
from tests.plans import MEASURING, as_far_as, comparable, record

NEVER = Options(ocr=Ocr.NEVER)
BODY = (
    "Thực hiện chương trình công tác năm, Ủy ban nhân dân xã xây dựng kế hoạch",
    "trồng cây xanh trên các tuyến đường của xã, cụ thể như sau:",
)


def texts(document: Document, page: int = 1) -> list[str]:
    return [line.text for line in document.pages[page - 1].lines]


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for _, line in document.lines() if line.cells is not None]


def dropped(document: Document, reason: str) -> list[str]:
    return [each.text for each in document.dropped if each.reason == reason]


def refused(source: bytes, options: Options = DEFAULT) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(source, "plan.pdf", options)
    return caught.value


def limited(**limits: int) -> Options:
    return Options(limits=Limits(**limits))


def letterhead() -> Paper:
    paper = Paper()
    paper.text(95, 70, "ỦY BAN NHÂN DÂN").text(105, 86, "XÃ ĐỒNG LÀNG", font="Bold")
    paper.text(100, 120, "Số:       /KH-UBND")
    paper.text(280, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font="Bold", size=12)
    paper.text(330, 88, "Độc lập - Tự do - Hạnh phúc", font="Bold")
    paper.text(300, 122, "Đồng Làng, ngày       tháng 3 năm 2024", font="Italic")
    paper.rules((120, 92, 170, 92), (335, 93, 480, 93))
    return paper


def test_two_columns_are_read_one_after_the_other() -> None:
    paper = letterhead().text(265, 160, "KẾ HOẠCH", font="Bold", size=14)
    paper.text(205, 178, "Trồng cây xanh năm 2024", font="Bold", size=14).lines(85, 220, *BODY)
    paper.text(85, 300, "Nơi nhận:", font="Italic", size=12).text(
        370, 300, "TM. ỦY BAN NHÂN DÂN", font="Bold"
    )
    paper.lines(85, 315, "- UBND huyện;", "- Các thôn;", "- Lưu: VT.", step=13, size=11)
    paper.text(410, 317, "CHỦ TỊCH", font="Bold").text(395, 400, "Lò Thị Mận", font="Bold")
    document = read(paper.pdf(), "trong-cay.pdf")
    assert texts(document) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ ĐỒNG LÀNG",
        "Số: /KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Làng, ngày tháng 3 năm 2024",
        "KẾ HOẠCH",
        "Trồng cây xanh năm 2024",
        *BODY,
        "Nơi nhận:",
        "- UBND huyện;",
        "- Các thôn;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lò Thị Mận",
    ]


def test_columns_that_nearly_touch_are_parted_by_the_lines_below() -> None:
    paper = (
        Paper()
        .text(60, 70, "TRƯỜNG CAO ĐẲNG NÔNG NGHIỆP")
        .text(288, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    )
    paper.text(110, 88, "PHÒNG ĐÀO TẠO").text(340, 88, "Độc lập - Tự do - Hạnh phúc")
    paper.text(110, 106, "Số: 12/KH-ĐT").text(330, 106, "Sơn La, ngày 02 tháng 5 năm 2019")
    assert texts(read(paper.pdf(), "sat.pdf")) == [
        "TRƯỜNG CAO ĐẲNG NÔNG NGHIỆP",
        "PHÒNG ĐÀO TẠO",
        "Số: 12/KH-ĐT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sơn La, ngày 02 tháng 5 năm 2019",
    ]


def test_a_column_of_one_line_is_parted_from_a_centred_one() -> None:
    paper = Paper().text(100, 70, "QUỐC HỘI", font="Bold")
    paper.text(210, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, font="Bold")
    paper.text(248, 88, "Độc lập - Tự do - Hạnh phúc", font="Bold").text(70, 124, "Số: 3/NQ-QH")
    assert texts(read(paper.pdf(), "so-le.pdf")) == [
        "QUỐC HỘI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 3/NQ-QH",
    ]


def test_the_spaces_of_a_typewriter_are_no_columns() -> None:
    paper = Paper().text(60, 70, "ỦY BAN NHÂN DÂN").text(300, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    paper.text(70, 88, "XÃ ĐỒNG LÀNG").text(340, 88, "Độc lập - Tự do - Hạnh phúc")
    for x, word in ((150, "Trồng"), (194, "cây"), (226, "phân"), (264, "tán"), (293, "đầu"), (325, "xuân")):
        paper.text(x, 124, word)
    assert texts(read(paper.pdf(), "may-chu.pdf"))[-1] == "Trồng cây phân tán đầu xuân"


def test_the_rest_of_a_foot_on_the_next_page_is_parted() -> None:
    paper = Paper().text(85, 60, "- Lưu: VT.").text(380, 60, "Hà Thị Pành")
    paper.text(85, 120, "PHỤ LỤC", font="Bold").lines(85, 140, *BODY)
    assert texts(read(paper.pdf(), "chan.pdf")) == ["- Lưu: VT.", "Hà Thị Pành", "PHỤ LỤC", *BODY]


def test_a_blank_for_handwriting_parts_no_line() -> None:
    paper = Paper().lines(85, 100, *BODY).text(85, 136, "Ban hành ngày            tháng 3 năm 2024.")
    paper.text(85, 154, "1.").text(130, 154, "Mục đích")
    assert texts(read(paper.pdf(), "trong.pdf"))[2:] == ["Ban hành ngày tháng 3 năm 2024.", "1. Mục đích"]


def test_labels_stay_with_what_they_label() -> None:
    paper = Paper().lines(85, 100, *BODY)
    labels = ("Thời gian:", "Địa điểm:", "Điều 1.", "Điều 2.", "a)", "b)")
    for number, label in enumerate(labels):
        paper.text(85, 160 + 18 * number, label).text(190, 160 + 18 * number, f"Nội dung {number}")
    assert texts(read(paper.pdf(), "nhan.pdf"))[2:] == [
        f"{label} Nội dung {n}" for n, label in enumerate(labels)
    ]


def test_words_carry_their_place_and_print() -> None:
    document = read(Paper().text(100, 200, "Điều lệ", font="Bold", size=14).pdf(), "a/b.pdf")
    (line,) = document.pages[0].lines
    assert (document.name, document.paged, document.origin) == ("b.pdf", True, Origin.DIGITAL)
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx(PORTRAIT, abs=0.01)
    assert [(word.text, word.size) for word in line.words] == [("Điều", 14), ("lệ", 14)]
    assert line.bold
    assert "Bold" in (line.words[0].font or "")
    box = line.words[1].box
    assert box
    assert line.words[0].box
    assert 100 < line.words[0].box.x1 < box.x0 < box.x1 < 160
    assert 185 < box.y0 < 200 < box.y1 < 206


def test_blank_lines_are_counted_and_paragraph_spacing_is_not() -> None:
    paper = Paper().lines(85, 100, *BODY, "Điều một.", "Điều hai.").text(85, 178, "Điều ba.")
    paper.text(85, 232, "Điều bốn.")
    assert [line.gap for line in read(paper.pdf(), "p.pdf").pages[0].lines] == [0, 0, 0, 0, 0, 2]


def ruled() -> Paper:
    """A head of two levels; a cell that spans two rows, a group row, a list in a cell."""
    paper = Paper()
    xs = (80, 120, 260, 340, 420, 520)
    paper.rules(*((xs[0], y, xs[-1], y) for y in (100, 140, 180, 200, 260)))
    paper.rules((260, 120, 420, 120))
    for x in xs:
        paper.rules((x, 100, x, 180), (x, 200, x, 260)) if x not in {xs[0], xs[-1], 340} else None
    paper.rules((340, 120, 340, 180), (340, 200, 340, 260), (80, 100, 80, 260), (520, 100, 520, 260))
    paper.text(85, 115, "STT", size=10).text(125, 115, "Nội dung", size=10).text(
        290, 115, "Kinh phí", size=10
    )
    paper.text(265, 135, "Năm 2024", size=10).text(345, 135, "Năm 2025", size=10)
    paper.text(425, 115, "Đơn vị", size=10)
    paper.text(85, 155, "1", size=10).lines(125, 155, "Mua cây giống cho các", "thôn", step=12, size=10)
    paper.text(265, 155, "10", size=10).text(345, 155, "20", size=10).text(425, 155, "Văn phòng", size=10)
    paper.text(85, 195, "II. CHĂM SÓC", size=10, font="Bold")
    paper.text(85, 215, "2", size=10)
    paper.lines(125, 215, "- Tưới cây;", "- Làm cỏ theo công văn", "số 3/TTr-", "UBND.", step=12, size=10)
    paper.text(425, 215, "Các thôn", size=10)
    return paper


def test_a_ruled_table_keeps_its_spans() -> None:
    document = read(ruled().pdf(), "bang.pdf")
    assert rows(document) == [
        ["STT", "Nội dung", "Kinh phí", "Đơn vị"],
        ["Năm 2024", "Năm 2025"],
        ["1", "Mua cây giống cho các thôn", "10", "20", "Văn phòng"],
        ["II. CHĂM SÓC"],
        ["2", "- Tưới cây;\n- Làm cỏ theo công văn số 3/TTr-UBND.", "", "", "Các thôn"],
    ]
    head = document.pages[0].lines[0].cells or []
    assert [(cell.columns, cell.rows) for cell in head] == [(1, 2), (1, 2), (2, 1), (1, 2)]
    group = (document.pages[0].lines[3].cells or [])[0]
    assert (group.columns, group.rows) == (5, 1)
    assert group.box
    assert (group.box.x0, group.box.y0) == pytest.approx((80, 180), abs=1)
    assert {line.table for _, line in document.lines()} == {1}


def test_each_page_has_its_part_of_a_table_between_its_lines() -> None:
    xs = (80, 120, 300, 500)
    paper = Paper().text(80, 90, "Bảng phân công").grid(xs, (100, 120, 140))
    paper.text(85, 115, "TT").text(125, 115, "Việc").text(305, 115, "Thôn")
    paper.text(85, 135, "1").text(125, 135, "Đào hố").text(305, 135, "Na Pheo").page()
    paper.text(295, 50, "2").grid(xs, (100, 120)).text(85, 115, "2").text(125, 115, "Trồng").text(
        305, 115, "Bản Ít"
    )
    paper.text(80, 150, "Trên đây là bảng phân công.")
    document = read(paper.pdf(), "hai-trang.pdf")
    assert [(page.number, line.table, line.text) for page, line in document.lines()] == [
        (1, None, "Bảng phân công"),
        (1, 1, "TT\tViệc\tThôn"),
        (1, 1, "1\tĐào hố\tNa Pheo"),
        (2, 2, "2\tTrồng\tBản Ít"),
        (2, None, "Trên đây là bảng phân công."),
    ]
    assert dropped(document, "furniture") == ["2"]


def test_a_table_without_rules_is_read_by_its_columns() -> None:
    paper = Paper().lines(85, 80, *BODY)
    paper.text(85, 130, "TT").text(130, 130, "Nội dung").text(330, 130, "Thời gian").text(440, 130, "Đơn vị")
    for number, (content, time) in enumerate(
        (("Đào hố", "Tháng 2"), ("Trồng cây dọc", "Tháng 3"), ("Tưới", "Hè")), 1
    ):
        y = 130 + 40 * number
        paper.text(90, y, str(number)).text(130, y, content).text(330, y, time).text(440, y, "Các thôn")
    paper.text(130, 228, "đường liên thôn").lines(85, 290, *BODY)
    assert rows(read(paper.pdf(), "cot.pdf")) == [
        ["TT", "Nội dung", "Thời gian", "Đơn vị"],
        ["1", "Đào hố", "Tháng 2", "Các thôn"],
        ["2", "Trồng cây dọc đường liên thôn", "Tháng 3", "Các thôn"],
        ["3", "Tưới", "Hè", "Các thôn"],
    ]


def test_three_signatures_side_by_side_are_no_table() -> None:
    paper = Paper().lines(85, 80, *BODY)
    for x, role, name in (
        (85, "NGƯỜI LẬP", "Vừ A Sùng"),
        (250, "KẾ TOÁN", "Hà Văn Bột"),
        (420, "CHỦ TỊCH", "Lò Mận"),
    ):
        paper.text(x, 130, role).text(x, 150, "(Ký tên)").text(x, 210, name)
    assert rows(read(paper.pdf(), "ba.pdf")) == []


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright(rotate: int) -> None:
    """The page is marked as turned, and its text is set so that it is upright when shown."""
    angle = {0: 0, 90: 90, 180: 180, 270: 270}[rotate]
    width, height = PORTRAIT if rotate % 180 else LANDSCAPE
    paper = Paper((width, height))
    corner = {0: (80, 100), 90: (100, height - 80), 180: (width - 80, height - 100), 270: (width - 100, 80)}[
        rotate
    ]
    paper.text(*corner, "Phụ lục kèm theo Kế hoạch", angle=angle)
    document = read(changed(paper.pdf(), rotate=rotate), "ngang.pdf")
    (line,) = document.pages[0].lines
    assert line.text == "Phụ lục kèm theo Kế hoạch"
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx(LANDSCAPE, abs=0.01)
    assert line.box
    assert (line.box.x0, line.box.y1) == pytest.approx((80, 103), abs=1)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_set_sideways_on_a_page_is_read_upright(angle: int) -> None:
    paper = Paper()
    for index, text in enumerate(BODY):
        x, y = {90: (100 + 20 * index, 700), 180: (500, 300 - 20 * index), 270: (400 - 20 * index, 80)}[angle]
        paper.text(x, y, text, angle=angle)
    assert texts(read(paper.pdf(), "nghieng.pdf")) == list(BODY)


def test_a_sideways_head_is_read_in_its_cell() -> None:
    paper = Paper().lines(85, 60, *BODY).grid((80, 110, 300, 500), (100, 170, 190))
    paper.text(100, 165, "Số thứ tự", size=10, angle=90).text(120, 140, "Việc").text(310, 140, "Thôn")
    paper.text(85, 185, "1").text(120, 185, "Đào hố").text(310, 185, "Na Pheo")
    assert rows(read(paper.pdf(), "doc.pdf")) == [["Số thứ tự", "Việc", "Thôn"], ["1", "Đào hố", "Na Pheo"]]


def test_watermarks_and_page_numbers_are_left_out() -> None:
    paper = Paper().text(150, 500, "DỰ THẢO", size=60, angle=45, grey=0.8).lines(85, 100, *BODY)
    paper.text(100, 300, "BẢN NHÁP", size=48, grey=0.9)
    paper.page().text(295, 40, "2").lines(85, 100, "Điều một").page().text(295, 40, "3").lines(
        85, 100, "Điều hai"
    )
    document = read(paper.pdf(), "du-thao.pdf")
    assert [line.text for _, line in document.lines()] == [*BODY, "Điều một", "Điều hai"]
    assert sorted(dropped(document, "furniture")) == ["2", "3", "BẢN NHÁP", "DỰ THẢO"]


def test_a_footnote_that_recurs_is_kept() -> None:
    paper = Paper()
    for number in range(10):
        paper.lines(85, 100, f"Khoản {number} của kế hoạch trồng cây", *BODY)
        paper.text(85, 780, "Đã được sửa đổi." if number < 3 else f"Trồng thêm {number} cây", size=10).page()
    assert dropped(read(paper.pdf(), "chu-thich.pdf"), "furniture") == []


def test_print_in_shadow_is_read_once_and_double_letters_twice() -> None:
    paper = Paper()
    for shift in (0, 0.6):
        paper.text(100 + shift, 100 + shift, "XOÒNG XOONG ALLEN 1100", font="Bold", size=14)
    assert texts(read(paper.pdf(), "bong.pdf")) == ["XOÒNG XOONG ALLEN 1100"]


def test_a_word_split_at_its_diacritic_is_joined() -> None:
    """A space is in the content, and the letter after it is set as if there were none."""
    paper = Paper().text(100, 100, "KHO ").text(100 + 28.2, 100, "ẢN 5 tỷ đồng")
    assert texts(read(paper.pdf(), "khoan.pdf")) == ["KHOẢN 5 tỷ đồng"]


def test_a_footnote_mark_is_left_out_and_an_exponent_kept() -> None:
    paper = (
        Paper()
        .text(100, 100, "Đường")
        .text(135, 95, "12", size=7)
        .text(146, 100, "rộng 40m")
        .text(197, 95, "2", size=7)
    )
    document = read(paper.pdf(), "mu.pdf")
    assert texts(document) == ["Đường rộng 40m2"]
    assert dropped(document, "markup") == ["12"]


def test_a_footnote_keeps_its_mark_before_it() -> None:
    paper = Paper().text(100, 100, "Phủ xanh đồi.", size=8).text(94, 96.5, "1", size=6.5)
    assert texts(read(paper.pdf(), "chu-thich.pdf")) == ["1 Phủ xanh đồi."]


def test_a_number_stamped_into_its_blank_is_read_in_place() -> None:
    source = stamped(letterhead().lines(85, 220, *BODY).pdf(), 125, 120, "47")
    assert "Số: 47 /KH-UBND" in texts(read(source, "dong-dau.pdf"))


def test_what_a_signature_says_of_itself_is_left_out() -> None:
    said = "Digitally signed by Lo Thi Man 15:39:00 +07:00"
    document = read(stamped(Paper().lines(85, 220, *BODY).pdf(), 250, 20, said), "ky.pdf")
    assert texts(document) == list(BODY)
    assert dropped(document, "furniture") == [said]


def test_a_locked_file_opens_with_an_empty_password_or_one_of_those_given() -> None:
    source = Paper().lines(85, 100, *BODY).pdf()
    assert texts(read(changed(source, password=""), "khoa.pdf")) == list(BODY)
    locked = changed(source, password="bí mật")
    error = refused(locked)
    assert error.reason is Reason.ENCRYPTED
    assert "--password-file" in error.message
    given = Options(passwords=("sai", "bí mật"))
    assert texts(read(locked, "khoa.pdf", given)) == list(BODY)
    assert texts(read(locked[: locked.rindex(b"xref")], "khoa.pdf", given)) == list(BODY)
    assert "bí mật" not in repr(given)


def test_a_scan_that_is_not_to_be_recognised_is_refused() -> None:
    error = refused(Paper().picture().page().picture().pdf(), NEVER)
    assert error.reason is Reason.NEEDS_RECOGNITION
    assert error.message == (
        "None of the 2 pages was read: page 1 is a picture without text, and was not to be recognised."
    )
    error = refused(stamped(Paper().picture().pdf(), 250, 20, "Digitally signed 15:39:00"), NEVER)
    assert "no text but a signature" in error.message


def test_pages_that_are_not_recognised_are_said_and_the_others_read() -> None:
    paper = Paper().lines(85, 100, *BODY).page().picture().page().page().lines(85, 100, *BODY)
    document = read(paper.pdf(), "lan.pdf", NEVER)
    assert [page.confidence for page in document.pages] == [1, 0, 1, 1]
    assert [len(page.lines) for page in document.pages] == [2, 0, 0, 2]
    assert [page.decision.step for page in document.pages if page.decision] == ["use", "leave", "use", "use"]
    assert dropped(document, "unread") == [
        "page 2 was not read: it is a picture without text, and was not to be recognised"
    ]
    assert document.confidence == 0.75


def layered(*lines: str) -> bytes:
    paper = Paper().picture()
    for index, line in enumerate(lines):
        paper.text(85, 100 + 18 * index, line, visible=False)
    return paper.pdf()


def test_a_layer_under_a_picture_is_used_where_it_is_well_read() -> None:
    document = read(layered(*BODY), "lop.pdf")
    assert texts(document) == list(BODY)
    assert (document.origin, document.pages[0].origin) == (Origin.OCR_LAYER, Origin.OCR_LAYER)
    assert 0.9 < document.pages[0].confidence <= 1


def test_a_ruined_layer_is_used_where_nothing_is_to_be_recognised() -> None:
    ruined = "Thyc hign chirong trinh cong tac nam, Uy ban nhan dan xa xay dung ke hoach trong cay xanh tren"
    document = read(layered(ruined, ruined), "hong.pdf", NEVER)
    assert texts(document) == [ruined, ruined]
    assert (document.origin, document.pages[0].confidence < 0.9) == (Origin.OCR_LAYER, True)
    assert "misread" in (document.pages[0].decision or pytest.fail("no decision")).reason


def test_a_blank_file_and_one_without_pages_are_empty() -> None:
    assert refused(Paper().page().page().pdf()).reason is Reason.EMPTY
    without_pages = BytesIO()
    pikepdf.new().save(without_pages)
    assert refused(without_pages.getvalue()).reason is Reason.EMPTY


def test_a_damaged_file_is_repaired_or_refused() -> None:
    source = Paper().lines(85, 100, *BODY).pdf()
    cut = source[: source.rindex(b"xref")].replace(b"endobj", b"endobj ", 1)
    assert texts(read(cut, "cut.pdf")) == list(BODY)
    assert texts(read(b"\x01\x02junk\xfe" * 9 + source, "junk.pdf")) == list(BODY)
    assert refused(b"%PDF-1.7\n" + b"\x00\xff" * 500).reason is Reason.DAMAGED


def test_limits_hold() -> None:
    paper = Paper()
    for _ in range(3):
        paper.lines(85, 100, *BODY).page()
    source = paper.pdf()
    assert refused(source, limited(pages=2)).reason is Reason.TOO_LARGE
    assert refused(source, limited(lines=5)).reason is Reason.TOO_LARGE
    assert refused(source, limited(source_bytes=100)).reason is Reason.TOO_LARGE
    assert refused(ruled().pdf(), limited(cells=3)).reason is Reason.TOO_LARGE


@pytest.mark.shared
def test_a_born_digital_plan_becomes_its_record() -> None:
    expected = json.loads((MEASURING / "gold" / "p03.json").read_text(encoding="utf-8"))
    expected = {key: value for key, value in expected.items() if key not in {"id", "source"}}
    found = record(parse(MEASURING / "plans" / "p03" / "digital.pdf"))
    assert as_far_as(comparable(expected), comparable(found)) == comparable(expected)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=40), st.floats(0.05, 1))
def test_a_file_with_wrong_bytes_is_read_or_refused(changes: list[tuple[float, int]], kept: float) -> None:
    source = bytearray(ruled().pdf())
    for place, byte in changes:
        source[int(place * (len(source) - 1))] = byte
    with suppress(ReadError):
        read(bytes(source[: int(kept * len(source))]), "sai.pdf")
