"""Characters into words, and words into stretches of print on one baseline."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from statistics import median

from parsers.readers.inline import superscript
from parsers.readers.layout.stretches import SAME_BASELINE, Piece, Stretch, parted
from parsers.readers.pdf.glyphs import Glyph

_WORD_GAP, _SPACE_GAP = 0.13, 0.1
"""Font sizes between the characters of two words (beyond the gap that letters have throughout the line),
and where there is a space character.

A space of no width is no space: some producers put one before a letter with a diacritic, and then
set that letter right after the one before (`KHO ẢN`).
"""
_TIGHT, _MAX_TRACKING = 0.04, 0.5
"""Font sizes: gaps that are surely inside a word, and the widest that letters have throughout a line."""
_FEWEST_GAPS = 6
_SHADOW = 0.15
"""Font sizes: the same character as near as that is one character printed twice."""
_REFERENCE = re.compile(r"\(?(?:\d{1,3}|[*o]{1,3})\)?")
"""A raised mark that refers to a footnote, unless it is an exponent or the ring of a degree."""
_LONGEST_MARK = 4
_NEAR = 60
"""Stretches before and after a raised figure among which its line is sought."""
_RAISED = 0.82
"""A raised figure is no larger than that, in the font size of its line; in small print it is so large."""

Drop = Callable[[str], None]


def stretches(glyphs: Iterable[Glyph], drop: Drop) -> list[Stretch]:
    """Characters of one part of a page as stretches of print, from the top down, then left to right.

    Raised marks that refer to a footnote are left out, and told to `drop`.
    """
    found: list[Stretch] = []
    for row in _rows(glyphs):
        found += parted([_piece(word) for word in _words(row)])
    return _with_raised(found, drop)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by baseline, each row from left to right."""
    found: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if found and glyph.base - base <= SAME_BASELINE * min(glyph.style.size, size):
            found[-1].append(glyph)
            size = max(size, glyph.style.size) if not glyph.text.isspace() else size
        elif not glyph.text.isspace():
            found.append([glyph])
            base, size = glyph.base, glyph.style.size
    return [sorted(row, key=lambda g: g.x0) for row in found]


def _words(row: list[Glyph]) -> list[list[Glyph]]:
    """The characters of each word of a row."""
    found: list[list[Glyph]] = []
    space: Glyph | None = None
    tracking: float | None = None
    for glyph in row:
        if glyph.text.isspace():
            space = space or glyph
            continue
        if found:
            before = found[-1]
            if _is_shadow(glyph, before) or (len(found) > 1 and _is_shadow(glyph, found[-2])):
                continue
            if space is None and tracking is None and glyph.x0 - _end(before) > _TIGHT * glyph.style.size:
                tracking = _tracking(row)
            if not _parts(before, space, glyph, tracking or 0.0):
                before.append(glyph)
                space = None
                continue
        found.append([glyph])
        space = None
    return found


def _piece(word: list[Glyph]) -> Piece:
    first, last = word[0], word[-1]
    top, bottom = first.top, first.bottom
    if first.style is not last.style or first.base != last.base:
        top, bottom = min(glyph.top for glyph in word), max(glyph.bottom for glyph in word)
    style = first.style
    return Piece(
        text=unicodedata.normalize("NFC", "".join(glyph.text for glyph in word)),
        x0=first.x0,
        x1=_end(word),
        top=top,
        bottom=bottom,
        base=first.base,
        size=style.size,
        bold=all(glyph.style.bold for glyph in word),
        font=style.font or None,
    )


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
        last = glued[-1]
        last.text += sign
        last.x1 = max(last.x1, small.x1)
        last.top, last.bottom = min(last.top, small.top), max(last.bottom, small.bottom)
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
