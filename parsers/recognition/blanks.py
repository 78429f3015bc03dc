"""Blanks of the letterhead: the number and the date, which are often filled in by hand.

A blank is what stands between two printed words (`Số:` and `/KH-UBND`, `ngày` and `tháng`, `tháng` and
`năm`; Decree 30/2020/NĐ-CP, annex I, part II), whatever was read there, and wherever the segmenter put it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.recognition.figures import Allowed, is_day, is_month, is_number
from parsers.recognition.words import SeenLine, SeenWord

_TOP = 0.45
"""The share of the page, from above, that a letterhead stands in."""
_ONE_ROW = 0.5
"""Font sizes that baselines of one row differ by at most: ink beside print pulls the line."""
_WIDEST = 9.0
"""Font sizes between the two words at most."""
_NARROWEST = 0.3
_TOO_WIDE = 0.35
"""Font sizes by which a word is wider than its letters where it takes in figures that were not read."""
_NEAR = 2.0
"""Font sizes after a date in which its line goes on."""
_LONGEST_PLACE = 6
"""Words before the date: a comma that was not read parts them from it."""
_SURE = 0.98
"""Confidence from which figures in a blank are print, and read."""
_DOTS = " .…_"
"""What is written on."""
_FIGURES = re.compile(r"\d{1,5}")
_NUMBER = re.compile(r"S[ốồổỗộôóòỐÔ]\s*[:;.]?(?![^\W\d_])")
_NOTATION = re.compile(
    r"/\s?(?:(?:19|20)\d\d\s?/\s?)?(?:[A-ZĐ]{1,6}(?:[^\W\d_]|[-–])|[A-ZĐ]{2,6}/)"
    r"|[-–]\s?[A-ZĐ]{1,6}(?:[^\W\d_]|/)|\.[A-ZĐ]{2,6}/|\bKH[-–](?=[A-ZĐ])"
)
"""`/KH-UBND`, `/2024/TT-BCT`, `/QĐ-TTg`, `/QĐ/UB`, `-KH/TU`, whose dash may be worn to a dot, `KH-UBND`
without its stroke; not the `/O/` that a 10 was taken for."""
_DAY = re.compile(r"[Nn]g[àaáâ]y")
_MONTH = re.compile(r"th[áaàâ]ng")
_YEAR = re.compile(r"n[ăaâ]m")
_FULL_YEAR = re.compile(r"n[ăaâ]m\s*(?:19|20)\d\d\W*")


class Placed(NamedTuple):
    """A word, and the row of words that its line is, by their numbers."""

    line: int
    at: int
    word: SeenWord


class Blank(NamedTuple):
    """A blank; measures in pixels of the upright page."""

    before: Placed
    after: Placed
    inside: tuple[Placed, ...]
    left: float
    right: float
    base: float
    size: float
    """The font size of the print beside it."""
    end: int
    """Letters of the word before that are print: figures can have been taken for a part of it."""
    start: int
    """Letters of the word after that are none."""
    allowed: Allowed
    """What may stand in it."""

    @property
    def words(self) -> list[SeenWord]:
        """What was read in it before, with all of the words that it is a part of."""
        words = [placed.word for placed in self.inside]
        if self.end < len(self.before.word.text):
            words.append(self.before.word)
        if self.start and self.before != self.after:
            words.append(self.after.word)
        return words

    @property
    def read(self) -> str:
        """What was read in it before."""
        if self.before == self.after:
            return self.before.word.text[self.end : self.start].strip(_DOTS)
        parts = [
            self.before.word.text[self.end :],
            *(placed.word.text for placed in self.inside),
            self.after.word.text[: self.start],
        ]
        return "".join(parts).strip(_DOTS)


def blanks(lines: Sequence[SeenLine], height: float) -> Iterator[Blank]:
    """The blanks of a page of such a height that are not for sure filled in with print.

    A letterhead has one number and one date; those further down are of other papers.
    """
    top = [number for number, line in enumerate(lines) if line.base < _TOP * height]
    rows = {number: _row(lines, top, number) for number in top}
    for opening, within in ((_NUMBER, _number), (_DAY, _date)):
        for number in top:
            found = [
                blank
                for at, word in enumerate(lines[number].words)
                if opening.match(word.text)
                for blank in within(Placed(number, at, word), rows[number], lines[number])
            ]
            if found:
                yield from (blank for blank in found if not _is_print(blank))
                break


def _row(lines: Sequence[SeenLine], top: Sequence[int], number: int) -> list[Placed]:
    """The words on the row of a line, from left to right."""
    line = lines[number]
    found = [
        Placed(other, at, word)
        for other in top
        if abs(lines[other].base - line.base) < _ONE_ROW * line.size
        for at, word in enumerate(lines[other].words)
    ]
    return sorted(found, key=lambda placed: placed.word.area[0])


def _number(start: Placed, row: Sequence[Placed], line: SeenLine) -> Iterator[Blank]:
    """The number of a line that begins with `Số:` and has a notation."""
    label = _NUMBER.match(start.word.text)
    if start.at or label is None:
        return
    if match := _NOTATION.search(start.word.text, label.end()):
        yield from _between(start, start, (), (label.end(), match.start()), line, is_number)
        return
    coming = row[row.index(start) + 1 :]
    for at, placed in enumerate(coming):
        if placed.word.area[0] - start.word.area[2] > _WIDEST * line.size:
            return
        if match := _NOTATION.search(placed.word.text):
            yield from _between(start, placed, coming[:at], (label.end(), match.start()), line, is_number)
            return


def _date(start: Placed, row: Sequence[Placed], line: SeenLine) -> Iterator[Blank]:
    """The day and the month of a line of place and date, which ends with the year."""
    here = row.index(start)
    coming = row[here + 1 :]
    if start.at > _LONGEST_PLACE and not row[here - 1].word.text.endswith((",", ".", ";")):
        return
    days = _DAY.match(start.word.text)
    month, months = _first(_MONTH, coming)
    rest = coming[month + 1 :]
    year, years = _first(_YEAR, rest)
    if not (days and months and years and _ends(rest[year:], line.size)):
        return
    cut = (days.end(), months.start())
    yield from _between(start, coming[month], coming[:month], cut, line, is_day)
    cut = (months.end(), years.start())
    yield from _between(coming[month], rest[year], rest[:year], cut, line, is_month)


def _first(pattern: re.Pattern[str], row: Sequence[Placed]) -> tuple[int, re.Match[str] | None]:
    """The first word in which something is found, and what."""
    found = ((at, pattern.search(placed.word.text)) for at, placed in enumerate(row))
    return next(((at, match) for at, match in found if match), (0, None))


def _ends(row: Sequence[Placed], size: float) -> bool:
    """Whether a row is a year, and nothing follows it nearby."""
    full = 1 if row[0].word.text[-1].isdigit() else 2
    if not _FULL_YEAR.search(" ".join(placed.word.text for placed in row[:full])):
        return False
    return len(row) == full or row[full].word.area[0] - row[full - 1].word.area[2] > _NEAR * size


def _between(
    before: Placed,
    after: Placed,
    inside: Sequence[Placed],
    cut: tuple[int, int],
    line: SeenLine,
    allowed: Allowed,
) -> Iterator[Blank]:
    """The blank between two words, of which the one begins and the other ends with print."""
    end, start = cut
    left, right = before.word.area[2], after.word.area[0]
    printed = before.word.area[0] + _width(before.word.text[:end]) * line.size
    if end < len(before.word.text) or left - printed > _TOO_WIDE * line.size:
        left = min(left, printed)
    if start:
        right = max(right, after.word.area[2] - _width(after.word.text[start:]) * line.size)
    blank = Blank(before, after, tuple(inside), left, right, line.base, line.size, end, start, allowed)
    if _NARROWEST * line.size < right - left < _WIDEST * line.size:
        yield blank


def _is_print(blank: Blank) -> bool:
    sure = all(word.confidence >= _SURE for word in blank.words)
    return sure and _FIGURES.fullmatch(blank.read) is not None


def _width(text: str) -> float:
    """The width of a text in font sizes, in Times, roughly."""
    widths = (
        0.7 if char.isupper() else 0.5 if char.isdigit() else 0.46 if char.isalpha() else 0.3 for char in text
    )
    return sum(widths)
