"""Marks inside a line of text: links, superscripts, escapes, entities."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

Drop = Callable[[str, str], None]
"""Takes note of what is left out: the reason (see `Dropped`) and the text."""

MARKUP = "markup"
HANDWRITING = "handwriting"

_REFERENCE = re.compile(
    r"!\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)"
    r"|\[([^\[\]]{1,300})\]\((?:https?://|mailto:|www\.|[#/])[^()\s]{0,500}\)"
)
_SUPERSCRIPT = re.compile(
    r"\$\s?\^\{([^{}$]{0,200})\}\s?\$|\^\{([^{}]{0,200})\}|\$(mm|cm|dm|km|m)\s?\^\{?([23])\}?\$"
)
_UNIT = re.compile(r"(?<![^\W\d_])[mcdk]?m$")
_EXPONENTS = {"2", "3"}
_RINGS = {"o", "O", "0", "°", "º", r"\circ"}
_LITERAL = re.compile(
    r"\\[-.*_#|()\[\]{}+!<>~`$%&]"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)


def references(text: str, drop: Drop) -> str:
    """Leave out images, the addresses of links, and superscripts.

    A superscript in a text dump is nearly always a footnote mark or handwriting that a recogniser
    took for text (initials over the `Lưu` line), so it is dropped as `handwriting`; exponents of units
    (m²) and the degree ring stay.
    """
    if "](" in text:
        text = _REFERENCE.sub(lambda m: _reference(m, drop), text)
    if "^" in text:
        text = _SUPERSCRIPT.sub(lambda m: _superscript(m, drop), text)
    return text


def literal(text: str, drop: Drop) -> str:
    """Resolve Markdown escapes (`\\-`) and HTML entities (`&amp;`)."""
    if "\\" not in text and "&" not in text:
        return text
    return _LITERAL.sub(lambda m: _literal(m, drop), text)


def superscript(before: str, content: str) -> str | None:
    """What a superscript reads as in plain text, None where it is no part of the text.

    Args:
        before: the text up to the superscript.
        content: the raised text.
    """
    content = content.strip()
    if content in _EXPONENTS and _UNIT.search(before[-3:]):
        return content
    if content in _RINGS and before[-1:].isdigit():
        return "°"
    return None


def _reference(match: re.Match[str], drop: Drop) -> str:
    label: str | None = match[1]
    if label is None:
        drop(MARKUP, match[0])
        return ""
    drop(MARKUP, "[" + match[0][1 + len(label) :])
    return label


def _superscript(match: re.Match[str], drop: Drop) -> str:
    unit: str | None = match[3]
    if unit is not None:
        drop(MARKUP, match[0].replace(unit, "", 1).replace(match[4], "", 1))
        return unit + match[4]
    content: str = match[1] if match[1] is not None else match[2]
    kept = superscript(match.string[max(0, match.start() - 3) : match.start()], content)
    if kept is None:
        drop(HANDWRITING, content)
        drop(MARKUP, match[0].replace(content, "", 1) if content else match[0])
        return ""
    drop(MARKUP, match[0].replace(content, "", 1) if kept in content else match[0])
    return kept


def _literal(match: re.Match[str], drop: Drop) -> str:
    mark = match[0]
    if mark[0] == "\\":
        drop(MARKUP, "\\")
        return mark[1]
    plain = html.unescape(mark)
    if plain == mark:
        return mark
    drop(MARKUP, mark)
    return " " if plain.isspace() and plain != "\xa0" else plain
