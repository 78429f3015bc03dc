"""Documents that a plan cites: found as mentions, resolved to documents, in canonical form.

`find` reads mentions off one text, each with what is printed there; `resolve` joins the mentions of one
document; `cite` does both for a plan. What a code begins with can tell the type of a document ("QĐ"),
never its issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from data import rows
from normalizers.values import bodies
from normalizers.values.attribution import name_at
from normalizers.values.dates import find_dates
from normalizers.values.keys import key
from normalizers.values.laws import CONSTITUTION, find_laws, title_key
from normalizers.values.passages import passages
from parsers.plan import Citation, Plan

_CODE = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{1,6}[a-zA-Z]?)\s?(?P<mark>[/-])\s?(?:(?P<year>(?:19|20)\d{2})\s?/\s?)?"
    r"(?P<notation>(?!\d)[^\W_]\w{0,19}(?:\s?[/&.-]\s?(?=[^\W\d_])[^\W_]\w{0,19}){0,5})"
)
_CAPITALS = re.compile(r"[A-ZĐ][^\W\d_]*?[A-ZĐ]|QH\d")
_NUMBER = r"\s*(?:[Ss]ố|SỐ)?\s*[:.]?\s*"
_TO_CODE = re.compile(_NUMBER)
_TO_DATE = re.compile(r"\s*[,(]?\s*(?:(?:được\s+)?(?:ban hành|ký ban hành|ký|đề)\s+)?(?:vào\s+)?(?:ngày\s+)?")
_TO_ISSUER = re.compile(r"\s*,?\s*(?:của|do)\s+(?:liên\s+tịch\s+)?")
_BARE_YEAR = re.compile(r"\s*\(?\s*(?P<year>(?:19|20)\d{2})(?![\w/.-]*\d)\)?")
_QUOTED = re.compile(r"\s*[“\"«](?P<title>[^“”\"«»]{2,200})[”\"»]")
_CONGRESS = re.compile(
    r"\s+(?:của\s+)?(?P<name>(?:(?:Đại|đại) hội|(?:Hội|hội) nghị|(?:BCH\s+)?Trung ương|TW|Ban Chấp hành Trung ương)"
    r"(?!\w)[^;:.“”\"()\n]{0,90}?(?:(?:lần\s+)?thứ\s+[\w]+|(?<!\w)[XVI]+(?!\w)|[,(]?\s*(?:khóa|khoá)\s+[XVI\d]+\)?"
    r"|[,(]?\s*nhiệm kỳ\s+\d{4}\s*[-–]\s*\d{4}\)?))"
)
_CONGRESS_MORE = re.compile(
    r"\s*,?\s*\(?(?:khóa|khoá)\s+[XVI\d]+\)?(?!\w)|\s*,?\s*\(?nhiệm kỳ\s+\d{4}\s*[-–]\s*\d{4}\)?"
)
_PARTY = re.compile(r"\s+(?=(?:của\s+)?Đảng(?!\w))(?:của\s+)?")
_SELF = re.compile(r"(?:kèm theo|đính kèm)\s*:?\s*$")
_CONGRESS_TYPES = ("Nghị quyết", "Kết luận", "Văn kiện")
_REACH = 120
"""How many characters may stand between a type and its code."""


@dataclass(frozen=True)
class Mention:
    """One place where a text cites a document, and what is printed there."""

    start: int
    end: int
    type: str
    code: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    congress: bool = False
    """The issuer alone singles the document out."""
    attached: bool = False
    """What the text comes with, not what it cites: "(Kèm theo Kế hoạch số …)"."""


@dataclass(frozen=True)
class _Tail:
    end: int
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True)
class _Anchor:
    """A word that may begin a mention: a type, or a code that stands alone."""

    start: int
    end: int
    type: str


# --- find ---------------------------------------------------------------------------------------


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, str], dict[str, str], frozenset[str]]:
    """A pattern over the types, the types by key and by abbreviation, and those that are common words."""
    types = {key(row["type"]): row["type"] for row in rows("document_types")}
    types["thông báo kết luận"] = "Thông báo kết luận"
    short: dict[str, str] = {}
    for row in rows("document_types"):
        for abbreviation in filter(None, (row["abbreviations"] or "").split(";")):
            short.setdefault(abbreviation, row["type"])
    names = "|".join(map(re.escape, sorted(types, key=len, reverse=True)))
    common = frozenset(row["type"] for row in rows("document_types") if row["verb"])
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)"), types, short, common


def find(text: str) -> list[Mention]:
    """The mentions in one text, in order."""
    if len(key(text)) != len(text):
        return []
    dates = {start: (end, iso) for start, end, iso in find_dates(text)}
    codes = {m.start(): m for m in _CODE.finditer(text) if _CAPITALS.search(m.group("notation"))}
    mentions = list(_laws(text, codes, dates))
    taken = [(m.start, m.end) for m in mentions]
    anchors = [a for a in _anchors(text, codes) if not any(s <= a.start < e for s, e in taken)]
    position = 0
    last: Mention | None = None
    for index, anchor in enumerate(anchors):
        if anchor.start < position:
            continue
        limit = anchors[index + 1].start if index + 1 < len(anchors) else len(text)
        mention = _mention(text, anchor, limit, codes, dates, last)
        if mention:
            mentions.append(mention)
            last, position = mention, mention.end
    return sorted(mentions, key=lambda m: m.start)


def _anchors(text: str, codes: dict[int, re.Match[str]]) -> list[_Anchor]:
    pattern, types, _, _ = _lexicon()
    words = [_Anchor(m.start(), m.end(), types[m.group()]) for m in pattern.finditer(key(text))]
    alone = [_Anchor(start, start, "") for start in codes]
    return sorted([*words, *alone], key=lambda a: a.start)


def _laws(text: str, codes: dict[int, re.Match[str]], dates: dict[int, tuple[int, str]]) -> Iterator[Mention]:
    for law in find_laws(text):
        end = law.end
        code = _code_at(text, end, codes) or _code_at(text, end + len(re.match(r",?", text[end:])[0]), codes)  # type: ignore[index]
        end = code.end() if code else end
        year = None if code else _BARE_YEAR.match(text, end)
        end = year.end() if year else end
        tail = _tail(text, end, dates)
        date = tail.date or (year.group("year") if year else None)
        if law.type == CONSTITUTION and not date:
            continue
        canonical = _canonical(code, law.type) if code else None
        yield Mention(law.start, tail.end, law.type, canonical, date, tail.issuer, law.title)


def _code_at(text: str, position: int, codes: dict[int, re.Match[str]]) -> re.Match[str] | None:
    gap = _TO_CODE.match(text, position)
    return codes.get(gap.end()) if gap else None


def _mention(
    text: str,
    anchor: _Anchor,
    limit: int,
    codes: dict[int, re.Match[str]],
    dates: dict[int, tuple[int, str]],
    last: Mention | None,
) -> Mention | None:
    code = codes.get(anchor.start) if not anchor.type else _code_at(text, anchor.end, codes)
    issuer = title = None
    kind = anchor.type
    if not kind and code:
        kind = _type_of(code, last) or ""
    if not code and kind:
        code, issuer, title = _distant_code(text, anchor, limit, codes)
    if not kind:
        return None
    attached = bool(_SELF.search(key(text[max(0, anchor.start - 20) : anchor.start])))
    if code:
        tail = _tail(text, code.end(), dates)
        issuer = issuer or tail.issuer
        return Mention(
            anchor.start, tail.end, kind, _canonical(code, kind), tail.date, issuer, title, False, attached
        )
    mention = _congress(text, anchor, dates) or _dated(text, anchor, dates)
    return replace(mention, attached=attached) if mention else None


def _type_of(code: re.Match[str], last: Mention | None) -> str | None:
    """The type of a code without one: as its abbreviation says, else as the item before it in the list."""
    return _lexicon()[2].get(_opening(code)) or (last.type if last else None)


def _opening(code: re.Match[str]) -> str:
    return re.split(r"[\s/&.-]", code.group("notation"), maxsplit=1)[0]


def _distant_code(
    text: str, anchor: _Anchor, limit: int, codes: dict[int, re.Match[str]]
) -> tuple[re.Match[str] | None, str | None, str | None]:
    """A code with the issuer or the title before it: "Công văn của Sở Y tế số …", "Đề án “…” số …"."""
    code = codes.get(limit)
    between = text[anchor.end : limit]
    said = re.search(r"(?:[Ss]ố|SỐ)\s*:?\s*$", between)
    if not code or not said or len(between) > _REACH or re.search(r"[;:.\n]", between[: said.start()]):
        return None, None, None
    if _lexicon()[2].get(_opening(code), anchor.type) != anchor.type:
        return None, None, None
    of = _TO_ISSUER.match(text, anchor.end)
    named = name_at(text, of.end()) if of else None
    quoted = _QUOTED.match(text, anchor.end)
    issuer = bodies.expand(named[0]) if named else None
    return code, issuer, quoted.group("title").strip() if quoted else None


def _congress(text: str, anchor: _Anchor, dates: dict[int, tuple[int, str]]) -> Mention | None:
    """A resolution that its issuer singles out: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV"."""
    match = _CONGRESS.match(text, anchor.end) if anchor.type in _CONGRESS_TYPES else None
    if not match or _lexicon()[0].search(key(match.group("name"))):
        return None
    end = match.end()
    for more in (_CONGRESS_MORE, _PARTY, _CONGRESS_MORE):
        follows = more.match(text, end)
        if follows and more is _PARTY:
            named = name_at(text, follows.end())
            end = named[1] if named else end
        elif follows:
            end = follows.end()
    issuer = " ".join(text[match.start("name") : end].split())
    tail = _tail(text, end, dates)
    return Mention(anchor.start, tail.end, anchor.type, None, tail.date, bodies.expand(issuer), None, True)


