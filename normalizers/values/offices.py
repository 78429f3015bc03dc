"""The lines above a signer's name as meant, where seal and pen lie over them.

They are a closed world (Decree 30/2020/NĐ-CP, annex I, part II, section I.7): a capacity and who is signed
for, then a position; who signs for the head is a deputy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process
from unidecode import unidecode

from data import rows
from normalizers.text.syllables import is_known
from normalizers.values.keys import key
from parsers.plan import Reading

CAPACITY = re.compile(
    r"^\W*(T[/.]?M|K[/.]?T|T[/.]?L|T[/.]?U[/.]?Q|Q|QUYỀN)(?:\s*[.:,]+\s*|\s+)(?=\w)", re.IGNORECASE
)
_CAPACITIES, _STOPS = ("KT", "TL", "TUQ"), ".,:"
"""What stands before a position, and after that."""
_LEFT = "K"
"""What no more than one of them begins with."""
_INITIALS = re.compile(r"(?<=[^\W\d_])\s+\d{1,2}$")
"""What the initials of the one who drafted the paper are read as, beside the position."""
_MARK = re.compile(r"\W{0,2}\w{1,3}[.,]\s")
"""What a capacity is read as."""
_SHORT, _NEAR = 6, 85
"""Letters, and percent of them that a misread position must share with the one that is meant."""
_LIKE, _PREFIX = 75, 4
"""Percent that the office of a deputy must share with the head's, and signs that are left of the word PHÓ."""
_SURE, _VAGUE = 0.9, 0.5
"""Confidence from which a word was read surely, and on average of a line, below which it may be no print."""
_ILLEGIBLE = 0.1
"""Confidence below which a word may be anything."""
_SIGNS = 3
"""Letters that strokes of a signature are taken for at most."""
_CAPITALS = 0.6
"""Share of its letters that are capitals in a line that is no name."""
_FEW, _ALIKE = 12, 60
"""Lines that are looked at of all that there may be, and percent that each shares with what was read."""
_UNSURE, _BEFORE = 0.35, 0.4
"""What a letter costs that was read in doubt; and how much of its cost, where it stands before the line."""
_LACKING, _MARGINAL = 0.6, 0.4
"""What a letter costs that was not read: within a line, and at its start, where seals stand."""
_COST, _CLEAR = 0.36, 0.35
"""By letter, what a line as meant costs at most; and in all, how much less than any other."""
_OURS = 0.5
"""How much less a line costs where the body is that of the letterhead."""
_ENDS = 60
"""Percent that the end of a deputy's position must share with the end of the head's."""


class Printed(NamedTuple):
    """A line, and its words as recognised; none where it is the source's own text."""

    text: str
    words: tuple[Reading, ...] = ()


def meant(lines: Sequence[Printed], issuer: str = "") -> list[str]:
    """The lines of a signature block with those above the name as meant.

    What was read surely stays as printed. Scraps that are nothing known are left out.

    Args:
        lines: from the top down.
        issuer: the body that the letterhead names.
    """
    found: list[str] = []
    for line in lines:
        text = _INITIALS.sub("", line.text)
        above = found[-1] if found else ""
        if found and (deputy := _deputy(above, text) or _deputy_in_doubt(above, line)):
            if not CAPACITY.match(above):
                found[-1] = f"KT. {above}"
            found.append(deputy)
        elif _is_unheaded(above, line):
            found += [_deputy_of(above[4:]), text]
        elif signed_for := _with_capacity(line):
            found.append(signed_for)
        elif _is_speck(line):
            continue
        elif not _is_doubtful(line):
            found.append(_corrected(text, above))
        elif (best := _nearest(line, issuer) or _after_mark(text) or _at_end(line)) is not None:
            found.append(best)
        elif not _is_scrap(line):
            found.append(_corrected(text, above))
    return found


def is_position(line: str) -> bool:
    """Whether a line begins with a position."""
    return bool(lexicon("position").match(key(line)))


def is_mostly_capitals(line: str) -> bool:
    """Whether most letters of a line are capitals, as in all lines above a name."""
    letters = [sign for sign in line if sign.isalpha()]
    return sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)


