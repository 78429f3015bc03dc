"""Blanks of a letterhead are found between the words printed beside them, whatever was read in them."""

from __future__ import annotations

import pytest

from parsers.recognition.blanks import Blank, blanks
from parsers.recognition.words import SeenLine, SeenWord

HEIGHT = 3000
SIZE = 40
LETTER = 20


def line(text: str, x: float = 300, base: float = 500, sure: float = 0.6) -> SeenLine:
    """A line whose letters are half an em wide."""
    words = []
    for word in text.split(" "):
        right = x + LETTER * len(word)
        words.append(SeenWord(word, (x, base - 30, right, base + 10), sure))
        x = right + LETTER
    return SeenLine(tuple(words), base, SIZE)


def _parted(found: Blank) -> tuple[str, str, str]:
    before, after = found.before.word.text, found.after.word.text
    return before[: found.end], found.read, after[found.start :]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Số: 7F3 /KH-UBND", ("Số:", "7F3", "/KH-UBND")),
        ("Số: 24/QĐ-UBND", ("Số:", "24", "/QĐ-UBND")),
        ("Số:3/0/QĐ-TTg", ("Số:", "3/0", "/QĐ-TTg")),
        ("Số:309 /2024/TT-BCT", ("Số:", "309", "/2024/TT-BCT")),
        ("Số: ..../KH-TTYT", ("Số:", "", "/KH-TTYT")),
        ("Số 4l -KH/TU", ("Số", "4l", "-KH/TU")),
        ("Số 152.KH/ĐU", ("Số", "152", ".KH/ĐU")),
        ("Số: 2/O/QĐ-BTC", ("Số:", "2/O", "/QĐ-BTC")),
        ("Số: 5Z/QĐ/UB", ("Số:", "5Z", "/QĐ/UB")),
        ("Số: 5Z KH-STC", ("Số:", "5Z", "KH-STC")),
    ],
)
def test_the_number_stands_before_the_notation(text: str, parts: tuple[str, str, str]) -> None:
    (found,) = blanks([line(text)], HEIGHT)
    assert _parted(found) == parts
    assert found.left < found.right
    assert found.allowed("12")
    assert not found.allowed("000")


def test_day_and_month() -> None:
    day, month = blanks([line("Hà Nội, ngày 1g tháng 0Z năm 2024")], HEIGHT)
    assert _parted(day) == ("ngày", "1g", "tháng")
    assert _parted(month) == ("tháng", "0Z", "năm")
    assert day.allowed("31")
    assert not day.allowed("32")
    assert not month.allowed("13")


def test_figures_that_were_joined_to_the_print() -> None:
    day, month = blanks([line("Hà Nội, ngày1g 18tháng4 năm 2024")], HEIGHT)
    assert _parted(day) == ("ngày", "1g18", "tháng4")
    assert _parted(month) == ("18tháng", "4", "năm")


def test_ink_that_was_not_seen_leaves_its_blank() -> None:
    (found,) = blanks([line("Số:"), line("/QĐ-UBND", x=450, base=512)], HEIGHT)
    assert _parted(found) == ("Số:", "", "/QĐ-UBND")
    assert found.right - found.left == pytest.approx(90)


def test_ink_in_the_place_of_a_word_is_no_part_of_it() -> None:
    label = SeenWord("Số:", (300, 470, 400, 510), 0.1)
    (found,) = blanks([SeenLine((label,), 500, SIZE), line("/QĐ-UBND", x=420)], HEIGHT)
    assert found.left == pytest.approx(300 + 1.46 * SIZE)


@pytest.mark.parametrize(
    "lines",
    [
        [line("Số: 163 /TB-VPCP", sure=0.99), line("Huế, ngày 15 tháng 4 năm 2024", base=600, sure=0.99)],
        [line("Số: 7F3 /KH-UBND", base=2000)],
        [line("Số: 7F3")],
        [line("ngày 7 tháng 4 năm 2024 của Bộ trưởng")],
        [line("hạn cuối là ngày 7 tháng 4")],
        [line("kết quả theo kế hoạch đã được phê duyệt ngày 7 tháng 4 năm 2024")],
        [],
    ],
)
def test_what_is_no_blank(lines: list[SeenLine]) -> None:
    assert not list(blanks(lines, HEIGHT))


def test_a_letterhead_has_one_number_and_one_date() -> None:
    lines = [
        line(text, base=500 + 100 * at) for at, text in enumerate(["Số: 1F /QĐ-UB", "Số: 4F /NQ-HĐND"] * 2)
    ]
    (found,) = blanks(lines, HEIGHT)
    assert found.read == "1F"
