"""How wide lines are: to tell wrapped text from paragraphs, and a full line from one with room."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.structure.measure import column_width, is_full, width
from tests.typeset import wrap

TEXT = (
    "Căn cứ tình hình thực tế của địa phương và ý kiến của nhân dân tại các buổi họp thôn đầu năm, xã xây"
    " dựng kế hoạch làm sạch đường làng, ngõ xóm, khơi thông cống rãnh, trồng hoa hai bên đường và vận động"
    " mỗi hộ góp một ngày công mỗi tháng cho đến hết năm, trừ những ngày mưa bão và những ngày mùa bận rộn."
)


@given(st.text(), st.text())
def test_width_adds_up(first: str, second: str) -> None:
    assert width(first + second) == width(first) + width(second)
    assert width("") == 0


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậ", max_size=20))
def test_an_accent_takes_no_room(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert width(text) == width(bare)


@pytest.mark.parametrize("column", [28_000, 33_200, 37_500, 52_000])
def test_the_column_is_found_from_wrapped_lines(column: int) -> None:
    lines = [line for _ in range(4) for line in wrap(TEXT, column)]
    found = column_width(lines)
    assert found is not None
    assert 0.9 * column < found <= column


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Một dòng."],
        [TEXT] * 20,
        [f"Thôn {n}" for n in range(7)],
        [TEXT[: 20 * n] for n in range(1, 15)],
    ],
)
def test_paragraphs_a_line_have_no_column(lines: list[str]) -> None:
    assert column_width(lines) is None


def test_a_line_is_full_when_the_next_word_does_not_fit() -> None:
    for column in (28_000, 33_200, 37_500):
        lines = wrap(TEXT, column)
        assert all(is_full(a, b, column) for a, b in pairwise(lines))
    assert not is_full("Quét sân", "Tưới cây", 33_200)
    assert not is_full("Quét sân", "", 33_200)


@given(st.lists(st.text()))
def test_a_column_is_as_wide_as_one_of_its_lines(lines: list[str]) -> None:
    found = column_width(lines)
    assert found is None or found in map(width, lines)
