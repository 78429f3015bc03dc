"""Tables without some or all of their rules down: columns by the white between the words."""

from __future__ import annotations

from parsers.readers.layout.across import with_ruled_across
from parsers.readers.layout.grid import grids
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece
from parsers.readers.layout.worn import missed

SIZE = 12.0
XS = (50.0, 90.0, 250.0, 400.0)


def words(y: float, *texts: tuple[float, str]) -> list[Piece]:
    """Words on a baseline, each text from where it begins."""
    found = []
    for start, text in texts:
        x = start
        for word in text.split():
            found.append(Piece(word, x, x + 6 * len(word), y - 10, y + 3, y, SIZE))
            x += 6 * len(word) + 3
    return found


def text(*ys: float) -> list[Piece]:
    return [piece for y in ys for piece in words(y, (50, "Ủy ban nhân dân xã xây dựng kế hoạch"))]


def rules(*ys: float) -> list[Rule]:
    return [Rule(y, XS[0], XS[-1]) for y in ys]


def page() -> list[Piece]:
    return [
        *words(115, (52, "TT"), (120, "Nội dung"), (290, "Đơn vị")),
        *words(135, (52, "I"), (92, "Công tác tuyên truyền trên địa bàn xã")),
        *words(155, (52, "1"), (92, "Trồng cây dọc đường"), (252, "Các thôn, bản")),
        *words(175, (52, "2"), (92, "Làm cỏ"), (252, "Hội Nông dân xã")),
    ]


def cells(across: list[Rule], pieces: list[Piece]) -> list[list[tuple[int, int]]]:
    """The slots of each table: its row and how many columns it spans."""
    found = with_ruled_across([], across, lambda: pieces)
    return [[(slot.row, slot.columns) for slot in grid.slots] for grid in found]


def test_columns_part_where_white_runs_through_the_rows() -> None:
    assert cells(rules(100, 120, 140, 160, 180), page()) == [
        [(0, 1), (0, 1), (0, 1), (1, 1), (1, 2), (2, 1), (2, 1), (2, 1), (3, 1), (3, 1), (3, 1)]
    ]


def test_running_text_between_rules_is_no_table() -> None:
    assert cells(rules(100, 140, 180), text(110, 122, 134, 150, 162, 174)) == []
    assert cells(rules(100, 180), page()) == []


def test_two_tables_with_text_between_them_are_two() -> None:
    lower = [Piece(p.text, p.x0, p.x1, p.top + 160, p.bottom + 160, p.base + 160, p.size) for p in page()]
    across = rules(100, 120, 140, 160, 180, 260, 280, 300, 320, 340)
    assert [len(table) for table in cells(across, page() + text(205, 220, 235) + lower)] == [11, 11]


def test_two_tables_with_nothing_between_them_are_two() -> None:
    lower = [Piece(p.text, p.x0, p.x1, p.top + 100, p.bottom + 100, p.base + 100, p.size) for p in page()]
    across = rules(100, 120, 140, 160, 180, 200, 220, 240, 260, 280)
    assert [len(table) for table in cells(across, page() + lower)] == [11, 11]


def test_a_title_set_wide_spans_the_table_though_a_space_lies_at_a_column() -> None:
    title = [Piece("x", x0, x1, 145, 158, 155, SIZE) for x0, x1 in ((52, 72), (80, 225), (233, 260))]
    pieces = [
        *words(115, (52, "TT"), (120, "Nội dung"), (290, "Đơn vị")),
        *words(135, (52, "1"), (92, "Trồng cây dọc đường"), (252, "Các thôn, bản")),
        *title,
        *words(175, (52, "2"), (92, "Làm cỏ"), (252, "Hội Nông dân xã")),
    ]
    spans = [columns for row, columns in cells(rules(100, 120, 140, 160, 180), pieces)[0] if row == 2]
    assert spans == [3]


def test_a_head_over_a_part_of_the_columns_spans_them() -> None:
    pieces = [
        *words(110, (52, "TT"), (210, "Kinh phí")),
        *words(128, (130, "Năm trước"), (290, "Năm sau")),
        *words(150, (52, "1"), (130, "100 đồng"), (290, "200 đồng")),
        *words(170, (52, "2"), (130, "300 đồng"), (290, "400 đồng")),
    ]
    across = [*rules(100, 135, 155, 175), Rule(117, 110, XS[-1])]
    assert cells(across, pieces)[0][:2] == [(0, 1), (0, 2)]


def test_an_underlined_heading_over_a_table_is_none_of_it() -> None:
    heading = words(78, (50, "IV. PHÂN CÔNG THỰC HIỆN TRONG NĂM"))
    underline = Rule(80, heading[0].x0, heading[-1].x1)
    across = rules(100, 120, 140, 160, 180)
    assert cells([underline, *across], heading + page()) == cells(across, page())


def test_white_between_the_words_of_a_cell_is_no_column_where_another_row_runs_over_it() -> None:
    pieces = [
        *words(110, (52, "TT"), (120, "Việc"), (290, "Đơn vị")),
        *words(130, (52, "1"), (92, "Trồng cây dọc đường"), (252, "Thôn một")),
        *words(150, (52, "2"), (92, "Làm"), (118, "cỏ"), (252, "Hội Nông dân xã")),
        *words(170, (52, "3"), (92, "Bón"), (118, "phân"), (252, "Thôn hai")),
    ]
    assert [column for _, column in cells(rules(100, 120, 140, 160, 180), pieces)[0]] == [1] * 12


