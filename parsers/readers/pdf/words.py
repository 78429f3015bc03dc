"""Characters into words, and words into stretches of print on one baseline."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from parsers.document import Box, Line, Word
from parsers.readers.inline import superscript
from parsers.readers.pdf.glyphs import ASCENT, DESCENT, Glyph

_SAME_BASELINE = 0.35
"""Font sizes that two baselines may differ by on one line; a raised figure stands higher."""
_WORD_GAP, _SPACE_GAP = 0.13, 0.1
"""Font sizes between the characters of two words (beyond the gap that letters have throughout the line),
and where there is a space character.

A space of no width is no space: some producers put one before a letter with a diacritic, and then
set that letter right after the one before (`KHO ẢN`).
"""
_TIGHT, _MAX_TRACKING = 0.04, 0.5
"""Font sizes: gaps that are surely inside a word, and the widest that letters have throughout a line."""
_FEWEST_GAPS = 6
_STRETCH_GAP = 1.2
"""Font sizes: a wider gap may lie between two columns. In justified text gaps are narrower."""
_SHADOW = 0.15
"""Font sizes: the same character as near as that is one character printed twice."""
_REFERENCE = re.compile(r"\(?(?:\d{1,3}|[*o]{1,3})\)?")
"""A raised mark that refers to a footnote, unless it is an exponent or the ring of a degree."""
_LONGEST_MARK = 4
_NEAR = 60
"""Stretches before and after a raised figure among which its line is sought."""
_RAISED = 0.8
"""A raised figure is no larger than that, in the font size of its line."""

Drop = Callable[[str], None]


@dataclass(slots=True)
class Piece:
    """A word as printed."""

    glyphs: list[Glyph]

    @property
    def text(self) -> str:
        """Its characters, accents composed."""
        return unicodedata.normalize("NFC", "".join(glyph.text for glyph in self.glyphs))

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return _end(self.glyphs)

    @property
    def box(self) -> Box:
        """Its place on the page."""
        first, last = self.glyphs[0], self.glyphs[-1]
        top, bottom = first.top, first.bottom
        if first.style is not last.style or first.base != last.base:
            top = min(glyph.top for glyph in self.glyphs)
            bottom = max(glyph.bottom for glyph in self.glyphs)
        return Box(x0=round(self.x0, 2), y0=round(top, 2), x1=round(self.x1, 2), y1=round(bottom, 2))

    def word(self) -> Word:
        """As a word of the document."""
        style = self.glyphs[0].style
        return Word(text=self.text, box=self.box, font=style.font or None, size=round(style.size, 2))


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
        first = max((p.glyphs[0] for p in pieces), key=lambda glyph: glyph.style.size)
        return cls(pieces, first.base, first.style.size, pieces[0].x0, max(p.x1 for p in pieces))

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
        return all(glyph.style.bold for piece in self.pieces for glyph in piece.glyphs)

    def with_(self, other: Stretch) -> Stretch:
        """This stretch with another beside it."""
        return Stretch.of(sorted(self.pieces + other.pieces, key=lambda piece: piece.x0))

    def line(self) -> Line:
        """As a line of running text."""
        box = Box(x0=round(self.x0, 2), y0=round(self.top, 2), x1=round(self.x1, 2), y1=round(self.bottom, 2))
        words = [piece.word() for piece in self.pieces]
        return Line(text=" ".join(word.text for word in words), bold=self.bold, words=words, box=box)


def stretches(glyphs: Iterable[Glyph], drop: Drop) -> list[Stretch]:
    """Characters of one part of a page as stretches of print, from the top down, then left to right.

    Raised marks that refer to a footnote are left out, and told to `drop`.
    """
    found: list[Stretch] = []
    for row in _rows(glyphs):
        pieces = _pieces(row)
        start = 0
        for index in range(1, len(pieces) + 1):
            if index == len(pieces) or _is_wide(pieces[index - 1], pieces[index]):
                if pieces[start:index]:
                    found.append(Stretch.of(pieces[start:index]))
                start = index
    return _with_raised(found, drop)


def rows(found: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches on the same baseline together, from the top down."""
    grouped: list[list[Stretch]] = []
    for stretch in sorted(found, key=lambda s: s.base):
        if grouped and abs(stretch.base - grouped[-1][0].base) <= _SAME_BASELINE * min(
            stretch.size, grouped[-1][0].size
        ):
            grouped[-1].append(stretch)
        else:
            grouped.append([stretch])
    return [sorted(row, key=lambda s: s.x0) for row in grouped]


