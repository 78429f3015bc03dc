"""Tables ruled only across: the rules part the rows, and the white that runs through them the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from parsers.readers.layout.grid import Grid, grids
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece, gathered, rows

_SAME_END, _WORN = 6.0, 0.035
"""Points that the ends of the rules of a table may differ by, and that as a share of the longer one's length:
no column is so narrow."""
_FEWEST_RULES = 3
_FEWEST_ROWS = 2
_LINES_OF_TEXT = 3
_LONG = 150.0
"""Points: a rule under a motto or over a footnote is shorter."""
_GUTTER = 0.4
"""Font sizes of white between columns; words of a cell that stand nearer in all its lines are rare."""
_MOST_SPANNING = 0.4
"""Share of the rows that text may run through from column to column: group rows and a head of two levels."""

Interval = tuple[float, float]


def with_ruled_across(
    tables: Sequence[Grid], across: Sequence[Rule], words: Callable[[], Sequence[Piece]]
) -> list[Grid]:
    """The tables of a page, with those that are ruled only across, from the top down.

    Args:
        tables: those that are ruled both ways; their rules are left out.
        across: the rules that run across the page.
        words: gives the words of the page, where there are rules that may make a table.
    """
    free = [rule for rule in across if not any(_is_of(rule, grid) for grid in tables)]
    groups = list(_groups([rule for rule in free if rule.end - rule.start >= _LONG]))
    if not groups:
        return list(tables)
    pieces = words()
    found = list(tables)
    for outer in (part for group in groups for part in _parted(group, pieces)):
        top, bottom = outer[0].at, outer[-1].at
        inside = [piece for piece in pieces if top < (piece.top + piece.bottom) / 2 < bottom]
        rules = [rule for rule in free if top <= rule.at <= bottom]
        if down := _columns(outer[0], rules, inside):
            found += grids(rules, down)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _is_of(rule: Rule, grid: Grid) -> bool:
    return grid.holds((rule.start + rule.end) / 2, rule.at)


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that begin and end alike, one below the other; shorter ones may lie between them."""
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and _within(rule, group[0]):
            continue
        if group and not _alike(rule, group[0]):
            if len(group) >= _FEWEST_RULES:
                yield group
            group = []
        group.append(rule)
    if len(group) >= _FEWEST_RULES:
        yield group


def _parted(group: Sequence[Rule], pieces: Sequence[Piece]) -> Iterator[list[Rule]]:
    """The rules of one table each: running text stands between two tables."""
    part = [group[0]]
    for upper, lower in pairwise(group):
        band = [piece for piece in pieces if upper.at < (piece.top + piece.bottom) / 2 < lower.at]
        if _is_running(band):
            if len(part) >= _FEWEST_RULES:
                yield part
            part = []
        part.append(lower)
    if len(part) >= _FEWEST_RULES:
        yield part


def _is_running(pieces: Sequence[Piece]) -> bool:
    """Whether words are lines of text: more than a title over a table has, none in columns."""
    lines = rows(gathered(pieces))
    return len(lines) >= _LINES_OF_TEXT and sum(len(line) > 1 for line in lines) <= 0.2 * len(lines)


def _alike(a: Rule, b: Rule) -> bool:
    off = max(_SAME_END, _WORN * max(a.end - a.start, b.end - b.start))
    return abs(a.start - b.start) <= off and abs(a.end - b.end) <= off


def _within(rule: Rule, outer: Rule) -> bool:
    return (
        rule.start >= outer.start - _SAME_END
        and rule.end <= outer.end + _SAME_END
        and not _alike(rule, outer)
    )


def _columns(outer: Rule, rules: Sequence[Rule], pieces: Sequence[Piece]) -> list[Rule]:
    """Rules down where the columns part, row by row, with those at the sides; none where no columns are.

    What stands over a rule of a part of the columns is the head of all of these.
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
    gutters = _gutters(filled)
    inner = [(x0 + x1) / 2 for x0, x1 in gutters if outer.start < x0 and x1 < outer.end]
    parted = sum(any(piece.x1 <= inner[0] for piece in row) for row in filled) if inner else 0
    if parted < _FEWEST_ROWS:
        return []
    found = [Rule(x, places[0], places[-1]) for x in (outer.start, outer.end)]
    for (upper, lower), band, shared in zip(pairwise(places), bands, under, strict=True):
        for x in inner:
            if not _crossed(x, band) and not any(rule.start < x < rule.end for rule in shared):
                found.append(Rule(x, upper, lower))
    return found


def _gutters(bands: Sequence[Sequence[Piece]]) -> list[Interval]:
    """The white that runs through most rows; rows with the fewest columns may have text across it."""
    kept = sorted(bands, key=lambda band: -len(_white([band])))
    least = max(2, round(len(bands) * (1 - _MOST_SPANNING)))
    found = [_white(kept[:count]) for count in range(len(kept), least - 1, -1)]
    return max(found, key=len, default=[])


def _white(bands: Sequence[Sequence[Piece]]) -> list[Interval]:
    """Where no row has a word."""
    pieces = sorted((piece for band in bands for piece in band), key=lambda piece: piece.x0)
    found: list[Interval] = []
    if not pieces:
        return found
    end, size = pieces[0].x1, median(piece.size for piece in pieces)
    for piece in pieces:
        if piece.x0 - end >= _GUTTER * size:
            found.append((end, piece.x0))
        end = max(end, piece.x1)
    return found


def _crossed(x: float, row: Sequence[Piece]) -> bool:
    """Whether text runs over a place: a word does, or two words there are as near as in a text."""
    for piece in row:
        if piece.x0 < x < piece.x1:
            return True
    for before in row:
        if before.x1 > x:
            continue
        after = [p for p in row if p.x0 >= x and abs(p.base - before.base) < 0.35 * p.size]
        if after and min(p.x0 for p in after) - before.x1 < _GUTTER * before.size:
            return True
    return False
