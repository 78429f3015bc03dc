"""Who signs, and as what, where that was read in doubt: stamped in script, or under a seal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from data import rows
from parsers.recognition.centred import centred
from parsers.recognition.errors import RecogniserMissingError
from parsers.recognition.names import Name, NameReader
from parsers.recognition.positions import Line, PositionReader, opening_words
from parsers.recognition.words import SeenWord

if TYPE_CHECKING:
    from parsers.recognition.segmentation import Segment, Segments
    from parsers.recognition.words import Area, Grey

_SURE = 0.95
"""Confidence of each word of a line, from which it needs no second look."""
_PRINTED, _STAMPED, _LIKE = 0.5, 0.65, -2.0
"""Confidence of a name at least, in print, where it is rather right than not, and on a stamp, which may be in
script; and likeness to one. Of names with 0.55 under seals 95 in a hundred are right, of those on stamps 92
in script held out; what is no name is unlike one."""
_LISTED, _NEAR, _LEGIBLE = 0.5, -1.33, 3
"""Confidence of a line above a name at least, likeness to it, and letters or figures that were read."""
_DUE = -2.0
"""That likeness right under whom is signed for: a position must follow there."""
_FOR_WHOM = re.compile(r"(?:TM|KT|TL|TUQ)\.?|T/M")
"""What a line begins with that says so (Decree 30/2020/NĐ-CP, annex I)."""
_HIDDEN, _WHOLE = 0.7, 3
"""Confidence of a name whose start a seal hid at least, and its words: of fewer there may be one more."""
_ALIKE = 60
"""Percent of its letters that a word that was read surely shares with one of that line at least."""
_WORDS, _CAPITALS = (2, 7), 0.6
"""Words that a name with its title is read as, and share of capitals in a line that is rather an office."""
_WIDE = (0.6, 3.6)
"""Inches that a name is wide."""
_MIDDLE = 0.45
"""Share of the page's width from which the middle of a signature stands."""
_UNREAD = 0.5
"""Share of a line's width that its words take at most where a seal has left most of it unread."""
_BAND = (2.3, 0.9)
"""Heights of the page's small letters that a line of print reaches above and below its baseline; the rest of
its crop is a seal's.
"""
_MOST = 8
"""Lines of a page that a reader looks at again, the lowest ones: what is all ruined would take time."""


def signed(page: Segments, read: Sequence[list[SeenWord]]) -> list[list[SeenWord]]:
    """The words of a page's lines, with those of signatures as readers of positions and of names read them.

    What was read surely, or is surely neither, stays as it was read.

    Args:
        page: taken apart.
        read: the words of each of its lines, their places in pixels of the line's crop.
    """
    found = list(read)
    short = [at for at, each in enumerate(page.lines) if _is_short(each, page)]
    doubtful = _lowest(page, (at for at in short if _may_be_position(read[at])))
    positions = _positions() if doubtful else None
    if positions:
        for at, line in zip(doubtful, positions.read(_bands(page, doubtful)), strict=True):
            near = _DUE if _is_due(page, short, found, at) else _NEAR
            if line and line.confidence >= _LISTED and line.likeness >= near and _holds(line, read[at]):
                found[at] = _restored(read[at], line, page.lines[at].line.area)
    names = [at for at in short if found[at] is read[at] and _may_be_of_name(read[at], page.lines[at])]
    doubtful = _lowest(page, names)
    reader = _reader() if doubtful else None
    if reader:
        for at, name in zip(doubtful, reader.read(_bands(page, doubtful)), strict=True):
            least = _STAMPED if page.lines[at].stamped else _PRINTED
            if name and name.confidence >= least and name.likeness >= _LIKE and not _is_office(name):
                area = page.lines[at].line.area
                found[at] = _renamed(read[at], name, area, area)
    for at, words in _begun(page, short, found):
        found[at] = words
    return found


def _begun(
    page: Segments, short: Sequence[int], read: Sequence[list[SeenWord]]
) -> Iterator[tuple[int, list[SeenWord]]]:
    """Lines with the whole of a name, whose start a seal hid."""
    letter = _letter(page)
    band = _BAND[0] * letter, _BAND[1] * letter
    found = {at: centred(page, at, read, band, _families()) for at in short} if letter else {}
    for at in _lowest(page, filter(found.get, found)):
        place, reader = found[at], _reader()
        if place and reader:
            (name,) = reader.read([place.image], [place.start])
            if name and _is_whole(name, read[at]):
                yield at, _renamed(read[at], name, place.area, page.lines[at].line.area)


def _is_whole(name: Name, words: Sequence[SeenWord]) -> bool:
    """Whether a name whose start a seal hid was read, with all words but the first that were sure."""
    texts = [word.text for word in name.words]
    keeps = all(word.text in texts for word in words[1:] if word.confidence >= _SURE)
    sure = name.confidence >= _HIDDEN and name.likeness >= _LIKE and len(texts) >= _WHOLE
    return sure and keeps and not _is_office(name)


def _is_short(each: Segment, page: Segments) -> bool:
    """Whether a line is as wide as a name, or an office, and stands where a signature does."""
    left, _, right, _ = each.line.area
    fits = _WIDE[0] <= (right - left) / page.dpi <= _WIDE[1] and each.line.cell is None
    return fits and left + right >= 2 * _MIDDLE * page.page.shape[1]


def _lowest(page: Segments, asked: Iterable[int]) -> list[int]:
    """Of some lines of a page the lowest ones."""
    return sorted(asked, key=lambda at: page.lines[at].base)[-_MOST:]


