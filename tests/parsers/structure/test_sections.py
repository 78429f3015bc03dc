"""The body: what is preamble, section and closing, with wrapped text, tables and scrawl among it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Box, Document, Line, Origin, Page, Word
from parsers.structure import structure
from tests.paper import TOP, parts, plan
from tests.plans import structured
from tests.typeset import wrap

LONG = [
    "Mỗi thôn lập một tổ tự quản gồm năm người, trong đó có một tổ trưởng do dân bầu, làm việc vào sáng thứ"
    " Bảy hằng tuần, từ sáu giờ đến tám giờ, trừ ngày mưa bão.",
    "Kinh phí mua dụng cụ trích từ quỹ của thôn, phần còn thiếu do các hộ đóng góp theo số khẩu, không thu"
    " của hộ nghèo và hộ có người già neo đơn.",
    "Việc thu gom rác thải rắn thực hiện theo quy định tại Điều 3. Quy ước của thôn và khoản 2 Điều 5 của"
    " Quy chế quản lý chợ do xã ban hành, các hộ không đốt rác ngoài đồng.",
]


def wrapped(*texts: str, column: int = 33_200) -> str:
    return "\n".join(line for text in texts for line in wrap(text, column))


@pytest.mark.parametrize("column", range(28_000, 40_000, 1_500))
def test_a_wrapped_line_that_begins_with_a_number_is_no_section(column: int) -> None:
    found = plan(wrapped("I. MỤC ĐÍCH", *LONG, "1. Yêu cầu", LONG[0], "II. KINH PHÍ", LONG[1], column=column))
    assert [section.path for section in found.walk()] == ["I", "I.1", "II"]
    assert "tại Điều 3. Quy ước của thôn và khoản 2 Điều 5 của" in " ".join(found.sections[0].paragraphs)


def test_a_wrapped_heading_is_one_title() -> None:
    title = "Nâng cao trách nhiệm của cấp ủy, chính quyền, đoàn thể các thôn trong việc giữ gìn vệ sinh chung"
    found = plan(wrapped("I. NỘI DUNG", f"1. {title}", *LONG, f"2. {title}", *LONG))
    assert [section.title for section in found.walk()] == ["NỘI DUNG", title, title]


def test_a_heading_in_capitals_of_two_lines_is_one_title() -> None:
    found = plan("I. MỤC ĐÍCH, YÊU CẦU VÀ\nCHỈ TIÊU CỤ THỂ\nLàng sạch.\nII. KINH PHÍ\nTự túc.")
    assert [section.title for section in found.walk()] == ["MỤC ĐÍCH, YÊU CẦU VÀ CHỈ TIÊU CỤ THỂ", "KINH PHÍ"]


def test_a_run_on_item_has_no_title() -> None:
    [section] = plan("I. PHÂN CÔNG\n1. Các thôn quét dọn đường làng vào sáng thứ Bảy.").sections
    assert section.children[0].title is None
    assert section.children[0].paragraphs == ["Các thôn quét dọn đường làng vào sáng thứ Bảy."]


def test_the_colon_that_closes_a_heading_is_noted() -> None:
    found = plan("I. MỤC ĐÍCH:\nLàng sạch.\n1. Yêu cầu:\nLàm thật.")
    assert [section.title for section in found.walk()] == ["MỤC ĐÍCH", "Yêu cầu"]
    assert [(each.reason, each.text) for each in found.dropped] == [("punctuation", ":")] * 2


def test_emphasis_tells_a_heading() -> None:
    found = structured(
        TOP + "I. NỘI DUNG\n**1. Thu gom rác. Phân loại rác tại nguồn**\n2. Tưới cây hằng ngày."
    )
    assert [section.title for section in found.walk()] == [
        "NỘI DUNG",
        "Thu gom rác. Phân loại rác tại nguồn",
        None,
    ]


def test_a_place_that_receives_papers_is_no_foot() -> None:
    found = plan("I. HỒ SƠ\nNơi nhận hồ sơ: Bộ phận một cửa.\nII. KINH PHÍ\nTự túc.\nNơi nhận:\n- Lưu: VT.")
    assert [section.path for section in found.walk()] == ["I", "II"]
    assert found.recipients == ["Lưu: VT"]


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("Trên đây là Kế hoạch làm sạch đường làng./.", True),
        ("Trên đây là Kế hoạch làm sạch đường làng.", True),
        ("Yêu cầu các thôn nghiêm túc thực hiện./.", True),
        ("Các thôn báo cáo kết quả về xã trước ngày 30/11./.", False),
        ("Yêu cầu các thôn nghiêm túc thực hiện.", False),
    ],
)
def test_where_the_closing_begins(text: str, closing: bool) -> None:
    found = plan(f"I. PHÂN CÔNG\n1. Các thôn\nQuét dọn đường làng.\n{text}")
    assert found.closing == ([text] if closing else [])
    assert found.sections[0].children[0].paragraphs == ["Quét dọn đường làng.", *([] if closing else [text])]


@pytest.mark.parametrize(
    ("last", "sections"), [("5. Họp", ["1", "2", "3", "4", "5"]), ("Họp", ["1", "2", "3"])]
)
def test_a_list_sign_that_may_be_the_number_left_out_is_it(last: str, sections: list[str]) -> None:
    texts = ["1. Quét", "2. Dọn", "3. Gom", "+ Phân loại", last]
    lines = [
        Line(
            text=text,
            words=[Word(text=word, confidence=1.0, alternatives=[]) for word in text.split()],
            box=Box(x0=85, y0=60 + 20 * at, x1=300, y1=74 + 20 * at),
        )
        for at, text in enumerate(texts)
    ]
    sign = Word(text="+", confidence=0.45, alternatives=[("4", 0.2), ("4-", 0.11)])
    lines[3].words[0] = sign
    page = Page(number=1, width=595, height=842, origin=Origin.OCR, lines=lines)
    paper = Document(name="", sha256="0", media_type="application/pdf", paged=True, pages=[page])
    found = structure(paper)
    assert [section.marker for section in found.sections] == sections


def test_initials_over_the_closing_sign_are_dropped() -> None:
    found = plan("I. PHÂN CÔNG\nQuét dọn.\nTrên đây là Kế hoạch làm sạch đường làng./. hv")
    assert found.closing == ["Trên đây là Kế hoạch làm sạch đường làng./."]
    assert [each.reason for each in found.dropped] == ["handwriting"]


def test_paths_of_numbers_printed_thrice() -> None:
    found = plan("I. VIỆC\n" + "".join(f"1. Việc {n}\nLàm trong ngày.\n" for n in "ABC"))
    assert [section.path for section in found.walk()] == ["I", "I.1", "I.1~2", "I.1~3"]


def test_rows_stand_in_the_section_last_opened() -> None:
    table: list[list[str]] = [["TT", "Nội dung", "Chủ trì"], ["1", "Quét dọn", "Tổ 1"]]
    found = parts(
        ["I. VIỆC", "1. Quét dọn", "Như sau:", *table, "2. Tưới cây", "Hằng ngày.", "II. TIỀN", *table]
    )
    assert [each.section for each in found.tables] == ["I.1", "II"]
    assert [section.title for section in found.walk()] == ["VIỆC", "Quét dọn", "Tưới cây", "TIỀN"]


def test_pages_are_counted_where_there_are_pages() -> None:
    pages = [["I. MỘT", "Làm."], ["II. HAI", "Xong."]]
    assert [section.page for section in parts(*pages, paged=True).sections] == [1, 2]
    assert [section.page for section in parts(*pages).sections] == [None, None]


PRINTED = (
    "I. MỘT|II. HAI|1. Việc|2. Các thôn quét dọn.|a) Tổ 1;|- Quét sân;|Làng sạch.|Trên đây là xong./."
    "|Tháng 3:|3. |Điều 1. Việc|và còn nữa,|A. TRƯỚC"
)
LINES = st.sampled_from(PRINTED.split("|"))


@given(st.lists(LINES, max_size=15))
def test_text_stays_in_reading_order(lines: list[str]) -> None:
    found = plan("\n".join(lines))
    read = [*found.preamble[1:]]
    for section in found.walk():
        read += [section.label, section.title or "", *section.paragraphs]
    printed = "".join([*read, *found.closing])
    assert [c for c in printed if c.isalnum()] == [c for c in "".join(lines) if c.isalnum()]
