"""Documents that a plan cites: mentions joined to documents, in the order of their first mention.

What is printed at each mention is read by `mentions`; here the mentions of one document are told to be one
by its code, by a law's title or by the congress that issued it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from normalizers.values.keys import key
from normalizers.values.laws import title_key
from normalizers.values.mentions import Mention, find
from normalizers.values.passages import passages
from parsers.plan import Citation, Plan

_OF_THE_PARTY = frozenset(
    ("đại", "hội", "toàn", "quốc", "lần", "thứ", "của", "đảng", "cộng", "sản", "việt", "nam")
)
_ROMAN = re.compile(r"[xvi]+")


def resolve(mentions: Iterable[Mention]) -> list[Citation]:
    """One citation for each document, where it was first mentioned, with the fullest date."""
    found: list[Mention] = []
    for mention in mentions:
        for index, known in enumerate(found):
            if _same(known, mention):
                found[index] = _joined(known, mention)
                break
        else:
            found.append(mention)
    return [
        Citation(type=m.type, code=m.code, date=m.date, issuer=m.issuer, title=m.title, page=m.page)
        for m in found
    ]


def _same(a: Mention, b: Mention) -> bool:
    if a.code and b.code:
        disagree = a.issuer and b.issuer and key(a.issuer) != key(b.issuer)
        return code_key(a.code) == code_key(b.code) and (_fit(a.date, b.date) or not disagree)
    if a.type != b.type or not _fit(a.date, b.date):
        return False
    if a.title or b.title:
        return bool(a.title and b.title) and title_key(a.title or "") == title_key(b.title or "")
    if a.congress or b.congress:
        return a.congress == b.congress and _congress_key(a.issuer or "") == _congress_key(b.issuer or "")
    agree = not (a.issuer and b.issuer) or key(a.issuer) == key(b.issuer)
    return a.date == b.date and agree


def _fit(a: str | None, b: str | None) -> bool:
    """Whether one date is the other, or less precise, or not given."""
    return not a or not b or a.startswith(b) or b.startswith(a)


def code_key(code: str) -> str:
    """A code for comparing: without separators, case, leading zeros and the bar of Đ, which papers lose."""
    return re.sub(r"[\W_]", "", key(code)).lstrip("0").replace("đ", "d")


def _congress_key(issuer: str) -> str:
    """Names of one congress compare alike: "Đại hội XIII của Đảng" is the thirteenth of the whole Party."""
    name = re.sub(r"nhiệm kỳ\s+\d{4}\s*-\s*\d{4}|(?<!\w)đại biểu(?!\w)", " ", key(issuer))
    words = re.findall(r"\w+", name)
    ordinal = [word for word in words if _ROMAN.fullmatch(word)]
    if ordinal and _OF_THE_PARTY.issuperset(set(words) - set(ordinal)):
        return f"đại hội đảng {ordinal[0]}"
    return " ".join(words)


def _joined(known: Mention, other: Mention) -> Mention:
    fuller = len(other.date or "") > len(known.date or "") and _fit(known.date, other.date)
    return replace(
        known,
        code=known.code or other.code,
        date=other.date if fuller else known.date,
        issuer=known.issuer or other.issuer,
        title=known.title or other.title,
    )


def cite(plan: Plan) -> list[Citation]:
    """The documents that a plan cites, in the order of their first mention; never the plan itself."""
    mentions = (replace(m, page=passage.at.page) for passage in passages(plan) for m in find(passage.text))
    return resolve(m for m in mentions if not _is_own(m, plan))


def _is_own(mention: Mention, plan: Plan) -> bool:
    if mention.code and plan.number is not None and plan.code:
        return code_key(mention.code) == code_key(plan.code)
    if mention.attached and mention.type == plan.type:
        notation = re.sub(r"^\W*\d+\W*", "", mention.code or "")
        return not mention.code or not plan.notation or code_key(notation) == code_key(plan.notation)
    later = bool(mention.date and plan.issued and not mention.code and not mention.title)
    return later and not mention.congress and (mention.date or "") > (plan.issued or "")
