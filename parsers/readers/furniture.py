"""Page numbers and running heads: what stands on a page for the sake of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from parsers.document import Line, Page

DropLine = Callable[[Page, Line], None]

FURNITURE = "furniture"
_MAX_PAGES = 2000
_NAMED = re.compile(
    r"(?:trang|page|tr\.?)\s*(?:số\s*)?:?\s*(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?\s*$", re.I
)
_FRAMED = re.compile(r"[-–—]\s*(\d{1,4})\s*[-–—]$")
_BARE = re.compile(r"(\d{1,4})(?:\s*/\s*\d{1,4})?$")
_DIGITS = re.compile(r"\d+")
_HEAD_LINES = 2
"""A running head or foot has at most so many lines; a longer repeat is the head of a table."""
_MARGIN, _OFF_CENTRE = 0.1, 0.08
"""Of the height of a page, and of its width."""
_MIN_REPEATS = 3
_MIN_SHARE = 0.3
"""Of the pages: a head for odd pages stands on half of them, a footnote that recurs on fewer."""
_MIN_PAGE_CHARACTERS = 800
"""A page of running text has no less between two page numbers."""


def remove(pages: Sequence[Page], drop: DropLine, *, paged: bool) -> None:
    """Take page numbers, and the heads and feet that three pages and three in ten share, out of pages."""
    if not paged:
        for page in pages:
            _take_out([page], _numbers_in_flow(page.lines), drop)
        return
    _take_out(pages, _page_numbers(pages), drop)
    for last in (False, True):
        _take_out(pages, _running(pages, last=last), drop)


def _take_out(pages: Sequence[Page], lines: Sequence[Line], drop: DropLine) -> None:
    if not lines:
        return
    gone = {id(line) for line in lines}
    for page in pages:
        kept: list[Line] = []
        gap = 0
        for line in page.lines:
            if id(line) in gone:
                gap += line.gap
                drop(page, line)
                continue
            line.gap += gap
            gap = 0
            kept.append(line)
        page.lines = kept


def _number(text: str) -> tuple[int, bool] | None:
    """The page number that a line is, and whether the line says so by itself."""
    for pattern, sure in ((_NAMED, True), (_FRAMED, True), (_BARE, False)):
        found = pattern.match(text)
        if found and 0 < int(found[1]) <= _MAX_PAGES:
            return int(found[1]), sure
    return None


def _page_numbers(pages: Sequence[Page]) -> list[Line]:
    """Numbers at the edge of pages, counting up with the pages."""
    found: list[tuple[int, Page, Line, int, bool, bool]] = []
    for place, page in enumerate(pages, 1):
        for last in (False, True) if len(page.lines) > 1 else (False,):
            line = page.lines[-1 if last else 0] if page.lines else None
            number = _number(line.text) if line and line.cells is None else None
            if line and number:
                found.append((place, page, line, *number, last))
    shifts = Counter((number - place, last) for place, _, _, number, _, last in found)
    # Page 1 bears no number (Decree 30/2020/NĐ-CP, annex I), so a lone 1 on it is something else.
    return [
        line
        for place, page, line, number, sure, last in found
        if sure
        or shifts[number - place, last] >= 2
        or (
            1 < number <= place
            and (number == place or _in_margin(page, line))  # an annex may be numbered anew
            and not _is_ordinal(page, line, number)
        )
    ]


def _in_margin(page: Page, line: Line) -> bool:
    """Whether a line stands in the middle of the upper or lower margin (Decree 30/2020/NĐ-CP, annex I)."""
    box, width, height = line.box, page.width, page.height
    if not (box and width and height):
        return False
    centred = abs((box.x0 + box.x1) / 2 - width / 2) < _OFF_CENTRE * width
    return centred and (box.y1 < _MARGIN * height or box.y0 > (1 - _MARGIN) * height)


def _is_ordinal(page: Page, line: Line, number: int) -> bool:
    """The next or last number stands alone on the page too: rows printed cell by cell."""
    others = {each.text for each in page.lines if each is not line and each.text.isdigit()}
    return bool(others & {str(number + 1), str(number - 1), f"{number + 1:02}", f"{number - 1:02}"})


def _running(pages: Sequence[Page], *, last: bool) -> list[Line]:
    """Lines at one edge that at least three pages, and enough of all, share but for their numbers."""
    edges = {
        page.number: page.lines[-1 : -_HEAD_LINES - 2 : -1] if last else page.lines[: _HEAD_LINES + 1]
        for page in pages
    }
    shared: list[tuple[Page, Line]] = []
    rest = list(pages)
    least = max(_MIN_REPEATS, _MIN_SHARE * len(pages))
    for depth in range(_HEAD_LINES + 1):
        texts = Counter(_shape(edges[page.number], depth) for page in rest)
        rest = [
            page for page in rest if (shape := _shape(edges[page.number], depth)) and texts[shape] >= least
        ]
        if depth == _HEAD_LINES:
            break
        shared += [(page, edges[page.number][depth]) for page in rest]
    longer = {page.number for page in rest}
    return [line for page, line in shared if page.number not in longer]


def _shape(edge: Sequence[Line], depth: int) -> str:
    if depth >= len(edge) or edge[depth].cells is not None:
        return ""
    return _DIGITS.sub("#", edge[depth].text)


def _numbers_in_flow(lines: Sequence[Line]) -> list[Line]:
    """Page numbers in a text that has lost its pages.

    Lines that call themselves a page number, and bare numbers on condition that they are all the lone
    numbers there are, count up by one from 1 or 2, have blank lines around them and a page of
    text between. The ordinals of a table printed cell by cell fail this.
    """
    named = [line for line in lines if line.cells is None and _NAMED.match(line.text)]
    alone: list[tuple[int, Line]] = []
    length, lengths = 0, []
    for index, line in enumerate(lines):
        number = _number(line.text) if line.cells is None and len(line.text) <= 9 else None
        if number and not _NAMED.match(line.text):
            set_off = line.gap > 0 and (index + 1 == len(lines) or lines[index + 1].gap > 0)
            if not set_off:
                return named
            alone.append((number[0], line))
            lengths.append(length)
            length = 0
        else:
            length += len(line.text)
    numbers = [number for number, _ in alone]
    counting = (
        bool(numbers) and numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )
    after_first = lengths[1:] if numbers[:1] == [1] and lengths[0] == 0 else lengths
    if counting and after_first and min(after_first) >= _MIN_PAGE_CHARACTERS:
        return named + [line for _, line in alone]
    return named
