"""What the text of a plan says of the body that issues it, for papers whose letterhead is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from data import rows
from normalizers.values import places
from normalizers.values.bodies import expand, is_body
from normalizers.values.capitals import is_generic
from normalizers.values.keys import key
from parsers.plan import Plan

_ISSUES = re.compile(
    r"\s+(?:(?:đã|nay|tiến hành)\s+)?(?:ban hành|xây dựng|lập|triển khai|đề ra|thông báo|tổ chức)"
    r"\s+(?:\S+\s+){0,2}?kế hoạch"
)
_OF = re.compile(r"(?<!\w)(?:của|tại)\s+(?=[A-ZÀ-ỸĐ])")
_ANNEX = re.compile(
    r"(?:kèm theo|ban hành theo|đính kèm)[^)]{0,300}?(?:kế hoạch|quyết định)[^)]{0,300}", re.IGNORECASE
)
_NAMED_PLACE = re.compile(r"(?<!\w)([Tt]ỉnh|[Tt]hành phố|TP\.?)\s+((?:[A-ZÀ-ỸĐ]\w*(?:\s|\s-\s)?){1,4})")
_LOWER_PLACE = r"(huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)"
_AFTER_NAME = re.compile(
    r"[.,;:()/]|\s(?:năm|đề nghị|yêu cầu|về|trong|giai đoạn|nghiêm túc|và đề nghị|ban hành|để|nhằm|theo|trên)"
    r"(?!\w)"
)


def named_in(plan: Plan) -> str | None:
    """The issuer as the text names it: in the clause that issues the plan, in the annex's "Kèm theo …",
    in the closing, the subject, or by the code; a later and longer form of a name replaces a shorter one.
    """
    names = [name for name in _candidates(plan) if is_body(name) and not _vague(name)]
    if names:
        best = names[0]
        for name in names[1:]:
            if key(expand(name)).startswith(key(expand(best))):
                best = name
        return best
    return _by_code(plan)


def _vague(name: str) -> bool:
    """A name that only says what kind of body it is: "Nhà trường", "Bệnh viện", "Các phòng"."""
    return (
        len(expand(name).split()) < 3 and is_generic(name) and not re.match(r"(?:Sở|Bộ|Tỉnh|Huyện) \w", name)
    )


def _candidates(plan: Plan) -> Iterator[str]:
    for paragraph in (" ".join(text.split()) for text in reversed(plan.preamble)):
        for match in _ISSUES.finditer(key(paragraph)):
            name = _subject_before(paragraph[: match.start()])
            if name:
                yield name
    notes = [e.raw for e in plan.evidence.values()] + [d.text for d in plan.dropped]
    notes += [table.caption for table in plan.tables if table.caption]
    for note in notes:
        for match in _ANNEX.finditer(" ".join(note.split())):
            yield from _after_of(match.group())
    for paragraph in (*plan.closing[:1], plan.subject):
        yield from _after_of(paragraph)


def _subject_before(text: str) -> str | None:
    """The body that a clause ends in: the nearest clause beginning that opens a body."""
    starts = [0, *(m.end() for m in re.finditer(r"[.,;:]\s+", text))]
    for start in reversed(starts):
        name = text[start:].strip()
        if is_body(name) and name[:1].isupper():
            return name
    return None


def _after_of(text: str) -> Iterator[str]:
    for match in reversed(list(_OF.finditer(text))):
        rest = text[match.end() :]
        end = _AFTER_NAME.search(rest)
        name = rest[: end.start()] if end else rest
        if is_body(name):
            yield name.strip()


@cache
def _notations() -> dict[str, str]:
    return {row["suffix"]: row["body"] for row in rows("notations")}


def _by_code(plan: Plan) -> str | None:
    """The body that the code stands for, with the kind of its territory."""
    line = plan.evidence.get("code")
    suffix = re.search(r"[-/]\s*([A-ZĐ&]+)\s*$", (line.raw if line else plan.code or "").split("\n")[0])
    body = _notations().get(suffix.group(1)) if suffix else None
    if body is None or not re.search(r"(?:Ủy ban|Hội đồng) nhân dân$|^Đảng ủy$", body):
        return body
    date = plan.evidence.get("issued")
    place = plan.place or (date.raw.split(",")[0].strip() if date else "")
    province, district = places.province_name(place), places.district_type(place)
    if province or district:
        return f"{body} {places.typed(province)}" if province else f"{body} {district} {place}"
    typed = re.search(rf"{_LOWER_PLACE}\s+{re.escape(key(place))}(?!\w)", key(" ".join(_texts(plan))))
    return f"{body} {typed.group(1)}" if place and typed else body


def localities(plan: Plan) -> list[str]:
    """The provinces that the text names, "tỉnh Sơn La", the most frequent first."""
    named = Counter(
        f"{m[1]} {m[2].strip(' -')}" for text in _texts(plan) for m in _NAMED_PLACE.finditer(text)
    )
    return [name for name, _ in named.most_common()]


def printed_as(name: str, plan: Plan) -> str | None:
    """A name in the capitals that the running text prints it in, or None where it does not."""
    words = re.findall(r"[^\s-]+|-", key(name))
    pattern = re.compile(r"(?<!\w)" + r"\s*".join(map(re.escape, words)) + r"(?!\w)")
    for text in map(expand, _texts(plan)):
        match = pattern.search(key(text))
        printed = " ".join(text[match.start() : match.end()].split()) if match else ""
        if printed and printed != printed.upper() and printed[1:] != printed[1:].lower():
            return printed[:1].upper() + printed[1:]
    return None


def _texts(plan: Plan) -> list[str]:
    """The running text of a plan."""
    inner = [text for section in plan.walk() for text in (section.title or "", *section.paragraphs)]
    return [plan.subject, *plan.preamble, *inner, *plan.closing, *plan.recipients]
