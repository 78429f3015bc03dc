"""One module per part of the paper, each from document lines to a part of the `Plan`.

`structure` says what stands where, as printed. What the parts mean (dates, bodies, tasks,
citations) is for `normalizers.values` to say.
"""

from __future__ import annotations

import data
from parsers.document import Document
from parsers.plan import Evidence, PageReading, Plan, Source, Table, WarningCode
from parsers.structure import annex, arrival, cover, foot, head, loose, sections, tables
from parsers.structure.flow import Flow, flow, skeleton
from parsers.structure.provenance import evidence, known, place

TYPE = "Kế hoạch"
_DAMAGED = 0.1
"""Share of its syllables changed by repair from which on a paper counts as damaged; a clean one has none."""


def structure(document: Document) -> Plan:
    """The parts of the plan that `document` holds, as printed.

    Fills `type`, `subject`, `preamble`, `sections`, `closing`, `annexes`, `tables`, `recipients`,
    `dropped`, and in `evidence` the lines that say issuer, code, date of issue and signature.
    """
    lines = flow(document)
    lines.items = tables.bridge(loose.rebuild(lines))
    covering = cover.take(lines)
    arrival.drop_stamp(lines)
    top = head.read(lines)
    bottom = foot.find(lines, top.length)
    body = sections.read(lines, top.length, bottom.start)
    plan = Plan(
        id=_id(document),
        source=_source(document),
        type=top.type or (TYPE if _speaks_of_plan(lines, top.length) else None),
        subject=top.subject,
        preamble=body.preamble,
        sections=body.sections,
        closing=body.closing,
        evidence=top.evidence,
    )
    plan.places = {"preamble": body.preamble_places, "closing": body.closing_places}
    _add_foot(plan, lines, bottom if covering is None or bottom.signature else covering)
    _add_tables(plan, lines, body, bottom.end)
    plan.dropped = lines.dropped
    _warn_of_damage(plan, document)
    if plan.type not in data.phrases("type"):
        plan.warn(WarningCode.NOT_A_PLAN, message="neither the title nor the preamble says that it is a plan")
    return plan


def _id(document: Document) -> str:
    """The first 16 hex digits of the source's hash; of a further paper in it, with its number after them."""
    return document.sha256[:16] + (f"-{document.part}" if document.part > 1 else "")


def _source(document: Document) -> Source:
    return Source(
        name=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=len(document.pages) if document.paged else None,
        first_page=document.pages[0].number if document.paged else None,
        last_page=document.pages[-1].number if document.paged else None,
        origin=document.origin,
        confidence=document.confidence,
        page_readings=[
            PageReading(
                page=page.number,
                origin=page.origin,
                confidence=page.confidence,
                **page.decision.model_dump(),
            )
            for page in document.pages
            if page.decision
        ],
    )


def _warn_of_damage(plan: Plan, document: Document) -> None:
    lines = [line for _, line in document.lines() if line.text]
    changed = sum(line.repaired * len(line.text.split()) for line in lines if line.repaired)
    if changed and (share := changed / sum(len(line.text.split()) for line in lines)) >= _DAMAGED:
        plan.warn(WarningCode.TEXT_DAMAGED, message=f"repair changed {share:.0%} of the syllables")


def _speaks_of_plan(lines: Flow, start: int) -> bool:
    """Whether the preamble of a paper without a title line says that it is a plan."""
    return any("KE HOACH" in skeleton(item.text) for item in lines.items[: start + 12])


def _add_foot(plan: Plan, lines: Flow, bottom: foot.Foot) -> None:
    lines.drop("label", bottom.labels)
    lines.drop("handwriting", bottom.ink)
    named = foot.split_recipients(bottom.recipients)
    plan.recipients = list(named)
    plan.places["recipients"] = known([place(lines, items) for items in named.values()])
    plan.places = {field: found for field, found in plan.places.items() if found}
    if bottom.recipients:
        plan.evidence["recipients"] = evidence(lines, bottom.recipients)
    signature = []
    for item in bottom.signature:
        if "issued" not in plan.evidence and head.is_date(item.text):
            plan.evidence["issued"] = evidence(lines, [item])
        else:
            signature.append(item)
    if signature:
        plan.evidence["signature"] = evidence(lines, signature)


def _add_tables(plan: Plan, lines: Flow, body: sections.Body, after: int) -> None:
    found, starts, warnings = tables.read(lines, body.rows)
    for table, start in zip(found, starts, strict=True):
        _caption_from_body(plan, table, lines, start)
    plan.tables, plan.warnings = found, warnings
    for opened in annex.read(lines, after, len(lines.items)):
        annexed, _, warnings = tables.read(lines, opened.rows, len(plan.tables))
        for table in annexed:
            table.caption, table.caption_at = opened.annex.title, opened.title
        plan.tables += annexed
        plan.warnings += warnings
        plan.annexes.append(opened.annex)
    if plan.annexes:
        raw = "\n".join(filter(None, (a.label or a.title for a in plan.annexes)))
        plan.evidence["annex"] = Evidence(**dict(plan.annexes[0].at) | {"raw": raw})


def _caption_from_body(plan: Plan, table: Table, lines: Flow, start: int) -> None:
    """Take the line before a table for its caption where it says so, and out of the running text."""
    before = lines.items[start - 1] if start else None
    caption = tables.caption_of(before.text) if before and before.cells is None else None
    if not caption or not before:
        return
    for section in plan.walk():
        if section.path == table.section and section.paragraphs and section.paragraphs[-1] == before.text:
            section.paragraphs.pop()
            section.places = section.places[: len(section.paragraphs)]
            table.caption, table.caption_at = caption, place(lines, [before])
            lines.drop_rest(before.text, caption, before.number)
            return
