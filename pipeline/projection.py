"""A plan as rows of the sheets in `pipeline.columns`: what the store and all exports show of it.

A projection is for reading and counting; the record alone is complete. Text that no database or
spreadsheet takes is made visible here, once for all of them (`visible`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from parsers.plan import Annex, Plan, PlanWarning, Section, Table
from pipeline.columns import ITEM

Value = str | int | float | None
Row = dict[str, Value]

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TABLE_ROW = re.compile(r"table (\d{1,9}) row (\d{1,9})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INT64 = range(-(2**63), 2**63)


def project(plan: Plan) -> Mapping[str, list[Row]]:
    """The rows of a plan by sheet, in reading order. Tables and rows are counted from 1."""
    sheets: dict[str, Iterable[Row]] = {
        "plans": [_plan(plan)],
        "sections": _sections(plan.sections, 1),
        "tables": (row for number, table in enumerate(plan.tables, 1) for row in _cells(number, table)),
        "tasks": _tasks(plan),
        "assignments": _assignments(plan),
        "citations": (citation.model_dump() for citation in plan.citations),
        "movements": (
            {"name": m.name, "start_year": m.start, "end_year": m.end, "page": m.page} for m in plan.movements
        ),
        "recipients": ({"recipient": recipient} for recipient in plan.recipients),
        "warnings": map(_warning, plan.warnings),
    }
    return {name: [_storable(_context(name, plan) | row) for row in rows] for name, rows in sheets.items()}


def numbered(plan: Plan) -> dict[str, list[Row]]:
    """The rows of a plan as the store keeps them, each but that of the plan itself with its number."""
    sheets = dict(project(plan))
    for sheet, rows in sheets.items():
        if sheet != "plans":
            for number, row in enumerate(rows, 1):
                row[ITEM] = number
    return sheets


def visible(text: str) -> str:
    """Text as databases, XML and UTF-8 can hold it.

    A control character becomes its picture (U+2400 …), a lone surrogate or noncharacter U+FFFD.
    """
    return _UNSTORABLE.sub(_picture, text)


def day(value: Value) -> date | None:
    """The day that an ISO 8601 text names, or None: a month, a year, a day that does not exist."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\u2421" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _storable(row: Row) -> Row:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Value) -> Value:
    """Empty text is no value; a number beyond 64 bits is none that can be stored."""
    if isinstance(value, str):
        return visible(value) or None
    return None if isinstance(value, int) and value not in _INT64 else value


def _join(names: Iterable[str]) -> str:
    return "; ".join(names)


def _context(sheet: str, plan: Plan) -> Row:
    """What each row says of its plan, so that a sheet can be filtered on its own."""
    if sheet == "plans":
        return {}
    context: Row = {"plan_id": plan.id, "plan_code": plan.code}
    if sheet in {"tasks", "assignments", "movements"}:
        year = plan.years[0] if plan.years else None
        context |= {"issuer": plan.issuer.name, "province": plan.issuer.province, "year": year}
    return context


def _plan(plan: Plan) -> Row:
    return {
        "id": plan.id,
        "code": plan.code,
        "type": plan.type,
        "subject": plan.subject,
        "issuer": plan.issuer.name,
        "parent": plan.issuer.parent,
        "province": plan.issuer.province,
        "place": plan.place,
        "issued": plan.issued,
        "year": plan.years[0] if plan.years else None,
        "year_end": plan.years[-1] if len(plan.years) > 1 else None,
        "number": plan.number,
        "notation": plan.notation,
        "signer": plan.signature.name,
        "position": plan.signature.position,
        "capacity": plan.signature.capacity,
        "authority": plan.signature.authority,
        "section_count": sum(1 for _ in plan.walk()),
        "table_count": len(plan.tables),
        "task_count": len(plan.tasks),
        "assignment_count": len(plan.assignments),
        "citation_count": len(plan.citations),
        "movement_count": len(plan.movements),
        "recipient_count": len(plan.recipients),
        "warning_count": len(plan.warnings),
        "source": plan.source.name,
        "media_type": plan.source.media_type,
        "pages": plan.source.pages,
        "origin": plan.source.origin.value,
        "confidence": plan.source.confidence,
        "preamble": "\n".join(plan.preamble),
        "closing": "\n".join(plan.closing),
        "annexes": "\n".join(line for annex in plan.annexes for line in _annex(annex)),
        "sha256": plan.source.sha256,
    }


def _annex(annex: Annex) -> Iterator[str]:
    yield from filter(None, (annex.label, annex.title, annex.note))
    yield from annex.paragraphs


def _sections(sections: Iterable[Section], level: int) -> Iterator[Row]:
    for section in sections:
        yield {
            "path": section.path,
            "level": level,
            "marker": section.marker,
            "title": section.title,
            "text": "\n".join(section.paragraphs),
            "page": section.page,
            "repaired": section.repaired,
        }
        yield from _sections(section.children, level + 1)


def _cells(number: int, table: Table) -> Iterator[Row]:
    """One row per cell: the one shape that holds tables of any columns, and pivots back to each.

    A table without rows still shows its columns.
    """
    about: Row = {
        "table_no": number,
        "caption": table.caption,
        "section": table.section,
    }
    groups = sorted(table.groups, key=lambda group: group.before)
    for index, row in enumerate(table.rows):
        heads = [group for group in groups if group.before <= index]
        title = ". ".join(filter(None, (heads[-1].marker, heads[-1].title))) if heads else None
        for column, text in enumerate(row):
            yield about | {
                "group_title": title,
                "row_no": index + 1,
                "column_no": column + 1,
                "column_title": table.columns[column] if column < len(table.columns) else None,
                "text": text,
                "page": row_page(table, index),
            }
    if not table.rows:
        empty: Row = {"group_title": None, "row_no": None, "text": None, "page": table.page}
        for column, head in enumerate(table.columns):
            yield about | empty | {"column_no": column + 1, "column_title": head}


def _tasks(plan: Plan) -> Iterator[Row]:
    for task in plan.tasks:
        yield {
            "ordinal": task.ordinal,
            "group_title": task.group,
            "content": task.content,
            "lead": _join(task.lead),
            "partners": _join(task.partners),
            "time_text": task.time.text if task.time else None,
            "start_date": task.time.start if task.time else None,
            "end_date": task.time.end if task.time else None,
            "table_no": task.table + 1,
            "row_no": task.row + 1,
            "page": row_page(plan.tables[task.table], task.row) if task.table < len(plan.tables) else None,
        }


def row_page(table: Table, row: int) -> int | None:
    """The page on which a row begins; where that is not known, the page of the table."""
    places = table.places[row] if row < len(table.places) else ()
    return next((place.page for place in places if place.page), table.page)


def _assignments(plan: Plan) -> Iterator[Row]:
    pages = {section.path: section.page for section in plan.walk()}
    for charge in plan.assignments:
        yield {"path": charge.path, "assignees": _join(charge.assignees), "page": pages.get(charge.path)}


def _warning(warning: PlanWarning) -> Row:
    """The path of a warning names a section, or a row of a table counted from 0."""
    place = _TABLE_ROW.fullmatch(warning.path or "")
    return {
        "warning": warning.code.value,
        "section": None if place else warning.path,
        "table_no": int(place[1]) + 1 if place else None,
        "row_no": int(place[2]) + 1 if place else None,
        "page": warning.page,
        "message": warning.message,
    }
