"""What a person should look at: the warnings of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.values.annexes import annex_warnings
from normalizers.values.mismatch import year_warnings
from normalizers.values.numbering import row_warnings, section_warnings
from parsers.document import UNREAD
from parsers.plan import Plan, PlanWarning, WarningCode

_CONFIDENT = 0.6
"""Mean confidence of the pages below which a recognised plan should be read against its source."""
_LEGIBLE = 0.7
"""That of a page. Worn scans have 0.83 and more; handwriting and other scripts 0.35 and less."""


def check(plan: Plan) -> list[PlanWarning]:
    """The warnings of a plan whose values are resolved, those on the whole paper first."""
    return [
        *_paper(plan),
        *annex_warnings(plan),
        *section_warnings(plan),
        *row_warnings(plan),
        *year_warnings(plan),
        *_reading(plan),
    ]


def _paper(plan: Plan) -> Iterator[PlanWarning]:
    """What is missing on the paper itself."""
    if plan.number is None:
        where = f"the number before {plan.code} is blank" if plan.code else "no number is printed"
        yield PlanWarning(code=WarningCode.NUMBER_MISSING, message=where)
    if plan.issued is None or len(plan.issued) < len("2025-01-31"):
        missing = {None: "the date", 4: "the day and month", 7: "the day"}
        part = missing[len(plan.issued) if plan.issued else None]
        yield PlanWarning(code=WarningCode.DATE_INCOMPLETE, message=f"{part} of issue is not given")
    if "issuer" not in plan.evidence:
        message = "no letterhead; the issuer is read from the body"
        yield PlanWarning(code=WarningCode.ISSUER_INFERRED, message=message)
    if not plan.signature.name:
        what = (
            "a position is printed without a name" if plan.signature.position else "no signature is printed"
        )
        yield PlanWarning(code=WarningCode.SIGNATURE_MISSING, message=what)


def _reading(plan: Plan) -> Iterator[PlanWarning]:
    """What is doubtful in how the paper was read."""
    unread = {left.page for left in plan.dropped if left.reason == UNREAD}
    doubtful = [
        reading
        for reading in plan.source.page_readings
        if reading.confidence < _LEGIBLE and reading.page not in unread
    ]
    for reading in doubtful:
        message = f"page {reading.page} was read with a confidence of {reading.confidence:.2f}"
        yield PlanWarning(code=WarningCode.LOW_CONFIDENCE, message=message, page=reading.page)
    if plan.source.confidence < _CONFIDENT and not doubtful:
        message = f"the pages were recognised with a confidence of {plan.source.confidence:.2f}"
        yield PlanWarning(code=WarningCode.LOW_CONFIDENCE, message=message)
    for left in plan.dropped:
        if left.reason == UNREAD:
            note, _, _ = left.text.partition("; its text: ")
            yield PlanWarning(code=WarningCode.LOW_CONFIDENCE, message=note, page=left.page)
