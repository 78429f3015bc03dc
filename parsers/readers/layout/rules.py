"""Ruling lines: straight ones, across and down, put together from their pieces."""

from __future__ import annotations

from typing import NamedTuple

THICK = 3.0
"""Points: a rule is no thicker."""
_SHORT = 4.0
"""Points: a rule of a table is no shorter once its pieces are put together."""


class Rule(NamedTuple):
    """A straight line, across (`at` is its y) or down (`at` is its x), in points from the top left."""

    at: float
    start: float
    end: float


def joined(rules: list[Rule]) -> list[Rule]:
    """Rules in pieces, or drawn twice, as whole ones."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules):
        if lanes and rule.at - lanes[-1][0].at <= THICK / 2:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    whole: list[Rule] = []
    for lane in lanes:
        at = sum(rule.at for rule in lane) / len(lane)
        start, end = None, 0.0
        for rule in sorted(lane, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + THICK:
                end = max(end, rule.end)
            else:
                whole.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            whole.append(Rule(at, start, end))
    return [rule for rule in whole if rule.end - rule.start >= _SHORT]
