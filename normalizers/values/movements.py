"""Emulation movements named in quotation marks, and the years that they run.

A quotation is a movement's name when the nearest word before it that says what is named is a movement's
("phong trào thi đua do tỉnh phát động “…”"); the items of a list take the kind of the item before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from data import rows
from normalizers.values.keys import key
from normalizers.values.passages import passages
from parsers.plan import Movement, Plan

_OPENING = "“„«‟"
_MARK = re.compile('[“„«‟”»"″]')
_DOUBLED_OPENING = re.compile(r"(?<!\w)(?:''|‘‘|’’|``|,,)(?=\w)")
_DOUBLED = re.compile(r"''|‘‘|’’|``")
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)([^‘’'\n]{4,200})[’'](?!\w)")
_YEAR = r"((?:19|20)\d{2})"
_SPAN = rf"{_YEAR}\s*(?:[-–—]|đến(?:\s+năm)?)\s*(?:năm\s+)?{_YEAR}"
_WHEN = (
    rf"(?:(?:giai [đd]oạn|năm học|nhiệm kỳ|trong các năm|các năm|từ năm)\s*:?\s*\(?{_SPAN}|\({_SPAN}\)"
    rf"|(?<!\w)năm\s+{_YEAR}(?!\s*[-–/]\s*\d))"
)
_YEARS = re.compile(_WHEN, re.IGNORECASE)
_YEARS_AFTER = re.compile(
    rf"[\s,(]*(?:trên địa bàn(?:\s+[^\W\d]+){{1,6}}?[\s,(]+)?(?:trong\s+)?{_WHEN}|\s*\({_SPAN}\)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\s,;.…()/+-]*(?:(?:và|hoặc|cùng|với|hay)\s+)*"
    r"(?:trên địa bàn[^;:.“”\"]*|(?:trong\s+)?(?:giai đoạn|năm)[^;:.“”\"]{0,60}"
    r"|(?:do|của)\s[^;:.“”\"]{0,80})?"
    r"[\s,;.…()/+-]*(?:(?:và|hoặc|cùng|với|hay)\s+)*"
)
_UNCLOSED = re.compile(r"[;\n]|\.(?=\s|$)|$")


class Quotation(NamedTuple):
    """What stands inside one pair of quotation marks; `end` is after the closing mark."""

    start: int
    end: int
    text: str


def quotations(text: str) -> Iterator[Quotation]:
    """The quotations of a text in order; one that is never closed ends with its sentence."""
    text = _DOUBLED.sub('" ', _DOUBLED_OPENING.sub(' "', text))
    marks = [m.start() for m in _MARK.finditer(text)]
    start, inner = None, 0
    for index, mark in enumerate(marks):
        if start is None:
            start = mark + 1 if text[mark] in _OPENING or _opens(text, mark) else None
        elif text[mark] in _OPENING:
            if _is_nested(text, marks[index + 1 : index + 3]):
                inner += 1
            else:
                yield _unclosed(text, start, mark)
                start = mark + 1
        elif inner:
            inner -= 1
        else:
            yield Quotation(start, mark + 1, text[start:mark].strip(' "'))
            start = None
    if start is not None:
        yield _unclosed(text, start, len(text))
    if not marks:
        yield from (Quotation(m.start(1), m.end(), m.group(1).strip()) for m in _SINGLE.finditer(text))


def _is_nested(text: str, following: list[int]) -> bool:
    """Whether a mark that opens inside a quotation is closed before the quotation is."""
    return len(following) == 2 and all(text[mark] not in _OPENING for mark in following)


def _opens(text: str, i: int) -> bool:
    """Whether a mark that may open or close stands where a quotation begins."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    return bool(after.strip()) and (not before.strip() or not before.isalnum())


def _unclosed(text: str, start: int, limit: int) -> Quotation:
    end = _UNCLOSED.search(text, start, limit)
    stop = end.start() if end else limit
    return Quotation(start, stop, text[start:stop].strip(" ,"))


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {key(row["words"]): row["kind"] for row in rows("movement_heads")}
    names = "|".join(map(re.escape, sorted(kinds, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)"), kinds


@cache
def _campaigns() -> frozenset[str]:
    return frozenset(name_key(row["name"]) for row in rows("campaigns"))


def name_key(name: str) -> str:
    """A movement's name for comparing: without case, punctuation and the years at its end."""
    bare = re.sub(rf"(?:,?\s*\(?(?:trong\s+)?(?:giai đoạn|năm)\s+(?:{_SPAN}|{_YEAR})\)?)\W*$", "", key(name))
    return " ".join(re.sub(r"\W", " ", bare).split())


def find(text: str) -> list[Movement]:
    """The movements that one text names, in order."""
    found = []
    position, kind = 0, ""
    for quotation in quotations(text):
        kind = _kind(text[position : quotation.start - 1], kind)
        position = quotation.end
        if kind == "movement" and _is_name(quotation.text):
            start, end = _years(quotation, text)
            found.append(Movement(name=quotation.text, start=start, end=end))
    return found


def _kind(gap: str, before: str) -> str:
    """What a quotation names, from the text since the quotation before it and what that one named."""
    pattern, kinds = _heads()
    if before and _BETWEEN.fullmatch(key(gap)) and not pattern.search(key(gap)):
        return before
    clause = re.split(r"(?<=[^\W\d_]{2})[.!?]\s", key(gap))[-1]
    kind, end = "", 0
    for match in pattern.finditer(clause):
        kind, end = kinds[match.group()], match.end()
    if re.search(r"(?<!\w)thi đua(?:\s+yêu nước)?\s*:?\s*$", clause) and not kind:
        return "movement"
    return kind if kind != "movement" or len(clause[end:].split()) <= 25 else ""


def _is_name(name: str) -> bool:
    return len(name) > 1 and any(c.isalpha() for c in name) and name_key(name) not in _campaigns()


def _years(quotation: Quotation, text: str) -> tuple[int | None, int | None]:
    inside = list(_YEARS.finditer(quotation.text))
    found = inside[-1] if inside else _YEARS_AFTER.match(text, quotation.end)
    years = [int(y) for y in found.groups() if y] if found else []
    return (years[0], years[-1]) if years else (None, None)


def movements(plan: Plan) -> list[Movement]:
    """The movements that a plan names, each once, where it is first named, with the years given anywhere."""
    found: dict[str, Movement] = {}
    for passage in passages(plan):
        for movement in find(passage.text):
            first = movement.model_copy(update={"page": passage.at.page})
            known = found.setdefault(name_key(movement.name), first)
            if known.start is None and movement.start is not None:
                found[name_key(movement.name)] = known.model_copy(
                    update={"start": movement.start, "end": movement.end}
                )
    return list(found.values())
