"""Where paragraphs, headings, subjects and tables end is told by where lines stand, if that is known."""

from __future__ import annotations

import pytest

from parsers.document import Box, Line, Page
from parsers.plan import Plan
from parsers.structure import structure
from parsers.structure.geometry import Columns, columns, is_centred, margins
from tests.placed import paper, printed, row

RIGHT = 500.0
HEAD = [
    printed("KẾ HOẠCH", 270, bold=True),
    printed("Trồng cây đầu xuân năm 2024", 220, bold=True),
    printed("Ủy ban nhân dân xã Sơn Lâm xây dựng kế hoạch trồng cây như sau:", 110, gap=1),
    printed("I. NỘI DUNG", 110, gap=1, bold=True),
]


def full(opening: str, x: float = 80.0) -> Line:
    """A line that runs on to the right margin."""
    text = opening
    while x + 5.0 * len(text) < RIGHT:
        text += " cây"[: max(2, round((RIGHT - x) / 5 - len(text)))]
    return printed(text, x)


def plan(*lines: Line, head: list[Line] = HEAD) -> Plan:
    return structure(paper([*head, full("Căn cứ tình hình thực tế"), full("của địa phương"), *lines]))


def paragraphs(*lines: Line) -> list[str]:
    """The opening words of the paragraphs that lines make."""
    return [" ".join(text.split()[:3]) for text in plan(*lines).sections[0].paragraphs[1:]]


def test_a_line_that_reaches_the_margin_goes_on_and_a_short_one_does_not() -> None:
    lines = (full("Thôn Một trồng", 110), printed("Và chăm sóc"), printed("Thôn Hai tưới", 110))
    assert paragraphs(*lines) == ["Thôn Một trồng", "Thôn Hai tưới"]


def test_a_line_far_from_the_margin_was_not_wrapped_whatever_follows() -> None:
    lines = (printed("Thôn Một trồng cây", 110), printed("chăm sóc cây đã trồng"))
    assert paragraphs(*lines) == ["Thôn Một trồng", "chăm sóc cây"]


def test_an_indent_begins_a_paragraph_after_a_full_line() -> None:
    assert paragraphs(full("các thôn trồng"), printed("Thôn Hai tưới", 110)) == ["Thôn Hai tưới"]


def test_a_dash_at_the_left_edge_after_a_full_line_stands_inside_a_name() -> None:
    assert paragraphs(
        full("Phong trào Xanh", 110), printed("- Sạch - Đẹp của xã"), printed("- Thôn Hai", 110)
    ) == [
        "Phong trào Xanh",
        "- Thôn Hai",
    ]


def test_a_bold_heading_of_two_lines_is_one_and_what_stands_under_it_is_not_in_it() -> None:
    heading = full("1. Giao Phòng Kinh tế, Phòng Văn hóa", 110).model_copy(update={"bold": True})
    found = plan(heading, printed("và Hội Nông dân", bold=True), printed("chăm sóc cây.", 110)).sections[0]
    [section] = found.children
    assert section.title
    assert section.title.endswith("và Hội Nông dân")
    assert section.paragraphs == ["chăm sóc cây."]


def test_capitals_of_another_weight_are_another_heading() -> None:
    [section] = plan(printed("II. NHIỆM VỤ", 110, bold=True), printed("CÔNG TÁC TRỒNG CÂY", 110)).sections[1:]
    assert (section.title, section.paragraphs) == ("NHIỆM VỤ", ["CÔNG TÁC TRỒNG CÂY"])


def test_a_bold_centred_line_under_another_is_of_the_subject() -> None:
    head = [
        printed("KẾ HOẠCH", 270, bold=True),
        printed("Kiểm tra, giám sát năm 2024 của Ban", 202, bold=True),
        printed("Chấp hành Đảng bộ xã Sơn Lâm", 220, bold=True),
        *HEAD[2:],
    ]
    assert plan(head=head).subject == "Kiểm tra, giám sát năm 2024 của Ban Chấp hành Đảng bộ xã Sơn Lâm"


def test_the_weight_of_its_lines_tells_the_issuer_from_the_body_above_it() -> None:
    letterhead = [
        printed("SỞ Y TẾ TỈNH GIA LAI"),
        printed("BỆNH VIỆN ĐA", bold=True),
        printed("KHOA SƠN LÂM", bold=True),
        printed("Số: 7/KH-BV"),
    ]
    evidence = plan(head=[*letterhead, *HEAD]).evidence["issuer"]
    assert evidence.raw == "SỞ Y TẾ TỈNH GIA LAI\nBỆNH VIỆN ĐA KHOA SƠN LÂM"


@pytest.mark.parametrize(
    "rest", [("", "", "Thôn Hai"), ("", "và tưới.", ""), ("", "Đảng ủy xã Sơn Lâm giao", "")]
)
@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_cut_by_a_page_break_is_one(rest: tuple[str, ...], repeated: bool) -> None:
    head, first = row("TT", "Nội dung", "Chủ trì"), row("1", "Trồng cây;", "Thôn Một;")
    below = [row("TT", "Nội dung", "Chủ trì", table=2)] if repeated else []
    found = structure(
        paper([*HEAD, head, first], [*below, row(*rest, table=2), row("2", "Họp", "Xã", table=2)])
    )
    [table] = found.tables
    assert [cells[0] for cells in table.rows] == ["1", "2"]
    assert all(part in cell for part, cell in zip(rest, table.rows[0], strict=True))
    assert not table.groups


def test_columns_that_part_at_the_same_places_go_on() -> None:
    whole = columns(Box(x0=80 + 100 * i, y0=0, x1=180 + 100 * i, y1=9) for i in range(3))
    wide = columns([Box(x0=80, y0=0, x1=280, y1=9), Box(x0=280, y0=0, x1=380, y1=9)])
    other = columns([Box(x0=80, y0=0, x1=150, y1=9), Box(x0=150, y0=0, x1=380, y1=9)])
    assert whole
    assert wide
    assert other
    assert whole == Columns((0.0, 0.333, 0.667, 1.0))
    assert whole.hold(wide)
    assert not whole.hold(other)
    assert columns([None, Box(x0=1, y0=0, x1=1, y1=1)]) is None


def test_margins_are_where_lines_agree() -> None:
    lines = [printed("a" * 80), printed("b" * 80), printed("c" * 70, 110), printed("d" * 90, 60)]
    edges = margins(Page(number=1, width=595, lines=lines))
    assert edges == (80, 480)
    assert is_centred(printed("b" * 20, 230), edges)
    assert not is_centred(printed("b" * 20, 110), edges)
    assert margins(Page(number=1, width=595, lines=[Line(text="a")])) is None
