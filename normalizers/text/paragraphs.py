"""Lines → paragraphs: what the language model may read as one sequence, over the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MIDDLE, BEGINNING, HEADING = range(3)
"""Where a chunk stands: inside a sentence, at its beginning, in a line of capitals."""

_MARKER = re.compile(r"\s*(?:[IVXl1|]{1,5}[.)]|\d{1,3}(?:\.\d{1,3}){0,4}[.)]|[a-zđ][.)]|[-+*•–—])\s")
_SENTENCE_ENDS = ".:;?!…"
_CELL_WALL = "|"
_LONGEST = 400
"""Chunks of a paragraph; a longer one is cut, so that time and memory stay in bounds."""
_LEAST_LETTERS, _CAPITAL_SHARE = 4, 0.7


class Paragraph(NamedTuple):
    """The chunks of a paragraph (what stands between two blanks), in columns."""

    texts: list[str]
    starts: list[int]
    """Where each begins in the text."""
    places: list[int]
    """Where each stands in its sentence."""
    follows: list[bool]
    """Whether only one blank parts each from the one before it."""


def paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[Paragraph]:
    """Cut lines, each given with where it begins in the text, into paragraphs.

    A paragraph begins after a blank line, at a number, letter or bullet at the beginning of a line,
    where a heading in capitals begins or ends, and after the wall of a table cell.
    """
    texts, starts, places, follows = current = Paragraph([], [], [], [])
    in_heading = False
    for offset, line in lines:
        found = line.split()
        heading = _is_heading(line)
        if texts and (not found or heading != in_heading or _MARKER.match(line)):
            yield current
            texts, starts, places, follows = current = Paragraph([], [], [], [])
        in_heading = heading
        at = 0
        for text in found:
            if texts and (len(texts) >= _LONGEST or texts[-1] == _CELL_WALL):
                yield current
                texts, starts, places, follows = current = Paragraph([], [], [], [])
            end, at = at, line.index(text, at)
            places.append(
                HEADING if heading else BEGINNING if not texts or texts[-1][-1] in _SENTENCE_ENDS else MIDDLE
            )
            follows.append(bool(texts) and at == end + 1 and line[end] == " " and end > 0)
            texts.append(text)
            starts.append(offset + at)
            at += len(text)
    if texts:
        yield current


def _is_heading(line: str) -> bool:
    capitals = sum(map(str.isupper, line))
    letters = capitals + sum(map(str.islower, line))
    return letters >= _LEAST_LETTERS and capitals > _CAPITAL_SHARE * letters
