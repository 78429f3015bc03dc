"""Pages printed from Markdown: columns parted by pipes, their rows wrapped as running text is.

Collections of legal documents on the web are kept so. What stood side by side in the letterhead and foot of a
paper has one pipe between it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from parsers.document import Box, Cell, Line, Page
from parsers.readers.rows import pipe_cells

_RULE = re.compile(r"\|[|\s:-]*\|")
_FEWEST_PIPES = 3
_LONGEST_HEAD, _LONGEST_ROW = 12, 200
"""Lines."""
_SHORTEST_POSITION = 2
"""Words."""
_MOTTO = re.compile(r"CỘNG H|ĐẢNG CỘNG")
_CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.")

Drop = Callable[[str, int], None]


@dataclass(slots=True)
class _Place:
    """A printed line and its page."""

    page: Page
    line: Line


@dataclass(slots=True)
class _Row:
    """The printed lines of a row."""

    places: list[_Place] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines joined."""
        return " ".join(place.line.text.strip() for place in self.places)


def part(pages: Sequence[Page], drop: Drop) -> None:
    """Make rows of cells of rows between pipes, also over page breaks, and lines of what stands side by side.

    Print that was recognised is left alone: a pipe there is a rule that was taken for a letter.

    Args:
        pages: of one file; their lines change.
        drop: told of each rule between a head and its rows, and the number of its page.
    """
    tables = count(1 + max((line.table or 0 for page in pages for line in page.lines), default=0))
    lines = [_Place(page, line) for page in pages for line in page.lines]
    index = 0
    while index < len(lines):
        rule = _rule_under(lines, index)
        if rule is None:
            _part_beside(lines, index)
            index += 1
            continue
        index = _make_table(lines, index, rule, next(tables), drop)


def _is_piped(place: _Place) -> bool:
    line = place.line
    return line.cells is None and line.confidence is None and line.text.startswith("|")


def _rule_under(lines: Sequence[_Place], start: int) -> int | None:
    """Where the rule under the head that begins at a line stands; None where it begins none."""
    if not _is_piped(lines[start]):
        return None
    for index in range(start, min(start + _LONGEST_HEAD, len(lines))):
        text = lines[index].line.text.strip()
        if index > start and _RULE.fullmatch(text) and text.count("|") >= _FEWEST_PIPES:
            return index
    return None


def _make_table(lines: Sequence[_Place], start: int, rule: int, number: int, drop: Drop) -> int:
    """Give the pages the rows of a table; where the lines after it begin."""
    pipes = lines[rule].line.text.count("|")
    drop(lines[rule].line.text, lines[rule].page.number)
    lines[rule].page.lines.remove(lines[rule].line)
    _put(_Row(list(lines[start:rule])), pipes - 1, number)
    index = rule + 1
    for row in _rows(lines, index, pipes):
        _put(row, pipes - 1, number)
        index += len(row.places)
    return index


def _rows(lines: Sequence[_Place], start: int, pipes: int) -> Iterator[_Row]:
    """Rows of so many pipes each, as long as the next begins with one."""
    index = start
    while index < len(lines) and _is_piped(lines[index]):
        row, found = _Row(), 0
        while found < pipes and index < len(lines) and len(row.places) < _LONGEST_ROW:
            if lines[index].line.cells is not None:
                return
            row.places.append(lines[index])
            found += lines[index].line.text.count("|")
            index += 1
        if found != pipes:
            return
        yield row


def _put(row: _Row, columns: int, number: int) -> None:
    """A row of cells in the place of the lines that it was printed in, on the page where it begins."""
    first = row.places[0]
    here = [place.line for place in row.places if place.page is first.page]
    boxes = [line.box for line in here if line.box]
    cells = [Cell(text=text) for text in pipe_cells(row.text)[:columns]]
    line = first.line.model_copy(
        update={
            "text": "\t".join(cell.text for cell in cells),
            "cells": cells,
            "table": number,
            "words": [word for line in here for word in line.words if word.text != "|"],
            "box": Box.around(boxes) if boxes else None,
        }
    )
    first.page.lines[_at(first)] = line
    for place in row.places[1:]:
        del place.page.lines[_at(place)]


def _at(place: _Place) -> int:
    return next(index for index, line in enumerate(place.page.lines) if line is place.line)


def _part_beside(lines: Sequence[_Place], index: int) -> None:
    """Part what stands left and right of a pipe in a letterhead or foot, and a name from its position.

    The right side goes on in the lines of the same paragraph.
    """
    place = lines[index]
    line = place.line
    if line.cells is not None or line.confidence is not None or line.text.count("|") != 1:
        return
    row = _Row([place])
    for after in lines[index + 1 :]:
        if after.page is not place.page or after.line.gap or after.line.cells or "|" in after.line.text:
            break
        row.places.append(after)
    left, right = map(str.strip, row.text.split("|"))
    sides = [right] if _MOTTO.match(right) else _position_and_name(right)
    if not sides:
        return
    words = [word for each in row.places for word in each.line.words if word.text != "|"]
    made: list[Line] = []
    for text in filter(None, [left, *sides]):
        own, words = words[: len(text.split())], words[len(text.split()) :]
        boxes = [word.box for word in own if word.box]
        box = Box.around(boxes) if boxes else line.box
        gap = 0 if made else line.gap
        made.append(line.model_copy(update={"text": text, "words": own, "box": box, "gap": gap}))
    at = _at(place)
    place.page.lines[at : at + len(row.places)] = made


def _position_and_name(text: str) -> list[str]:
    """A signer's position, which is in capitals, and name; nothing where a text is something else."""
    words = text.split()
    small = next((index for index, word in enumerate(words) if not word.isupper()), len(words))
    if small < _SHORTEST_POSITION and not _CAPACITY.match(text):
        return []
    return [" ".join(words[:small]), " ".join(words[small:])]
