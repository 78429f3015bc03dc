"""Names of bodies, offices and groups of persons: spelled out, told apart, found as subjects.

The rules rest on lexicons: the first words of names (`body_heads`), abbreviations with the context in
which they are safe (`abbreviations`), words that open a predicate (`predicate_openers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from data import rows
from normalizers.values.keys import key

_PLURAL = re.compile(
    r"(?:các|những|toàn thể|toàn bộ|tất cả(?: các)?|mọi|từng|mỗi|một số|nhóm các|\d{1,3})\s+(?=\w)"
)
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,}[A-ZĐ0-9&]*(?![\w.])")
_UNITS = ("unit", "common")
_RELATIVE = ("phụ trách", "quản lý", "tham gia")
"""Openers that say which persons are meant where another opener follows."""
_WHOLE = re.compile(
    r"(?<!các )(?:tỉnh|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|cơ quan|nhà trường)$"
)
"""A name that ends in its locality is whole."""
_LONGEST_WORD = 8
_PERSON = re.compile(
    r"\s*(?i:đ/c|đồng chí|ông|bà|thầy|cô|(?:cô|thầy) giáo|bác sĩ"
    r"|(?:thanh tra|chuyên|kiểm tra|kiểm sát) viên(?: chính)?)"
    r"(?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*){2,5}\s*$"
)
_REACH = 200
"""Characters at either end of an enumeration that decide how it goes on."""
_TERRITORY = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|"
    r"thôn|bản|ấp|buôn|làng|tổ dân phố|khu phố)(?!\w)"
)


# --- abbreviations ------------------------------------------------------------------------------


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, list[tuple[str, list[str], list[str]]]]]:
    table: dict[str, list[tuple[str, list[str], list[str]]]] = {}
    for row in rows("abbreviations"):
        after, before = ([w for w in (row[c] or "").split("|") if w] for c in ("after", "before"))
        table.setdefault(row["abbreviation"], []).append((row["expansion"], after, before))
    names = "|".join(re.escape(a) for a in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<![\w/&.-])(?:{names})(?:(?<=\.)|(?![\w&])(?![/-]\w))"), table


def expand(text: str) -> str:
    """The text with the abbreviations of the genre spelled out where that is safe; the rest as printed."""
    pattern, table = _abbreviations()

    out, done = "", 0
    for match in pattern.finditer(text):
        out += text[done : match.start()]
        out += _spelled(match, out.rstrip(), table[match.group()])
        done = match.end()
    return out + text[done:]


def _spelled(match: re.Match[str], left: str, choices: Iterable[tuple[str, list[str], list[str]]]) -> str:
    """The expansion that fits between the words on the left and right, else the abbreviation as it is."""
    text, end = match.string, match.end()
    right = text[end:].lstrip()
    for expansion, after, before in choices:
        follows = not after or any(_ends_with(left, word) for word in after)
        if follows and (not before or any(_begins_with(right, word) for word in before)):
            glued = match.group().endswith(".") and text[end : end + 1].isalnum()
            return f"{expansion} " if glued else expansion
    return match.group()


def _ends_with(left: str, word: str) -> bool:
    left, word = key(left[-2 * len(word) - 2 :]), key(word)
    return left.endswith(word) and not left[: -len(word)][-1:].isalnum()


def _begins_with(right: str, word: str) -> bool:
    if word == "A":
        return right[:1].isupper()
    return key(right[: len(word)]) == key(word) and not right[len(word) : len(word) + 1].isalnum()


# --- what a name begins with --------------------------------------------------------------------


@dataclass(frozen=True)
class Opening:
    """How a piece of text begins, seen as a body."""

    kind: str
    """The kind of its head in the lexicon; "" where it has none."""
    plural: bool
    capital: bool
    """The head begins with a capital letter."""
    rest: str
    """What follows the head."""

    @property
    def named(self) -> bool:
        """A capital letter or a number follows: "Phòng Đào tạo", not "phòng liên quan"."""
        return bool(re.match(r"[\s.]*[A-ZÀ-ỸĐ0-9]", self.rest))

    @property
    def open(self) -> bool:
        """An enumeration that goes on: "các phòng", "cơ quan", but not "Phòng Đào tạo"."""
        bare = not self.rest.strip() or self.rest.lstrip().startswith(",")
        return self.plural or (bare and self.kind in (*_UNITS, "persons"))


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {key(row["head"]): row["kind"] for row in rows("body_heads")}
    names = "|".join(re.escape(h) for h in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?:{names})(?!\w)"), kinds


def _opening(text: str) -> Opening:
    folded = key(text)
    plural = _PLURAL.match(folded)
    begin = plural.end() if plural else 0
    pattern, kinds = _heads()
    match = pattern.match(folded, begin)
    kind, end = (kinds[match.group()], match.end()) if match else ("", begin)
    return Opening(kind, bool(plural), text[begin : begin + 1].isupper(), text[end:])


@cache
def _charges(role: str) -> re.Pattern[str]:
    words = sorted((r["words"] for r in rows("charge_words") if r["role"] == role), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(key(w)) for w in words)})(?!\w)\s*:?\s*")


def uncharged(text: str) -> str:
    """The text without the words that charge a body: "Đề nghị Ban Tuyên giáo" -> "Ban Tuyên giáo"."""
    match = _charges("charge").match(key(text))
    return text[match.end() :] if match and match.end() < len(text) else text


def is_body(text: str) -> bool:
    """Whether a title or the subject of a sentence names a body, an office or a group of persons."""
    opening = _opening(uncharged(text.strip()))
    if opening.kind == "not":
        return False
    if opening.kind == "common":
        return opening.plural or bool(opening.rest.strip())
    if opening.kind == "unit" and key(text).startswith("tổ chức"):
        return opening.named or opening.plural
    return bool(opening.kind) or bool(_ABBREVIATION.fullmatch(text.strip()))


def opens_body(text: str) -> bool:
    """Whether a line begins with the first words of an institution's name."""
    opening = _opening(text)
    return opening.kind in ("body", *_UNITS) and not opening.plural


