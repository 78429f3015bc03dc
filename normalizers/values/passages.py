"""The running text of a plan in the order in which a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from parsers.plan import Plan, Section, Table


class Passage(NamedTuple):
    """A paragraph, title, caption or table cell, and the path of the section that it stands in."""

    text: str
    path: str | None = None


def passages(plan: Plan) -> Iterator[Passage]:
    """Subject, preamble, sections with their tables, closing, then the tables of no section (annexes)."""
    yield Passage(plan.subject)
    yield from map(Passage, plan.preamble)
    known = {section.path for section in plan.walk()}
    for section in plan.walk():
        yield from of_section(section)
        for table in plan.tables:
            if table.section == section.path:
                yield from of_table(table)
    yield from map(Passage, plan.closing)
    for table in plan.tables:
        if table.section not in known:
            yield from of_table(table)


def of_section(section: Section) -> Iterator[Passage]:
    """The title and paragraphs of one section, without its children."""
    for text in (section.title, *section.paragraphs):
        if text:
            yield Passage(text, section.path)


def of_table(table: Table) -> Iterator[Passage]:
    """Caption, then group titles and cells row by row."""
    if table.caption:
        yield Passage(table.caption, table.section)
    for index in range(len(table.rows) + 1):
        for group in table.groups:
            if group.before == index:
                yield Passage(group.title, table.section)
        for cell in table.rows[index] if index < len(table.rows) else ():
            yield Passage(cell, table.section)
