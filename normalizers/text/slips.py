"""Slips of recognisers that need no language: Roman numerals and numbers with letters for digits."""

from __future__ import annotations

import re
from typing import NamedTuple

ROMAN, DIGITS = "roman", "digits"

SLIP_STARTS = frozenset("IVX1l|!OoQSZ0123456789")
"""What a chunk begins with that `mend` may have a rule for."""
_STROKES = str.maketrans("1l|!", "IIII")
_ROMAN = re.compile(r"(?P<numeral>[IVX1l|!]{2,5})(?P<end>[.)]?)")
_VALID_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_AS_DIGITS = str.maketrans("OoQlI|SZ", "00011152")
_NUMBER = re.compile(r"(?=\S*\d)[\dOoQlI|SZ]{1,4}(?:[/.-][\dOoQlI|SZ]{1,4}){1,2}(?P<end>[.,;:)]?)")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|\d{1,2}/\d{4}")


class Slip(NamedTuple):
    """A chunk as it was meant, and which rule says so."""

    after: str
    reason: str


def mend(chunk: str, *, opens_line: bool, before_capital: bool) -> Slip | None:
    """The chunk as meant, or None where no rule speaks.

    `I1.` and `Ill.` are numerals at the beginning of a line before a capital; `0l/O1/2025` is a date.
    """
    match = _ROMAN.fullmatch(chunk)
    if match and opens_line and before_capital and not match["numeral"].isdigit() and match["end"]:
        meant = match["numeral"].translate(_STROKES)
        if meant != match["numeral"] and _VALID_ROMAN.fullmatch(meant):
            return Slip(meant + match["end"], ROMAN)
    match = _NUMBER.fullmatch(chunk)
    if match and not chunk.isdigit():
        end = match["end"]
        number = chunk[: len(chunk) - len(end)]
        meant = number.translate(_AS_DIGITS)
        if meant != number and _DATE.fullmatch(meant):
            return Slip(meant + end, DIGITS)
    return None
