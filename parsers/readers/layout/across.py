"""Tables ruled only across: the rules part the rows, and the white that runs through them the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from parsers.readers.layout.grid import Grid, grids
from parsers.readers.layout.mended import lanes, rows_part
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece, gathered, rows
from parsers.readers.layout.white import GUTTER, gutters, white

_SAME_END, _WORN_END = 6.0, 0.035
"""Points that the ends of the rules of a table may differ by, and that as a share of the longer one's length:
no column is so narrow."""
_FEWEST_RULES = 3
_FEWEST_ROWS = 2
_PAGE_NUMBER = 3
"""Words over a table at the top of a page."""
_LINES_OF_TEXT = 3
_COLUMNS_OF_CELLS = 3
"""Columns that white through all lines of a band parts at least, for it to be no text."""
_WIDE = 0.5
"""Share of a table's width that a line of text over or under it takes."""
_LONG = 150.0
"""Points: a rule under a motto or over a footnote is shorter."""
_STAND = 0.3
"""Font sizes from a baseline to an underline at most, and that its ends are from those of its words."""
_WORDS_OF_TITLE, _TITLE_SPACE = 2, 0.7
"""Spaces between the words of a title at least, and how wide they are at most, in font sizes."""
_BETWEEN = 6.0
"""Points between two tables at least; the rules of a double one are nearer."""
_WORN = 0.5
"""Share of a table's width that is left of a rule at least; one under the head of some columns is shorter."""


def with_ruled_across(
    tables: Sequence[Grid],
    across: Sequence[Rule],
    words: Callable[[], Sequence[Piece]],
    before: Grid | None = None,
) -> list[Grid]:
    """The tables of a page, with those that are ruled only across, from the top down.

    Args:
        tables: those that are ruled both ways; their rules are left out.
        across: the rules that run across the page.
        words: gives the words of the page, where there are rules that may make a table.
        before: the last table of the page before; one as wide at the top of the page has its columns.
    """
    free = _whole([rule for rule in across if not any(_is_of(rule, grid) for grid in tables)])
    found = list(tables)
    if not any(_groups(free)):
        return found
    pieces = words()
    free = [rule for rule in free if not _is_underline(rule, pieces)]
    for group in (part for each in _groups(free) for part in _parted(each, pieces)):
        top, bottom = group[0].at, group[-1].at
        outer = Rule(top, min(rule.start for rule in group), max(rule.end for rule in group))
        known = _columns_before(before, outer, pieces)
        if len(group) < _FEWEST_RULES and not known:
            continue
        inside = [piece for piece in pieces if top < (piece.top + piece.bottom) / 2 < bottom]
        head = group[1].at
        rules = [rule for rule in free if top <= rule.at <= head]
        rules += [_to_the_sides(rule, outer, inside) for rule in group[2:]]
        if down := _columns(outer, rules, inside, known):
            found += grids(rules, down)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _is_of(rule: Rule, grid: Grid) -> bool:
    return grid.holds((rule.start + rule.end) / 2, rule.at)


def _is_underline(rule: Rule, pieces: Sequence[Piece]) -> bool:
    """Whether a rule runs under words from the first to the last of them; they stand on it."""
    on = [piece for piece in pieces if -_STAND * piece.size < rule.at - piece.base < _STAND * piece.size]
    return any(abs(piece.x0 - rule.start) < _STAND * piece.size for piece in on) and any(
        abs(piece.x1 - rule.end) < _STAND * piece.size for piece in on
    )