def _dated(text: str, anchor: _Anchor, dates: dict[int, tuple[int, str]]) -> Mention | None:
    """A document without a code that its full date singles out: "Công văn ngày 05/3/2025 của Sở Nội vụ"."""
    quoted = _QUOTED.match(text, anchor.end)
    number = re.compile(r"\s+(?:số\s+)?\d{1,4}(?![\w/.-])").match(text, anchor.end)
    begin = quoted.end() if quoted else number.end() if number else anchor.end
    tail = _tail(text, begin, dates)
    if not tail.date or len(tail.date) < 10 or not text[anchor.start].isupper():
        return None
    if anchor.type in _lexicon()[3] and not tail.issuer:
        return None
    title = quoted.group("title").strip() if quoted else None
    return Mention(anchor.start, tail.end, anchor.type, None, tail.date, tail.issuer, title)


def _tail(text: str, position: int, dates: dict[int, tuple[int, str]]) -> _Tail:
    """The date and the issuer that follow, in either order."""
    date = issuer = None
    for _ in range(3):
        dated = None if date else _date_at(text, position, dates)
        if dated:
            position, date = dated
            continue
        of = None if issuer else _TO_ISSUER.match(text, position)
        named = name_at(text, of.end()) if of else None
        if not named:
            break
        issuer, position = named
    return _Tail(position, date, bodies.expand(issuer) if issuer else None)


