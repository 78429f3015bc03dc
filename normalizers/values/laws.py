"""Laws cited by name: "Luật Thi đua, Khen thưởng", "Bộ luật Lao động", "Pháp lệnh Cựu chiến binh".

Where a law's name ends cannot be seen from its words ("Luật Đầu tư công nghệ …"), so names come from a
list of the laws of Vietnam, long names first; a law that is not on the list is read up to the first word
or mark that cannot stand in a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from data import rows
from normalizers.values.keys import key

CONSTITUTION = "Hiến pháp"
_KINDS = {"bộ luật": "Bộ luật", "luật": "Luật", "pháp lệnh": "Pháp lệnh", "hiến pháp": CONSTITUTION}
_HEAD = re.compile(r"(?<!\w)(?:bộ luật|luật|pháp lệnh|hiến pháp)(?!\w)")
_NOT_CITED = re.compile(
    r"(?:đại học|khoa|trường|ngành|hội|viện|môn|học phần|chuyên ngành|văn phòng|công ty|cử nhân|thạc sĩ"
    r"|dự thảo|dự án)\s+$"
)
_AMENDED = re.compile(r"\s*\((?:sửa đổi|sửa đổi, bổ sung)\)")
_AMENDS = re.compile(r"\s+sửa đổi(?:, bổ sung)?(?: một số)? điều(?:,? khoản)? của (?:các )?")
_AND_LAW = re.compile(r"(?:\s*,\s*|\s*;\s*|\s+và\s+)(?=(?:bộ luật|luật|pháp lệnh)\s)")
_NAME = re.compile(
    r"\s+(?P<first>[^\W\d_]\w*)(?:\s+(?!(?:và|năm|số|ngày|của|được|quy|có|là|theo|đã|đang|trong|cho"
    r"|về|trên|tại|đến|tới|với|để|do|này|mới|sửa|ban|hiện|các|cùng|luật|gồm|cũng|như|từ|khi|nhằm|vào|đối"
    r"|mà|thì|hoặc|nếu|phải|bị|không)(?!\w))[^\W\d_]\w*){0,8}"
)
_NUMBERED = re.compile(r"\s+(?:số\s*:?\s*)?\d")
_NATION = re.compile(r"(?:\s+nước)?(?:\s+cộng hòa xã hội chủ nghĩa)?(?:\s+việt nam)?(?!\w)")


class Law(NamedTuple):
    """A law named in a text, and where; the title is None for the constitution and for a bare number."""

    start: int
    end: int
    type: str
    title: str | None


def title_key(title: str) -> str:
    """A law's title for comparing: without case, punctuation, "(sửa đổi)" and a "và" in a list."""
    words = re.sub(r"\W+|(?<!\w)và(?!\w)", " ", _AMENDED.sub(" ", key(title)))
    return " ".join(words.split())


@cache
def _names(kind: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern over the names and short forms of one kind of law, and the name of each."""
    titles: dict[str, str] = {}
    for row in rows("laws"):
        if row["type"] == kind:
            titles[title_key(row["title"])] = row["title"]
            for short in (row["abbreviations"] or "").split(";"):
                titles.setdefault(title_key(short), row["title"])
    titles.pop("", None)
    ordered = sorted(titles, key=len, reverse=True)
    loose = "|".join(r"[\s,;(/&–-]+(?:và\s+)?".join(map(re.escape, name.split())) for name in ordered)
    return re.compile(rf"\s+(?P<name>{loose})(?!\w)"), titles


def find_laws(text: str) -> list[Law]:
    """The laws that a text names, in order; one inside the title of another is not found apart."""
    folded = key(text)
    if len(folded) != len(text):
        return []
    found: list[Law] = []
    position = 0
    while head := _HEAD.search(folded, position):
        law = None if _NOT_CITED.search(folded[: head.start()]) else _read(text, folded, head)
        if law:
            found.append(law)
        position = law.end if law else head.end()
    return found


def _read(text: str, folded: str, head: re.Match[str]) -> Law | None:
    kind = _KINDS[head.group()]
    if kind == CONSTITUTION:
        nation = _NATION.match(folded, head.end())
        return Law(head.start(), nation.end() if nation else head.end(), kind, None)
    law = _amending(text, folded, head, kind) or _named(text, folded, head, kind)
    return law or (Law(head.start(), head.end(), kind, None) if _NUMBERED.match(folded, head.end()) else None)


def _amending(text: str, folded: str, head: re.Match[str], kind: str) -> Law | None:
    """A law that amends others is named after them: "sửa đổi, bổ sung một số điều của Luật …"."""
    opening = _AMENDS.match(folded, head.end())
    inner = _HEAD.match(folded, opening.end()) if opening else None
    law = _read(text, folded, inner) if inner else None
    while law and (joint := _AND_LAW.match(folded, law.end)):
        following = _HEAD.match(folded, joint.end())
        longer = _read(text, folded, following) if following else None
        if not longer:
            break
        law = longer
    return Law(head.start(), law.end, kind, text[head.end() : law.end].strip()) if law else None


def _named(text: str, folded: str, head: re.Match[str], kind: str) -> Law | None:
    capital = text[head.start()].isupper()
    pattern, titles = _names(kind)
    match = pattern.match(folded, head.end())
    if match and (capital or text[match.start("name")].isupper()):
        title = titles[title_key(match.group("name"))]
        amended = _AMENDED.match(folded, match.end())
        end = amended.end() if amended else match.end()
        return Law(head.start(), end, kind, title + text[match.end() : end])
    return _unlisted(text, folded, head, kind) if capital else None


def _unlisted(text: str, folded: str, head: re.Match[str], kind: str) -> Law | None:
    """A law that is not on the list: capitalised, up to what cannot stand in a name."""
    match = _NAME.match(folded, head.end())
    if not match or text[head.start() : head.end()].isupper() or not text[match.start("first")].isupper():
        return None
    end = match.end()
    if folded[match.start("first") : end] == "phòng" and (more := re.match(r",\s*chống", folded[end:])):
        rest = _NAME.match(f" {folded[end + more.end() :].lstrip()}")
        end += more.end() + (rest.end() if rest else 0)
    amended = _AMENDED.match(folded, end)
    end = amended.end() if amended else end
    return Law(head.start(), end, kind, text[head.end() : end].strip())
