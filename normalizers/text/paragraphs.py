"""Lines → paragraphs: what the language model may read as one sequence, over the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MIDDLE, BEGINNING, HEADING = range(3)
"""Where a chunk stands: inside a sentence, at its beginning, in a line of capitals."""

_CHUNK = re.compile(r"\S+")
_MARKER = re.compile(r"\s*(?:[IVXl1|]{1,5}[.)]|\d{1,3}(?:\.\d{1,3}){0,4}[.)]|[a-zđ][.)]|[-+*•–—])\s")
_SENTENCE_ENDS = ".:;?!…"
_CELL_WALL = "|"
_LONGEST = 400
"""Chunks of a paragraph; a longer one is cut, so that time and memory stay in bounds."""
_LEAST_LETTERS, _CAPITAL_SHARE = 4, 0.7


class Chunk(NamedTuple):
    """What stands between two blanks, where it begins in the text, and where it stands in its sentence."""

    text: str
    start: int
    place: int


def paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[list[Chunk]]:
    """Cut lines, each given with where it begins in the text, into paragraphs.

    A paragraph begins after a blank line, at a number, letter or bullet at the beginning of a line,
    where a heading in capitals begins or ends, and after the wall of a table cell.
    """
    current: list[Chunk] = []
    in_heading, last = False, ""
    for offset, line in lines:
        found = list(_CHUNK.finditer(line))
        heading = _is_heading(line)
        if current and (not found or heading != in_heading or _MARKER.match(line)):
            yield current
            current = []
        in_heading = heading
        for match in found:
            if current and (len(current) >= _LONGEST or last == _CELL_WALL):
                yield current
                current = []
            begins = not current or last[-1] in _SENTENCE_ENDS
            last = match[0]
            place = HEADING if heading else BEGINNING if begins else MIDDLE
            current.append(Chunk(last, offset + match.start(), place))
    if current:
        yield current


def _is_heading(line: str) -> bool:
    capitals = sum(map(str.isupper, line))
    letters = capitals + sum(map(str.islower, line))
    return letters >= _LEAST_LETTERS and capitals > _CAPITAL_SHARE * letters
