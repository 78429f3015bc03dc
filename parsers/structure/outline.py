"""Choosing the outline: which lines begin a section, and at which level.

A beam search over the candidate markers of the whole text. A state is the stack of open levels;
each candidate either opens a level, goes on in an open one, or is running text. Markers that follow
each other cost nothing; a skipped, repeated or misplaced one costs something, but less than reading
a well-formed heading as text, so that one bad line does not break the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parsers.structure.markers import Candidate, Kind, Reading

BEAM = 12

_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_REPEATED, _BACKWARDS, _SKIPPED, _SKIPPED_EACH, _LATE_START = 2.2, 1.2, 1.4, 0.35, 1.6


class Level(NamedTuple):
    """An open level of the outline and the last number seen on it."""

    kind: Kind
    depth: int
    style: str
    number: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A chosen marker: which line, how it is read, and how many levels stand above it."""

    line: int
    candidate: Candidate
    reading: Reading
    level: int


class _Chain(NamedTuple):
    """The entries of a state, last first: states share their past, so long texts stay linear."""

    entry: Entry
    before: _Chain | None


class _State(NamedTuple):
    cost: float
    stack: tuple[Level, ...]
    entries: _Chain | None


def choose(candidates: Sequence[tuple[int, Candidate, float]]) -> list[Entry]:
    """The likeliest outline.

    Args:
        candidates: line index, candidate, and how much less it costs to take it for running text
            (because the line before it is unfinished, say).
    """
    beam = [_State(0.0, (), None)]
    for line, candidate, doubt in candidates:
        best: dict[tuple[Level, ...], _State] = {}
        for state in beam:
            as_text = _State(state.cost + max(0.05, candidate.text_cost - doubt), state.stack, state.entries)
            _keep(best, as_text)
            for reading in candidate.readings:
                for level, cost in _places(state.stack, reading):
                    entry = Entry(line, candidate, reading, level)
                    stack = (*state.stack[:level], _level(reading))
                    total = state.cost + cost + reading.cost
                    _keep(best, _State(total, stack, _Chain(entry, state.entries)))
        beam = sorted(best.values(), key=lambda s: s.cost)[:BEAM]
    entries: list[Entry] = []
    chain = min(beam, key=lambda s: s.cost).entries
    while chain:
        entries.append(chain.entry)
        chain = chain.before
    return entries[::-1]


def _keep(best: dict[tuple[Level, ...], _State], state: _State) -> None:
    known = best.get(state.stack)
    if known is None or state.cost < known.cost:
        best[state.stack] = state


def _level(reading: Reading) -> Level:
    return Level(reading.kind, len(reading.number), reading.style, reading.number)


def _places(stack: tuple[Level, ...], reading: Reading) -> list[tuple[int, float]]:
    """Where in the outline a marker can stand, as (levels above it, cost)."""
    places = [
        (depth, _step(level, reading))
        for depth, level in enumerate(stack)
        if level.kind is reading.kind
        and level.depth == len(reading.number)
        and (level.style == reading.style or reading.kind is not Kind.DECIMAL or level.depth > 1)
    ]
    if not places:
        places = [(depth, _opening(stack[:depth], reading)) for depth in range(len(stack) + 1)]
        # Opening a level somewhere above closes the levels below it, which is only right upwards.
        places = [
            (depth, cost + (0.0 if depth == len(stack) else _closing(stack[depth], reading)))
            for depth, cost in places
        ]
    return places


def _step(level: Level, reading: Reading) -> float:
    """The cost of a marker after the last one on its own level."""
    cost = 0.0 if level.style == reading.style else 0.6
    *parent, last = level.number
    *own_parent, number = reading.number
    if parent != own_parent:
        # 2.1 after 1.4: fine when 2 was opened in between, which gives a fresh level; here it was not.
        return cost + 1.8 + _start(number)
    if number == last + 1:
        return cost
    if reading.kind is Kind.ITEM and number == last + 2:  # a list without đ or without foreign letters
        return cost
    if (
        reading.kind is Kind.MONTH and number != last
    ):  # months are left out, and a school year starts in August
        return cost
    if number == last:
        return cost + _REPEATED
    if number < last:
        return cost + _BACKWARDS
    return cost + _SKIPPED + _SKIPPED_EACH * min(number - last - 1, 20)


def _start(number: int) -> float:
    """The cost of a level that does not start at one."""
    return 0.0 if number == 1 else _LATE_START + _SKIPPED_EACH * min(number - 2, 20)


def _opening(above: tuple[Level, ...], reading: Reading) -> float:
    """The cost of opening a level under `above`."""
    cost = 0.0 if reading.kind is Kind.MONTH else _start(reading.number[-1])
    if len(reading.number) > 1:
        cost += _prefix(above, reading)
    if reading.kind is Kind.ITEM and not above:
        cost += 1.5
    if not above:
        return cost
    parent = above[-1]
    return cost + _nesting(parent, reading)


def _prefix(above: tuple[Level, ...], reading: Reading) -> float:
    """The cost of a compound marker whose first numbers are not those of the level above it."""
    prefix = reading.number[:-1]
    if not above:
        return 1.0
    parent = above[-1]
    if parent.number[-len(prefix) :] == prefix:
        return 0.0
    return 1.8


def _nesting(parent: Level, reading: Reading) -> float:
    """The cost of a marker directly under another kind of marker."""
    if Kind.MONTH in (parent.kind, reading.kind):
        return 0.0
    if parent.kind is reading.kind is Kind.DECIMAL:
        deeper = len(reading.number) - parent.depth
        if deeper == 1:
            return 0.0
        return 0.4 if deeper == 0 and parent.style != reading.style else 1.5
    if _RANK[reading.kind] > _RANK[parent.kind]:
        return 0.0
    if (parent.kind, reading.kind) in {(Kind.ROMAN, Kind.LETTER), (Kind.ITEM, Kind.DECIMAL)}:
        return 0.5
    return 2.2


def _closing(closed: Level, reading: Reading) -> float:
    """The cost of closing a level by a kind of marker not seen before."""
    if Kind.MONTH in (closed.kind, reading.kind):
        return 1.0
    higher = _RANK[reading.kind] < _RANK[closed.kind] or (
        closed.kind is reading.kind and len(reading.number) < closed.depth
    )
    return 0.6 if higher else 3.0
