"""Lines into paragraphs: typed a paragraph a line, or wrapped to a column."""

from __future__ import annotations

from typing import TypedDict

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parsers.structure import structure
from parsers.structure.flow import Item
from parsers.structure.measure import width
from parsers.structure.paragraphs import goes_on, is_unfinished, joined, paragraphs
from tests.paper import Named, cases
from tests.placed import paper, printed
from tests.typeset import wrap

COLUMNS = [30_000, 33_200, 36_000, 52_000]


class Case(Named):
    """Lines as typed (a line feed is a blank line before, a form feed a new page) and their paragraphs."""

    lines: list[str]
    paragraphs: list[str]


class Wrapped(TypedDict):
    """Paragraphs to be wrapped and read back."""

    paragraphs: list[str]


def items(lines: list[str]) -> list[Item]:
    return [
        Item(line.strip("\n\f"), 1, gap=len(line) - len(line.lstrip("\n")), opens_page=line.startswith("\f"))
        for line in lines
    ]


def read(lines: list[str], column: int | None = None) -> list[str]:
    return [joined(item.text for item in group) for group in paragraphs(items(lines), column)]


@pytest.mark.parametrize("case", cases("paragraphs.json"))
def test_typed_lines(case: Case) -> None:
    assert read(case["lines"]) == case["paragraphs"]


@pytest.mark.parametrize("indent", [0, 2_000, 2_570])
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("case", cases("wrapped.json"))
def test_wrapped_lines(case: Wrapped, column: int, indent: int) -> None:
    # Where a paragraph happens to fill its last line nobody can tell that it ends there.
    wrapped = [wrap(text, column, indent) for text in case["paragraphs"]]
    if all(width(lines[-1]) < 0.8 * column for lines in wrapped):
        assert read([line for lines in wrapped for line in lines], column) == case["paragraphs"]


WORDS = st.lists(st.sampled_from(["mỗi", "thôn", "quét", "dọn", "đường", "làng,", "ngõ", "xóm"]), min_size=1)


@given(
    st.lists(st.tuples(st.sampled_from(["Mỗi", "Các", "- Toàn"]), WORDS), max_size=6),
    st.sampled_from(COLUMNS),
)
def test_what_was_wrapped_is_put_together_again(texts: list[tuple[str, list[str]]], column: int) -> None:
    whole = [f"{first} {' '.join(words).strip(',')}." for first, words in texts]
    wrapped = [wrap(text, column) for text in whole]
    assume(all(width(lines[-1]) < 0.8 * column for lines in wrapped))
    assert read([line for lines in wrapped for line in lines], column) == whole


@given(st.lists(st.text()), st.none() | st.sampled_from(COLUMNS))
def test_every_line_is_in_one_paragraph_in_order(lines: list[str], column: int | None) -> None:
    whole = items(lines)
    assert [item for group in paragraphs(whole, column) for item in group] == whole
    assert "".join("".join(read(lines, column)).split()) == "".join(
        "".join(item.text for item in whole).split()
    )


@given(st.text())
def test_a_paragraph_on_one_line_is_left_as_it_is(text: str) -> None:
    assert joined([text]) == " ".join(text.split())
    assert joined([joined([text])]) == joined([text])


@pytest.mark.parametrize(
    ("text", "following", "unfinished"),
    [
        ("các thôn và", "Xã", True),
        ("trước ngày", "15", True),
        ("hằng ngày", "15", False),
        ("một số", "2", False),
        ("văn bản số", "15/KH", True),
        ("tại khoản", "2", True),
        ("phòng Lao động -", "Thương binh", True),
        ("Xã cấp giống.", "Các", False),
        ("Trưởng ban", "Ông", False),
    ],
)
def test_a_line_that_cannot_end_there(text: str, following: str, unfinished: bool) -> None:
    assert is_unfinished(text, following) is unfinished


def test_a_title_of_a_wrapped_text_ends_where_there_was_room() -> None:
    title, text = items(["Thu gom rác thải", "Các thôn thu gom mỗi tuần hai lần."])
    assert not goes_on(title, text, 33_200, first=True, title=True)


def test_a_basis_opens_a_paragraph_though_the_semicolon_before_it_was_misread() -> None:
    lines = [
        printed("Căn cứ Luật Lâm nghiệp của nước Cộng hòa xã hội chủ nghĩa Việt Nam do Quốc hội", 110),
        printed("khóa mười bốn ban hành ở kỳ họp thứ tư vào ngày 15 tháng 11 của năm ấy, và sau đó"),
        printed("sửa đổi năm 2024,"),
        printed("Căn cứ nhu cầu trồng cây của các thôn trong xã Mẫu Lâm ở vụ xuân, các thôn đã", 110),
        printed("nêu trong đơn, và theo đề nghị của các thôn ở cuộc họp ngày 02 tháng 01 năm nay, xã"),
        printed("giao như sau:"),
        printed("I. MỤC ĐÍCH", gap=1, bold=True),
    ]
    head = [printed("KẾ HOẠCH", 250, bold=True), printed("Trồng cây năm 2024", 230, bold=True)]
    found = structure(paper(head + lines))
    assert [text.split()[2] for text in found.preamble] == ["Luật", "nhu"]
