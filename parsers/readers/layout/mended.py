"""Rules of recognised tables that scanning has broken, made whole.

A rule of a table ends where it meets another. One that ends elsewhere is worn, and goes on from edge to
edge of its table wherever no words stand in its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece

_ONE, _BENT = 3.5, 6.5
"""Points that pieces of one rule lie beside one another at most, and where one follows the other: on a bent
page rules are not level."""
_MEET = 6.0
"""Points by which a rule may miss the one where it ends."""
_REACH = 12.0
"""Points by which worn rules of one table may miss one another."""
_APART = 110.0
"""Points between the pieces of a rule that runs down; further down another table begins."""
_LEAST = 0.2
"""Share of a table's width or height that is left of a rule at least; letters make no more."""
_COVERED = 0.6
"""Share of the side of a cell that is ruled."""
_BODY = (0.5, 0.1)
"""Font sizes above the baseline between which small letters lie."""
_PARTED = 1.6
"""Font sizes from one baseline to the next in another row; in one text it is 1.15 to 1.5."""
_TAKEN_IN = 0.4
"""Font sizes that a word may seem to run over a rule beside it."""
_NEIGHBOURS = 0.6
"""Font sizes between words of one text at most; the padding of two cells is wider."""
_SAME_LINE = 0.35
"""Font sizes that the baselines of such words may differ by."""

Parts = Callable[[float, float, float], bool]
"""Whether a rule may run at a place from one point to another."""


class Lane(NamedTuple):
    """The pieces of one rule, in order."""

    at: float
    pieces: Sequence[Rule]

    @property
    def start(self) -> float:
        """Where its first piece begins."""
        return self.pieces[0].start

    @property
    def end(self) -> float:
        """Where its last piece ends."""
        return max(piece.end for piece in self.pieces)

    def covers(self, start: float, end: float) -> float:
        """How much of a stretch is ruled."""
        return sum(max(0.0, min(piece.end, end) - max(piece.start, start)) for piece in self.pieces)

    def is_worn(self, places: Sequence[float]) -> bool:
        """Whether it ends where no other rule crosses it."""
        ends = (end for piece in self.pieces for end in (piece.start, piece.end))
        return any(min(abs(end - place) for place in places) > _MEET for end in ends)

    def whole(self, places: Sequence[float], fellows: Sequence[Lane], parts: Parts) -> Iterator[Rule]:
        """The rule with what is worn of it: where rules run beside it, and no words are against it."""
        for piece in self.pieces:
            yield Rule(self.at, piece.start, piece.end)
        for start, end in pairwise(places):
            ruled = self.covers(start, end) >= _COVERED * (end - start)
            if ruled or (any(lane.covers(start, end) for lane in fellows) and parts(self.at, start, end)):
                yield Rule(self.at, start, end)


def mended(
    across: Sequence[Rule], down: Sequence[Rule], words: Callable[[], Sequence[Piece]]
) -> tuple[list[Rule], list[Rule]]:
    """The rules of a page with those of its worn tables made whole.

    Args:
        across: the rules that run across.
        down: those that run down.
        words: gives the words of the page, where there are worn rules.
    """
    level, upright = list(across), list(down)
    for rows, columns in _tables(lanes(across), lanes(down, _APART)):
        xs, ys = _places(columns, rows), _places(rows, columns)
        worn_rows = [lane for lane in rows if _is_known(lane, xs) and lane.is_worn(xs)]
        worn_columns = [lane for lane in columns if _is_known(lane, ys) and lane.is_worn(ys)]
        if worn_rows or worn_columns:
            pieces = words()
            level += [rule for lane in worn_rows for rule in lane.whole(xs, rows, rows_part(pieces))]
            upright += [
                rule for lane in worn_columns for rule in lane.whole(ys, columns, _columns_part(pieces))
            ]
    return level, upright


def lanes(rules: Iterable[Rule], apart: float = float("inf")) -> list[Lane]:
    """Rules whose pieces lie beside one another, and no further apart along the rule."""
    beside: list[list[Rule]] = []
    for rule in sorted(rules):
        if beside and _is_beside(rule, beside[-1]):
            beside[-1].append(rule)
        else:
            beside.append([rule])
    return [_lane(part) for lane in beside for part in _close(lane, apart)]