# --- lists of bodies ----------------------------------------------------------------------------


def split(text: str) -> list[str]:
    """The bodies that a cell or title names, each spelled as printed.

    Split at `;`, at line-feed dashes, and at a comma that separates bodies; `và` does not split.
    """
    pieces = (piece for item in _items(text) for run in _cut(item, ";") for piece in _after_brackets(run))
    parts = (part for piece in pieces for part in _at_commas(piece))
    bare = (uncharged(re.sub(r"^[\s+•*–—-]+|[\s;.,:]+$", "", part)) for part in parts)
    return [" ".join(part.split()) for part in bare if re.search(r"\w", part)]


def _items(text: str) -> Iterator[str]:
    """The items of a cell: lines with a dash, or lines that begin with a body after one that is whole."""
    item = ""
    for line in text.splitlines():
        opening = _opening(line.strip())
        begins = opening.kind not in ("", "not") and opening.capital
        if item and (re.match(r"\s*[-+•*–]\s", line) or begins) and not re.search(r"[,(]\s*$|\svà\s*$", item):
            yield item
            item = ""
        item = f"{item} {line}".strip()
    if item:
        yield item


def _cut(text: str, mark: str) -> Iterator[str]:
    """Cut at a mark that stands outside brackets and quotation marks."""
    depth, begin = 0, 0
    for i, char in enumerate(text):
        depth += (char in "([“") - (char in ")]”")
        if char == mark and depth <= 0:
            yield text[begin:i]
            begin = i + 1
    yield text[begin:]


def _after_brackets(text: str) -> Iterator[str]:
    """Cut where a body follows a bracket with nothing between: "Sở Nội vụ (chủ trì) Sở Tài chính"."""
    begin = 0
    for match in re.finditer(r"\)\s+(?=[A-ZÀ-ỸĐ])", text):
        if opens_body(text[match.end() :]):
            yield text[begin : match.end()]
            begin = match.end()
    yield text[begin:]


def _at_commas(text: str) -> Iterator[str]:
    segments = list(_cut(text, ","))
    left = segments[0]
    for segment in segments[1:]:
        if _separates(left.strip(), segment.strip()):
            yield left
            left = segment
        else:
            left = f"{left},{segment}"
    yield left


@cache
def _fixed() -> tuple[tuple[str, str], ...]:
    """The halves, before and after the comma, of phrases that are one."""
    halves = (key(row["phrase"]).partition(", ") for row in rows("body_phrases"))
    return tuple((before, after) for before, _, after in halves)


def _separates(left: str, right: str) -> bool:
    """Whether the comma between two texts separates bodies; `left` goes back to the last that does."""
    ending, following = key(left[-_REACH:]), key(right)
    if any(ending.endswith(a) and following.startswith(b) for a, b in _fixed()):
        return False
    before, after = _opening(left[:_REACH]), _opening(right)
    if after.kind == "not" or "&" in right.partition(" ")[0]:
        return False
    if _PERSON.match(left) and after.kind not in ("", "persons") and "," not in left:
        return False  # "Đ/c Nguyễn Văn A, Phó Chủ tịch" is one person
    return _parted(left, before, right, after)


