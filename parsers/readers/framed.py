"""The framed stamp of the office where a paper came in: `ĐẾN`, `CÔNG VĂN ĐẾN`, `Giờ … Ngày … Chuyển …`.

It is put where the head of the first page leaves room and often runs over print; what is read in its frame,
mostly handwriting, is no part of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece

_SAYS = re.compile(r"\b(?:DEN|NGAY|GIO|CHUYEN|CONG VAN)\b")
"""What such a stamp says, in capitals without marks."""
_WIDE, _HIGH = (60.0, 240.0), (25.0, 120.0)
"""Points that its frame measures at least and at most."""
_CORNER = 14.0
"""Points that the ends of the sides of a frame lie apart at a corner at most: rubber and paper give."""
_BEYOND = 2 * _CORNER
"""Points that a side of a frame goes on beyond its corners at most."""
_SIDE = 0.5
"""Share of a side that is seen at least, across print."""
_HEAD = 0.45
"""Share of the page that it stands in."""


class _Frame(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, piece: Piece) -> bool:
        x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def without_stamp(
    pieces: Sequence[Piece], across: Iterable[Rule], down: Iterable[Rule], height: float
) -> tuple[list[Piece], list[str]]:
    """The words outside such frames, in the same order, and what was read in each frame.

    Args:
        pieces: the words of a page of the given height in points.
        across: its rules from left to right.
        down: those from top to bottom.
    """
    left, texts = list(pieces), []
    for frame in _frames(list(across), list(down), _HEAD * height):
        inside = [piece for piece in left if frame.holds(piece)]
        text = " ".join(piece.text for piece in inside)
        if _says(text):
            texts.append(text)
            left = [piece for piece in left if not frame.holds(piece)]
    return left, texts


def _says(text: str) -> bool:
    from unidecode import unidecode

    return _SAYS.search(unidecode(text).upper()) is not None


def _frames(across: list[Rule], down: list[Rule], lowest: float) -> Iterator[_Frame]:
    """The rectangles of rules at the head of a page through which no further rule runs down."""
    sides = sorted(rule for rule in down if rule.end <= lowest and rule.end - rule.start >= _HIGH[0])
    for one, other in combinations(sides, 2):
        frame = _Frame(one.at, min(one.start, other.start), other.at, max(one.end, other.end))
        if (
            _WIDE[0] <= frame.right - frame.left <= _WIDE[1]
            and frame.bottom - frame.top <= _HIGH[1]
            and abs(one.start - other.start) <= _CORNER
            and abs(one.end - other.end) <= _CORNER
            and any(_closes(across, frame, y) for y in (frame.top, frame.bottom))
            and not any(one.at < rule.at < other.at and _crosses(rule, frame) for rule in down)
        ):
            yield frame


def _closes(across: Iterable[Rule], frame: _Frame, y: float) -> bool:
    """Whether a frame is ruled along y, and no further, as a column of a table would be.

    One of two such sides is enough: print may hide the other, or run into it.
    """
    near = [rule for rule in across if abs(rule.at - y) <= _CORNER]
    if any(rule.start < frame.left - _BEYOND or rule.end > frame.right + _BEYOND for rule in near):
        return False
    seen = sum(max(0.0, min(rule.end, frame.right) - max(rule.start, frame.left)) for rule in near)
    return seen >= _SIDE * (frame.right - frame.left)


def _crosses(rule: Rule, frame: _Frame) -> bool:
    return min(rule.end, frame.bottom) - max(rule.start, frame.top) > _SIDE * (frame.bottom - frame.top)
