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
_INSIDE = 2.0
"""Points below its top and above its bottom that the middle of a word in it lies."""
_HANDWRITING = 0.6
"""Mean confidence below which a frame is filled in by hand."""
_SURE = 0.85
"""Confidence of a printed word that the frame runs over."""
_STEP, _SPACE = 0.15, 0.6
"""Font sizes that the words of a line lie apart up and down, and along it, at most."""
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
        return self.left <= x <= self.right and self.top + _INSIDE <= y <= self.bottom - _INSIDE

    def has_across(self, rule: Rule) -> bool:
        """Whether a rule from left to right is a side of it, or lies in it."""
        return _lies_in(rule, (self.left, self.right), (self.top, self.bottom))

    def has_down(self, rule: Rule) -> bool:
        return _lies_in(rule, (self.top, self.bottom), (self.left, self.right))


class Unstamped(NamedTuple):
    """A page without such stamps."""

    pieces: list[Piece]
    across: list[Rule]
    down: list[Rule]
    stamps: list[str]
    """What was read in each frame."""


def without_stamp(
    pieces: Sequence[Piece], across: Sequence[Rule], down: Sequence[Rule], height: float
) -> Unstamped:
    """The words outside such frames, in the same order, and the rules that are none of theirs.

    Args:
        pieces: the words of a page of the given height in points.
        across: its rules from left to right.
        down: those from top to bottom.
    """
    page = Unstamped(list(pieces), list(across), list(down), [])
    for frame in _frames(page.across, page.down, _HEAD * height):
        inside = _stamped(page.pieces, frame)
        if inside and _is_stamp(inside):
            page = Unstamped(
                [piece for piece in page.pieces if all(piece is not other for other in inside)],
                [rule for rule in page.across if not frame.has_across(rule)],
                [rule for rule in page.down if not frame.has_down(rule)],
                [*page.stamps, " ".join(piece.text for piece in inside)],
            )
    return page


def _stamped(pieces: Sequence[Piece], frame: _Frame) -> list[Piece]:
    """The words in a frame, but those that a printed line begins with which goes on outside."""
    inside = [piece for piece in pieces if frame.holds(piece)]
    outside = [piece for piece in pieces if not frame.holds(piece)]
    for piece in sorted(inside, key=lambda piece: -piece.x0):
        if (piece.confidence or 0.0) >= _SURE and any(_goes_on(piece, other) for other in outside):
            outside.append(piece)
    return [piece for piece in inside if all(piece is not other for other in outside)]


def _goes_on(piece: Piece, other: Piece) -> bool:
    """Whether a word is followed by another of its line."""
    gap = other.x0 - piece.x1
    level = abs(other.base - piece.base) <= _STEP * piece.size
    return level and 0 <= gap <= _SPACE * piece.size and abs(other.size - piece.size) <= _STEP * piece.size


def _is_stamp(pieces: Sequence[Piece]) -> bool:
    """Whether words in a frame are those of such a stamp, or handwriting that was read as anything."""
    from unidecode import unidecode

    read = " ".join(text for piece in pieces for text in (piece.text, *dict(piece.alternatives)))
    if _SAYS.search(unidecode(read).upper()):
        return True
    letters = [len(piece.text) for piece in pieces]
    sure = sum((piece.confidence or 0.0) * many for piece, many in zip(pieces, letters, strict=True))
    return sure < _HANDWRITING * sum(letters)


def _frames(across: list[Rule], down: list[Rule], lowest: float) -> Iterator[_Frame]:
    """The rectangles of rules at the head of a page through which no further rule runs down.

    Three sides are enough: print hides the fourth, or runs into it, or it was not inked.
    """
    across = [rule for rule in across if rule.at <= lowest]
    down = [rule for rule in down if rule.end <= lowest]
    upright = (
        (_Frame(one.at, one.start, other.at, one.end), across) for one, other in _pairs(down, _HIGH, _WIDE)
    )
    lying = (
        (_Frame(min(one.start, other.start), one.at, max(one.end, other.end), other.at), down)
        for one, other in _pairs(across, _WIDE, _HIGH)
    )
    for frame, others in (*upright, *lying):
        ends = (frame.top, frame.bottom) if others is across else (frame.left, frame.right)
        span = (frame.left, frame.right) if others is across else (frame.top, frame.bottom)
        inner = (rule for rule in down if frame.left + _CORNER < rule.at < frame.right - _CORNER)
        if any(_closes(others, at, span) for at in ends) and not any(_crosses(rule, frame) for rule in inner):
            yield frame


def _pairs(
    rules: Iterable[Rule], long: tuple[float, float], apart: tuple[float, float]
) -> Iterator[tuple[Rule, Rule]]:
    """The rules of such lengths, so far apart, that begin and end beside one another."""
    for one, other in combinations(sorted(rules), 2):
        if (
            apart[0] <= other.at - one.at <= apart[1]
            and long[0] <= one.end - one.start <= long[1]
            and abs(one.start - other.start) <= _CORNER
            and abs(one.end - other.end) <= _CORNER
        ):
            yield one, other


def _closes(rules: Iterable[Rule], at: float, span: tuple[float, float]) -> bool:
    """Whether a side of a frame is ruled, and no further, as the side of a cell of a table would be."""
    near = [rule for rule in rules if abs(rule.at - at) <= _CORNER]
    if any(rule.start < span[0] - _BEYOND or rule.end > span[1] + _BEYOND for rule in near):
        return False
    seen = sum(max(0.0, min(rule.end, span[1]) - max(rule.start, span[0])) for rule in near)
    return seen >= _SIDE * (span[1] - span[0])


def _lies_in(rule: Rule, along: tuple[float, float], beside: tuple[float, float]) -> bool:
    return (
        along[0] - _CORNER <= rule.start
        and rule.end <= along[1] + _CORNER
        and beside[0] - _CORNER <= rule.at <= beside[1] + _CORNER
    )


def _crosses(rule: Rule, frame: _Frame) -> bool:
    return min(rule.end, frame.bottom) - max(rule.start, frame.top) > _SIDE * (frame.bottom - frame.top)
