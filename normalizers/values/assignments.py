"""Who is charged with what in the section that organises implementation (Tổ chức thực hiện)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from data import rows
from normalizers.values import bodies
from normalizers.values.keys import bare, key
from parsers.plan import Assignment, Plan, Section

_JOINT = re.compile(r",|;|\(|(?<!\w)(?:và|kế hoạch)(?!\w)")
_LONG = 12
"""Characters that a part of a title must have to be told by."""
_ALIKE = 92
"""How alike (0 to 100) a title must be to a usual one; a scan may have lost a mark or two."""


@cache
def _titles(match: str) -> tuple[tuple[str, int], ...]:
    return tuple((bare(r["title"]), int(r["rank"])) for r in rows("organising_titles") if r["match"] == match)


def rank_of(title: str | None) -> int | None:
    """How surely a title is that of the organising section: 1 (surely), 2, or None where it is not."""
    from rapidfuzz import fuzz

    whole = bare(title or "")
    parts = map(bare, _JOINT.split(key(title or "")))
    read = {whole, *(part for part in parts if len(part) >= _LONG)}
    alike = (rank for usual, rank in _titles("whole") for text in read if fuzz.ratio(usual, text) >= _ALIKE)
    opening = (rank for usual, rank in _titles("opening") if f"{whole} ".startswith(f"{usual} "))
    return min([*alike, *opening], default=None)


def assignments(plan: Plan) -> list[Assignment]:
    """One assignment for each highest-level item of the organising section that names a body.

    Where several sections bear such a title, the surest one with such items counts; of equal ones the
    higher, then the later.
    """
    sections = [(rank, s) for s in plan.walk() if (rank := rank_of(s.title)) is not None]
    order = {id(s): i for i, s in enumerate(plan.walk())}
    depth = {id(s): d for s, d in _depths(plan.sections)}
    for _, section in sorted(sections, key=lambda p: (p[0], depth[id(p[1])], -order[id(p[1])])):
        found = list(_charged(section.children))
        if found:
            return found
    return []


def _depths(sections: Sequence[Section], depth: int = 0) -> Iterator[tuple[Section, int]]:
    for section in sections:
        yield section, depth
        yield from _depths(section.children, depth + 1)


def _charged(items: Sequence[Section]) -> Iterator[Assignment]:
    """The items that name a body; where none does, those one level below."""
    named = [(item, assignees_of(item)) for item in items]
    none = not any(assignees for _, assignees in named)
    for item, assignees in named:
        if assignees:
            yield Assignment(path=item.path, assignees=assignees)
        elif none or rank_of(item.title) is not None:
            yield from _charged(item.children)


def assignees_of(item: Section) -> list[str]:
    """The bodies that an item charges: its title, or the subject of its first sentence."""
    if item.title:
        return bodies.split(bodies.uncharged(item.title)) if bodies.is_body(item.title) else []
    subject = bodies.subject_of(item.paragraphs[0]) if item.paragraphs else None
    return bodies.split(subject) if subject else []
