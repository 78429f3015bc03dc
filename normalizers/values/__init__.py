"""From the parts of a plan as printed to the values they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.plan import Plan

__all__ = ["resolve"]


def resolve(plan: Plan) -> Plan:
    """The plan with the values that its printed parts stand for; the plan given stays as it is.

    Reads `plan.evidence` and the text, and fills the number and date of issue, the issuer, the years, the
    signature, and what follows from the text: tasks, assignments, citations, movements, warnings. A part
    the paper lacks leaves its value as it was. Warnings that are there already are kept.
    """
    from normalizers.values import letterhead, locations, signature, years
    from normalizers.values.assignments import assignments
    from normalizers.values.checks import check
    from normalizers.values.citations import cite
    from normalizers.values.movements import movements
    from normalizers.values.tasks import tasks

    plan = plan.model_copy(deep=True)
    if code := plan.evidence.get("code"):
        plan.number, plan.notation, plan.code = letterhead.number_of(letterhead.code_line(code, plan.type))
    if issued := plan.evidence.get("issued"):
        plan.place, plan.issued = letterhead.place_and_date(issued.raw)
        plan.place = letterhead.place_meant(plan.place, plan)
    if signed := plan.evidence.get("signature"):
        issuer = plan.evidence["issuer"].raw if "issuer" in plan.evidence else ""
        plan.signature = signature.parse(
            signed.raw, [line.words for line in signed.lines or (signed,)], issuer
        )
    plan.issuer = letterhead.issuer_of(plan)
    plan.years = years.of(plan)
    plan.tasks = tasks(plan)
    plan.assignments = assignments(plan)
    plan.citations = cite(plan)
    plan.movements = movements(plan)
    known = {(warning.code, warning.path) for warning in plan.warnings}
    plan.warnings += [w for w in check(plan) if (w.code, w.path) not in known]
    locations.locate(plan)
    return plan
