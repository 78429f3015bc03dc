"""The year or years that a plan is for."""

from __future__ import annotations

import re

from normalizers.values.dates import parse_date
from normalizers.values.timewords import fold
from parsers.plan import Plan

_YEAR = r"(?:19|20)\d{2}(?!\d)"
_QUOTED = re.compile(r"[“\"«][^“”\"«»]*[”\"»]")
_CITED = re.compile(
    r"(?:(?:số|ngày)\s*\d+[^\s,;]*\d{4}\S*)|\d{1,2}/\d{1,2}/\d{4}|\d+/\d{4}/\S+"
    r"|ngày\s*\d+\s*tháng\s*\d+\s*năm\s*\d{4}"
    r"|(?:tổng kết|sơ kết|đánh giá|kết quả)[^,;]{0,80}?năm\s*\d{4}(?=.*năm\s*\d{4})"
    r"|(?:luật|hiến pháp|pháp lệnh|bộ luật)\s[^;.]{0,60}?năm\s*\d{4}"
)
_SPAN = re.compile(
    rf"(?P<lead>năm học|giai đoạn|thời kỳ|nhiệm kỳ|năm|từ)?\s*(?P<a>{_YEAR})"
    rf"\s*(?:-|đến(?: năm)?)\s*(?P<b>{_YEAR})"
)
_UNTIL = re.compile(rf"(?P<aim>(?:định hướng|tầm nhìn)[^,;]{{0,20}})?đến (?:hết )?năm\s*(?P<y>{_YEAR})")
_ONE = re.compile(rf"(?:năm|,|và|tháng\s*\d{{1,2}}\s*/|quý\s*\w{{1,3}}\s*/|/\s*)\s*(?P<y>{_YEAR})")
_CLAUSE = re.compile(r"(?:ban hành|xây dựng|trên đây là|triển khai|lập)\s*(?:bản\s*)?kế hoạch(?P<rest>[^.]*)")


def of(plan: Plan) -> list[int]:
    """The years of a plan: one, or the first and last of a period or school year; [] where unknown.

    Read from the subject, else from the clause that issues the plan or closes it, else the year of issue.
    """
    issued = _issued(plan)
    clauses = [m["rest"] for p in (*plan.preamble[-1:], *plan.closing) for m in _CLAUSE.finditer(_flat(p))]
    for text in (_flat(plan.subject), *clauses):
        found = _named(text, issued)
        if found:
            return found
    return [issued] if issued else []


def is_school_year(plan: Plan) -> bool:
    """Whether the plan is for a school year."""
    texts = (plan.subject, *plan.preamble[-1:], *plan.closing[:1])
    years = of(plan)
    return len(years) == 2 and any(re.search(rf"năm học\s*{years[0]}", fold(text)) for text in texts)


def _flat(text: str) -> str:
    return fold(" ".join(text.split()))


def _issued(plan: Plan) -> int | None:
    """The year of issue, also where only the place-and-date line is known yet."""
    line = plan.evidence.get("issued")
    date = plan.issued or (parse_date(line.raw) if line else None)
    return int(date[:4]) if date else None


def _named(text: str, issued: int | None) -> list[int]:
    """The years that a folded text names; those of documents it cites and of quoted titles do not count."""
    text = _QUOTED.sub(" ", _CITED.sub(" ", text))
    spans = [m for m in _SPAN.finditer(text) if m["lead"] != "nhiệm kỳ"]
    school = next((m for m in spans if m["lead"] == "năm học"), None)
    if school:
        return [int(school["a"]), int(school["b"])]
    rest = _SPAN.sub(" ", text)
    until = _UNTIL.search(rest)
    single = [int(m["y"]) for m in _ONE.finditer(_UNTIL.sub(" ", rest))]
    if single:
        return _years(single, rest, issued)
    if spans:
        return [int(spans[0]["a"]), int(spans[0]["b"])]
    if until and not until["aim"] and issued and issued <= int(until["y"]):
        return [issued, int(until["y"])] if issued < int(until["y"]) else [issued]
    return []


def _years(single: list[int], text: str, issued: int | None) -> list[int]:
    """One year, or two that a list or span of months or quarters joins."""
    ordered = sorted(set(single))
    joined = re.search(rf"{_YEAR}\s*(?:-|,|và|đến)\s*(?:tháng|quý|năm)?\s*(?:\w{{1,3}}\s*/\s*)?{_YEAR}", text)
    if len(ordered) == 2 and joined:
        return ordered
    current = [y for y in ordered if issued and y >= issued]
    return [current[0] if current else ordered[-1]]
