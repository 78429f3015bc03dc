"""Ordinals as lists print them."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """A Roman numeral in capitals; digits for what Roman numerals do not write."""
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def letter(number: int) -> str:
    """The small letter of an ordinal: a to z, then aa, bb (ECMA-376, 17.18.59); digits beyond."""
    if not 0 < number <= 26 * 5:
        return str(number)
    turns, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (turns + 1)