def _is_beside(rule: Rule, lane: Sequence[Rule]) -> bool:
    off = rule.at - lane[-1].at
    return off <= _ONE or (
        off <= _BENT and all(rule.end <= piece.start or piece.end <= rule.start for piece in lane)
    )


def _close(pieces: Iterable[Rule], apart: float) -> Iterator[list[Rule]]:
    part: list[Rule] = []
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if part and piece.start - max(each.end for each in part) > apart:
            yield part
            part = []
        part.append(piece)
    if part:
        yield part


def _lane(pieces: Sequence[Rule]) -> Lane:
    length = sum(piece.end - piece.start for piece in pieces)
    return Lane(sum(piece.at * (piece.end - piece.start) for piece in pieces) / length, pieces)


def _tables(across: Sequence[Lane], down: Sequence[Lane]) -> list[tuple[list[Lane], list[Lane]]]:
    """The rules across and down that meet, directly or through others, with those that lie between them."""
    tables: list[tuple[list[Lane], list[Lane]]] = []
    for upright in down:
        met = [lane for lane in across if _meet(lane, upright)]
        joining = [table for table in tables if any(lane in table[0] for lane in met)]
        rows = [lane for lane in across if lane in met or any(lane in table[0] for table in joining)]
        columns = [lane for table in joining for lane in table[1]]
        tables = [table for table in tables if table not in joining]
        if rows:
            tables.append((rows, sorted([*columns, upright])))
    for rows, columns in tables:
        left, right = min(lane.start for lane in rows) - _REACH, max(lane.end for lane in rows) + _REACH
        top, bottom = min(lane.start for lane in columns), max(lane.end for lane in columns)
        alone = [lane for lane in down if not any(lane in table[1] for table in tables)]
        columns += [
            lane for lane in alone if left < lane.at < right and top < (lane.start + lane.end) / 2 < bottom
        ]
        columns.sort()
    return tables


def _meet(level: Lane, upright: Lane) -> bool:
    return (
        level.start - _REACH <= upright.at <= level.end + _REACH
        and upright.start - _REACH <= level.at <= upright.end + _REACH
    )


def _places(lanes: Sequence[Lane], crossing: Sequence[Lane]) -> list[float]:
    """Where rules lie that cross others, with the edges that the others run on to."""
    start, end = min(lane.start for lane in crossing), max(lane.end for lane in crossing)
    known = [lane.at for lane in lanes]
    outer = [edge for edge in (start, end) if all(abs(edge - at) > _REACH for at in known)]
    return sorted([*known, *outer])


def _is_known(lane: Lane, places: Sequence[float]) -> bool:
    """Whether enough is left of a rule of a table."""
    start, end = places[0], places[-1]
    return lane.covers(start, end) >= _LEAST * (end - start)


def rows_part(words: Sequence[Piece]) -> Parts:
    """Whether a rule may run across: not through words, nor between lines of one text."""

    def part(y: float, x0: float, x1: float) -> bool:
        inside = [word for word in words if x0 < (word.x0 + word.x1) / 2 < x1]
        if any(word.base - _BODY[0] * word.size < y < word.base - _BODY[1] * word.size for word in inside):
            return False
        above = max(
            (word for word in inside if word.base <= y + _BODY[1] * word.size), key=_base, default=None
        )
        below = min(
            (word for word in inside if word.base > y + _BODY[1] * word.size), key=_base, default=None
        )
        return not (above and below) or below.base - above.base >= _PARTED * min(above.size, below.size)

    return part


def _columns_part(words: Sequence[Piece]) -> Parts:
    """Whether a rule may run down: not through words, nor between two of one line."""

    def part(x: float, y0: float, y1: float) -> bool:
        inside = [word for word in words if y0 < (word.top + word.bottom) / 2 < y1]
        if any(word.x0 + _TAKEN_IN * word.size < x < word.x1 - _TAKEN_IN * word.size for word in inside):
            return False
        left = [word for word in inside if (word.x0 + word.x1) / 2 <= x]
        right = [word for word in inside if (word.x0 + word.x1) / 2 > x]
        return not any(
            abs(a.base - b.base) < _SAME_LINE * a.size and b.x0 - a.x1 < _NEIGHBOURS * a.size
            for a in left
            for b in right
        )

    return part


def _base(word: Piece) -> float:
    return word.base
