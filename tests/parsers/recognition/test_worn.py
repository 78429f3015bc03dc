"""Rules that scanning has worn are told by those that they meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from parsers.recognition.rules import ruled
from tests.parsers.recognition.drawn import BODY, DPI, Drawing

XS, YS = (120, 200, 620, 1000, 1500), (200, 270, 340, 520, 700)
SOLID, DOTTED = np.ones(20, bool), np.arange(20) < 9


def table(
    dots: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The ink of a table with a row across it under its head, its rules drawn with dots."""
    ink = np.zeros((900, 1650), np.uint8)
    for y in YS:
        ink[y : y + 2, XS[0] : XS[-1]] = np.resize(dots, XS[-1] - XS[0]) * 255
    for x in XS:
        inner = x not in (XS[0], XS[-1])
        for top, bottom in ((YS[0], YS[1]), (YS[1], YS[2]), (YS[2], YS[-1])):
            if not (inner and top == YS[1]):
                ink[top:bottom, x : x + 2] = np.resize(dots, bottom - top)[:, None] * 255
    return ink


@pytest.mark.parametrize("dots", [SOLID, DOTTED], ids=["solid", "dotted"])
def test_a_table_is_ruled_throughout(dots: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
    found = ruled(table(dots), DPI)
    for y in YS:
        assert _covered([r for r in found.across if abs(r.at - y) < 4], XS[0], XS[-1]) > 0.9
    for x in XS:
        own = [r for r in found.down if abs(r.at - x) < 4]
        if dots.all() or x in (XS[0], XS[-1]):
            assert _covered(own, YS[0], YS[1]) > 0.8, "the short rules of the head"
        assert _covered(own, YS[2], YS[-1]) > 0.8
        if x not in (XS[0], XS[-1]):
            assert _covered(own, YS[1] + 5, YS[2] - 5) < 0.2, "none in the row across the table"


def test_specks_across_are_rules_where_no_rule_down_is_left() -> None:
    ink = np.zeros((900, 1650), np.uint8)
    for y in YS:
        ink[y : y + 2, XS[0] : XS[-1]] = np.resize(DOTTED, XS[-1] - XS[0]) * 255
    ink[YS[2], XS[0] : XS[1]] = ink[YS[3] : YS[3] + 2, XS[2] : XS[3]] = 0
    found = ruled(ink, DPI)
    assert [round(rule.at) for rule in found.across] == pytest.approx(YS, abs=3)
    assert all(rule.end - rule.start > 0.98 * (XS[-1] - XS[0]) for rule in found.across)
    assert not ruled(ink[: YS[2] - 9], DPI).across, "two rows of specks may be anything"
    assert not ruled(ink, DPI, tables=False).across


def test_a_rule_of_some_columns_runs_through_no_titles_of_the_others() -> None:
    page = Drawing()
    for y in (40, 60, 80, 100, 120):
        page.rule(25, y, 185, y)
    page.text(28, 51, "Nội dung công việc hằng năm của xã")
    page.rule(110, 50, 185, 50)
    ink = ((page.picture().min(axis=2) < 160) * 255).astype(np.uint8)
    ink[:, ::3] = 0
    found = [rule for rule in ruled(ink, DPI).across if abs(rule.at - 50 / 25.4 * DPI) < 6]
    assert all(rule.start > 105 / 25.4 * DPI for rule in found)


def test_rungs_are_found_beside_a_dark_rim_and_rules_down() -> None:
    ink = np.zeros((900, 1650), np.uint8)
    for y in YS:
        ink[y : y + 2, XS[0] : XS[-1]] = np.resize(DOTTED, XS[-1] - XS[0]) * 255
    ink[:, 1600:] = ink[YS[2] : YS[4], XS[2] : XS[2] + 2] = 255
    found = [rule for rule in ruled(ink, DPI).across if rule.start < XS[1]]
    assert [round(rule.at) for rule in found] == pytest.approx(YS, abs=3)


def test_a_letter_that_touches_the_end_of_a_rule_does_not_lengthen_it() -> None:
    ink = table(SOLID)
    ink[YS[1] + 25 : YS[1] + 58, XS[1] - 1 : XS[1] + 4] = 255
    found = ruled(ink, DPI)
    own = [rule for rule in found.down if abs(rule.at - XS[1]) < 4]
    assert _covered(own, YS[1] + 5, YS[2] - 5) < 0.2, "a row across the table has a letter in the rule's way"


def test_letters_between_pieces_of_a_worn_rule_are_none_of_it() -> None:
    ink = table(SOLID)
    letter = slice(YS[1] + 18, YS[1] + 56)
    ink[letter, XS[1] - 8 : XS[1] - 4] = ink[letter, XS[1] + 4 : XS[1] + 6] = 255
    ink[letter.start : letter.start + 28, XS[1] : XS[1] + 3] = 255
    own = [rule for rule in ruled(ink, DPI).down if abs(rule.at - XS[1]) < 4]
    assert _covered(own, YS[1] + 5, YS[2] - 5) < 0.2


def test_worn_rules_run_on_to_a_side_that_is_left_below() -> None:
    ink = table(SOLID)
    side = slice(XS[-1] - 3, XS[-1] + 3)
    ink[: YS[3] + 40, side] = 0
    for y in YS[:3]:
        ink[y : y + 2, XS[2] : XS[-1]] = np.resize(DOTTED, XS[-1] - XS[2]) * 255
    found = ruled(ink, DPI)
    for y in YS[:3]:
        assert _covered([rule for rule in found.across if abs(rule.at - y) < 4], XS[0], XS[-1]) > 0.9


def test_letters_are_no_worn_rules() -> None:
    page = Drawing()
    page.rule(80, 30, 130, 30)
    page.paragraph(50, *BODY)
    page.paragraph(100, *("Phòng Nội vụ; Phòng Kinh tế",) * 6)
    ink = ((page.picture().min(axis=2) < 160) * 255).astype(np.uint8)
    found = ruled(ink, DPI)
    assert len(found.across) == 1
    assert not found.down


def _covered(rules: Sequence[tuple[float, float, float]], start: float, end: float) -> float:
    places = np.zeros(int(end - start), bool)
    for _, first, last in rules:
        places[max(0, int(first - start)) : max(0, int(last - start))] = True
    return float(places.mean())


def test_pieces_of_a_worn_rule_on_one_line_meet_others_together() -> None:
    ink = np.zeros((900, 1650), np.uint8)
    for x in (XS[0], XS[-1]):
        ink[YS[0] : YS[-1], x : x + 2] = 255
    level, pieces = YS[3], ((XS[0], XS[0] + 150), (XS[0] + 400, XS[-1] - 450), (XS[-1] - 150, XS[-1]))
    for left, right in pieces:
        ink[level : level + 2, left:right] = np.resize(DOTTED, right - left) * 255
    across = [rule for rule in ruled(ink, DPI).across if abs(rule.at - level) < 4]
    assert _covered(across, XS[0], XS[-1]) > 0.9
    ink[level : level + 2, : XS[-1] - 200] = 0
    ink[:, XS[0] : XS[0] + 2] = 0
    assert not ruled(ink, DPI).across, "a piece that meets one rule may be anything"
