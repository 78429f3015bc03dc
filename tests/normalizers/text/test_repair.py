"""Repair: ruined lines come back, clean ones stay as they are, and everything can be undone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.text import reading
from normalizers.text.channel import skeleton
from normalizers.text.damage import Kind
from normalizers.text.documents import repair_document
from normalizers.text.edits import apply
from normalizers.text.misread import read_misread
from normalizers.text.paragraphs import paragraphs
from normalizers.text.repair import Repaired, repair
from normalizers.text.slips import mend
from parsers.document import Cell, Document, Line, Page, Word

TRUE = (
    "KẾ HOẠCH\nTổ chức Ngày hội đọc sách và văn hóa đọc năm 2023\n\n"
    "Căn cứ Quyết định số 1862/QĐ-TTg ngày 04/11/2021 của Thủ tướng Chính phủ về\n"
    "việc tổ chức Ngày Sách và Văn hóa đọc Việt Nam, Ủy ban nhân dân huyện xây dựng\n"
    "kế hoạch như sau:\n\nI. MỤC ĐÍCH, YÊU CẦU\n"
    "1. Khuyến khích và phát triển phong trào đọc sách trong cộng đồng, nâng cao\n"
    "nhận thức của nhân dân về ý nghĩa to lớn và tầm quan trọng của việc đọc sách.\n"
    "2. Các cơ quan, đơn vị, địa phương phối hợp chặt chẽ, bảo đảm thiết thực, hiệu quả.\n"
)
MISREAD = (
    "KE HOACH\nT6 chirc Ngay hdi doc sach va van héa doc nam 2023\n\n"
    "Can cti Quyét dinh s6 1862/QD-TTg ngay 04/11/2021 cua Tha twong Chinh phu vé\n"
    "viéc t6 chirc Ngay Sach va Van héa doc Viét Nam, Uy ban nhan dan huyén xay dung\n"
    "ké hoach nhu sau:\n\nI. MUC DiCH, YEU CAU\n"
    "1. Khuyén khich va phat trién phong trao doc sach trong cong déng, nang cao\n"
    "nhan thtrc cia nhan dan vé y nghia to 1én va tam quan trong ctia viéc doc sach.\n"
    "2. Cac co quan, don vi, dia phuong phéi hop chat ché, bao dam thiét thuc, hiéu qua.\n"
)
ODD = "aK ê\u0302\u0323\xad\xa0\t\r\u2028\x00\x85ÐКо–“ﬁ|61&§¢éèôừđ.,-/\ud800\U0001f600"
TEXTS = st.one_of(st.text(), st.text(st.sampled_from(ODD)))


def right(found: str) -> float:
    pairs = list(zip(found.split(), TRUE.split(), strict=True))
    return sum(a == b for a, b in pairs) / len(pairs)


def test_stripped_text_gets_its_marks_back() -> None:
    result = repair(skeleton(TRUE))
    assert right(result.text) > 0.97
    assert set(result.kinds) >= {Kind.STRIPPED}
    assert {edit.reason for edit in result.edits} == {"stripped"}


def test_misread_text_gets_its_letters_back() -> None:
    result = repair(MISREAD)
    assert right(result.text) > 0.95
    assert result.confidence > 0.9


@pytest.mark.parametrize("text", [TRUE, "", "\n\n", "Annual report of the committee, 2021.", TRUE.upper()])
def test_clean_text_is_untouched(text: str) -> None:
    assert repair(text) == Repaired(text, (), repair(text).kinds, (), 1.0)


def test_clean_paragraphs_beside_ruined_ones_stay() -> None:
    text = MISREAD + "\n\n" + TRUE * 3
    assert repair(text).text.endswith("\n\n" + TRUE * 3)


@pytest.mark.parametrize("raw", [MISREAD, skeleton(TRUE), MISREAD + TRUE])
def test_edits_lead_there_and_back(raw: str) -> None:
    result = repair(raw)
    assert apply(raw, result.edits) == result.text
    assert result.undo() == raw
    assert [len(line.split()) for line in raw.split("\n")] == [
        len(line.split()) for line in result.text.split("\n")
    ]


def test_an_edit_says_why_and_what_else() -> None:
    edit = next(edit for edit in repair(MISREAD).edits if edit.before == "chirc")
    assert (edit.after, edit.reason) == ("chức", "misread")
    assert 0 < edit.score <= 1
    assert all(edit.after not in found.alternatives for found in repair(MISREAD).edits)


def test_numbers_dates_and_codes_stay() -> None:
    text = repair(MISREAD).text
    for kept in ("1862/QĐ-TTg", "04/11/2021", "2023"):
        assert kept in text


def test_a_word_cut_in_two_becomes_one_and_comes_apart_again() -> None:
    raw = MISREAD.replace("phat trién phong trao", "phat trién phong tr ao").replace(
        "huyén xay", "huy én xay"
    )
    result = repair(raw)
    assert "phát triển phong trào đọc sách" in result.text
    assert "Ủy ban nhân dân huyện xây dựng" in result.text
    assert [edit.after for edit in result.edits if edit.before == "tr ao"] == ["trào"]
    assert result.undo() == raw


def test_the_same_text_is_read_in_the_same_way() -> None:
    raw = MISREAD.replace("o", "_")
    assert len({repair(raw) for _ in range(4)}) == 1


def test_junk_is_marked_and_not_made_into_words() -> None:
    junk = "¥}§¬€{]"
    raw = MISREAD + junk + "\n"
    result = repair(raw)
    assert junk in result.text


@settings(max_examples=60)
@given(TEXTS)
def test_nothing_raises_or_is_lost(text: str) -> None:
    result = repair(text)
    assert result.undo() == text
    assert result.text.count("\n") == text.count("\n")


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_can_be_read_as_damaged(text: str) -> None:
    cut = list(paragraphs([(0, text)]))
    for read in (read_misread, reading.read_stripped):
        for paragraph, found in zip(cut, read(reading.shipped(), cut), strict=True):
            assert len(paragraph.texts) == len(found.texts) == len(found.probabilities)
            assert all(0 <= probability <= 1.001 for probability in found.probabilities)


def test_very_long_words_are_passed_over() -> None:
    raw = MISREAD + "h6" * 100_000
    assert repair(raw).text.endswith("h6" * 100_000)


@pytest.mark.parametrize(
    ("chunk", "opens", "capital", "after"),
    [
        ("I1.", True, True, "II."),
        ("1I1.", True, True, "III."),
        ("Ill.", True, True, "III."),
        ("Ill.", False, True, None),
        ("11.", True, True, None),
        ("II.", True, True, None),
        ("0l/O1/2025", False, False, "01/01/2025"),
        ("12/11/2024", False, False, None),
        ("1.500", False, False, None),
    ],
)
def test_slips(chunk: str, opens: bool, capital: bool, after: str | None) -> None:
    slip = mend(chunk, opens_line=opens, before_capital=capital)
    assert (slip.after if slip else None) == after


def document(lines: list[Line]) -> Document:
    return Document(
        name="a.pdf", sha256="0" * 64, media_type="application/pdf", pages=[Page(number=1, lines=lines)]
    )


def test_a_document_is_repaired_line_by_line() -> None:
    lines = [Line(text=text, number=i) for i, text in enumerate(MISREAD.split("\n")) if text]
    words = [Word(text=word) for word in lines[1].text.split()]
    lines[1] = lines[1].model_copy(update={"words": words})
    cells = [Cell(text="Thoi gian\nthurc hién"), Cell(text="Don vi chu tri")]
    lines.append(Line(text="\t".join(cell.text for cell in cells), cells=cells))
    raw = document(lines)
    result = repair_document(raw)
    mended = [line for _, line in result.document.lines()]
    assert mended[1].text == "Tổ chức Ngày hội đọc sách và văn hóa đọc năm 2023"
    assert [word.text for word in mended[1].words] == mended[1].text.split()
    assert mended[-1].cells is not None
    assert [cell.text for cell in mended[-1].cells] == ["Thời gian\nthực hiện", "Đơn vị chủ trì"]
    assert result.shares[1] > 0.5
    for before, after, edits in zip(lines, mended, result.edits, strict=True):
        assert apply(before.text, edits) == after.text
    assert [line for _, line in raw.lines()] == lines


def test_a_clean_document_is_the_same_object() -> None:
    raw = document([Line(text=text) for text in TRUE.split("\n") if text])
    result = repair_document(raw)
    assert result.document is raw
    assert set(result.shares) == {0.0}


def test_paragraphs_go_over_line_ends_and_end_at_markers() -> None:
    lines = ["Một hai", "ba bốn.", "1. Năm", "sáu", "- Bảy", "TÁM CHÍN MƯỜI", "", "cuối"]
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    assert next(paragraphs([(0, " a b  c\td "), (12, "e f")])).follows == [
        False,
        True,
        False,
        False,
        False,
        True,
    ]
    found = [" ".join(p.texts) for p in paragraphs(zip(starts, lines, strict=True))]
    assert found == ["Một hai ba bốn.", "1. Năm sáu", "- Bảy", "TÁM CHÍN MƯỜI", "cuối"]
    assert unicodedata.is_normalized("NFC", "".join(found))