def _date_at(text: str, position: int, dates: dict[int, tuple[int, str]]) -> tuple[int, str] | None:
    gap = _TO_DATE.match(text, position)
    for start in range(position, gap.end() + 1 if gap else position):
        if start in dates:
            end, iso = dates[start]
            closing = text[end : end + 1] == ")" and "(" in text[position:start]
            return end + closing, iso
    return None


def _canonical(code: re.Match[str], kind: str) -> str:
    """The code without spaces, with the hyphen that a slip left out after the type: NĐCP is NĐ-CP."""
    notation = re.sub(r"\s", "", code.group("notation"))
    for abbreviation, named in _lexicon()[2].items():
        rest = notation.removeprefix(abbreviation)
        glued = rest != notation and re.fullmatch(r"[A-ZĐ]\w+", rest)
        if named == kind and glued and notation not in _lexicon()[2]:
            notation = f"{abbreviation}-{rest}"
            break
    year = f"{code.group('year')}/" if code.group("year") else ""
    return f"{code.group('number')}{code.group('mark')}{year}{notation}"


# --- resolve ------------------------------------------------------------------------------------


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
    return [Citation(type=m.type, code=m.code, date=m.date, issuer=m.issuer, title=m.title) for m in found]


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
    """A code for comparing: without separators, case and leading zeros."""
    return re.sub(r"[\W_]", "", key(code)).lstrip("0")


def _congress_key(issuer: str) -> str:
    """Names of one congress compare alike: "Đại hội XIII của Đảng" is the thirteenth of the whole Party."""
    name = re.sub(r"\(?(?:nhiệm kỳ|đại biểu)(?:\s+\d{4}\s*-\s*\d{4})?\)?", " ", key(issuer))
    ordinal = re.search(r"(?<!\w)(?:[xvi]+|(?<=thứ )\w+)(?!\w)", name)
    if (
        ordinal
        and "đại hội" in name
        and not re.search(r"đảng bộ|chi bộ|đoàn|thi đua|phụ nữ|nông dân|công", name)
    ):
        return f"đại hội đảng {ordinal.group()}"
    return " ".join(re.sub(r"[^\w]", " ", name).split())


def _joined(known: Mention, other: Mention) -> Mention:
    fuller = len(other.date or "") > len(known.date or "") and _fit(known.date, other.date)
    return replace(
        known,
        code=known.code or other.code,
        date=other.date if fuller else known.date,
        issuer=known.issuer or other.issuer,
        title=known.title or other.title,
    )


# --- a plan -------------------------------------------------------------------------------------


def cite(plan: Plan) -> list[Citation]:
    """The documents that a plan cites, in the order of their first mention; never the plan itself."""
    mentions = (m for passage in passages(plan) for m in find(passage.text))
    return resolve(m for m in mentions if not _is_own(m, plan))


def _is_own(mention: Mention, plan: Plan) -> bool:
    if mention.code and plan.number is not None and plan.code:
        return code_key(mention.code) == code_key(plan.code)
    if mention.attached and mention.type == plan.type:
        notation = re.sub(r"^\W*\d+\W*", "", mention.code or "")
        return not mention.code or not plan.notation or code_key(notation) == code_key(plan.notation)
    later = bool(mention.date and plan.issued and not mention.code and not mention.title)
    return later and not mention.congress and (mention.date or "") > (plan.issued or "")
