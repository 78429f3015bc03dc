"""Ladders: rules across that are worn to specks, in a table of which no rule down is left.

Such a rule is told by its fellows: one below the other they begin and end at the same places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from parsers.recognition.courses import Course, apart, straight
from parsers.recognition.picture import vision

if TYPE_CHECKING:
    from parsers.recognition.words import Grey

_FEWEST = 3
_WIDE = 3.0
"""Inches that they run at least."""
_LEVEL, _END, _STRAY = 0.04, 0.12, 0.03
"""Inches that pieces of one rule may lie above one another, that the ends of two may differ by, and that a
rule strays from the row where it is looked for."""
_LEFT = 0.5
"""Share of its length that is left of a rule in pieces, for it to show where it begins and ends."""
_SPECKS, _FAINT, _PARTS = 0.2, 0.08, 4
"""Share of its length that has ink, and that of each of so many parts, more than on the lines beside it."""
_THERE, _CLEAR, _NOTHING = 0.04, 0.035, 0.02
"""Share of the page's width that has ink in a row of pixels on such a rule, inches to the rows beside it, and
what these have at most, beside what the blank rows of the page have: a dark rim, rules down."""
_BLANK = 10
"""Per cent of the rows of a page that are blank at least."""


def ladder(
    pieces: Callable[[], Sequence[Course]], met: Sequence[Course], ink: Grey, dpi: float
) -> list[Course]:
    """The rules of a ladder, from end to end; none where a page has none.

    Args:
        pieces: gives the rows of specks across the page.
        met: rules across that one meets, which are no rungs.
        ink: mask, 255 where there is ink.
        dpi: its resolution.
    """
    rungs = [y for y in _rungs(ink, dpi) if not any(_is_on(rule, y, dpi) for rule in met)]
    if len(rungs) < _FEWEST:
        return []
    levels = list(_levels(pieces(), dpi))
    ends = [(own[0].start, max(piece.end for piece in own)) for own in levels if _is_left(own, dpi)]
    near = _END * dpi
    frames = [
        (sum(abs(start - x0) <= near and abs(end - x1) <= near for x0, x1 in ends), end - start, (start, end))
        for start, end in ends
    ]
    if not frames:
        return []
    _, _, (start, end) = max(frames)
    middles = [own[0].at((start + end) / 2) for own in levels]
    places = apart([*rungs, *middles], _LEVEL * dpi)
    found = [
        rule
        for rule in (straight(start, end, (y, y), ink, _STRAY * dpi) for y in places)
        if rule.share(ink, 1) >= _SPECKS and all(_has_specks(part, ink, dpi) for part in _parts(rule))
    ]
    return found if len(found) >= _FEWEST else []


def _rungs(ink: Grey, dpi: float) -> list[float]:
    """The rows of pixels that have ink here and there, and none close above and below."""
    import numpy as np

    cv2 = vision()
    share = cv2.reduce(ink, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel() / 255
    share -= np.percentile(share, _BLANK)
    clear = max(3, round(_CLEAR * dpi))
    padded = np.pad(share, clear, constant_values=1.0)
    above, below = padded[: -2 * clear], padded[2 * clear :]
    rungs = ((share >= _THERE) & (above <= _NOTHING) & (below <= _NOTHING)).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.r_[0, rungs, 0]))
    middles: list[float] = ((edges[::2] + edges[1::2] - 1) / 2).tolist()
    return middles


def _is_on(rule: Course, y: float, dpi: float) -> bool:
    """Whether a rule runs through a row of pixels."""
    return abs(rule.at((rule.start + rule.end) / 2) - y) <= _LEVEL * dpi


def _levels(pieces: Sequence[Course], dpi: float) -> Iterator[list[Course]]:
    """The pieces that lie on one line, from left to right."""
    level: list[Course] = []
    for piece in sorted(pieces, key=lambda piece: piece.at((piece.start + piece.end) / 2)):
        middle = (piece.start + piece.end) / 2
        if level and abs(level[-1].at(middle) - piece.at(middle)) > _LEVEL * dpi:
            yield sorted(level, key=lambda piece: piece.start)
            level = []
        level.append(piece)
    if level:
        yield sorted(level, key=lambda piece: piece.start)


def _parts(rule: Course) -> Iterator[Course]:
    step = (rule.end - rule.start) / _PARTS
    for start in (rule.start + number * step for number in range(_PARTS)):
        yield Course([(x, rule.at(x)) for x in (start, start + step)])


def _has_specks(part: Course, ink: Grey, dpi: float) -> bool:
    """Whether a part of a rule has ink of its own, and not only that of letters that stand there."""
    clear = round(_CLEAR * dpi)
    return part.share(ink, 1) - max(part.share(ink, 1, by) for by in (-clear, clear)) >= _FAINT


def _is_left(level: Sequence[Course], dpi: float) -> bool:
    """Whether enough is left of a rule to show where it begins and ends."""
    length = max(piece.end for piece in level) - level[0].start
    return length >= _WIDE * dpi and sum(piece.end - piece.start for piece in level) >= _LEFT * length