def merged(row: Sequence[Stretch]) -> Stretch:
    """All stretches of a row as one."""
    return Stretch.of([piece for stretch in row for piece in stretch.pieces])


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by baseline, each row from left to right."""
    found: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if found and glyph.base - base <= _SAME_BASELINE * min(glyph.style.size, size):
            found[-1].append(glyph)
            size = max(size, glyph.style.size) if not glyph.text.isspace() else size
        elif not glyph.text.isspace():
            found.append([glyph])
            base, size = glyph.base, glyph.style.size
    return [sorted(row, key=lambda g: g.x0) for row in found]


def _pieces(row: list[Glyph]) -> list[Piece]:
    found: list[Piece] = []
    space: Glyph | None = None
    tracking: float | None = None
    for glyph in row:
        if glyph.text.isspace():
            space = space or glyph
            continue
        if found:
            before = found[-1].glyphs
            if _is_shadow(glyph, before) or (len(found) > 1 and _is_shadow(glyph, found[-2].glyphs)):
                continue
            if space is None and tracking is None and glyph.x0 - _end(before) > _TIGHT * glyph.style.size:
                tracking = _tracking(row)
            if not _parts(before, space, glyph, tracking or 0.0):
                before.append(glyph)
                space = None
                continue
        found.append(Piece([glyph]))
        space = None
    return found


def _parts(before: list[Glyph], space: Glyph | None, after: Glyph, tracking: float) -> bool:
    """Whether a character begins a new word."""
    if after.style.stamp != before[-1].style.stamp:
        return True
    size = max(after.style.size, before[-1].style.size)
    end = _end(before)
    if space:
        return after.x0 - min(end, space.x0) >= _SPACE_GAP * size
    return after.x0 - end >= (_WORD_GAP + tracking) * size


def _tracking(row: list[Glyph]) -> float:
    """The usual gap between two letters of a row, in font sizes: more than none where it is set wide."""
    gaps = [
        (right.x0 - left.x1) / right.style.size
        for left, right in pairwise(row)
        if right.style.size > 0 and not left.text.isspace() and not right.text.isspace()
    ]
    return max(-_MAX_TRACKING, min(_MAX_TRACKING, median(gaps))) if len(gaps) >= _FEWEST_GAPS else 0.0


def _is_shadow(glyph: Glyph, before: list[Glyph]) -> bool:
    near = _SHADOW * glyph.style.size
    if glyph.x0 - before[-1].x0 > near:
        return False
    return any(
        other.text == glyph.text and abs(glyph.x0 - other.x0) <= near and abs(glyph.base - other.base) <= near
        for other in before[-3:]
    )


def _end(glyphs: list[Glyph]) -> float:
    """Where characters end; the last one may be raised over the one before."""
    end = glyphs[-1].x1
    return max(end, glyphs[-2].x1) if len(glyphs) > 1 else end


def _is_wide(left: Piece, right: Piece) -> bool:
    return right.x0 - left.x1 > _STRETCH_GAP * max(left.glyphs[-1].style.size, right.glyphs[0].style.size)


def _with_raised(found: list[Stretch], drop: Drop) -> list[Stretch]:
    """Raised and lowered figures put into the line that they belong to."""
    kept: list[Stretch | None] = list(found)
    for index, small in enumerate(found):
        if len(small.pieces) > 1 or len(small.text) > _LONGEST_MARK:
            continue
        near = range(max(0, index - _NEAR), min(len(kept), index + _NEAR))
        where = next((i for i in near if i != index and (host := kept[i]) and _carries(host, small)), None)
        if where is not None:
            kept[where] = _raised(kept[where] or small, small, drop)
            kept[index] = None
    return [stretch for stretch in kept if stretch]


def _raised(host: Stretch, small: Stretch, drop: Drop) -> Stretch:
    """A line with a raised figure; one that refers to a footnote is left out."""
    glued = [piece for piece in host.pieces if abs(small.x0 - piece.x1) <= _WORD_GAP * host.size]
    if not glued:
        return host.with_(small)
    sign: str | None = small.text
    if _REFERENCE.fullmatch(small.text):
        sign = superscript(glued[-1].text, small.text)
    if sign:
        glued[-1].glyphs.append(replace(small.pieces[0].glyphs[0], text=sign, x1=small.x1))
    else:
        drop(small.text)
    return host


def _carries(host: Stretch, small: Stretch) -> bool:
    return (
        small.size <= _RAISED * host.size
        and host.top - 0.3 * host.size <= small.base <= host.bottom
        and host.x0 - host.size <= small.x0 <= host.x1 + 0.5 * host.size
    )


def body_size(glyphs: Iterable[Glyph]) -> float:
    """The font size that most of the characters have."""
    sizes = Counter(round(glyph.style.size, 1) for glyph in glyphs if not glyph.text.isspace())
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0
