"""Figures that a hand filled into the blanks of a letterhead, in place of what print was taken for there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.blanks import Blank, blanks
from parsers.recognition.errors import RecogniserMissingError
from parsers.recognition.figures import ABOVE, BELOW, SPARE, FigureReader, Figures
from parsers.recognition.words import SeenLine, SeenWord

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.recognition.words import Grey

_BY_HAND = 0.5
SURE = 0.8
"""Confidence from which handwritten figures are taken: a number that is wrong does more harm than none. Of
blanks held out, 96 in a hundred of those that are so sure are right."""
_ASIDE, _FAR_ASIDE = 0.3, 0.8
"""Font sizes of the print beside a blank that are cut out with it, because hands write into it; and where
figures were taken for a part of that print, so that its end is not known well."""

_DOT = re.compile(r"^\.(?=[^\W\d_])")
"""What is left of the dash of a notation."""


class Filled(NamedTuple):
    """The lines of a page, and what was read in its blanks and is no print."""

    lines: tuple[SeenLine, ...]
    handwriting: tuple[str, ...]


def filled(lines: Sequence[SeenLine], height: float, picture: Callable[[], Grey]) -> Filled:
    """The lines of a page with its handwritten figures as a reader of such figures reads them.

    Blanks that are printed in stay as they are. Where figures cannot be read for sure the blank is left
    empty, for a person to look at.

    Args:
        lines: as recognised.
        height: of the page, in pixels.
        picture: gives the page, upright and level, ink dark and seals pale.
    """
    found = list(blanks(lines, height))
    reader = _reader() if found else None
    if reader is None:
        return Filled(tuple(lines), ())
    page = picture()
    read = reader.read([(cut(page, blank), blank.allowed) for blank in found])
    figures = [(blank, _agreed(blank, each)) for blank, each in zip(found, read, strict=True)]
    written = [(blank, each) for blank, each in figures if _is_written(blank, each)]
    lost = tuple(blank.read for blank, _ in written if blank.read)
    return Filled(tuple(_rewritten(lines, written)), lost)


def _agreed(blank: Blank, figures: Figures) -> Figures:
    """Figures that are surer where the line was read alike: two readers that differ in all else agree."""
    if not figures.text or figures.text != blank.read:
        return figures
    return figures._replace(confidence=1 - (1 - figures.confidence) * (1 - _sureness(blank)))


def _is_written(blank: Blank, figures: Figures) -> bool:
    """Whether a blank is filled in by hand: what was read as print and may not stand there was none.

    Worn print looks like handwriting: where it was read for sure, surer than that it is by hand, it stays.
    """
    sure = figures.confidence >= SURE
    possible = blank.read.isdecimal() and blank.allowed(blank.read)
    if possible and not sure and _sureness(blank) >= max(SURE, figures.by_hand):
        return False
    if not figures.text:
        return figures.by_hand >= _BY_HAND and not sure
    return figures.by_hand >= _BY_HAND or (bool(blank.read) and not possible and sure)


def _sureness(blank: Blank) -> float:
    """How sure what was read in a blank before is."""
    return min(word.confidence for word in blank.words)


def cut(page: Grey, blank: Blank) -> Grey:
    """The crop of a blank; what lies beyond the page is as its edge."""
    import numpy as np

    before = SPARE + (_FAR_ASIDE if blank.end < len(blank.before.word.text) else _ASIDE)
    after = SPARE + (_FAR_ASIDE if blank.start else _ASIDE)
    size, (height, width) = blank.size, page.shape
    top, bottom = round(blank.base - (ABOVE + SPARE) * size), round(blank.base + (BELOW + SPARE) * size)
    left, right = round(blank.left - before * size), round(blank.right + after * size)
    inside = page[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if not inside.size:
        return inside
    beyond = ((max(0, -top), max(0, bottom - height)), (max(0, -left), max(0, right - width)))
    return np.pad(inside, beyond, mode="edge") if any(map(any, beyond)) else inside


@cache
def _reader() -> FigureReader | None:
    """The reader of figures, where it can be used."""
    try:
        return FigureReader()
    except RecogniserMissingError:
        return None


def _rewritten(lines: Sequence[SeenLine], written: Sequence[tuple[Blank, Figures]]) -> Iterator[SeenLine]:
    """The lines with figures in their blanks, and without what was read there before."""
    words = {(number, at): [word] for number, line in enumerate(lines) for at, word in enumerate(line.words)}
    for blank, figures in written:
        before, after = words[blank.before[:2]], words[blank.after[:2]]
        for placed in blank.inside:
            words[placed[:2]] = []
        rest = after[0]
        if blank.start:
            text = _DOT.sub("-", rest.text[blank.start - len(blank.after.word.text) :])
            rest = _part(rest, text, blank.right, rest.area[2])
        if beyond := len(blank.before.word.text) - blank.end:
            label = before[-1]
            before[-1] = _part(label, label.text[:-beyond], label.area[0], blank.left)
        if blank.before == blank.after:
            before.append(rest)
        else:
            after[0] = rest
        if figures.text and figures.confidence >= SURE:
            area = (blank.left, before[0].area[1], blank.right, before[0].area[3])
            before.insert(1, SeenWord(figures.text, area, round(figures.confidence, 3)))
    for number, line in enumerate(lines):
        kept = [word for at in range(len(line.words)) for word in words[number, at]]
        if kept:
            yield replace(line, words=tuple(kept))


def _part(word: SeenWord, text: str, left: float, right: float) -> SeenWord:
    """A part of a word that was read, between two places."""
    right = min(right, word.area[2])
    area = (min(left, right), word.area[1], right, word.area[3])
    return replace(word, text=text, area=area, alternatives=())
