"""Who signed a plan, for whom and as what (Decree 30/2020/NĐ-CP, annex I, part II, section I.7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from normalizers.values import persons
from normalizers.values.keys import key
from normalizers.values.offices import (
    CAPACITY,
    Printed,
    is_mostly_capitals,
    is_position,
    is_whole_position,
    lexicon,
    meant,
)
from parsers.plan import Reading, Signature

_INLINE = re.compile(r"\s+(?=(?:TM|KT|TL|TUQ)\s*\.)")
_NOISE = re.compile(
    r"\(.{1,40}\)$"
    r"|\(?\s*(?:đã ký|đã kí|ký tên|ký bởi|ký, |ký và|ký thay|người ký|ngày ký|thời gian ký|giờ ký|"
    r"email|cơ quan:|chữ ký|signature|digitally|signed|tổ chức:|nơi nhận)",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(r"xác nhận|(?:phê )?duyệt|thẩm định|người (?:lập|xây dựng|soạn)")
_LEGIBLE, _LIKELY, _SHORTEST, _LONGEST = 0.85, 0.6, 3, 5
"""Confidence of a word at least that makes a line a name, and of each of two; words
of a whole name, and at most."""
_SIGNS = re.compile(r"[^\w'’.-]|[\d_]")
"""What is no part of a name."""
_DEPUTIES = ("phó", "thứ trưởng")
_WORD = re.compile(r"[^\W\d_][\w'’.]*")


def parse(raw: str, read: Sequence[Sequence[Reading]] = (), issuer: str = "") -> Signature:
    """The parts of a signature block.

    Of TM. over KT. the capacity and authority are those of the first line, the position that of the last;
    lines of one position are joined; ranks and academic titles are no part of the name. Of several that
    sign, the one for the issuing body counts, not who drew the plan up or confirms it. What was not read
    surely is mended by what may stand in such a block.

    Args:
        raw: its printed lines.
        read: the words of each line as recognised; none where it is the source's own text.
        issuer: the body that the letterhead names.
    """
    parts = [
        _person(Printed(part, _its_words(part, words)))
        for line, words in zip_longest(raw.splitlines(), read, fillvalue=())
        for part in _parts(str(line))
    ]
    lines = _of_the_head(meant(parts, issuer))
    name = _take_name(lines)
    found = Signature(name=name)
    position: list[str] = []
    authority: list[str] = []
    for line in lines:
        match = CAPACITY.match(line)
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
        elif position or is_position(line) or found.capacity is None:
            position = [*position, line] if position and not _starts_anew(line, position) else [line]
        else:
            authority.append(line)
    found.authority = " ".join(authority) or None
    found.position = " ".join(position) or None
    return found


def _its_words(part: str, words: Sequence[Reading]) -> tuple[Reading, ...]:
    """The words of a line that a part of it is made of; none where they are not found."""
    found: list[Reading] = []
    at = 0
    for token in part.split():
        while at < len(words) and token.upper() not in words[at].text.upper():
            at += 1
        if at == len(words):
            return ()
        found.append(words[at]._replace(text=token))
        at += token.upper() == words[at].text.upper()
    return tuple(found)


def _person(line: Printed) -> Printed:
    """A line with a person's name as meant, where it is one and was not read surely."""
    words = [word for word in line.words if any(map(str.isalpha, word.text))]
    bare = _untitled(line.text).split()
    words = words[-len(bare) :]
    if len(words) > _SHORTEST and len(words[0].text) == 1 and words[0].text.islower():
        words = words[1:]  # a stroke beside the name
    proper = [word.confidence for word in words if word.text.istitle()]
    sure = max(proper, default=0.0) >= _LEGIBLE or sum(each >= _LIKELY for each in proper) > 1
    if not 2 <= len(words) <= _LONGEST or not sure or is_mostly_capitals(line.text):
        return line
    title = line.text[: line.text.find(bare[0])]
    mended = (_SIGNS.sub("", word) for word in persons.mended(words))
    name = " ".join(word[0].upper() + word[1:] for word in mended if word)
    return Printed(title + name, tuple(words))


