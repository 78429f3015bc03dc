"""Rules that scanning has worn: broken into dots, or short, and told by the rules that they meet.

What is found by itself (`parsers.recognition.rules`) is whole. In a table there is more to go by: a row of
specks that meets rules at its ends is one, and a rule goes on through the next cells where there is ink on
its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.blobs import flat
from parsers.recognition.courses import Course, Path, apart, straight, stretches, through
from parsers.recognition.ladders import ladder
from parsers.recognition.picture import vision
from parsers.recognition.runs import long_runs

if TYPE_CHECKING:
    from parsers.recognition.words import Grey

_HOLE = 0.12
"""Inches: specks of a worn rule lie no further apart."""
_RUN = 0.6
"""Inches of a worn rule in one piece."""
_SPECK = 0.025
"""Inches: its specks are no thicker; letters are."""
_STEP = 0.25
"""Inches between the points of its path."""
_INKED, _BESIDE = 0.3, 0.15
"""Share of its length that has ink at least, and at most on the lines beside it."""
_CLEAR = 0.035
"""Inches from it to those lines."""
_PADDING, _STEMS = 0.04, 0.4
"""Inches beside a rule down that cells leave white, and the ink there at most by that on the rule."""
_LOST = 1.8
"""Inches of a worn rule between two pieces of it at most."""
_MEET, _REACH = 0.06, 0.4
"""Inches that two rules may miss one another by, and that one ends before another that it goes on to."""
_LONG = 1.2
"""Inches: a worn rule so long need meet only one other."""
_STRAY = 0.03
"""Inches that a rule may stray from a straight line through a cell."""
_FAINTEST, _LETTERS = 0.22, 3.0
"""Share of its length that has ink where a rule goes on, and how much that on a line beside it, which is of
letters, counts against it."""
_WHOLE, _MOSTLY = 0.9, 0.6
"""That share where letters stand beside it; and where it goes on, if it has the first elsewhere, or goes on
for a short way only, where letters are as long."""
_OPEN = 0.55
"""Share of its length that has ink in a cell, by that where it has most, for a rule to part the cell though
letters stand beside it."""
_SHORT = 0.45
"""Inches."""
_ROUNDS = 3
"""Times that rules found give new ones."""


class Rules(NamedTuple):
    """The rules of a page: those across, and those down with their coordinates swapped."""

    across: list[Course]
    down: list[Course]


def completed(
    across: Sequence[Path], down: Sequence[Path], ink: Grey, dpi: float
) -> tuple[list[Path], list[Path]]:
    """The rules of a page with the worn ones of its tables.

    Args:
        across: those that were found by themselves.
        down: those that run down, with their coordinates swapped.
        ink: mask, 255 where there is ink.
        dpi: its resolution.
    """
    turned = vision().transpose(ink)
    sound = Rules([Course(path) for path in across], [Course(path) for path in down])
    worn = Rules([], _joined([each for each in _worn(turned, dpi) if _stands_clear(each, turned, dpi)], dpi))
    upright, near = sound.down + worn.down, _MEET * dpi
    met = [each for each in sound.across if _crossings(each, upright, near)]
    rungs = ladder(lambda: _worn(ink, dpi), met, ink, dpi)
    sound.across.extend([each for each in rungs if _beyond(each, sound.across, near) >= _RUN * dpi])
    if not upright:  # nothing that other rules across meet, or go on between
        return [each.path for each in sound.across], list(down)
    # rules down go on no further than to other rules, and worn ones across meet them
    ends = [x for each in upright for x in (each.start, each.end)]
    ends += [y for each in sound.across for _, y in each.path]
    worn.across.extend(_joined(_worn(ink, dpi, (min(ends) - near, max(ends) + near)), dpi))
    rules = sound
    for _ in range(_ROUNDS):
        more = _meeting(rules, worn, dpi)
        more.across.extend(_going_on(more.across, more.down, ink, dpi))
        more.down.extend(_going_on(more.down, more.across, turned, dpi))
        if (len(more.across), len(more.down)) == (len(rules.across), len(rules.down)):
            break
        rules = more
    return (
        _ended(sound.across, rules.across, rules.down, ink, dpi),
        _ended(sound.down, rules.down, rules.across, turned, dpi),
    )


def _worn(ink: Grey, dpi: float, between: tuple[float, float] = (0.0, inf)) -> list[Course]:
    """Rows of specks across a mask, at least those between two rows, with nothing close above and below."""
    import numpy as np

    cv2 = vision()
    hole, run, clear = (max(3, round(size * dpi)) for size in (_HOLE, _RUN, _CLEAR))
    thickest = max(3, round(_SPECK * dpi))
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thickest + 1, 1), np.uint8))
    thin = cv2.subtract(ink, tall)
    bands = [
        (first, last)
        for first, last in _promising(thin, hole, run, thickest)
        if first <= between[1] and last >= between[0]
    ]
    if not bands:
        return []
    rows = np.concatenate([np.arange(first, last + 1) for first, last in bands])
    some = thin[np.minimum(rows, len(thin) - 1)]
    some[np.cumsum([last + 1 - first for first, last in bands]) - 1] = 0  # which keeps them apart
    found: list[Course] = []
    for x, y, row in stretches(flat(some, thickest), hole, run, thickest + 2):
        course = Course(through(row > 0, x, int(rows[y]), round(_STEP * dpi)))
        above = course.share(ink, 0, -clear)
        if above > _BESIDE or above + course.share(ink, 0, clear) > _BESIDE:
            continue
        if course.share(ink, 1) >= _INKED:
            found.append(course)
    return found


def _joined(pieces: Sequence[Course], dpi: float) -> list[Course]:
    """Worn rules, those that lie on one line with not too much lost between them as one."""
    found: list[Course] = []
    for piece in sorted(pieces, key=lambda each: each.start):
        before = [
            each
            for each in found
            if 0 < piece.start - each.end <= _LOST * dpi
            and abs(each.at(each.end) - piece.at(piece.start)) <= _STRAY * dpi
        ]
        if before:
            found.remove(before[-1])
        found.append(Course([*before[-1].path, *piece.path]) if before else piece)
    return found


def _stands_clear(course: Course, ink: Grey, dpi: float) -> bool:
    """Whether the ink of a rule down lies on one line, white on both sides of it; stems of letters do not."""
    near, reach = (round(size * dpi) for size in (_SPECK / 2, _PADDING))
    shares: list[int] = course.inked(ink, range(-near - reach, near + reach + 1)).sum(axis=1).tolist()
    middle = max(range(reach, reach + 2 * near + 1), key=lambda at: sum(shares[at - 1 : at + 2]))
    beside = sum(shares[middle - reach : middle - 2]) + sum(shares[middle + 3 : middle + reach + 1])
    return beside <= _STEMS * sum(shares[middle - 1 : middle + 2])


def _promising(thin: Grey, hole: int, run: int, thickest: int) -> list[tuple[int, int]]:
    """The bands of rows that may have rows of specks, from the top down.

    No stretch is long enough elsewhere, and what reaches into a band from outside is too thick in it, too.
    """
    import numpy as np

    cv2 = vision()
    rows, _ = long_runs(cv2.dilate(thin, np.ones((3, 1), np.uint8)), hole, run)
    has = np.zeros((len(thin), 1), np.uint8)
    has[rows] = 1
    near = cv2.dilate(has, np.ones((2 * (thickest + 3) + 1, 1), np.uint8)).ravel()
    edges = np.flatnonzero(np.diff(near, prepend=0, append=0)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _meeting(rules: Rules, worn: Rules, dpi: float) -> Rules:
    """The rules, and of the worn ones those that meet two others, or one where they are long."""
    near, long = _MEET * dpi, _LONG * dpi
    across = [each for each in worn.across if _beyond(each, rules.across, near) >= _RUN * dpi]
    down = [each for each in worn.down if _beyond(each, rules.down, near) >= _RUN * dpi]
    while True:
        kept = [
            [each for each in own if len(_crossings(each, others, near)) > (each.end - each.start < long)]
            for own, others in ((across, rules.down + down), (down, rules.across + across))
        ]
        if (len(kept[0]), len(kept[1])) == (len(across), len(down)):
            return Rules(rules.across + across, rules.down + down)
        across, down = kept


def _beyond(course: Course, rules: Sequence[Course], near: float) -> float:
    """How much of a worn rule is no part of known ones: letters that touch the end of one are short."""
    middle = (course.start + course.end) / 2
    known = sum(
        max(0.0, min(course.end, rule.end + near) - max(course.start, rule.start - near))
        for rule in rules
        if abs(rule.at(middle) - course.at(middle)) <= near
    )
    return course.end - course.start - known


def _ended(
    sound: Sequence[Course], every: Sequence[Course], others: Sequence[Course], ink: Grey, dpi: float
) -> list[Path]:
    """How rules run, the worn ones without what lies beyond those that they meet: that may be letters.

    They are left out of cells, too, where they have little ink by what they have elsewhere, or but letters'.
    """
    near, reach = _MEET * dpi, _REACH * dpi
    paths = [each.path for each in sound]
    for each in every[len(sound) :]:
        start, end = each.start, each.end
        met = _crossings(each, others, near, endless=True)
        lines = _crossings(each, others, near, inf, endless=True)
        if not any(start - reach <= x <= start + near for x in lines):
            start = min((x for x in met if start < x < end), default=start)
        if not any(end - near <= x <= end + reach for x in lines):
            end = max((x for x in met if start < x < end), default=end)
        places = [start, *(x for x in met if start + near < x < end - near), end]
        cells = [_part(each, x0, x1) for x0, x1 in pairwise(places)]
        least = _OPEN * max(cell.share(ink, 1) for cell in cells)
        kept = [cell.share(ink, 1) >= least or _is_faint(cell, ink, dpi) for cell in cells]
        for shown, run in groupby(zip(cells, kept, strict=True), itemgetter(1)):
            if shown:
                own = [cell for cell, _ in run]
                paths.append(_part(each, own[0].start, own[-1].end).path)
    return paths


def _is_faint(stretch: Course, ink: Grey, dpi: float) -> bool:
    """Whether there is more ink on a stretch of a rule than letters beside it account for."""
    less, more = sorted(stretch.share(ink, 0, by) for by in (-_CLEAR * dpi, _CLEAR * dpi))
    return _is_worn(stretch.share(ink, 1), less, more, _FAINTEST)


def _part(course: Course, start: float, end: float) -> Course:
    """A rule from one place to another."""
    inner = [(x, y) for x, y in course.path if start < x < end]
    return Course([(start, course.at(start)), *inner, (end, course.at(end))])


def _crossings(
    course: Course, others: Sequence[Course], near: float, reach: float = 0.0, *, endless: bool = False
) -> list[float]:
    """Where other rules, which run at right angles, cross a rule: how far along, in order.

    Args:
        near: how far they may miss one another; those nearer to one another are one.
        reach: how much earlier the others may end.
        endless: the rule is the straight line that it lies on.
    """
    found: list[float] = []
    for other in others:
        x = other.at(course.at(other.path[0][1]))
        y = course.at(x)
        on = endless or course.start - near <= x <= course.end + near
        if on and other.start - near - reach <= y <= other.end + near + reach:
            found.append(x)
    return apart(found, near)


def _going_on(courses: Sequence[Course], others: Sequence[Course], ink: Grey, dpi: float) -> list[Course]:
    """The stretches, from one crossing rule to the next, on which rules go on."""
    near, stray, clear = (size * dpi for size in (_MEET, _STRAY, _CLEAR))
    found: list[Course] = []
    tried: set[tuple[int, int, int]] = set()
    for course in courses:
        whole = course.share(ink, 1) >= _WHOLE
        for x0, x1 in _open(course, [*courses, *found], others, dpi):
            levels = course.at(x0), course.at(x1)
            key = round(x0 / near), round(x1 / near), round(sum(levels) / stray)
            if key in tried:
                continue
            tried.add(key)
            stretch = straight(x0, x1, levels, ink, stray)
            least = _MOSTLY if whole or x1 - x0 < _SHORT * dpi else _FAINTEST
            less, more = sorted(stretch.share(ink, 0, by) for by in (-clear, clear))
            if _is_worn(stretch.share(ink, 1), less, more, least):
                found.append(stretch)
    return found


def _is_worn(inked: float, less: float, more: float, least: float) -> bool:
    """Whether ink is that of a rule, by its share of the length and by those on the lines beside it.

    Where letters stand close to a rule on one side, it must be whole.
    """
    return inked - _LETTERS * more >= least or (inked >= _WHOLE and less <= 1 - _WHOLE)


def _open(
    course: Course, courses: Sequence[Course], others: Sequence[Course], dpi: float
) -> Iterator[tuple[float, float]]:
    """The stretches of the straight line that a rule lies on, between rules that cross it, without a rule."""
    near = _MEET * dpi
    for x0, x1 in pairwise(_crossings(course, others, near, _REACH * dpi, endless=True)):
        middle, half = (x0 + x1) / 2, (x1 - x0) / 2
        ruled = sum(
            max(0.0, min(x1, other.end) - max(x0, other.start))
            for other in courses
            if abs(other.at(middle) - course.at(middle)) <= near
        )
        if ruled < half:
            yield x0, x1
