"""Documents in old encodings come out in Unicode, cells and words as well; others are the same object."""

from __future__ import annotations

from normalizers.text.conversion import convert_document
from normalizers.text.legacy import to_legacy
from parsers.document import Cell, Document, Line, Page, Word


def document(*lines: Line) -> Document:
    return Document(
        name="a", sha256="0" * 64, media_type="text/plain", pages=[Page(number=1, lines=list(lines))]
    )


def test_a_document_in_unicode_is_the_same_object() -> None:
    given = document(
        Line(text="Kế hoạch đọc sách"), Line(text="a\tb", cells=[Cell(text="a"), Cell(text="b")])
    )
    assert convert_document(given) is given


def test_lines_cells_and_words() -> None:
    texts = ["Kế hoạch đọc sách của thiếu nhi", "Tổ chức thực hiện tại thư viện"]
    cells = ["Nội dung\nNgười thực hiện", "số"]
    legacy = [to_legacy(text, "tcvn3") for text in (*texts, *cells)]
    found = convert_document(
        document(
            Line(text=legacy[0], words=[Word(text=word) for word in legacy[0].split()]),
            Line(text=legacy[1]),
            Line(text="\t".join(legacy[2:]), cells=[Cell(text=text) for text in legacy[2:]]),
        )
    )
    lines = [line for _, line in found.lines()]
    assert [line.text for line in lines] == [*texts, "\t".join(cells)]
    assert [word.text for word in lines[0].words] == texts[0].split()
    assert [cell.text for cell in lines[2].cells or []] == cells


def test_fonts_of_words_decide() -> None:
    words = [
        Word(text="ñy", font=".VnTimeH"),
        Word(text="ban", font=".VnTimeH"),
        Word(text="café", font="Arial"),
    ]
    found = convert_document(document(Line(text="ñy ban café", words=words)))
    assert [line.text for _, line in found.lines()] == ["ỦY BAN café"]