def _parted(left: str, before: Opening, right: str, after: Opening) -> bool:
    """Whether two texts, no fixed phrase between them, begin two bodies."""
    if not after.kind:
        return bool(_ABBREVIATION.match(right)) and not before.plural
    if after.plural:
        return not (before.kind == "chief" and _PLURAL.search(key(left[:_REACH])))
    if before.kind == "chief" and after.kind == "chief" and not before.rest.strip():
        return not _opening(after.rest.strip()).kind
    if after.capital and (after.kind not in _UNITS or after.named):
        return not _inside_name(before, after)
    return _goes_elsewhere(left, before, right, after)


def _inside_name(before: Opening, after: Opening) -> bool:
    """A post that is a field of an office's name: "Phòng Tài vụ, Kế toán"."""
    bare = after.kind in ("office", "persons") and not after.rest.strip()
    return bare and before.kind == "unit" and before.named and not before.plural


def _goes_elsewhere(left: str, before: Opening, right: str, after: Opening) -> bool:
    """Whether a common noun after a comma names a body of its own, and does not go on an enumeration."""
    if _TERRITORY.match(key(right)) and _TERRITORY.match(key(left).rpartition("các ")[2]):
        return False
    if after.kind in _UNITS and after.named and not before.open:
        return True
    if before.open:
        return (after.kind == "persons" and before.kind in _UNITS) or (after.kind in _UNITS and after.named)
    ending = key(left[-_REACH:])
    plural = list(re.finditer(r"(?<!\w)(?:các|những|từng)\s+", ending))
    noun = ending[plural[-1].end() :] if plural else ending.rsplit(" ", 1)[-1]
    listed = bool(plural) or _opening(noun).kind in _UNITS
    if listed and after.kind in _UNITS:
        return bool(_TERRITORY.match(noun)) and not _TERRITORY.match(key(right))
    return not _TERRITORY.match(key(right))


# --- subjects -----------------------------------------------------------------------------------


@cache
def _openers(weight: str) -> re.Pattern[str]:
    words = (r["words"] for r in rows("predicate_openers") if r["weight"] == weight)
    ordered = sorted({key(w) for w in words}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?!\w)|:")


def subject_of(sentence: str) -> str | None:
    """The body that is the subject of a sentence that charges it with work, or None.

    "Khoa Dược bảo đảm thuốc …" -> "Khoa Dược"; "Đề nghị Ban Tuyên giáo chỉ đạo …" -> "Ban Tuyên giáo".
    """
    text = uncharged(sentence.strip())
    lead = _charges("lead-in").match(key(text))
    if lead:
        comma = next((m.end() for m in re.finditer(r",\s*", text[:200]) if is_body(text[m.end() :])), None)
        text = text[comma:] if comma else text
    if not is_body(text):
        return None
    ends = [end for end in (_predicate(text, weight) for weight in ("strong", "weak")) if end]
    if not ends:
        return None
    # A weak opener wins where the strong one stands in a later clause, or after a name that is whole.
    strong, weak = ends[0], ends[-1]
    comma = text.find(",", weak, strong) if weak < strong else -1
    later = comma >= 0 and not is_body(text[comma + 1 :].lstrip())
    wins = later or (weak < strong and _WHOLE.search(key(text[:weak].rstrip())))
    end = weak if wins else strong
    return text[:end].rstrip(" ,;:–-") or None


def _predicate(text: str, weight: str) -> int | None:
    """Where the predicate begins: a lower-case opener that is no part of the subject's name."""
    opening = _opening(text)
    head = len(text) - len(opening.rest)
    for match in _openers(weight).finditer(key(text), head):
        word = text[match.start() : match.end()]
        if not word[:1].islower() and word != ":":
            continue
        before = text[: match.start()].rstrip()
        needs_name = opening.kind in _UNITS and not opening.plural
        if needs_name and len(before) <= head and word != ":":
            continue
        listed = word == "tổ chức" and re.search(r"(?:,|[-–]|\b(?:và|các|hoặc|với))$", before)
        clause = key(text)[match.end() : text.find(",", match.end()) % (len(text) + 1)]
        relative = word in _RELATIVE and _openers(weight).search(clause)
        named = _ends_name(key(text), match.start(), match.end())
        if listed or relative or named or before.endswith(" được") or before.count("(") > before.count(")"):
            continue
        return match.start()
    return None


def _ends_name(folded: str, start: int, end: int) -> bool:
    """Whether an opener ends a usual name ("Phòng Kế hoạch tổng hợp") that another opener comes after."""
    return any(
        name.start() < start and _opens_predicate(folded[name.end() :].lstrip())
        for name in _openers("name").finditer(folded, 0, end + _LONGEST_WORD)
        if name.end() >= end
    )


def _opens_predicate(rest: str) -> bool:
    return any(_openers(weight).match(rest) for weight in ("strong", "weak"))
