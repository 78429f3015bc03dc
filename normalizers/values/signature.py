"""Who signed a plan, for whom and as what (Decree 30/2020/NĐ-CP, annex I, part II, section I.7)."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process
from unidecode import unidecode

from data import rows
from normalizers.values.keys import key
from parsers.plan import Signature

_CAPACITY = re.compile(
    r"^\W*(T[/.]?M|K[/.]?T|T[/.]?L|T[/.]?U[/.]?Q|Q|QUYỀN)(?:\s*[.:,]+\s*|\s+)(?=\w)", re.IGNORECASE
)
_INLINE = re.compile(r"\s+(?=(?:TM|KT|TL|TUQ)\s*\.)")
_NOISE = re.compile(
    r"\(.{1,40}\)$"
    r"|\(?\s*(?:đã ký|đã kí|ký tên|ký bởi|ký, |ký và|ký thay|người ký|ngày ký|thời gian ký|giờ ký|"
    r"email|cơ quan:|chữ ký|signature|digitally|signed|tổ chức:|nơi nhận)",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(r"xác nhận|(?:phê )?duyệt|thẩm định|người (?:lập|xây dựng|soạn)")
_INITIALS = re.compile(r"(?<=[^\W\d_])\s+\d{1,2}$")
"""What the initials of the one who drafted the paper are read as, beside the position."""
_SHORT, _NEAR = 6, 85
"""Letters, and percent of them that a misread position must share with the one that is meant."""
_LIKE, _PREFIX = 75, 4
"""Percent that the office of a deputy must share with the head's, and signs that are left of the word PHÓ."""
_WORD = re.compile(r"[^\W\d_][\w'’.]*")


def parse(raw: str) -> Signature:
    """The parts of a signature block.

    Of TM. over KT. the capacity and authority are those of the first line, the position that of the last;
    lines of one position are joined; ranks and academic titles are no part of the name. Of several that
    sign, the one for the issuing body counts, not who drew the plan up or confirms it.
    """
    parts = [part for line in raw.splitlines() for part in _parts(line)]
    lines = _of_the_head(_under_the_seal(parts))
    name = _take_name(lines)
    found = Signature(name=name)
    position: list[str] = []
    authority: list[str] = []
    for line in lines:
        match = _CAPACITY.match(line)
        if match:
            capacity = re.sub(r"[/.]", "", match.group(1)).upper()
            rest = line[match.end() :]
            if capacity in ("Q", "QUYỀN"):
                found.capacity = found.capacity or "Q"
                position = [rest]
            else:
                position = []
                if found.capacity is None:
                    found.capacity, authority = capacity, [rest]
        elif position or _is_position(line) or found.capacity is None:
            position = [*position, line] if position and not _starts_anew(line, position) else [line]
        else:
            authority.append(line)
    found.authority = " ".join(authority) or None
    found.position = " ".join(position) or None
    return found


def _under_the_seal(lines: list[str]) -> list[str]:
    """The lines with those positions as meant that were misread, as the seal stands over them."""
    mended: list[str] = []
    for line in (_INITIALS.sub("", line) for line in lines):
        if mended and (deputy := _deputy(mended[-1], line)):
            if not _CAPACITY.match(mended[-1]):
                mended[-1] = f"KT. {mended[-1]}"
            mended.append(deputy)
            continue
        match = _CAPACITY.match(line)
        begin = match.end() if match else 0
        of_a_body = match is not None and match[1].upper().startswith("T")
        likely = None if of_a_body else _likely_position(line[begin:])
        if likely and not match and mended and (above := _CAPACITY.match(mended[-1])):
            office = mended[-1][above.end() :].upper()
            if above[1].upper() == "KT" and office == likely:  # who signs for the head is a deputy
                likely = f"PHÓ {likely}"
        mended.append(line[:begin] + likely if likely else line)
    return mended


def _deputy(above: str, line: str) -> str | None:
    """The deputy's position under that of the head, whom alone a deputy signs for.

    Of the word for a deputy a seal may have left no more than that something stands before the office.
    """
    match = _CAPACITY.match(above)
    head = above[match.end() :] if match else above
    if (match and match[1].upper() != "KT") or head != head.upper() or not _whole_position(head):
        return None
    if line != line.upper():
        return None
    if line == f"PHÓ {head}":
        return None if match else line
    if _is_position(line) and line != f"PHÓ {line[4:]}":
        return None
    office = " ".join(line.split()[-len(head.split()) :])
    like = fuzz.ratio(unidecode(office), unidecode(head)) >= _LIKE
    before = line[: -len(office)].strip()
    return f"PHÓ {head}" if like and 0 < len(before) <= _PREFIX else None


def _whole_position(line: str) -> bool:
    return _lexicon("position").fullmatch(key(line)) is not None


