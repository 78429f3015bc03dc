"""What the codes of the record and the ledger are called when a person reads them."""

from __future__ import annotations

from pipeline.messages import later, translate

_WARNINGS = {
    "number-missing": later("the number was left blank"),
    "date-incomplete": later("the date of issue is incomplete"),
    "section-gap": later("a section number is skipped before this one"),
    "section-repeated": later("this section number is printed twice"),
    "section-order": later("this section is out of order"),
    "row-gap": later("a row number is skipped before this one"),
    "row-ragged": later("this row has more or fewer cells than the table"),
    "year-mismatch": later("another year than in the subject is named here"),
    "issuer-inferred": later("no letterhead: the issuer was concluded from the text"),
    "signature-missing": later("nobody has signed"),
    "annex-missing": later("an annex is announced but not in the file"),
    "text-damaged": later("the text was damaged in many places"),
    "low-confidence": later("a page was hard to read"),
    "not-a-plan": later("this does not look like a plan"),
}


def warning(code: str) -> str:
    """A short phrase for a warning code of the record."""
    return translate(_WARNINGS.get(code, code))
