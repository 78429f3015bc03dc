"""Rows into tables: stitched over breaks, with heads, groups, list cells and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Cell
from parsers.structure import structure, tables
from tests import placed
from tests.paper import Named, cases, parts, plan
from tests.placed import paper, printed

if TYPE_CHECKING:
    from typing import NotRequired

    from parsers.plan import Table

HEAD = ["TT", "Nội dung", "Chủ trì", "Thời gian"]


class Case(Named):
    """Lines of a body, tabs between cells, and the only table in it; `groups` as [before, marker, title]."""

    text: str
    columns: list[str]
    rows: list[list[str]]
    groups: NotRequired[list[list[int | str | None]]]
    caption: NotRequired[str]
    section: NotRequired[str]
    warnings: NotRequired[list[list[str]]]
    dropped: NotRequired[list[str]]


@pytest.mark.parametrize("case", cases("tables.json"))
def test_table_typed_with_tabs(case: Case) -> None:
    found = plan(case["text"])
    [table] = found.tables
    assert (table.columns, table.rows) == (case["columns"], case["rows"])
    assert groups(table) == case.get("groups", [])
    assert table.caption == case.get("caption")
    assert table.section == case.get("section", "I")
    assert [[each.code.value, each.path] for each in found.warnings] == case.get("warnings", [])
    assert [each.reason for each in found.dropped] == case.get("dropped", [])


def groups(table: Table) -> list[list[int | str | None]]:
    return [[group.before, group.marker, group.title] for group in table.groups]


def test_a_head_of_two_levels_with_spans() -> None:
    [table] = parts(
        [
            "I. PHÂN CÔNG",
            [
                Cell(text="TT", rows=2),
                Cell(text="Việc", rows=2),
                Cell(text="Đơn vị", columns=2),
                Cell(text="Ngày", rows=2),
            ],
            ["Chủ trì", "Phối hợp"],
            ["1", "Quét sân", "Tổ 1", "Tổ 2", "3/3"],
        ]
    ).tables
    assert table.columns == ["TT", "Việc", "Đơn vị - Chủ trì", "Đơn vị - Phối hợp", "Ngày"]
    assert table.rows == [["1", "Quét sân", "Tổ 1", "Tổ 2", "3/3"]]


def test_a_cell_over_rows_has_its_text_in_the_first() -> None:
    [table] = parts(
        [
            HEAD,
            ["1", Cell(text="Quét sân", rows=3), "Tổ 1", "3/3"],
            ["2", "Tổ 2", "4/3"],
            ["3", "Tổ 3", "5/3"],
            ["4", "Tưới cây", "Tổ 4", "6/3"],
        ]
    ).tables
    assert table.rows == [
        ["1", "Quét sân", "Tổ 1", "3/3"],
        ["2", "", "Tổ 2", "4/3"],
        ["3", "", "Tổ 3", "5/3"],
        ["4", "Tưới cây", "Tổ 4", "6/3"],
    ]


def test_a_cell_over_columns_has_its_text_in_the_first() -> None:
    [table] = parts(
        [HEAD, ["1", Cell(text="Cả xã ra quân", columns=2), "3/3"], ["2", "Tưới cây", "Tổ 4", "6/3"]]
    ).tables
    assert table.rows[0] == ["1", "Cả xã ra quân", "", "3/3"]


def test_a_cell_across_the_table_is_a_group() -> None:
    [table] = parts(
        [
            HEAD,
            [Cell(text="I. Trước Tết:", columns=4)],
            ["1", "Quét sân", "Tổ 1", "3/3"],
            [Cell(text="Sau Tết", columns=4)],
            ["2", "Tưới cây", "Tổ 2", "6/3"],
        ]
    ).tables
    assert groups(table) == [[0, "I", "Trước Tết"], [1, None, "Sau Tết"]]
    assert len(table.rows) == 2


def test_a_table_goes_on_after_a_page_break() -> None:
    [table] = parts(
        ["I. LỊCH", HEAD, ["1", "Quét sân", "Tổ 1", "3/3"]],
        [["2", "Tưới cây", "Tổ 2", "6/3"]],
        [HEAD, ["3", "Bón phân", "Tổ 3", "9/3"]],
        paged=True,
    ).tables
    assert [row[0] for row in table.rows] == ["1", "2", "3"]
    assert (table.section, table.page) == ("I", 1)


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    [table] = parts(
        [HEAD, ["1", "Quét sân, khơi thông cống rãnh và", "Tổ 1;", "3/3"]],
        [["", "trồng hoa", "Tổ 2", ""], ["2", "Tưới cây", "Tổ 2", "6/3"]],
    ).tables
    assert table.rows == [
        ["1", "Quét sân, khơi thông cống rãnh và trồng hoa", "Tổ 1; Tổ 2", "3/3"],
        ["2", "Tưới cây", "Tổ 2", "6/3"],
    ]


def test_text_between_parts_them() -> None:
    found = parts(
        [
            "I. LỊCH",
            HEAD,
            ["1", "Quét sân", "Tổ 1", "3/3"],
            "II. TIỀN",
            ["TT", "Khoản", "Số"],
            ["1", "Hoa", "5"],
        ]
    )
    assert [table.section for table in found.tables] == ["I", "II"]
    assert [len(table.columns) for table in found.tables] == [4, 3]


def test_a_table_before_the_first_section_stands_in_none() -> None:
    [table] = parts([HEAD, ["1", "Quét sân", "Tổ 1", "3/3"], "I. KINH PHÍ", "Tự túc."]).tables
    assert table.section is None


def test_a_head_marked_by_the_source() -> None:
    [table] = parts(
        [
            [Cell(text="Xuân", header=True), Cell(text="Hạ", header=True)],
            ["1.500", "200"],
            ["300", "4"],
        ]
    ).tables
    assert (table.columns, table.rows) == (["Xuân", "Hạ"], [["1.500", "200"], ["300", "4"]])


def test_five_thousand_rows_are_one_table() -> None:
    rows = "\n".join(f"{n}\tViệc số {n}\tTổ {n % 9}" for n in range(1, 5_001))
    found = plan(f"I. LỊCH\nTT\tNội dung\tChủ trì\n{rows}\nII. KINH PHÍ\nTự túc.")
    [table] = found.tables
    assert [row[0] for row in table.rows] == [str(n) for n in range(1, 5_001)]
    assert found.warnings == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("- Quét sân; - Tưới cây.", "- Quét sân;\n- Tưới cây."),
        ("Gồm: - Quét sân; + Trong nhà.", "Gồm:\n- Quét sân;\n+ Trong nhà."),
        ("- Quét sân\n- Tưới cây", "- Quét sân\n- Tưới cây"),
        ("Phòng Văn hóa - Thông tin", "Phòng Văn hóa - Thông tin"),
        ("Khoa Dược; Phòng Vật tư - Trang thiết bị", "Khoa Dược; Phòng Vật tư - Trang thiết bị"),
        ("Quét sân và\ntưới cây", "Quét sân và tưới cây"),
        ("Ủy ban nhân dân\nxã Mẫu Lâm", "Ủy ban nhân dân xã Mẫu Lâm"),
        ("  Tổ   1 ", "Tổ 1"),
        ("Từ 3 - 5 người", "Từ 3 - 5 người"),
        ("", ""),
    ],
)
def test_items_of_a_cell_stand_on_lines_of_their_own(text: str, due: str) -> None:
    assert tables.cell_text(text) == due


@given(st.text())
def test_a_cell_is_clean_and_complete(text: str) -> None:
    found = tables.cell_text(text)
    assert tables.cell_text(found) == found
    assert "".join(found.split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["TT", "STT", "Số TT", "Stt.", "SỐ THỨ TỰ", "T T"])
def test_titles_of_the_column_of_numbers(text: str) -> None:
    assert tables.is_ordinal_title(text) is (text != "T T")


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Bảng 1. Danh sách tổ tự quản", "Danh sách tổ tự quản"),
        ("Bảng 2: Kinh phí:", "Kinh phí"),
        ("Biểu số 3 - Lịch ra quân", "Lịch ra quân"),
        ("BẢNG PHÂN CÔNG NHIỆM VỤ", "PHÂN CÔNG NHIỆM VỤ"),
        ("Nhiệm vụ cụ thể như sau:", None),
        ("bảng tin của thôn", None),
        ("Bảng", None),
    ],
)
def test_caption_before_a_table(text: str, caption: str | None) -> None:
    assert tables.caption_of(text) == caption


CELLS = st.sampled_from(
    ["", "1", "2", "I", "II.", "TT", "Nội dung", "Chủ trì", "Tổ 1", "- a; - b", "(1)", "x", "và"]
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=12))
def test_rows_are_as_long_as_columns_and_groups_stand_among_them(rows: list[list[str]]) -> None:
    for table in parts([[*row] for row in rows]).tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}
        assert all(0 <= group.before <= len(table.rows) for group in table.groups)
        assert [group.before for group in table.groups] == sorted(group.before for group in table.groups)


SPANS = st.builds(Cell, text=CELLS, columns=st.integers(1, 4), rows=st.integers(1, 4), header=st.booleans())


@given(st.lists(st.lists(SPANS, min_size=1, max_size=5), min_size=1, max_size=8))
def test_spans_of_any_kind_make_a_rectangle(rows: list[list[Cell]]) -> None:
    for table in parts([[*row] for row in rows]).tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}


def test_in_a_table_of_two_columns_a_roman_number_opens_a_group() -> None:
    texts = [
        ("TT", "Tên"),
        ("I", "Tập thể"),
        ("1.", "Tổ 1"),
        ("2.", "Tổ 2"),
        ("II", "Cá nhân"),
        ("1.", "Lê Văn Mẫu"),
    ]
    lines = [printed("KẾ HOẠCH"), printed("I. DANH SÁCH"), *[placed.row(*cells) for cells in texts]]
    [table] = structure(paper(lines)).tables
    assert table.rows == [["1.", "Tổ 1"], ["2.", "Tổ 2"], ["1.", "Lê Văn Mẫu"]]
    assert groups(table) == [[0, "I", "Tập thể"], [2, "II", "Cá nhân"]]


def test_a_head_that_is_repeated_with_its_first_title_misread_goes() -> None:
    found = parts(
        [HEAD, ["1", "Trồng cây", "Tổ một", "Quý I"], ["Tr", *HEAD[1:]], ["2", "Tưới cây", "Tổ hai", ""]]
    )
    [table] = found.tables
    assert [row[0] for row in table.rows] == ["1", "2"]


def test_strokes_of_a_group_number_that_are_joined_are_two() -> None:
    rows = [
        HEAD,
        ["II", "Tuyên truyền", "", ""],
        ["1", "Treo cờ", "Tổ một", "Quý I"],
        ["IH", "Kiểm tra", "", ""],
    ]
    [table] = parts([*rows, ["1", "Chấm điểm", "Tổ hai", "Quý II"]]).tables
    assert groups(table) == [[0, "II", "Tuyên truyền"], [1, "III", "Kiểm tra"]]


@pytest.mark.parametrize(
    ("first", "is_sum"), [("Tổng cộng", True), ("Cộng:", True), ("Cộng tác viên", False)]
)
def test_a_sum_under_a_page_break_is_a_row_of_the_table(first: str, is_sum: bool) -> None:
    above = [printed("KẾ HOẠCH"), printed("Làm đường"), printed("I. KINH PHÍ")]
    rows = [placed.row("TT", "Nội dung", "Số lượng", "Kinh phí"), placed.row("1", "Mua đá", "10", "100")]
    below = placed.row("", first, "", "300", table=2)
    [table] = structure(paper([*above, *rows], [below, printed("II. TỔ CHỨC"), printed("Giao xã.")])).tables
    assert (table.rows[-1] == ["", first, "", "300"]) is is_sum


def test_a_recognised_row_gets_the_number_that_was_not_read_and_a_sum_none() -> None:
    texts = [HEAD, ["1", "Mua đá", "Tổ một", "100"], ["", "Mua cát", "Tổ hai", "50"]]
    rows = [placed.row(*cells) for cells in [*texts, ["", "Tổng cộng", "2 tổ", "150"]]]
    seen = [row.model_copy(update={"words": printed(row.text, sure=0.9).words}) for row in rows]
    [table] = structure(paper([printed("KẾ HOẠCH"), printed("I. KINH PHÍ"), *seen])).tables
    assert [row[0] for row in table.rows] == ["1", "", ""], "which of two rows is the second is not told"
    [table] = structure(paper([printed("KẾ HOẠCH"), printed("I. KINH PHÍ"), *seen[:-1]])).tables
    assert [row[0] for row in table.rows] == ["1", "2"]
    [table] = structure(paper([printed("KẾ HOẠCH"), printed("I. KINH PHÍ"), *seen[:2], seen[3]])).tables
    assert [row[0] for row in table.rows] == ["1", ""]
