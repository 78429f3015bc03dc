"""Breaking paragraphs into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.papers.blocks import Align, Span
from tests.papers.faces import HAND, face, width
from tests.papers.sheet import Line, Place, Role, Word

_TOKEN = re.compile(r"( *)([^ ]+)")
_CODE = re.compile(r"(?<=[\w])(?<=[/])(?=[^\W\d])")
"""Where a program may break a code: after a stroke, before a letter."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a line goes: between `x` and `x + room`; the last of a paragraph is not stretched."""

    x: float
    room: float
    baseline: float
    align: Align
    last: bool = True


def words(spans: Sequence[Span], family: str, size: float) -> Iterator[Word]:
    """The words of a paragraph, with their widths in points."""
    trailing = 0
    for span in spans:
        name = HAND if span.written else face(family, span.bold, span.italic)
        for spaces, text in _TOKEN.findall(span.text):
            yield Word(text, name, width(name, text) * size, len(spaces) + trailing, span.underline)
            trailing = 0
        trailing = len(span.text) - len(span.text.rstrip(" "))


def broken(
    parts: Iterable[Word], size: float, room: float, indent: float = 0.0, codes: bool = False
) -> list[list[Word]]:
    """Words in lines no wider than `room`, the first set in by `indent`; a longer word is cut."""
    lines: list[list[Word]] = [[]]
    used = indent
    for piece, hangs in _pieces(parts, size, room, codes):
        wide = piece.width + piece.spaces * space(piece, size) * bool(lines[-1])
        if lines[-1] and used + wide > room and not hangs:
            lines.append([])
            used, wide = 0.0, piece.width
        lines[-1].append(piece)
        used += wide
    return [line for line in lines if line]


def space(word: Word, size: float) -> float:
    """The width of a space in the face of a word, in points."""
    return width(word.face, " ") * size


def natural(line: Sequence[Word], size: float) -> float:
    """The width of a line that is not stretched, in points."""
    return sum(word.width + (word.spaces * space(word, size) if at else 0) for at, word in enumerate(line))


def placed(line: Sequence[Word], slot: Slot, size: float, role: Role, place: Place | None = None) -> Line:
    """A line in its slot."""
    wide = natural(line, size)
    gaps = sum(word.spaces for word in line[1:])
    x, stretch = slot.x, 0.0
    if slot.align is Align.CENTRE:
        x += (slot.room - wide) / 2
    elif slot.align is Align.JUSTIFIED and not slot.last and gaps:
        stretch = (slot.room - wide) / gaps
    return Line(tuple(line), x, slot.baseline, size, role, place, stretch)


def _pieces(parts: Iterable[Word], size: float, room: float, codes: bool) -> Iterator[tuple[Word, bool]]:
    """Words, cut where they may or must be, each with whether it hangs on the one before."""
    for word in parts:
        texts = _CODE.split(word.text) if codes else [word.text]
        if word.width > room:
            texts = [piece for text in texts for piece in _cut(text, word.face, room / size)]
        if len(texts) == 1:
            yield word, word.spaces == 0
            continue
        for at, text in enumerate(texts):
            wide = width(word.face, text) * size
            yield Word(text, word.face, wide, 0 if at else word.spaces, word.underline), False


def _cut(text: str, name: str, room: float) -> Iterator[str]:
    """A text in pieces that are no wider than `room` type sizes."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and width(name, text[start : end + 1]) <= room:
            end += 1
        yield text[start:end]
        start = end
