"""From a plan to what stands on its paper, in the order of Decree 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.plan import Annex, Plan, Section, Table
from tests.papers.blocks import Align, Block, Grid, Group, NewPage, Paragraph, Span
from tests.papers.foot import foot
from tests.papers.letterhead import balanced, letterhead
from tests.papers.sheet import Role
from tests.papers.style import BOLD, ITALIC, PLAIN, Heading, Style

_CENTRED = re.compile(r"(Phần|Chương)\b")
_SUBJECT_ROOM = 0.84
_WIDE_TABLE = 5
_SHORT_TITLE = 6
"""Words of a heading that may stand in the line of its text."""


def compose(plan: Plan, style: Style) -> list[Block]:
    """The blocks of the paper that a plan was printed on."""
    return [
        *letterhead(plan, style),
        *_title(plan, style),
        *(_basis(text, style) for text in plan.preamble),
        *_sections(plan, plan.sections, style, 0),
        *_closing(plan, style),
        *foot(plan, style),
        *_annexes(plan, style),
    ]


def _title(plan: Plan, style: Style) -> Iterator[Paragraph]:
    name = (plan.type or "").upper()
    if name:
        yield _centred(name, Role.TYPE, style, before=style.size * 1.2)
    room = _SUBJECT_ROOM * style.text_width
    lines = balanced(plan.subject, room, style.size, style.family, bold=True)
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        yield _centred(line, Role.SUBJECT, style, rule=0.35 if last and style.short_rules else 0.0)


def _basis(text: str, style: Style) -> Paragraph:
    slanted = style.slanted_bases and text.startswith("Căn cứ")
    return _running((Span(text, italic=slanted),), style)


def _sections(plan: Plan, sections: Sequence[Section], style: Style, depth: int) -> Iterator[Block]:
    for section in sections:
        yield from _opening(section, style, depth)
        yield from (
            _grid(plan, at, style) for at, table in enumerate(plan.tables) if table.section == section.path
        )
        yield from _sections(plan, section.children, style, depth + 1)


def _opening(section: Section, style: Style, depth: int) -> Iterator[Block]:
    """The heading of a section, or the item that it is, and its paragraphs."""
    look = style.headings[min(depth, len(style.headings) - 1)]
    paragraphs = list(section.paragraphs)
    if section.title is None:
        first = paragraphs.pop(0) if paragraphs else ""
        yield _running(f"{section.label} {first}".strip(), style)
    elif _CENTRED.match(section.label):
        for text in (section.label, section.title):
            yield replace(_centred(text, Role.HEADING, style, before=style.gap), kept=True)
    elif (style.run_in or look == PLAIN) and depth and _may_run_in(section):
        text = paragraphs.pop(0)
        head = _span(f"{section.label} {section.title}:", look)
        yield _running((head, Span(f" {text}")), style)
    else:
        title = section.title + (":" if style.colons and depth else "")
        yield Paragraph(
            (_span(f"{section.label} {title}", look),),
            Role.HEADING,
            style.size,
            Align.JUSTIFIED if style.justified else Align.LEFT,
            style.indent,
            style.gap,
            kept=True,
        )
    yield from (_running(text, style) for text in paragraphs)


def _may_run_in(section: Section) -> bool:
    """Whether a heading may be followed by its text in the same line and still be told from it."""
    title = section.title or ""
    return (
        not section.children
        and len(section.paragraphs) == 1
        and not section.paragraphs[0].startswith(("-", "+", "*", "•"))
        and len(title.split()) <= _SHORT_TITLE
        and ":" not in title
    )


def _closing(plan: Plan, style: Style) -> Iterator[Paragraph]:
    for at, text in enumerate(plan.closing):
        kept = style.kept_foot and at == len(plan.closing) - 1
        yield replace(_running(text, style), kept=kept)


def _annexes(plan: Plan, style: Style) -> Iterator[Block]:
    """Annexes on pages of their own, each with the tables that bear its title; then those of none."""
    loose = [at for at, table in enumerate(plan.tables) if table.section is None]
    for number, annex in enumerate(plan.annexes):
        later = {each.title for each in plan.annexes[number + 1 :]}
        mine = []
        while loose and (
            plan.tables[loose[0]].caption not in later or plan.tables[loose[0]].caption == annex.title
        ):
            mine.append(loose.pop(0))
        if not annex.label or annex.label.upper().startswith("PHỤ LỤC"):
            yield NewPage(_across(style, [plan.tables[at] for at in mine]))
        yield from _annex_head(annex, style)
        yield from (_running(text, style) for text in annex.paragraphs)
        for at in mine:
            yield _grid(plan, at, style)
    for at in loose:
        table = plan.tables[at]
        yield NewPage(_across(style, [table]))
        yield from _annex_head(Annex(label="PHỤ LỤC", title=table.caption), style)
        yield _grid(plan, at, style)


def _annex_head(annex: Annex, style: Style) -> Iterator[Paragraph]:
    yield _centred(annex.label or "PHỤ LỤC", Role.ANNEX, style)
    room = _SUBJECT_ROOM * style.text_width
    for line in balanced(annex.title or "", room, style.size, style.family, bold=True):
        yield _centred(line, Role.ANNEX, style)
    for line in balanced(annex.note or "", room, style.size, style.family, italic=True):
        yield _centred(line, Role.ANNEX, style, ITALIC)


def _across(style: Style, tables: Sequence[Table]) -> bool:
    return style.landscape and any(len(table.columns) >= _WIDE_TABLE for table in tables)


def _grid(plan: Plan, at: int, style: Style) -> Grid:
    table = plan.tables[at]
    return Grid(
        at,
        tuple(table.columns),
        tuple(map(tuple, table.rows)),
        tuple(Group(each.marker, each.title, each.before) for each in table.groups),
    )


def _running(text: str | tuple[Span, ...], style: Style) -> Paragraph:
    if isinstance(text, str):
        text = style.dash + text[1:] if text.startswith("- ") else text
    spans = (Span(text),) if isinstance(text, str) else text
    align = Align.JUSTIFIED if style.justified else Align.LEFT
    return Paragraph(spans, Role.PARAGRAPH, style.size, align, style.indent, style.gap)


def _centred(
    text: str,
    role: Role,
    style: Style,
    look: Heading = BOLD,
    before: float = 0.0,
    rule: float = 0.0,
) -> Paragraph:
    return Paragraph(
        (_span(text, look),), role, style.size, Align.CENTRE, before=before, rule=rule, kept=True
    )


def _span(text: str, look: Heading) -> Span:
    return Span(text, look.bold, look.italic, look.underline)
