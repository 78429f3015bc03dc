"""A year in the closing or a section that contradicts the year the plan is for.

Papers are made from last year's; a year left standing is such a contradiction. A plan also names other
years rightly: the report on the year before, the outlook on the next. So a year counts only where the words
before it are the plan's own subject, and nothing there says that the work is about another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from data import rows
from normalizers.values.keys import key
from normalizers.values.locations import put
from normalizers.values.passages import Passage, of_field, of_section
from parsers.plan import Plan, PlanWarning, WarningCode

_YEAR = re.compile(
    r"(?P<lead>năm học|giai đoạn|năm)\s+(?P<a>(?:19|20)\d{2})"
    r"(?:\s*(?:-|/|đến(?: năm)?)\s*(?P<b>(?:19|20)\d{2}))?(?!\d)"
)
_CLAUSE_END = re.compile(r"[;:\n]|(?<=[^\W\d_]{2})[.!?]\s|\.\.\.|\d\.\s")
_CODE = re.compile(r"\d+(?:/\d{4})?[/-][a-zđ]|ngày\s+\d")
_CITED = re.compile(r"\d+(?:/\d{4})?[/-][a-zđ]|ngày\s+\d|[“\"]")
_TO_BE_MADE = re.compile(
    r"(?<!\w)(?:xây dựng|lập|ban hành|đề ra)\s+(?:\w+\s+){0,2}(?:kế hoạch|phương án)\s+(?:\w+\s+){0,6}$"
)
"""A plan still to be made is for no past year."""
_HERE = re.compile(r"(?<!\w)(?:trên đây là|trên đây|kế hoạch này)(?!\w)")
_WINDOW, _AFTER, _SHARED = 24, 6, 4
"""Words looked at before a year; how many may stand after the shared ones; how many must be shared."""


@cache
def _words(role: str) -> re.Pattern[str]:
    words = sorted((r["words"] for r in rows("year_guards") if r["role"] == role), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def year_warnings(plan: Plan) -> Iterator[PlanWarning]:
    """`year-mismatch`, once per section and once for the closing (path null)."""
    topic = _topic(plan.subject)
    if not plan.years or not _YEAR.search(key(plan.subject)):
        return
    for section in plan.walk():
        wrong = next(((y, p) for p in of_section(section) for y in _stale(p.text, topic, plan.years)), None)
        if section.title and not wrong:
            title = Passage(section.title, section.path, section.at)
            wrong = next(((year, title) for year in _stale_title(section.title, plan.years)), None)
        if wrong:
            yield _warning(*wrong, plan)
    closing = of_field(plan, "closing", plan.closing)
    wrong = next(((y, p) for p in closing for y in _contradicting(p.text, topic, plan.years)), None)
    if wrong:
        yield _warning(*wrong, plan)


def _warning(year: str, passage: Passage, plan: Plan) -> PlanWarning:
    own = "-".join(map(str, plan.years))
    message = f"the text says {year}, the plan is for {own}"
    return put(PlanWarning(code=WarningCode.YEAR_MISMATCH, path=passage.path, message=message), passage.at)


def _topic(subject: str) -> list[str]:
    return re.findall(r"\w+", _YEAR.sub(" ", key(subject)))


def _clauses(text: str, years: list[int], exact: bool = False) -> Iterator[tuple[str, re.Match[str]]]:
    """Each year that is not the plan's, with the clause before it; `exact`: each other period, too."""
    folded = key(text)
    for match in _YEAR.finditer(folded):
        other = exact and match["b"] and [int(match["a"]), int(match["b"])] != [years[0], years[-1]]
        if other or not _agrees(match, years):
            before = folded[: match.start()]
            ends = [m.end() for m in _CLAUSE_END.finditer(before)]
            yield before[ends[-1] if ends else 0 :], match


def _agrees(match: re.Match[str], years: list[int]) -> bool:
    first, last = int(match["a"]), int(match["b"] or match["a"])
    if match["lead"] == "năm học" and years[-1] == years[0] + 1:
        return (first, last) == (years[0], years[-1])
    return first <= years[-1] and years[0] <= last


def _is_about(clause: str, topic: list[str]) -> bool:
    """Whether a clause ends in words of the plan's subject."""
    words = re.findall(r"\w+", clause)[-_WINDOW:]
    need = min(_SHARED, len(topic))
    grams = {tuple(topic[i : i + need]) for i in range(len(topic) - need + 1)}
    spans = range(max(0, len(words) - need - _AFTER), len(words) - need + 1)
    return need >= 3 and any(tuple(words[i : i + need]) in grams for i in spans)


def _stale(text: str, topic: list[str], years: list[int]) -> Iterator[str]:
    """Past years of which a section speaks as if they were the plan's."""
    for clause, match in _clauses(text, years):
        past = int(match["b"] or match["a"]) <= years[0] and int(match["a"]) < years[0]
        if past and _TO_BE_MADE.search(clause) and not _CITED.search(clause):
            yield match.group()
            continue
        own = _words("own").search(clause) and _is_about(clause, topic)
        if past and own and not _words("other").search(clause) and not _CITED.search(clause):
            yield match.group()


def _stale_title(title: str, years: list[int]) -> Iterator[str]:
    for clause, match in _clauses(title, years):
        own = _words("title").match(clause) and int(match["a"]) < years[0] and not match["b"]
        if own and not _words("other").search(clause) and not _CITED.search(clause):
            yield match.group()


def _contradicting(text: str, topic: list[str], years: list[int]) -> Iterator[str]:
    """Years in the closing of the plan itself: "Trên đây là Kế hoạch … năm 2024"."""
    for clause, match in _clauses(text, years, exact=True):
        here = _HERE.search(clause)
        own = here or ("kế hoạch" in clause and _is_about(clause, topic))
        cited = _CODE if here else _CITED
        if own and not _words("other").search(clause) and not cited.search(clause):
            yield match.group()
