"""The running text of a plan in the order in which a reader meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import NamedTuple, TypeVar

from parsers.plan import NOWHERE, Place, Plan, Section, Table

T = TypeVar("T")


class Passage(NamedTuple):
    """A paragraph, title, caption or table cell, the path of the section that it stands in, and its place."""

    text: str
    path: str | None = None
    at: Place = NOWHERE


def passages(plan: Plan) -> Iterator[Passage]:
    """Subject, preamble, sections with their tables, closing, then the tables of no section (annexes)."""
    yield Passage(plan.subject, at=plan.evidence.get("subject", NOWHERE))
    yield from of_field(plan, "preamble", plan.preamble)
    known = {section.path for section in plan.walk()}
    for section in plan.walk():
        yield from of_section(section)
        for table in plan.tables:
            if table.section == section.path:
                yield from of_table(table)
    yield from of_field(plan, "closing", plan.closing)
    for table in plan.tables:
        if table.section not in known:
            yield from of_table(table)


def of_field(plan: Plan, field: str, texts: Sequence[str]) -> Iterator[Passage]:
    """The texts of a field of the plan that has places."""
    for text, at in _placed(texts, plan.places.get(field, [])):
        yield Passage(text, at=at)


def of_section(section: Section) -> Iterator[Passage]:
    """The title and paragraphs of one section, without its children."""
    for text, at in _placed([section.title, *section.paragraphs], [section.at, *section.places]):
        if text:
            yield Passage(text, section.path, at)


def of_table(table: Table) -> Iterator[Passage]:
    """Caption, then group titles and cells row by row."""
    if table.caption:
        yield Passage(table.caption, table.section, table.caption_at)
    for index in range(len(table.rows) + 1):
        for group in table.groups:
            if group.before == index:
                yield Passage(group.title, table.section, group.at)
        cells = table.rows[index] if index < len(table.rows) else ()
        places = table.places[index] if index < len(table.places) else ()
        for cell, at in _placed(cells, places):
            yield Passage(cell, table.section, at)


def _placed(texts: Iterable[T], places: Iterable[Place]) -> Iterator[tuple[T, Place]]:
    """Texts with their places, as far as these are known."""
    return zip(texts, chain(places, repeat(NOWHERE)), strict=False)
