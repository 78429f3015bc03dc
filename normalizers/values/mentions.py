"""Where a text cites a document, and what is printed there: type, code, date, issuer, title.

A mention begins at a type ("Quyết định"), at a law's name, or at a code that goes on a list ("…; số
98/2023/NĐ-CP"). What a code begins with can tell the type of a document ("QĐ"), never its issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from data import rows
from normalizers.values import bodies
from normalizers.values.attribution import name_at
from normalizers.values.dates import find_dates
from normalizers.values.keys import key
from normalizers.values.laws import CONSTITUTION, find_laws

_CODE = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{1,6}[a-zA-Z]?)\s?(?P<mark>[/-])\s?(?:(?P<year>(?:19|20)\d{2})\s?/\s?)?"
    r"(?P<notation>[^\W\d_](?:(?!ngày)\w){0,19}"
    r"(?:(?:\s?[/&-]\s?|\.(?=[A-ZĐ]{2}))[^\W\d_](?:(?!ngày)\w){0,19}){0,5})"
)
_CAPITALS = re.compile(r"[A-ZĐ][^\W\d_]*?[A-ZĐ]|QH\d")
_TO_CODE = re.compile(r"\s*,?\s*(?:số(?:\s+hiệu)?)?\s*[:.]?\s*", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"(?:[Ss]ố|SỐ)\s*:?\s*$")
_TO_DATE = re.compile(
    r"\s*[,(]?\s*(?:(?:được\s+)?(?:ban hành|ký ban hành|ký|đề)\s+)?(?:vào\s+)?(?:ngày\s+)?", re.IGNORECASE
)
_TO_ISSUER = re.compile(r"\s*,?\s*(?:của|do)\s+")
_JOINED = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:số\s*)?")
"""Between codes of one list: "số 63/2005/QĐ-BNN, 64/2005/QĐ-BNN ngày …"."""
_LIST_GAP = re.compile(r"[\s,;]*(?:và\s+)?(?:số\s*:?\s*)?")
_BARE_YEAR = re.compile(r"\s*\(?\s*(?P<year>(?:19|20)\d{2})(?![\w/-]|\.\d)\)?")
_BARE_NUMBER = re.compile(r"\s+(?:số\s+)?\d{1,4}(?![\w/-]|\.\d)")
_QUOTED = re.compile(r"\s*[“\"«](?P<title>[^“”\"«»]{2,200})[”\"»]")
_ORDINAL = r"(?:(?:lần\s+)?thứ\s+\w+|(?<!\w)[XVI]+(?!\w))"
_TERM = r"\s*[,(]?\s*(?:(?:khóa|khoá)\s+(?:thứ\s+)?[XVI\d]+|nhiệm kỳ\s+\d{4}\s*[-–]\s*\d{4})(?!\w)\)?"
_CONGRESS = re.compile(
    r"\s+(?:của\s+)?"
    r"(?P<name>(?:đại hội|hội nghị|trung ương|TW|(?:ban chấp hành|BCH)\s+(?:trung ương|TW))(?!\w)"
    rf"[^;:.“”\"()\n]{{0,90}}?(?:{_ORDINAL}|{_TERM}))",
    re.IGNORECASE,
)
_CONGRESS_TERM = re.compile(_TERM, re.IGNORECASE)
_PARTY = re.compile(r"\s+(?=(?:của\s+)?Đảng(?!\w))(?:của\s+)?")
_ATTACHED = re.compile(r"(?:kèm theo|đính kèm)\s*:?\s*$")
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
    page: int | None = None


class _Anchor(NamedTuple):
    """A type, or a code with none before it, at which a mention may begin."""

    start: int
    end: int
    type: str


class _Types(NamedTuple):
    pattern: re.Pattern[str]
    named: dict[str, str]
    """By key."""
    by_abbreviation: dict[str, str]
    common: frozenset[str]
    """Those that are also common words."""


@cache
def _types() -> _Types:
    named = {key(row["type"]): row["type"] for row in rows("document_types")}
    short: dict[str, str] = {}
    for row in rows("document_types"):
        for abbreviation in filter(None, (row["abbreviations"] or "").split(";")):
            short.setdefault(abbreviation, row["type"])
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(named, key=len, reverse=True))
    common = frozenset(row["type"] for row in rows("document_types") if row["verb"])
    return _Types(re.compile(rf"(?<!\w)(?:{names})(?!\w)"), named, short, common)


def find(text: str) -> list[Mention]:
    """The mentions in one text, in order."""
    found = sorted(_Reader(text).mentions(), key=lambda mention: mention.start)
    for index in range(len(found) - 1, 0, -1):
        found[index - 1] = _shared(found[index - 1], found[index], text)
    for index in range(1, len(found)):
        found[index] = _inherited(found[index - 1], found[index], text)
    return found


def _shared(mention: Mention, following: Mention, text: str) -> Mention:
    """A mention with what the one after it has for both: "số 63/…, 64/2005/QĐ-BNN ngày … của Bộ …"."""
    if mention.issuer or not _in_one_list(mention, following, text):
        return mention
    if text[following.start].isdecimal() and not mention.date:
        return replace(mention, date=following.date, issuer=following.issuer)
    return replace(mention, issuer=following.issuer)


def _inherited(before: Mention, mention: Mention, text: str) -> Mention:
    """A bare code with the issuer of the one before it: "Nghị định của Chính phủ: số 67/…, số 131/…"."""
    bare = text[mention.start].isdecimal() and not mention.issuer
    return replace(mention, issuer=before.issuer) if bare and _in_one_list(before, mention, text) else mention


def _in_one_list(a: Mention, b: Mention, text: str) -> bool:
    joined = _JOINED.fullmatch(text, a.end, b.start)
    return bool(joined and a.code and b.code and a.type == b.type)


class _Reader:
    """A text with its dates and codes by where they begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = key(text)
        self.dates = {start: (end, iso) for start, end, iso in find_dates(text)}
        codes = _CODE.finditer(text)
        self.codes = {code.start(): code for code in codes if _CAPITALS.search(code.group("notation"))}

    def mentions(self) -> Iterator[Mention]:
        if len(self.folded) != len(self.text):
            return
        laws = list(self._laws())
        yield from laws
        anchors = [a for a in self._anchors() if not any(m.start <= a.start < m.end for m in laws)]
        last: Mention | None = None
        for index, anchor in enumerate(anchors):
            if last and anchor.start < last.end:
                continue
            limit = anchors[index + 1].start if index + 1 < len(anchors) else len(self.text)
            mention = self._coded(anchor, limit, last) or self._congress(anchor) or self._dated(anchor)
            if mention:
                before = self.folded[max(0, anchor.start - 20) : anchor.start]
                last = replace(mention, attached=bool(_ATTACHED.search(before)))
                yield last

    def _anchors(self) -> list[_Anchor]:
        types = _types()
        words = (
            _Anchor(m.start(), m.end(), types.named[" ".join(m.group().split())])
            for m in types.pattern.finditer(self.folded)
        )
        return sorted([*words, *(_Anchor(start, start, "") for start in self.codes)])

    def _laws(self) -> Iterator[Mention]:
        for law in find_laws(self.text):
            code = self._code_at(law.end)
            if not code and not law.title and law.type != CONSTITUTION:
                continue
            year = None if code else _BARE_YEAR.match(self.text, law.end)
            last = code or year
            end, date, issuer = self._tail(last.end() if last else law.end)
            date = date or (year.group("year") if year else None)
            if law.type != CONSTITUTION or date or code:
                shown = _canonical(code, law.type) if code else None
                yield Mention(law.start, end, law.type, shown, date, issuer, law.title)

    def _code_at(self, position: int) -> re.Match[str] | None:
        gap = _TO_CODE.match(self.text, position)
        return self.codes.get(gap.end()) if gap else None

    def _coded(self, anchor: _Anchor, limit: int, last: Mention | None) -> Mention | None:
        """A document with a code, which may stand apart from its type."""
        issuer = title = None
        kind = anchor.type
        code = self._code_at(anchor.end) if kind else self.codes[anchor.start]
        if code and not kind:
            kind = self._type_of(code, last)
        if not code:
            code, issuer, title = self._distant_code(anchor, limit)
        if not code or not kind:
            return None
        end, date, named = self._tail(code.end())
        return Mention(anchor.start, end, kind, _canonical(code, kind), date, issuer or named, title)

    def _type_of(self, code: re.Match[str], last: Mention | None) -> str:
        """The type of a code without one: that of the item before it in a list, else by its abbreviation."""
        listed = last and _LIST_GAP.fullmatch(self.text, last.end, code.start())
        if re.search(r"[/-]", code.group("notation")):
            return _types().by_abbreviation.get(_opening(code)) or (last.type if last and listed else "")
        return last.type if last and listed else ""

    def _distant_code(
        self, anchor: _Anchor, limit: int
    ) -> tuple[re.Match[str] | None, str | None, str | None]:
        """A code with the issuer or the title before it: "Công văn của Sở Y tế số …", "Đề án “…” số …"."""
        code = self.codes.get(limit)
        between = self.text[anchor.end : limit]
        said = _NUMBER_WORD.search(between)
        if not code or not said or len(between) > _REACH:
            return None, None, None
        if _types().by_abbreviation.get(_opening(code), anchor.type) != anchor.type:
            return None, None, None
        of = _TO_ISSUER.match(self.text, anchor.end)
        named = name_at(self.text, of.end()) if of else None
        heads = named and self.text[named[1] : limit].lstrip().startswith(":")  # "… của Chính phủ: số …"
        if re.search(r"[;.\n]" if heads else r"[;:.\n]", between[: said.start()]):
            return None, None, None
        quoted = _QUOTED.match(self.text, anchor.end)
        issuer = bodies.expand(named[0]) if named else None
        return code, issuer, quoted.group("title").strip() if quoted else None

    def _congress(self, anchor: _Anchor) -> Mention | None:
        """A resolution that its issuer singles out: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV"."""
        match = _CONGRESS.match(self.text, anchor.end) if anchor.type in _CONGRESS_TYPES else None
        if not match or _types().pattern.search(key(match.group("name"))):
            return None
        end = self._term(match.end())
        party = _PARTY.match(self.text, end)
        named = name_at(self.text, party.end()) if party else None
        end = self._term(named[1]) if named else end
        issuer = bodies.expand(" ".join(self.text[match.start("name") : end].split()))
        end, date, _ = self._tail(end)
        return Mention(anchor.start, end, anchor.type, None, date, issuer, None, True)

    def _term(self, position: int) -> int:
        match = _CONGRESS_TERM.match(self.text, position)
        return match.end() if match else position

    def _dated(self, anchor: _Anchor) -> Mention | None:
        """A document that its full date singles out: "Công văn ngày 05/3/2025 của Sở Nội vụ"."""
        quoted = _QUOTED.match(self.text, anchor.end)
        number = _BARE_NUMBER.match(self.text, anchor.end)
        begin = quoted or number
        end, date, issuer = self._tail(begin.end() if begin else anchor.end)
        capital = self.text[anchor.start].isupper()
        if not anchor.type or not capital or not date or len(date) < len("2025-01-31"):
            return None
        if anchor.type in _types().common and not issuer:
            return None
        title = quoted.group("title").strip() if quoted else None
        return Mention(anchor.start, end, anchor.type, None, date, issuer, title)

    def _tail(self, position: int) -> tuple[int, str | None, str | None]:
        """Where the date and the issuer that follow, in either order, end; and they."""
        date = issuer = None
        for _ in range(2):
            dated = None if date else self._date_at(position)
            if dated:
                position, date = dated
                continue
            of = None if issuer else _TO_ISSUER.match(self.text, position)
            named = name_at(self.text, of.end()) if of else None
            if not named:
                break
            issuer, position = named
        return position, date, bodies.expand(issuer) if issuer else None

    def _date_at(self, position: int) -> tuple[int, str] | None:
        gap = _TO_DATE.match(self.text, position)
        for start in range(position, gap.end() + 1 if gap else position):
            if start in self.dates:
                end, iso = self.dates[start]
                closing = self.text[end : end + 1] == ")" and "(" in self.text[position:start]
                return end + closing, iso
        return None


def _opening(code: re.Match[str]) -> str:
    return re.split(r"[\s/&.-]", code.group("notation"), maxsplit=1)[0]


def _canonical(code: re.Match[str], kind: str) -> str:
    """The code without spaces and slips in what opens its notation: NĐCP and ND-CP are NĐ-CP."""
    notation = re.sub(r"\s", "", code.group("notation"))
    for abbreviation in (a for a, named in _types().by_abbreviation.items() if named == kind):
        opening, rest = notation[: len(abbreviation)], notation[len(abbreviation) :]
        if opening.replace("Đ", "D") != abbreviation.replace("Đ", "D"):
            continue
        if not rest or not rest[0].isalnum():
            notation = f"{abbreviation}{rest}"
        elif re.fullmatch(r"[A-ZĐ]\w+", rest) and notation not in _types().by_abbreviation:
            notation = f"{abbreviation}-{rest}"
    year = f"{code.group('year')}/" if code.group("year") else ""
    return f"{code.group('number')}{code.group('mark')}{year}{notation}"