def _whole(rules: Sequence[Rule]) -> list[Rule]:
    """Rules whose pieces lie side by side as one."""
    return [
        Rule(lane.at, lane.start, lane.end)
        for lane in lanes(rules)
        if lane.covers(lane.start, lane.end) >= _WORN * (lane.end - lane.start)
    ]


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Long rules that begin or end alike, one below the other; shorter ones may lie between them."""
    group: list[Rule] = []
    frame = Rule(0.0, 0.0, 0.0)
    for rule in sorted(rule for rule in rules if rule.end - rule.start >= _LONG):
        if group and _within(rule, frame):
            if _is_most_of(rule, frame):
                group.append(rule)
            continue
        if group and not _alike(rule, frame, any_end=True):
            if len(group) > 1:
                yield group
            group = []
        start, end = (frame.start, frame.end) if group else (rule.start, rule.end)
        frame = Rule(rule.at, min(start, rule.start), max(end, rule.end))
        group.append(rule)
    if len(group) > 1:
        yield group


def _to_the_sides(rule: Rule, outer: Rule, inside: Sequence[Piece]) -> Rule:
    """A rule that is worn at its ends as wide as its table, where no words stand in its way."""
    may_part = rows_part(inside)
    start = outer.start if may_part(rule.at, outer.start, rule.start) else rule.start
    end = outer.end if may_part(rule.at, rule.end, outer.end) else rule.end
    return Rule(rule.at, start, end)


def _is_most_of(rule: Rule, outer: Rule) -> bool:
    return rule.end - rule.start >= _WORN * (outer.end - outer.start)


def _parted(group: Sequence[Rule], pieces: Sequence[Piece]) -> Iterator[list[Rule]]:
    """The rules of one table each: running text stands between two tables, or nothing."""
    part = [group[0]]
    for upper, lower in pairwise(group):
        band = [piece for piece in pieces if upper.at < (piece.top + piece.bottom) / 2 < lower.at]
        if _is_running(band, upper) or (not band and lower.at - upper.at >= _BETWEEN):
            if len(part) > 1:
                yield part
            part = []
        part.append(lower)
    if len(part) > 1:
        yield part


def _columns_before(before: Grid | None, outer: Rule, pieces: Sequence[Piece]) -> list[float]:
    """Where the columns part of the table of the page before, if this one goes on with it; none if not."""
    if before is None or not _alike(outer, Rule(outer.at, before.xs[0], before.xs[-1])):
        return []
    above = sum(piece.base < outer.at for piece in pieces)
    return before.xs[1:-1] if above <= _PAGE_NUMBER else []


def _is_running(pieces: Sequence[Piece], upper: Rule) -> bool:
    """Whether words are lines of text: more than a title over a table has, as wide as it, none in columns."""
    if len(white([pieces])) + 1 >= _COLUMNS_OF_CELLS:
        return False
    lines = rows(gathered(pieces))
    wide = any(line[0].x1 - line[0].x0 >= _WIDE * (upper.end - upper.start) for line in lines)
    return len(lines) >= _LINES_OF_TEXT and wide and sum(len(line) > 1 for line in lines) <= 0.2 * len(lines)


def _alike(a: Rule, b: Rule, *, any_end: bool = False) -> bool:
    """Whether two rules begin and end at the same places, or do one of both."""
    off = max(_SAME_END, _WORN_END * max(a.end - a.start, b.end - b.start))
    same = abs(a.start - b.start) <= off, abs(a.end - b.end) <= off
    return any(same) if any_end else all(same)


def _within(rule: Rule, outer: Rule) -> bool:
    return (
        rule.start >= outer.start - _SAME_END
        and rule.end <= outer.end + _SAME_END
        and not _alike(rule, outer)
    )


def _columns(
    outer: Rule, rules: Sequence[Rule], pieces: Sequence[Piece], known: Sequence[float]
) -> list[Rule]:
    """Rules down where the columns part, row by row, with those at the sides; none where no columns are.

    They part where they are known to, if text is not in the way in most rows. What stands over a rule
    of a part of the columns is the head of all of these.
    """
    places = sorted({rule.at for rule in rules})
    bands = [
        [piece for piece in pieces if upper < (piece.top + piece.bottom) / 2 < lower]
        for upper, lower in pairwise(places)
    ]
    under = [[rule for rule in rules if rule.at == lower and not _alike(rule, outer)] for lower in places[1:]]
    filled = [
        own
        for band, shared in zip(bands, under, strict=True)
        if (own := [piece for piece in band if not any(r.start < piece.x0 < r.end for r in shared)])
    ]
    if known and all(2 * sum(_crossed(x, row) for row in filled) < len(filled) for x in known):
        inner = list(known)
    else:
        ends = [end for rule in rules if not _alike(rule, outer) for end in (rule.start, rule.end)]
        inner = [
            next((end for end in ends if x0 < end < x1), (x0 + x1) / 2)
            for x0, x1 in gutters(filled)
            if outer.start < x0 and x1 < outer.end
        ]
        parted = sum(any(piece.x1 <= inner[0] for piece in row) for row in filled) if inner else 0
        if parted < _FEWEST_ROWS:
            return []
    found = [Rule(x, places[0], places[-1]) for x in (outer.start, outer.end)]
    for (upper, lower), band, shared in zip(pairwise(places), bands, under, strict=True):
        for x in () if _is_title(band, inner[0]) else inner:
            if not _crossed(x, band) and not any(
                rule.start + _SAME_END < x < rule.end - _SAME_END for rule in shared
            ):
                found.append(Rule(x, upper, lower))
    return found


def _is_title(row: Sequence[Piece], first: float) -> bool:
    """Whether a row is a title across the table: it begins in the first column, and spaces part its words."""
    places = sorted(row, key=lambda piece: piece.x0)
    gaps = [right.x0 - left.x1 for left, right in pairwise(places)]
    many = len(gaps) >= _WORDS_OF_TITLE and places[0].x0 < first < places[-1].x1
    return many and max(gaps) < _TITLE_SPACE * places[0].size


def _crossed(x: float, row: Sequence[Piece]) -> bool:
    """Whether text runs over a place: a word does, or two words there are as near as in a text."""
    for piece in row:
        if piece.x0 < x < piece.x1:
            return True
    for before in row:
        if before.x1 > x:
            continue
        after = [p for p in row if p.x0 >= x and abs(p.base - before.base) < 0.35 * p.size]
        if after and min(p.x0 for p in after) - before.x1 < GUTTER * before.size:
            return True
    return False