def is_whole_position(line: str) -> bool:
    """Whether a line is a position and no more."""
    return lexicon("position").fullmatch(key(line)) is not None


@cache
def lexicon(kind: str) -> re.Pattern[str]:
    """A pattern for any of the words of a kind in their `key`."""
    words = sorted((key(r["words"]) for r in rows("signing") if r["kind"] == kind), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _corrected(line: str, above: str) -> str:
    """A line with a position as meant that nearly is one."""
    match = CAPACITY.match(line)
    begin = match.end() if match else 0
    likely = None if match and match[1].upper().startswith("T") else _likely_position(line[begin:])
    if likely and not match and (for_whom := CAPACITY.match(above)):
        office = above[for_whom.end() :].upper()
        if for_whom[1].upper() == "KT" and office == likely:  # who signs for the head is a deputy
            likely = _deputy_of(likely)
    return line[:begin] + likely if likely else line


def _deputy(above: str, line: str) -> str | None:
    """The deputy's position under that of the head, whom alone a deputy signs for.

    Of the word for a deputy a seal may have left no more than that something stands before the office.
    """
    match = CAPACITY.match(above)
    head = above[match.end() :] if match else above
    if not _is_head(above, head) or line != line.upper():
        return None
    due = _deputy_of(head)
    if line == due:
        return None if match else line
    if is_position(line) and line != f"PHÓ {line[4:]}":
        return None
    office = " ".join(line.split()[-len(head.split()) :])
    like = fuzz.ratio(unidecode(office), unidecode(head)) >= _LIKE
    before = line[: -len(office)].strip()
    return due if like and 0 < len(before) <= _PREFIX else None


def _deputy_in_doubt(above: str, line: Printed) -> str | None:
    """The deputy's position under that of the head, where a line was read in doubt and ends as that does.

    Where it was recognised as that of the head, a seal has the word for a deputy.
    """
    match = CAPACITY.match(above)
    head = above[match.end() :] if match else above
    if not line.words or not _is_head(above, head) or not is_mostly_capitals(line.text):
        return None
    again = _plain(line.text) == _plain(head)
    misread = not is_whole_position(line.text) and (_is_doubtful(line) or _plain(line.text) in _plain(head))
    if not (again or misread):
        return None
    end, last = line.text.split()[-1], head.split()[-1]
    return _deputy_of(head) if fuzz.ratio(_plain(end), _plain(last)) >= _ENDS else None


def _with_capacity(line: Printed) -> str | None:
    """A line with the capacity before a whole position, where that is another reading of its first word, or
    that word is what a seal left of it.
    """
    if len(line.words) < 2:
        return None
    first, rest = line.words[0], " ".join(word.text for word in line.words[1:])
    if first.text.strip(_STOPS) == _LEFT and is_mostly_capitals(rest) and is_whole_position(rest):
        return f"KT. {rest}"
    if not _is_doubtful(line):
        return None
    others = [text.strip(_STOPS) for text, _ in first.others]
    signs = [text for text in others if text in _CAPACITIES]
    return f"{signs[0]}. {rest}" if signs and is_whole_position(rest) and first.confidence < _SURE else None


def _is_unheaded(above: str, line: Printed) -> bool:
    """Whether a recognised name stands right under the head that a deputy signs for: the line of the
    deputy's own position is lost under a seal.
    """
    head = above[4:] if above.startswith("KT. ") else ""
    return bool(head) and _is_named(line) and _is_head(above, head)


def _is_named(line: Printed) -> bool:
    """Whether a recognised line is a name rather than an office: most of its words have a capital each."""
    proper = sum(word.text.istitle() for word in line.words)
    return proper >= 2 and 2 * proper > len(line.words) and not is_mostly_capitals(line.text)


def _deputy_of(head: str) -> str:
    """What the deputy of an office is called, in capitals."""
    own = {row["deputy_of"].upper(): row["words"].upper() for row in rows("signing") if row["deputy_of"]}
    return own.get(head, f"PHÓ {head}")


def _is_head(above: str, head: str) -> bool:
    """Whether a line, with the office that it names, is that of the head, or of who signs for the head."""
    match = CAPACITY.match(above)
    return (not match or match[1].upper() == "KT") and head == head.upper() and is_whole_position(head)


def _likely_position(line: str) -> str | None:
    """The position that a line in capitals nearly is, letter for letter; None where it is one or is none."""
    letters = re.sub(r"[^\w\s]", "", line).strip()
    if len(letters) < _SHORT or letters != letters.upper() or is_position(letters):
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


def _is_doubtful(line: Printed) -> bool:
    """Whether a line of offices was recognised and not every word of it surely."""
    return is_mostly_capitals(line.text) and any(word.confidence < _SURE for word in line.words)


def _is_speck(line: Printed) -> bool:
    """Whether a line was read as hardly more than signs, and in doubt."""
    return bool(line.words) and sum(map(str.isalpha, line.text)) <= _SIGNS and _is_scrap(line)


def _is_scrap(line: Printed) -> bool:
    """Whether a line was hardly read, and is no words."""
    known = sum(is_known(word.text) for word in line.words)
    if known > 1 and 2 * known >= len(line.words):
        return False
    letters = sum(len(word.text) for word in line.words)
    sure = sum(word.confidence * len(word.text) for word in line.words)
    return sure < _VAGUE * letters


def _nearest(line: Printed, issuer: str) -> str | None:
    """What a doubtful line is of all that may stand above a name, where that is clear."""
    signs = [
        (sign, _UNSURE + (1 - _UNSURE) * word.confidence) for word in line.words for sign in _plain(word.text)
    ]
    read = "".join(sign for sign, _ in signs)
    if len(read) < 2:
        return None
    marked = _MARK.match(line.text)
    known = {text: plain for text, plain in _lines().items() if not marked or CAPACITY.match(text)}
    near = process.extract(read, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_FEW)
    if not near:
        return None
    costs = sorted((_cost(signs, plain) - _bonus(text, issuer), text) for plain, _, text in near)
    (cost, best), *others = costs
    plain = _plain(best)
    other = others[0][0] if others else cost + 1
    return best if cost <= _COST * len(plain) and other - cost >= _CLEAR else None


def _after_mark(line: str) -> str | None:
    """The position after a capacity that was misread; whether it was one, the line below tells."""
    mark = _MARK.match(line)
    rest = line[mark.end() :] if mark else ""
    return rest if is_whole_position(rest) and rest == rest.upper() else None


def _at_end(line: Printed) -> str | None:
    """The position that a line ends in after one word that nobody could read; a deputy's where that word
    ends as PHÓ does.
    """
    rest = " ".join(word.text for word in line.words[1:])
    if len(line.words) < 3 or line.words[0].confidence >= _ILLEGIBLE or not is_whole_position(rest):
        return None
    return _deputy_of(rest) if _plain(line.words[0].text).endswith(_plain("PHÓ")[-1]) else rest


def _bonus(text: str, issuer: str) -> float:
    match = CAPACITY.match(text)
    body = key(text[match.end() :]) if match else ""
    return _OURS if body and body in key(issuer) else 0.0


def _cost(read: Sequence[tuple[str, float]], plain: str) -> float:
    """What a line costs that was read so: Wagner and Fischer's distance, letters weighed."""
    row = [_MARGINAL * count for count in range(len(plain) + 1)]
    for sign, weight in read:
        before, row = row, [row[0] + _BEFORE * weight]
        for at, letter in enumerate(plain):
            replaced = before[at] + (0.0 if sign == letter else weight)
            row.append(min(replaced, before[at + 1] + weight, row[at] + _LACKING))
    return row[-1]


@cache
def _lines() -> dict[str, str]:
    """All that may stand above a name, with its letters without marks."""
    named = [(row["kind"], row["words"].upper()) for row in rows("signing")]
    bodies = [words for kind, words in named if kind == "body"]
    offices = [words for kind, words in named if kind == "position" and " " in words]
    heads = [words for words in offices if not words.startswith("PHÓ ")]
    found = [*offices, *(f"TM. {body}" for body in bodies)]
    found += [f"{mark} {head}" for head in heads for mark in ("KT.", "TL.", "TUQ.")]
    return {text: _plain(text) for text in found}


def _plain(text: str) -> str:
    """The letters and figures of a text in capitals without marks."""
    return "".join(sign for sign in unidecode(text).upper() if sign.isalnum())
