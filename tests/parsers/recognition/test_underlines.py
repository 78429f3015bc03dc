"""Marks under letters stay where a rule under a heading goes."""

from __future__ import annotations

import numpy as np

from parsers.recognition.courses import Course
from parsers.recognition.rules import ruled
from parsers.recognition.underlines import dots

DPI = 200
Y, START, END = 80, 60, 460
RULE = Course([(START, Y + 1.0), (END, Y + 1.0)])


def heading(gap: int = 3) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The ink of an underlined row of letters, of which one touches the underline."""
    ink = np.zeros((200, 520), np.uint8)
    ink[Y : Y + 3, START:END] = 255
    for x in range(START + 4, END - 24, 32):
        ink[Y - gap - 26 : Y - gap, x : x + 5] = ink[Y - gap - 26 : Y - gap, x + 12 : x + 17] = 255
        ink[Y - gap - 3 : Y - gap, x - 3 : x + 20] = 255
    ink[Y - gap : Y, 204:209] = 255
    return ink


def test_a_dot_on_an_underline_is_found_and_a_letter_that_touches_it_is_none() -> None:
    ink = heading()
    ink[Y - 1 : Y + 5, 301:307] = 255
    ((rows, columns),) = dots(ink, RULE, DPI)
    assert rows.start <= Y - 1
    assert rows.stop >= Y + 5
    assert (columns.start, columns.stop) == (301, 307)


def test_so_is_a_comma_that_goes_through_it() -> None:
    ink = heading()
    ink[Y - 6 : Y + 6, 342:346] = 255
    assert [columns.start for _, columns in dots(ink, RULE, DPI)] == [342]


def test_a_full_stop_that_stands_on_it_does_not_become_a_comma() -> None:
    ink = heading()
    ink[Y - 4 : Y, 342:346] = 255
    ((rows, columns),) = dots(ink, RULE, DPI)
    assert columns.start == 342
    assert rows.stop <= Y


def test_what_stands_on_the_rule_of_a_table_is_no_dot() -> None:
    ink = heading(gap=30)
    ink[Y - 1 : Y + 5, 301:307] = 255
    assert not list(dots(ink, RULE, DPI))


def test_the_dot_is_no_ink_of_the_rule() -> None:
    ink = heading()
    ink[Y - 1 : Y + 5, 301:307] = 255
    rules = ruled(ink, DPI)
    assert len(rules.across) == 1
    assert rules.ink[Y + 1, 260:280].all()
    assert not rules.ink[Y - 1 : Y + 5, 301:307].any()