def test_one_row_at_the_top_of_a_page_has_the_columns_of_the_table_before() -> None:
    [before] = with_ruled_across([], rules(100, 120, 140, 160, 180), page)
    rest = [*words(115, (52, "3"), (92, "Tưới cây"), (252, "Thôn ba"))]

    def columns(across: list[Rule], pieces: list[Piece]) -> list[int]:
        found = with_ruled_across([], across, lambda: pieces, before)
        return [slot.columns for grid in found for slot in grid.slots]

    assert columns(rules(100, 120), rest) == [1, 1, 1]
    assert columns(rules(100, 120), text(50) + rest) == []
    assert columns([Rule(100, 80, 400), Rule(120, 80, 400)], rest) == []


def test_a_rule_that_was_missed_is_put_back_where_words_stand_apart() -> None:
    across = rules(100, 120, 140)
    down = [Rule(50, 100, 140), Rule(400, 100, 140), Rule(90, 100, 140), Rule(250, 120, 140)]
    (grid,) = grids(across, down)
    head = words(115, (52, "TT"), (120, "Nội dung"), (290, "Đơn vị"))
    assert missed([grid], head) == ([], [Rule(250, 100, 120)])
    assert missed([grid], words(115, (52, "I"), (92, "Công tác tuyên truyền trên địa bàn xã"))) == ([], [])


def test_a_rule_across_that_was_missed_is_put_back_between_texts_that_stand_apart() -> None:
    across = [*rules(100, 200), Rule(150, 50, 250)]
    down = [Rule(x, 100, 200) for x in (50, 250, 400)]
    (grid,) = grids(across, down)
    texts = [*words(115, (290, "Tổ một")), *words(130, (290, "Tổ hai")), *words(170, (290, "Tổ ba"))]
    assert missed([grid], texts) == ([Rule(150, 250, 400)], [])
    assert missed([grid], [*texts, *words(150, (290, "và"))]) == ([], [])


def test_a_column_whose_rule_no_row_has_kept_is_two_where_white_runs_through_it() -> None:
    ys = (100, 120, 160, 200, 240)
    (grid,) = grids(rules(*ys), [Rule(x, 100, 240) for x in (XS[0], XS[1], XS[3])])
    rows = [
        *words(115, (52, "TT"), (140, "Thời gian"), (290, "Đơn vị")),
        *(
            word
            for y in ys[1:-1]
            for word in [
                *words(y + 15, (52, "1"), (94, "Trước ngày cuối"), (252, "Văn phòng")),
                *words(y + 30, (94, "tháng 5"), (252, "Hội Nông dân")),
            ]
        ),
    ]
    across, down = missed([grid], rows)
    assert not across
    assert {(rule.start, rule.end) for rule in down} == {(100, 120), (120, 160), (160, 200), (200, 240)}
    assert all(200 < rule.at < 252 for rule in down)
    assert missed([grid], [*rows, *words(150, (175, "theo-kế-hoạch"))]) == (
        [],
        [rule for rule in down if rule.start != 120],
    )
    text = [word for y in ys[1:-1] for word in words(y + 15, (94, "Quý II của năm"))]
    assert missed([grid], [*rows[:5], *text]) == ([], [])


def test_worn_rules_are_as_wide_as_their_table() -> None:
    sound = with_ruled_across([], rules(100, 120, 140, 160, 180), page)
    worn = [
        Rule(100, XS[0], 330),
        Rule(120, *rules(0)[0][1:]),
        Rule(140, XS[0], 120),
        Rule(143, 200, XS[-1]),
        Rule(160, 140, XS[-1]),
        Rule(180, XS[0], XS[-1]),
    ]
    (found,) = with_ruled_across([], worn, page)
    assert found.slots == sound[0].slots


def test_white_that_runs_through_the_text_of_one_cell_parts_no_columns() -> None:
    pieces = [
        *words(115, (52, "TT"), (120, "Nội dung"), (252, "Đơn vị")),
        *words(135, (52, "1"), (92, "Làm cỏ"), (252, "Phòng Y tế"), (330, "các xã")),
        *words(155, (52, "2"), (92, "Tưới cây"), (252, "Hội")),
        *words(175, (52, "3"), (92, "Thu hoạch"), (252, "Tổ ba")),
        *words(195, (52, "4"), (92, "Trồng cây dọc đường"), (252, "Ban Chỉ huy Quân sự")),
    ]
    (found,) = cells(rules(100, 120, 140, 160, 180, 200), pieces)
    assert found == [(row, 1) for row in range(5) for _ in range(3)]


def test_rows_of_several_lines_in_columns_are_no_running_text() -> None:
    pieces = [
        *words(115, (52, "TT"), (120, "Nội dung"), (292, "Đơn vị")),
        *words(135, (52, "1"), (92, "Trồng cây dọc đường"), (292, "Các thôn, bản")),
        *words(154, (92, "Xây dựng mô hình nuôi trồng thủy sản")),
        *words(161, (52, "2"), (292, "Phòng Kinh tế")),
        *words(168, (92, "an toàn sinh học và rau sạch ở xã")),
        *words(175, (292, "và Hạ tầng")),
        *words(182, (92, "vùng cao")),
        *words(205, (52, "3"), (92, "Làm cỏ"), (292, "Hội Nông dân")),
    ]
    assert [len(table) for table in cells(rules(100, 120, 140, 190, 210), pieces)] == [12]
