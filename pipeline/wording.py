"""What the codes of the record, of edits and of the ledger are called when a person reads them."""

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


_REASONS = {
    "stripped": later("its marks were lost"),
    "misread": later("misread by a recogniser"),
    "roman": later("a Roman numeral, misread"),
    "digits": later("digits, misread as letters"),
    "tcvn3": later("in a TCVN3 (ABC) font"),
    "vni": later("in a VNI font"),
    "vps": later("in the encoding VPS"),
    "viscii": later("in the encoding VISCII"),
    "windows-1258": later("in the encoding Windows-1258"),
    "utf-8": later("UTF-8 taken for another encoding"),
    "combining-marks": later("a letter and its marks in pieces"),
    "characters": later("a character that only looks right"),
    "set-phrase": later("a slip in a set phrase"),
    "tone-placement": later("the place of the tone mark"),
}


def reason(code: str) -> str:
    """A short phrase for the reason, or the reasons, of an edit."""
    return ", ".join(translate(_REASONS.get(part, part)) for part in code.split("+"))


def warning(code: str) -> str:
    """A short phrase for a warning code of the record."""
    return translate(_WARNINGS.get(code, code))
