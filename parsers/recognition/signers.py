"""Names of those who sign where they were read in doubt: stamped in script, or under a seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

from data import rows
from parsers.recognition.errors import RecogniserMissingError
from parsers.recognition.names import Name, NameReader
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
"""Lines of a page that are looked at again, the lowest ones: what is ruined altogether would take time."""


def signed(page: Segments, read: Sequence[list[SeenWord]]) -> list[list[SeenWord]]:
    """The words of a page's lines, with the names of those who sign as a reader of names reads them.

    What was read surely, or is not surely a name, stays as it was read.

    Args:
        page: taken apart.
        read: the words of each of its lines, their places in pixels of the line's crop.
    """
    found = list(read)
    asked = sorted(_asked(page, read), key=lambda at: page.lines[at].base)[-_MOST:]
    reader = _reader() if asked else None
    if reader:
        lines = [page.lines[at] for at in asked]
        crops = _bands(lines, _letter(page))
        for at, each, name in zip(asked, lines, reader.read(crops), strict=True):
            least = _STAMPED if each.stamped else _PRINTED
            if name and name.confidence >= least and name.likeness >= _LIKE and not _is_office(name):
                found[at] = _renamed(read[at], name, each.line.area)
    return found


def _asked(page: Segments, read: Sequence[list[SeenWord]]) -> Iterator[int]:
    """Which lines may be names, read in doubt or hardly: short ones in the right half of the page, not in
    capitals.
    """
    for at, (each, words) in enumerate(zip(page.lines, read, strict=True)):
        left, _, right, _ = each.line.area
        fits = _WIDE[0] <= (right - left) / page.dpi <= _WIDE[1] and each.line.cell is None
        fits = fits and left + right >= 2 * _MIDDLE * page.page.shape[1]
        if fits and (_may_be_name(words) or _is_unread(words, right - left)):
            yield at


def _letter(page: Segments) -> float:
    """The height of small letters in the lines of a page; 0 where it has no long ones."""
    long = [each.letter for each in page.lines if each.line.area[2] - each.line.area[0] > _WIDE[1] * page.dpi]
    return median(long) if long else 0.0


def _bands(lines: Sequence[Segment], letter: float) -> list[Grey]:
    """The crops of lines without what of a seal stands above and below their print."""
    above, below = (share * letter for share in _BAND)
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


def _renamed(words: Sequence[SeenWord], name: Name, area: Area) -> list[SeenWord]:
    """A line with a name in place of what was read there; a title before it stays."""
    width, height = area[2] - area[0], area[3] - area[1]
    left = name.words[0].left * width
    found = [word for word in words if (word.area[0] + word.area[2]) / 2 < left and _is_of_title(word.text)]
    for word in name.words:
        place = (word.left * width, 0.0, word.right * width, float(height))
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
def _reader() -> NameReader | None:
    """The reader of names, where it can be used."""
    try:
        return NameReader()
    except RecogniserMissingError:
        return None
