"""Figures of tables are print, however they were read; a row of dots that nobody printed is none."""

from __future__ import annotations

from parsers.readers.ink import without_ink
from parsers.readers.layout.grid import Grid, Slot
from parsers.readers.layout.stretches import Piece


def piece(text: str, x0: float, y: float, sure: float) -> Piece:
    width = 6.0 * len(text)
    return Piece(
        text=text,
        x0=x0,
        x1=x0 + width,
        top=y - 10,
        bottom=y + 3,
        base=y,
        size=12,
        bold=False,
        confidence=sure,
    )


LINES = [piece("trồng", 80 + 40 * i, 60 + 20 * j, 0.99) for i in range(10) for j in range(3)]


def kept(*doubtful: Piece, tables: tuple[Grid, ...] = ()) -> list[str]:
    pieces = sorted([*LINES, *doubtful], key=lambda each: each.base)
    return [each.text for each in without_ink(pieces, tables, 842, lambda _: None) if each in doubtful]


def test_a_figure_in_a_cell_of_its_own_is_print() -> None:
    grid = Grid([70, 100, 480], [120, 160], [Slot(0, 0, 1, 1), Slot(0, 1, 1, 1)])
    number, text = piece("1", 82, 140, 0.13), piece("Cấp", 104, 140, 0.98)
    assert kept(number, text, tables=(grid,)) == ["1", "Cấp"]
    assert kept(number, text) == ["Cấp"]


def test_dots_that_were_hardly_seen_are_ink() -> None:
    assert kept(piece("." * 60, 80, 140, 0.05)) == []
    assert kept(piece("." * 60, 80, 140, 0.9)) == ["." * 60]


def test_the_notation_after_an_empty_blank_is_print() -> None:
    assert kept(piece("Số:", 80, 140, 0.9), piece("/KH-UBND", 110, 140, 0.3)) == ["Số:", "/KH-UBND"]
    assert kept(piece("Số:", 80, 140, 0.9), piece("l~", 110, 140, 0.3)) == ["Số:"]
    assert kept(piece("Sể", 80, 140, 0.1), piece("/KH-UBND", 110, 140, 0.1)) == ["/KH-UBND"]


def test_the_number_that_a_line_begins_with_is_print() -> None:
    rest = piece("MỤC", 110, 140, 0.98), piece("ĐÍCH", 140, 140, 0.98)
    assert kept(piece("I-", 88, 140, 0.16), *rest)[0] == "I-"
    assert kept(piece("F", 88, 140, 0.16), *rest)[0] == "MỤC"


def test_a_capacity_by_itself_is_print() -> None:
    assert kept(piece("KT", 300, 140, 0.5)) == ["KT"]
    assert kept(piece("KX", 300, 140, 0.5)) == []


def test_a_worn_line_keeps_its_least_legible_word() -> None:
    likely = [piece("UBND", 80, 140, 0.46), piece("tỉnh", 120, 140, 0.67)]
    assert kept(*likely, piece("(b/c);", 150, 140, 0.02)) == ["UBND", "tỉnh", "(b/c);"]
    assert kept(piece("xqh", 80, 140, 0.2), piece("trw", 120, 140, 0.1)) == ["xqh"]


def test_a_dash_goes_with_the_ink_that_it_stands_before() -> None:
    assert kept(piece("-", 80, 140, 0.99), piece("Lmu", 90, 140, 0.1), piece("k4g/", 120, 140, 0.05)) == []
    assert kept(piece("-", 80, 140, 0.99), piece("Lưu:", 90, 140, 0.9)) == ["-", "Lưu:"]


def test_a_scrap_after_the_end_of_the_text_is_ink() -> None:
    assert kept(piece("này./.", 80, 140, 0.99), piece("4", 130, 140, 0.8)) == ["này./."]


def test_the_dark_rim_of_a_page_is_no_print() -> None:
    rim = [("nhne", 0.02), ("vánh", 0.5), ("thhnctc", 0.9)]
    for y, read in ((833, []), (8, []), (700, ["nhne", "vánh", "thhnctc"])):
        assert kept(*(piece(text, 80 + 50 * at, y, sure) for at, (text, sure) in enumerate(rim))) == read
    assert kept(piece("Trang", 300, 830, 0.9)) == ["Trang"]


def test_a_common_word_after_one_that_blanks_follow_is_print() -> None:
    words = [piece("một", 80, 140, 0.9), piece("số", 110, 140, 0.9), piece("điều", 130, 140, 0.1)]
    assert kept(*words, piece("lệ", 160, 140, 0.9)) == ["một", "số", "điều", "lệ"]
    assert kept(*words, piece("/KH-UBND", 160, 140, 0.9)) == ["một", "số", "/KH-UBND"]
    assert kept(piece("ngày", 80, 140, 0.9), piece("thu", 110, 140, 0.1), piece("tháng", 140, 140, 0.9)) == [
        "ngày",
        "tháng",
    ]
