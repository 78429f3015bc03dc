"""Words with their places, and words on one baseline together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parsers.document import Box, Line, Word

ASCENT, DESCENT = 0.89, 0.22
"""Of Times New Roman, in font sizes; a common height for all fonts keeps boxes of a line alike."""
SAME_BASELINE = 0.35
"""Font sizes that two baselines may differ by on one line; a raised figure stands higher."""
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]")
"""What a numbered paragraph begins with."""
_WORN = 1.7
"""How much larger its type may be than it measures."""
_STRETCH_GAP = 1.2
"""Font sizes: a wider gap may lie between two columns. In justified text gaps are narrower."""


@dataclass(slots=True)
class Piece:
    """A word as printed, in points from the top left corner of the upright page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    """Its baseline."""
    size: float
    """Its font size."""
    bold: bool = False
    font: str | None = None
    confidence: float | None = None
    """How surely it was recognised, 0 to 1; None where it is the source's own text."""
    alternatives: list[tuple[str, float]] = field(default_factory=list)
    """Other readings with their probabilities, the likeliest first."""

    @property
    def is_recognised(self) -> bool:
        """Whether it was recognised."""
        return self.confidence is not None

    @property
    def box(self) -> Box:
        """Its place on the page."""
        return Box(
            x0=round(self.x0, 2), y0=round(self.top, 2), x1=round(self.x1, 2), y1=round(self.bottom, 2)
        )

    def word(self) -> Word:
        """As a word of the document."""
        return Word(
            text=self.text,
            box=self.box,
            confidence=self.confidence,
            alternatives=self.alternatives,
            font=self.font,
            size=round(self.size, 2),
        )


@dataclass(slots=True)
class Stretch:
    """Words on one baseline with no wide gap between them."""

    pieces: list[Piece]
    base: float
    size: float
    x0: float
    x1: float

    @classmethod
    def of(cls, pieces: list[Piece]) -> Stretch:
        """Words, from left to right, as a stretch on the baseline of the largest."""
        first = max(pieces, key=lambda piece: piece.size)
        return cls(pieces, first.base, first.size, pieces[0].x0, max(p.x1 for p in pieces))

    @property
    def top(self) -> float:
        """The height of the tallest letters."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The depth of the lowest letters."""
        return self.base + DESCENT * self.size

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)

    @property
    def is_recognised(self) -> bool:
        """Whether a word of it was recognised."""
        return any(piece.is_recognised for piece in self.pieces)

    def with_(self, other: Stretch) -> Stretch:
        """This stretch with another beside it."""
        return Stretch.of(sorted(self.pieces + other.pieces, key=lambda piece: piece.x0))

    def line(self) -> Line:
        """As a line of running text."""
        box = Box(x0=round(self.x0, 2), y0=round(self.top, 2), x1=round(self.x1, 2), y1=round(self.bottom, 2))
        words = [piece.word() for piece in self.pieces]
        return Line(
            text=" ".join(word.text for word in words),
            bold=self.bold,
            words=words,
            box=box,
            confidence=confidence(words),
        )


def confidence(words: Sequence[Word]) -> float | None:
    """How surely words were recognised, by their length; None where none of them was."""
    known = [(word.confidence, len(word.text)) for word in words if word.confidence is not None]
    length = sum(letters for _, letters in known)
    return round(sum(sure * letters for sure, letters in known) / length, 3) if length else None


def parted(pieces: Sequence[Piece]) -> list[Stretch]:
    """The words on one baseline, from left to right, taken apart at wide gaps."""
    found: list[Stretch] = []
    start = 0
    for index in range(1, len(pieces) + 1):
        if index == len(pieces) or _is_wide(pieces[index - 1], pieces[index]):
            if pieces[start:index]:
                found.append(Stretch.of(list(pieces[start:index])))
            start = index
    return found


def gathered(pieces: Iterable[Piece]) -> list[Stretch]:
    """Words in any order as stretches, from the top down, then left to right."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        if found and piece.base - found[-1][0].base <= SAME_BASELINE * _type(piece, found[-1][0]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [stretch for row in found for stretch in parted(sorted(row, key=lambda piece: piece.x0))]


def rows(found: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches on the same baseline together, from the top down."""
    grouped: list[list[Stretch]] = []
    for stretch in sorted(found, key=lambda s: s.base):
        before = grouped[-1][0] if grouped else stretch
        if grouped and abs(stretch.base - before.base) <= SAME_BASELINE * _type(stretch, before):
            grouped[-1].append(stretch)
        else:
            grouped.append([stretch])
    return [sorted(row, key=lambda s: s.x0) for row in grouped]


def _type(a: Piece | Stretch, b: Piece | Stretch) -> float:
    """The size of type by which two baselines are compared: the smaller one.

    Recognised print is measured, and a number by itself, where it is worn, as smaller than it is.
    """
    small, large = sorted((a, b), key=lambda each: each.size)
    if small.is_recognised and _NUMBER.fullmatch(small.text):
        return min(large.size, _WORN * small.size)
    return small.size


def merged(row: Sequence[Stretch]) -> Stretch:
    """All stretches of a row as one."""
    return Stretch.of([piece for stretch in row for piece in stretch.pieces])


def _is_wide(left: Piece, right: Piece) -> bool:
    return right.x0 - left.x1 > _STRETCH_GAP * max(left.size, right.size)
