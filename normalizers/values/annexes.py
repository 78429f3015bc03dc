"""Annexes: whether a plan says that one comes with it, and whether one does."""

from __future__ import annotations

import re
from functools import cache

from data import rows
from normalizers.values.keys import key
from normalizers.values.locations import put
from normalizers.values.passages import passages
from parsers.plan import Plan, PlanWarning, WarningCode

_OF_ANOTHER = re.compile(
    r"\W*(?:\w+\s+){0,3}?(?:của|ban hành|công văn|nghị định|thông tư|quyết định|hướng dẫn|chỉ thị|luật"
    r"|nghị quyết)(?!\w)"
)
_POINTS = re.compile(
    r"(?:chi tiết|cụ thể|theo|tại|xem|như)\s+(?:tại\s+|theo\s+|ở\s+)?(?:các\s+)?phụ lục"
    r"(?:\s+(?:số\s+)?[\divx]+)?(?!\w)"
)


_NUMBERED = re.compile(r"(?<!\w)phụ lục\s+(?:số\s+)?0?(\d{1,2}|[ivx]{1,4})(?!\w)")


@cache
def _announces() -> re.Pattern[str]:
    """ "(Có phụ lục kèm theo)", "Phụ lục chi tiết kèm theo", "(Kèm theo Phụ lục 1)"."""
    words = sorted((row["words"] for row in rows("annex_words")), key=len, reverse=True)
    what = rf"(?:{'|'.join(map(re.escape, words))})(?!\w)"
    few = r"(?:\s+(?!(?:của|ban hành)\s)[\w,-]+){0,6}?"
    comes = r"(?:kèm theo|đính kèm|gửi kèm)"
    ours = rf"{comes}(?!\s+(?:công văn|quyết định|nghị|thông tư|chỉ thị))"
    return re.compile(
        rf"\(\s*(?:có\s+|theo\s+|xem\s+|chi tiết\s+|tại\s+)*{what}{few}\s*{comes}[^()]*\)"
        rf"|\(\s*{comes}\s*:?\s*(?:các\s+|theo\s+)?{what}(?!\s+số\s+\d+/)[^()]*\)"
        rf"|(?:có|theo|tại|chi tiết)\s+(?:các\s+)?{what}{few}\s+{ours}"
        rf"|(?<!\w)phụ lục{few}\s+{ours}"
    )


def announces_annex(text: str) -> bool:
    """Whether a text says that an annex comes with the plan; annexes of other documents do not count."""
    folded = key(text)
    if _announces().search(folded):
        return True
    return any(not _OF_ANOTHER.match(folded, m.end()) for m in _POINTS.finditer(folded))


def _unprinted(plan: Plan) -> list[PlanWarning]:
    """Annexes announced by number that are not among the numbered ones in the file."""
    printed = {m[1] for annex in plan.annexes if (m := _NUMBERED.search(key(annex.label or "")))}
    if not printed:
        return []
    for passage in passages(plan):
        folded = key(passage.text)
        for match in _NUMBERED.finditer(folded):
            if match[1] not in printed and announces_annex(
                folded[match.start() - 40 if match.start() > 40 else 0 :]
            ):
                message = f"annex {match[1].upper()} is announced, but it is not in the file"
                return [put(PlanWarning(code=WarningCode.ANNEX_MISSING, message=message), passage.at)]
    return []


def annex_warnings(plan: Plan) -> list[PlanWarning]:
    """`annex-missing`: an annex is announced, and no table or text follows the signature."""
    known = {section.path for section in plan.walk()}
    if "annex" in plan.evidence or any(table.section not in known for table in plan.tables):
        return _unprinted(plan)
    inside = {table.section for table in plan.tables}
    for passage in passages(plan):
        here = passage.path in inside and "phụ lục" not in key(passage.text)
        if announces_annex(passage.text) and not here:
            where = f" in section {passage.path}" if passage.path else ""
            message = f"an annex is announced{where}, but it is not in the file"
            return [put(PlanWarning(code=WarningCode.ANNEX_MISSING, message=message), passage.at)]
    return []
