"""What a legacy font shows comes out in Unicode, text in other fonts stays, every change can be undone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.edits import undo
from normalizers.text.fonts import FontConversion, convert_fonts
from normalizers.text.legacy import Encoding, to_legacy
from parsers.document import Cell, Document, Line, Page, Word

Set = tuple[str, str | None]
"""A text and its font."""
ABC, ABC_CAPITALS, VNI, UNICODE = ".VnTime", ".VnTimeH", "VNI-Times", "Times New Roman"


def abc(text: str) -> Set:
    return to_legacy(text, "tcvn3"), ABC


def line(*stretches: Set, cells: bool = False) -> Line:
    """A line of text, or a row of which each stretch is a cell."""
    text = ("\t" if cells else "").join(text for text, _ in stretches)
    words = [Word(text=word, font=font) for text, font in stretches for word in text.split()]
    return Line(text=text, words=words, cells=[Cell(text=text) for text, _ in stretches] if cells else None)


def document(*lines: Line) -> Document:
    page = Page(number=1, lines=list(lines))
    return Document(name="a.docx", sha256="0" * 64, media_type="text/plain", pages=[page])


def converted(*lines: Line) -> tuple[list[Line], FontConversion]:
    found = convert_fonts(document(*lines))
    return [line for _, line in found.document.lines()], found


@pytest.mark.parametrize(
    ("encoding", "font"),
    [
        ("tcvn3", ".VnTime"),
        ("tcvn3", ".VnArial Narrow"),
        ("tcvn3", "ABCDEF+.VnTime,Bold"),
        ("vni", "VNI-Times"),
        ("vni", "VNI Helve"),
        ("vps", "VPS Times"),
    ],
)
def test_the_name_of_a_font_tells_its_encoding(encoding: Encoding, font: str) -> None:
    text = "Tổ chức hội thi đọc sách, dự toán được duyệt trước ngày 15 tháng 9"
    lines, _ = converted(line((to_legacy(text, encoding), font)))
    assert lines[0].text == text
    assert [word.text for word in lines[0].words] == text.split()


def test_fonts_of_capitals_show_capitals_whatever_was_typed() -> None:
    lines, _ = converted(line((to_legacy("kế hoạch", "tcvn3"), ABC_CAPITALS)), line(("ubnd", ABC_CAPITALS)))
    assert [line.text for line in lines] == ["KẾ HOẠCH", "UBND"]


def test_a_capital_in_a_font_of_its_own_joins_its_word() -> None:
    lines, found = converted(line((to_legacy("ủ", "tcvn3"), ABC_CAPITALS), abc("y ban nhân dân huyện")))
    assert lines[0].text == "Ủy ban nhân dân huyện"
    assert lines[0].words[0] == Word(text="Ủy", font=ABC_CAPITALS)
    assert found.edits[0][0].reason == "font .VnTimeH"


def test_a_letter_whose_sign_is_in_another_font_of_the_family_is_put_together() -> None:
    lines, _ = converted(line(("ke", VNI), ("á hoaïch naêm hoïc", "VNI-Helve")))
    assert lines[0].text == "kế hoạch năm học"


def test_a_mixed_line_keeps_what_is_in_a_font_for_unicode() -> None:
    lines, found = converted(line(abc("Phòng Giáo dục "), ("café “là” só ", UNICODE), abc("và các trường")))
    assert lines[0].text == "Phòng Giáo dục café “là” só và các trường"
    assert all("café" not in edit.before for edit in found.edits[0])


def test_unicode_in_a_document_whose_style_names_a_legacy_font_stays() -> None:
    given = document(line(("Thực hiện có là các", ABC)), line(("có là các", ABC)), line(("và", ABC)))
    assert convert_fonts(given).document is given


def test_what_tells_nothing_goes_with_the_rest() -> None:
    texts = ["Mua sách cho thư viện", *["Trường tổ chức hội thi"] * 8]
    lines, _ = converted(*(line(abc(text)) for text in texts), line(abc("5.000đ")), line(abc("ủ")))
    assert [line.text for line in lines[-2:]] == ["5.000đ", "ủ"]


def test_soft_hyphens_and_characters_of_symbol_fonts_are_letters_there() -> None:
    assert "\xad" in abc("được trường")[0]
    symbols = "".join(chr(0xF000 + ord(c)) if "\xa0" < c <= "\xff" else c for c in abc("được trường")[0])
    lines, _ = converted(line(abc("được trường")), line((symbols, ABC)))
    assert [line.text for line in lines] == ["được trường"] * 2


def test_cells_are_converted_each_by_itself() -> None:
    row = line(abc("Nội dung"), ("Ghi chú", UNICODE), abc("kinh phí\nđồng"), ("", None), cells=True)
    lines, _ = converted(row)
    assert [cell.text for cell in lines[0].cells or []] == ["Nội dung", "Ghi chú", "kinh phí\nđồng", ""]
    assert lines[0].text == "Nội dung\tGhi chú\tkinh phí\nđồng\t"


def test_words_that_do_not_make_up_the_text_change_nothing() -> None:
    given = document(Line(text="kÕ ho¹ch", words=[Word(text="kÕ", font=ABC)]))
    assert convert_fonts(given).document is given


FONTS = st.sampled_from([ABC, ABC_CAPITALS, VNI, "VPS Times", UNICODE, None])
TEXTS = st.text() | st.text("kÕho¹cµ\xad®\uf0b5 \t\n123ắ§", max_size=12)


@given(st.lists(st.lists(st.tuples(TEXTS, FONTS), max_size=4), max_size=4), st.booleans())
def test_any_text_in_any_fonts_is_undone_by_its_edits(rows: Sequence[Sequence[Set]], cells: bool) -> None:
    raw = [line(*row, cells=cells and bool(row)) for row in rows]
    lines, found = converted(*raw)
    for before, after, edits in zip(raw, lines, found.edits, strict=True):
        assert undo(after.text, edits) == before.text
        if after.cells is not None:
            assert "\t".join(cell.text for cell in after.cells) == after.text
        if after.words and "".join(word.text for word in before.words) == "".join(before.text.split()):
            assert "".join(word.text for word in after.words) == "".join(after.text.split())


@given(st.lists(st.text(st.characters(categories=["L", "Zs", "Nd", "Po"])), max_size=4))
def test_text_in_fonts_for_unicode_is_the_same_object(texts: list[str]) -> None:
    given = document(*(line((text, UNICODE)) for text in texts))
    assert convert_fonts(given).document is given
