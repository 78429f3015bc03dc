"""The framed stamp of the office where a paper came in is no part of it; other frames and tables are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.readers.framed import without_stamp
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece

ACROSS = [Rule(120, 32, 165), Rule(135, 33, 163), Rule(170, 34, 164)]
DOWN = [Rule(32, 119, 171), Rule(164, 121, 168)]


def piece(text: str, x0: float, y: float) -> Piece:
    x1 = x0 + 5 * len(text)
    return Piece(text, x0=x0, x1=x1, top=y - 8, bottom=y + 2, base=y, size=10, confidence=0.8)


TITLE = piece("KẾ HOẠCH", 270, 150)


def kept(words: list[Piece], across: list[Rule], down: list[Rule]) -> tuple[list[str], list[str]]:
    page = without_stamp([*words, TITLE], across, down, 842)
    return [each.text for each in page.pieces], page.stamps


@pytest.mark.parametrize("says", ["ĐẾN", "ĐỀN,", "Ngày:.41.2", "Kính chuyển"])
def test_what_is_read_in_the_stamp_is_left_out(says: str) -> None:
    words = [piece("SỞ Y TẾ", 40, 130), piece(says, 40, 150), piece("-S--", 100, 160)]
    assert kept(words, ACROSS, DOWN) == (["KẾ HOẠCH"], [f"SỞ Y TẾ {says} -S--"])


@pytest.mark.parametrize("top", [[Rule(120, 32, 80), Rule(121, 130, 165)], [], [Rule(120, 32, 400)]])
def test_a_side_may_be_lost_in_the_print_under_it(top: list[Rule]) -> None:
    assert kept([piece("ĐẾN", 40, 150)], [*top, Rule(170, 34, 164)], DOWN)[0] == ["KẾ HOẠCH"]


def test_the_sides_of_its_frame_are_rules_of_no_table() -> None:
    under, beside = Rule(171, 280, 330), Rule(300, 300, 700)
    page = without_stamp([piece("ĐẾN", 40, 150), TITLE], [*ACROSS, under], [*DOWN, beside], 842)
    assert (page.across, page.down) == ([under], [beside])
    page = without_stamp([piece("DỰ THẢO", 40, 150)], ACROSS, DOWN, 842)
    assert (page.across, page.down) == (ACROSS, DOWN)


def test_a_side_may_be_without_ink() -> None:
    assert kept([piece("ĐẾN", 40, 150)], ACROSS, DOWN[:1])[0] == ["KẾ HOẠCH"]


@pytest.mark.parametrize(
    ("across", "down"),
    [
        ([Rule(145, 32, 165)], DOWN),  # open above and below
        (ACROSS, []),  # open on both sides
        (ACROSS, [Rule(32, 90, 400)]),  # beside the rule of a column
        (ACROSS, [*DOWN, Rule(90, 120, 170)]),  # a table
        ([Rule(120, 32, 300), Rule(135, 32, 300), Rule(170, 32, 300)], DOWN),  # the column of one
        ([Rule(rule.at + 400, rule.start, rule.end) for rule in ACROSS], DOWN),
    ],
)
def test_what_is_no_frame_keeps_its_words(across: list[Rule], down: list[Rule]) -> None:
    assert kept([piece("ĐẾN", 40, 150)], across, down) == (["ĐẾN", "KẾ HOẠCH"], [])


def test_a_frame_around_other_words_keeps_them() -> None:
    assert kept([piece("DỰ THẢO", 40, 150)], ACROSS, DOWN) == (["DỰ THẢO", "KẾ HOẠCH"], [])


def test_the_beginning_of_a_line_that_goes_on_outside_is_print() -> None:
    line = [piece(text, x, 165) for text, x in (("Căn", 132), ("cứ", 150), ("Nghị", 164))]
    words = [
        piece("ĐẾN", 40, 150),
        piece("-S--", 60, 165),
        *(replace(each, confidence=0.95) for each in line),
    ]
    assert kept(words, ACROSS, DOWN) == (["Căn", "cứ", "Nghị", "KẾ HOẠCH"], ["ĐẾN -S--"])


def test_a_stamp_is_known_by_what_was_read_before_and_by_its_handwriting() -> None:
    mended = replace(piece("Điện", 40, 150), alternatives=[("ĐẾN", 0.4)])
    assert kept([mended], ACROSS, DOWN)[0] == ["KẾ HOẠCH"]
    assert kept([replace(piece("4mh2", 40, 150), confidence=0.1)], ACROSS, DOWN)[0] == ["KẾ HOẠCH"]
