"""The record that is due from a paper: the plan's, less what the print leaves to be written by hand."""

from __future__ import annotations

import json

from parsers.plan import Plan, WarningCode
from tests.papers.style import Style

_OF_THE_FILE = {"id", "source", "evidence", "dropped"}


def due(plan: Plan, style: Style, *, written: bool = False) -> Plan:
    """The plan as its paper says it; `written`: what the print leaves out has been written and stamped."""
    if written or not (style.handwritten or style.stamped):
        return plan
    changed = plan.model_copy(deep=True)
    if style.stamped and plan.signature.name:
        changed.signature.name = None
        if plan.signature.capacity == "KT":
            changed.signature.position = None
        changed.warn(WarningCode.SIGNATURE_MISSING)
    if not style.handwritten:
        return changed
    if plan.number is not None and plan.code:
        changed.number = None
        changed.code = plan.code.lstrip("0123456789")
        changed.warn(WarningCode.NUMBER_MISSING)
    if plan.issued and plan.issued.count("-") == 2:
        changed.issued = plan.issued.rpartition("-")[0]
        changed.warn(WarningCode.DATE_INCOMPLETE)
    return changed


def gold(plan: Plan) -> str:
    """The record as JSON, without what depends on the file."""
    record = json.loads(plan.model_dump_json(exclude=_OF_THE_FILE))
    for warning in record["warnings"]:
        del warning["message"]
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