def _of_the_head(lines: list[str]) -> list[str]:
    """Of the blocks of several signatures, the one with a capacity, else of the highest position."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        opens = is_position(line) or CAPACITY.match(line) or _CONFIRMS.match(key(line))
        if opens and blocks[-1] and blocks[-1][-1] != blocks[-1][-1].upper():
            blocks.append([])
        blocks[-1].append(line)
    ours = [block for block in blocks if not _CONFIRMS.match(key(block[0]))] or blocks if lines else blocks
    signed_for = (block for block in ours if any(map(CAPACITY.match, block)))
    heads = (block for block in ours if block and not key(block[0]).startswith("phó"))
    return next(signed_for, None) or next(heads, None) or ours[0]


def _parts(line: str) -> list[str]:
    """The lines that a printed line holds: a position and a name may stand in one, TM. and KT. too."""
    line = " ".join(re.sub(r"[*_#|<>]+", " ", line).split()).strip(" -–.,;")
    if _NOISE.match(line) or len(re.findall(r"[^\W\d_]", line)) < 2:
        return []
    parts: list[str] = []
    for piece in _INLINE.split(_in_capitals(line)):
        words = piece.split()
        cut = next((i for i, w in enumerate(words) if w != w.upper()), len(words))
        while cut > 0 and _untitled(f"{words[cut - 1]} x") == "x":
            cut -= 1
        parts += [" ".join(words[:cut]), " ".join(words[cut:])] if _is_shout(words[:cut]) else [piece]
    return [cut for part in parts if part for cut in _two_positions(part)]


def _in_capitals(line: str) -> str:
    """A line with those words in capitals that begin and end in one: small letters in them are misread."""
    words = (word.upper() if word[0].isupper() and word[-1].isupper() else word for word in line.split())
    return " ".join(words)


def _is_shout(words: list[str]) -> bool:
    """Whether words in capitals are more than the first letter of a name ("Y Thị Lan")."""
    return any(len(re.findall(r"[^\W\d_]", w)) > 1 for w in words)


def _two_positions(line: str) -> list[str]:
    """ "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" is two lines printed as one."""
    match = CAPACITY.match(line)
    if match:
        for begin in re.finditer(r"(?<=\s)\S", line[match.end() :]):
            at = match.end() + begin.start()
            if key(line[:at]).endswith("ban "):  # BAN THƯỜNG TRỰC
                continue
            is_deputy = key(line[at:]).startswith(_DEPUTIES)
            if is_position(line[at:]) and (is_deputy or key(match.group(1)) == "tm"):
                return [line[:at].strip(), line[at:]]
    return [line]


def _starts_anew(line: str, position: list[str]) -> bool:
    """A second position under a first one replaces it only when it is another office's."""
    return is_position(line) and key(position[-1]) == key(line)


def _take_name(lines: list[str]) -> str | None:
    """Take the name off the end of the block: words with capitals under the position."""
    for i in range(len(lines) - 1, -1, -1):
        bare = _untitled(lines[i])
        words = _WORD.findall(bare)
        proper = 2 <= len(words) <= 6 and all(w[0].isupper() for w in words) and not re.search(r"\d", bare)
        shouted = bare == bare.upper()
        if (
            proper
            and not is_position(bare)
            and not CAPACITY.match(bare)
            and (not shouted or _named(lines[:i]))
        ):
            del lines[i:]
            return " ".join(w.capitalize() if len(w) > 1 else w for w in bare.split()) if shouted else bare
    return None


def _named(above: list[str]) -> bool:
    """Whether the lines above a line in capitals end in a whole position, so that it is a name."""
    return bool(above) and is_whole_position(above[-1])


def _untitled(line: str) -> str:
    """A name without ranks and academic titles before it."""
    while True:
        match = re.match(r"\s*[.,]?\s*", line)
        begin = match.end() if match else 0
        title = lexicon("title").match(key(line), begin)
        if not title or title.end() >= len(line):
            return line.strip(" .,;:-")
        line = line[title.end() :]
