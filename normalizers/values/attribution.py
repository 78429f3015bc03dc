"""Who a cited document is attributed to: the name of a body inside running text.

A name has no closing mark, so it is read up to the first word or mark of running text that cannot go on
the name. Names hold commas and "và" ("Bộ Văn hóa, Thể thao và Du lịch"), which end a name only
before something else.
"""

from __future__ import annotations

import re
from functools import cache

from data import rows
from normalizers.values import bodies
from normalizers.values.keys import key

_LONGEST = 160
_HARD = re.compile(
    r"[;:/“”\"«»\n)]|\((?!\s*(?:khóa|khoá|nhiệm kỳ))|(?<!\bTP)(?<!\bTp)(?<!\bP)(?<!\bQ)(?<!\bTX)(?<!\bH)[.…]"
)
_BRACKET = re.compile(r"\s*\((?:khóa|khoá|nhiệm kỳ)[^()]{0,40}\)", re.IGNORECASE)
_GOES_ON_AFTER = re.compile(
    r"(?<!\w)(?:ban chỉ đạo|ban tổ chức|ban quản lý|tổ công tác|hội đồng|trung tâm|chi cục|quỹ)\s*$"
)
_TERM = re.compile(r"\s*(?:nhiệm kỳ|khóa)\s")
_PARTS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp", "điều", "khoản", "điểm", "mục", "bản án")
_ALONE = re.compile(r"(?:chính phủ|quốc hội|liên bộ|liên ngành|liên sở)(?!\w)")


@cache
def _ends() -> re.Pattern[str]:
    words = sorted((row["words"] for row in rows("attribution_ends")), key=len, reverse=True)
    return re.compile(rf"(?<![\w/])(?:{'|'.join(re.escape(key(w)) for w in words)})(?!\w)")


@cache
def _any_case() -> frozenset[str]:
    return frozenset(key(row["words"]) for row in rows("attribution_ends") if row["case"] == "any")


@cache
def _types() -> re.Pattern[str]:
    """What a new citation begins with."""
    kinds = [re.escape(key(row["type"])) for row in rows("document_types")]
    names = "|".join(sorted([*kinds, *_PARTS], key=len, reverse=True))
    return re.compile(rf"\s*(?:các\s+)?(?:{names})(?!\w)")


def name_at(text: str, start: int) -> tuple[str, int] | None:
    """The name of a body that begins at `start`, as printed, and where it ends; None where none does."""
    part = text[start : start + _LONGEST]
    part = part[: _hard_end(part)]
    folded = key(part)
    if len(folded) != len(part):
        return None
    end = min(_word_end(part, folded), _joint_end(part, folded))
    name = part[:end].rstrip(" ,–-")
    begins = (name[:1].isupper() or _ALONE.match(folded)) and not _types().match(folded)
    return (name, start + len(name)) if begins and len(name) > 1 else None


def _hard_end(part: str) -> int:
    """Where a mark ends the name; a bracketed term of office belongs to it."""
    bracket = _BRACKET.search(part)
    position = 0
    while mark := _HARD.search(part, position):
        if not (bracket and bracket.start() < mark.start() < bracket.end()):
            return mark.start()
        position = mark.end()
    return len(part)


def _word_end(part: str, folded: str) -> int:
    for match in _ends().finditer(folded):
        lower = part[match.start()].islower() or match.group() in _any_case()
        if lower and not _GOES_ON_AFTER.search(folded[: match.start()]):
            return match.start()
    return len(part)


def _joint_end(part: str, folded: str) -> int:
    """Where a comma, a dash or "và" begins something that is no part of the name."""
    for match in re.finditer(r",\s*|\s+và\s+|\s+[-–]\s+", part):
        left, right = part[: match.start()], part[match.end() :]
        if _TERM.match(folded[match.end() :]):
            continue
        if "," in match.group():
            whole = bool(right) and len(bodies.split(f"{left}, {right}")) == len(bodies.split(left))
            if whole and not _types().match(folded, match.end()) and _is_listed(right):
                continue
            return match.start()
        if _types().match(folded, match.end()) or not right[:1].isupper():
            return match.start()
    return len(part)


def _is_listed(right: str) -> bool:
    """Whether what follows a comma can go on a name: "…, Thể thao và Du lịch", "…, khen thưởng"."""
    return right[:1].isupper() or bool(re.match(r"(?:chống|khen thưởng)(?!\w)", key(right)))