def _is_due(page: Segments, short: Sequence[int], found: Sequence[list[SeenWord]], at: int) -> bool:
    """Whether the line above a line says for whom is signed."""
    bases = {other: page.lines[other].base for other in short}
    above = max((other for other in short if bases[other] < bases[at]), key=bases.__getitem__, default=at)
    return bool(found[above]) and _FOR_WHOM.fullmatch(found[above][0].text) is not None


def _may_be_position(words: Sequence[SeenWord]) -> bool:
    """Whether a line was read in doubt, but not as nothing at all, or begins as none does in capitals."""
    letters = sum(map(str.isalnum, "".join(word.text for word in words)))
    if letters < _LEGIBLE:
        return False
    first, rest = words[0].text, "".join(word.text for word in words[1:])
    odd = rest.isupper() and first.isupper() and first not in opening_words()
    return odd or any(word.confidence < _SURE for word in words)


def _holds(line: Line, words: Sequence[SeenWord]) -> bool:
    """Whether a line has all words that were read surely, if not letter for letter."""
    sure = (word.text for word in words if word.confidence >= _SURE and sum(map(str.isalpha, word.text)) > 1)
    return all(any(fuzz.ratio(word, other) >= _ALIKE for other in line.text.split()) for word in sure)


def _may_be_of_name(words: Sequence[SeenWord], each: Segment) -> bool:
    """Whether a line may be a name, read in doubt or hardly, not in capitals."""
    return _may_be_name(words) or _is_unread(words, each.line.area[2] - each.line.area[0])


def _letter(page: Segments) -> float:
    """The height of small letters in the lines of a page; 0 where it has no long ones."""
    long = [each.letter for each in page.lines if each.line.area[2] - each.line.area[0] > _WIDE[1] * page.dpi]
    return median(long) if long else 0.0


def _bands(page: Segments, asked: Sequence[int]) -> list[Grey]:
    """The crops of some lines without what of a seal stands above and below their print."""
    letter = _letter(page)
    above, below = (share * letter for share in _BAND)
    lines = [page.lines[at] for at in asked]
    tops = [each.base - each.line.area[1] for each in lines]
    return [
        each.line.image[max(0, int(top - above)) : int(top + below) + 1] if letter else each.line.image
        for each, top in zip(lines, tops, strict=True)
    ]


def _is_unread(words: Sequence[SeenWord], width: float) -> bool:
    """Whether most of a line was not read, though it is wide enough for a name."""
    return sum(word.area[2] - word.area[0] for word in words) <= _UNREAD * width


def _may_be_name(words: Sequence[SeenWord]) -> bool:
    """Whether a line was read in doubt, mostly in words with a capital each, or as a name in wrong marks."""
    lettered = [word for word in words if any(map(str.isalpha, word.text))]
    letters = [sign for word in lettered for sign in word.text if sign.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return (
        _WORDS[0] <= len(lettered) <= _WORDS[1]
        and (any(word.confidence < _SURE for word in lettered) or _is_mismarked(lettered[0].text))
        and 2 * sum(word.text[0].isupper() for word in lettered) >= len(lettered)
        and capitals < _CAPITALS * len(letters)
    )


def _is_mismarked(text: str) -> bool:
    """Whether a word is no family name, but one with other marks."""
    from unidecode import unidecode

    return text not in _families() and unidecode(text) in map(unidecode, _families())


@cache
def _families() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("person_names") if row["family"])


def _is_office(name: Name) -> bool:
    """Whether a name is an office but for its marks."""
    from unidecode import unidecode

    plain = unidecode(" ".join(word.text for word in name.words)).casefold()
    return any(f"{plain} ".startswith(f"{office} ") for office in _offices())


@cache
def _offices() -> frozenset[str]:
    from unidecode import unidecode

    offices = (row["words"] for row in rows("signing") if row["kind"] == "position" and " " in row["words"])
    return frozenset(unidecode(office).casefold() for office in offices)


def _restored(words: list[SeenWord], line: Line, area: Area) -> list[SeenWord]:
    """A line with an office in place of what was read there; its words are as wide as their letters."""
    if line.text == " ".join(word.text for word in words):
        return words
    width, height = area[2] - area[0], float(area[3] - area[1])
    step = (line.right - line.left) * width / len(line.text)
    at, found = line.left * width, []
    for text in line.text.split():
        place = (at, 0.0, at + step * len(text), height)
        found.append(SeenWord(text, place, round(line.confidence, 3)))
        at += step * (len(text) + 1)
    return found


def _renamed(words: Sequence[SeenWord], name: Name, seen: Area, area: Area) -> list[SeenWord]:
    """A line with a name in place of what was read there; a title before it stays.

    Args:
        words: what was read.
        name: what stands there.
        seen: where it was seen, of which its places are shares.
        area: of the line.
    """
    off, width, height = seen[0] - area[0], seen[2] - seen[0], area[3] - area[1]
    left = off + name.words[0].left * width
    found = [word for word in words if (word.area[0] + word.area[2]) / 2 < left and _is_of_title(word.text)]
    for word in name.words:
        place = (off + word.left * width, 0.0, off + word.right * width, float(height))
        found.append(SeenWord(word.text, place, round(word.confidence, 3)))
    return found


def _is_of_title(text: str) -> bool:
    """Whether a word is one of a title, or several abbreviated ones."""
    return all(part.casefold() in _titles() for part in text.split(".") if part)


@cache
def _titles() -> frozenset[str]:
    titles = (row["words"] for row in rows("signing") if row["kind"] == "title")
    return frozenset(part.casefold() for title in titles for part in title.split())


@cache
def _positions() -> PositionReader | None:
    """The reader of the lines above names, where it can be used."""
    try:
        return PositionReader()
    except RecogniserMissingError:
        return None


@cache
def _reader() -> NameReader | None:
    """The reader of names, where it can be used."""
    try:
        return NameReader()
    except RecogniserMissingError:
        return None