def _likely_position(line: str) -> str | None:
    """The position that a line in capitals nearly is, letter for letter; None where it is one or is none."""
    letters = re.sub(r"[^\w\s]", "", line).strip()
    if len(letters) < _SHORT or letters != letters.upper() or _is_position(letters):
        return None
    plain = unidecode(letters).upper()
    if plain == letters and plain in _positions().values():  # printed without marks
        return None
    found = process.extractOne(plain, _positions(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[2] if found else None


@cache
def _positions() -> dict[str, str]:
    """The positions of several words as printed, by that, without marks."""
    names = (row["words"] for row in rows("signing") if row["kind"] == "position" and " " in row["words"])
    return {name.upper(): unidecode(name).upper() for name in names}


def _of_the_head(lines: list[str]) -> list[str]:
    """Of the blocks of several signatures, the one with a capacity, else of the highest position."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        opens = _is_position(line) or _CAPACITY.match(line) or _CONFIRMS.match(key(line))
        if opens and blocks[-1] and blocks[-1][-1] != blocks[-1][-1].upper():
            blocks.append([])
        blocks[-1].append(line)
    ours = [block for block in blocks if not _CONFIRMS.match(key(block[0]))] or blocks if lines else blocks
    signed_for = (block for block in ours if any(map(_CAPACITY.match, block)))
    heads = (block for block in ours if block and not key(block[0]).startswith("phó"))
    return next(signed_for, None) or next(heads, None) or ours[0]


def _parts(line: str) -> list[str]:
    """The lines that a printed line holds: a position and a name may stand in one, TM. and KT. too."""
    line = " ".join(re.sub(r"[*_#|<>]+", " ", line).split()).strip(" -–.,;")
    if _NOISE.match(line) or len(re.findall(r"[^\W\d_]", line)) < 2:
        return []
    parts: list[str] = []
    for piece in _INLINE.split(line):
        words = piece.split()
        cut = next((i for i, w in enumerate(words) if w != w.upper()), len(words))
        while cut > 0 and _untitled(f"{words[cut - 1]} x") == "x":
            cut -= 1
        parts += [" ".join(words[:cut]), " ".join(words[cut:])] if _is_shout(words[:cut]) else [piece]
    return [cut for part in parts if part for cut in _two_positions(part)]


def _is_shout(words: list[str]) -> bool:
    """Whether words in capitals are more than the first letter of a name ("Y Thị Lan")."""
    return any(len(re.findall(r"[^\W\d_]", w)) > 1 for w in words)


def _two_positions(line: str) -> list[str]:
    """ "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" is two lines printed as one."""
    match = _CAPACITY.match(line)
    if match:
        for begin in re.finditer(r"(?<=\s)\S", line[match.end() :]):
            at = match.end() + begin.start()
            if key(line[:at]).endswith("ban "):  # BAN THƯỜNG TRỰC
                continue
            if _is_position(line[at:]) and (key(line[at:]).startswith("phó") or key(match.group(1)) == "tm"):
                return [line[:at].strip(), line[at:]]
    return [line]


@cache
def _lexicon(kind: str) -> re.Pattern[str]:
    words = sorted((key(r["words"]) for r in rows("signing") if r["kind"] == kind), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _is_position(line: str) -> bool:
    return bool(_lexicon("position").match(key(line)))


def _starts_anew(line: str, position: list[str]) -> bool:
    """A second position under a first one replaces it only when it is another office's."""
    return _is_position(line) and key(position[-1]) == key(line)


def _take_name(lines: list[str]) -> str | None:
    """Take the name off the end of the block: words with capitals under the position."""
    for i in range(len(lines) - 1, -1, -1):
        bare = _untitled(lines[i])
        words = _WORD.findall(bare)
        proper = 2 <= len(words) <= 6 and all(w[0].isupper() for w in words) and not re.search(r"\d", bare)
        shouted = bare == bare.upper()
        if (
            proper
            and not _is_position(bare)
            and not _CAPACITY.match(bare)
            and (not shouted or _named(lines[:i]))
        ):
            del lines[i:]
            return " ".join(w.capitalize() if len(w) > 1 else w for w in bare.split()) if shouted else bare
    return None


def _named(above: list[str]) -> bool:
    """Whether the lines above a line in capitals end in a whole position, so that it is a name."""
    return bool(above) and _whole_position(above[-1])


def _untitled(line: str) -> str:
    """A name without ranks and academic titles before it."""
    while True:
        match = re.match(r"\s*[.,]?\s*", line)
        begin = match.end() if match else 0
        title = _lexicon("title").match(key(line), begin)
        if not title or title.end() >= len(line):
            return line.strip(" .,;:-")
        line = line[title.end() :]
