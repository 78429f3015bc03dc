"""Where on the page a signature's parts stand, and what each warning is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from normalizers.values.keys import key
from normalizers.values.passages import passages
from parsers.plan import NOWHERE, Evidence, Place, Plan, PlanWarning, WarningCode

_ROW = re.compile(r"table (\d+) row (\d+)")
_ALIKE = 50
"""Percent that a printed line shares with what it was mended to at least."""
_ABOUT = {
    WarningCode.NUMBER_MISSING: ("code", "issuer"),
    WarningCode.DATE_INCOMPLETE: ("issued", "place", "code", "issuer"),
    WarningCode.SIGNATURE_MISSING: ("signature", "recipients"),
    WarningCode.ISSUER_INFERRED: ("issuer",),
    WarningCode.NOT_A_PLAN: ("type", "subject"),
}
"""The evidence that a warning on the whole paper is about, or near which something is missing."""


def locate(plan: Plan) -> None:
    """Say in `plan` where the parts of its signature and what its warnings are about stand.

    The printed lines by themselves, which evidence holds until then, are taken out.
    """
    if signed := plan.evidence.get("signature"):
        for part, value in plan.signature:
            if value and (printed := _printed(signed, value)):
                plan.evidence[f"signature.{part}"] = printed
    for field, found in plan.evidence.items():
        if found.lines or found.words:
            plan.evidence[field] = found.model_copy(update={"lines": (), "words": ()})
    sections = {section.path: section.at for section in plan.walk()}
    for warning in plan.warnings:
        if warning.page is None and warning.box is None:
            place = sections.get(warning.path or "") or _row(plan, warning) or _paper(plan, warning)
            put(warning, place)


def put(warning: PlanWarning, place: Place) -> PlanWarning:
    """A warning that says where it is about."""
    warning.page, warning.box = place.page, place.box
    return warning


def _printed(signed: Evidence, value: str) -> Evidence | None:
    """The printed lines that a value was read from: the one that holds it, those that it holds, one alike."""
    wanted = _letters(value)
    lines = signed.lines or (signed,)
    whole = next((line for line in lines if wanted in _letters(line.raw)), None)
    if whole:
        return whole
    parts = [line for line in lines if (letters := _letters(line.raw)) and letters in wanted]
    if parts:
        return _together(parts)
    # One that was mended is looked for as it was read.
    alike = max(lines, key=lambda line: fuzz.ratio(wanted, _letters(line.raw)))
    return alike if fuzz.ratio(wanted, _letters(alike.raw)) >= _ALIKE else None


def _together(lines: Sequence[Evidence]) -> Evidence:
    """Printed lines as one."""
    place = around(lines)
    sure = [line.confidence for line in lines if line.confidence is not None]
    changes = {
        "raw": "\n".join(line.raw for line in lines),
        "box": place.box,
        "confidence": round(sum(sure) / len(sure), 3) if sure else None,
        "edits": sum(line.edits for line in lines),
        "before": "\n".join(line.before or line.raw for line in lines)
        if any(line.edits for line in lines)
        else None,
    }
    return lines[0].model_copy(update=changes)


def _letters(text: str) -> str:
    return "".join(c for c in key(text) if c.isalnum())


def _row(plan: Plan, warning: PlanWarning) -> Place | None:
    """The row of a table that a warning names."""
    match = _ROW.fullmatch(warning.path or "")
    if match is None:
        return None
    table, row = int(match[1]), int(match[2])
    if table >= len(plan.tables) or row >= len(plan.tables[table].places):
        return None
    return around(plan.tables[table].places[row])


def _paper(plan: Plan, warning: PlanWarning) -> Place:
    """What a warning on the whole paper is about; its beginning, or its end, where that is missing."""
    fields = _ABOUT.get(warning.code, ())
    if found := next((plan.evidence[field] for field in fields if field in plan.evidence), None):
        return found
    texts = [passage.at for passage in passages(plan) if passage.at.box]
    if not fields or not texts:
        return NOWHERE
    at_end = warning.code == WarningCode.SIGNATURE_MISSING
    return max(texts, key=_spot) if at_end else min(texts, key=_spot)


def _spot(place: Place) -> tuple[int, float]:
    """How far down a paper a place begins."""
    return place.page or 0, place.box[1] if place.box else 0.0


def around(cells: Iterable[Place]) -> Place:
    """The place around those of cells or lines, on the page where they begin."""
    printed = [cell for cell in cells if cell != NOWHERE]
    if not printed:
        return NOWHERE
    page = min(cell.page or 0 for cell in printed) or None
    boxes = [cell.box for cell in printed if cell.box and cell.page == page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True) if boxes else ((), (), (), ())
    box = (min(lefts), min(tops), max(rights), max(bottoms)) if boxes else None
    return Place(page=page, line=printed[0].line, box=box)
