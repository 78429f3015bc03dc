"""Names whose start a seal hides: they stand centred under an office, which tells where they begin.

Decree 30/2020/NĐ-CP, annex I, part II, section I.7, has capacity, position and name centred above each other,
and article 33 the seal over the left third of the signature, where the name below begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.names import Start

if TYPE_CHECKING:
    from parsers.recognition.segmentation import Segment, Segments
    from parsers.recognition.words import Area, Grey, SeenWord

_ROOM = (0.5, 2.0)
"""Inches from the baseline of an office down to that of the name: what seal and hand need."""
_PITCH = 0.35
"""Inches from one line of an office to the next at most."""
_LEGIBLE, _SURE = 5, 0.7
"""Letters of an office at least; least confidence of the last word of a name, which tells where it ends."""
_CAPITALS = (0.6, 0.8)
"""Share of capitals below which a line may be a name, and from which it may be an office."""
_WORDS = (2, 5)
"""Words that were read of such a name, with what a seal left beside it."""
_HIDDEN = (0.1, 1.3)
"""Inches that a name begins before what was read of it: some letters of a word, or two words."""
_OFF, _BEFORE = 0.05, 0.15
"""Inches: how far off that may be (standard deviation), and what is looked at before it."""


class Centred(NamedTuple):
    """The place of a name, of which more may be read."""

    image: Grey
    area: Area
    """In pixels of the page."""
    start: Start


def centred(
    page: Segments,
    at: int,
    read: Sequence[Sequence[SeenWord]],
    band: tuple[float, float],
    openings: frozenset[str],
) -> Centred | None:
    """The place of a name whose end was read, but not how it begins; None where a line is none such.

    Args:
        page: taken apart.
        at: the line.
        read: the words of each line, their places in pixels of the line's crop.
        band: pixels that a line of print reaches above and below its baseline.
        openings: the words that names begin with.
    """
    each, words = page.lines[at], [word for word in read[at] if any(map(str.isalpha, word.text))]
    middle = _middle(page, each, read) if not each.stamped and _ends_as_name(words) else None
    if middle is None:
        return None
    first, right = (each.line.area[0] + x for x in (words[0].area[0], words[-1].area[2]))
    left = 2 * middle - right
    hidden = (first - left) / page.dpi
    if hidden > _HIDDEN[1] or (hidden < _HIDDEN[0] and words[0].text in openings):
        return None
    begin = max(0, round(left - _BEFORE * page.dpi))
    return _place(page, each, begin, band, left) if begin < first else None


def _place(page: Segments, each: Segment, begin: int, band: tuple[float, float], left: float) -> Centred:
    """A line and what stands on the page before it, from a column on."""
    x0, y0, x1, _ = (round(edge) for edge in each.line.area)
    top, bottom = max(0, round(each.base - band[0])), round(each.base + band[1]) + 1
    image = page.page[top:bottom, begin:x1].copy()
    place = image[max(0, y0 - top) :, max(0, x0 - begin) :]
    own = each.line.image[max(0, top - y0) :, max(0, begin - x0) :][: place.shape[0], : place.shape[1]]
    place[: own.shape[0], : own.shape[1]] = own
    width = image.shape[1]
    start = Start((left - begin) / width, _OFF * page.dpi / width)
    return Centred(image, (begin, top, begin + width, bottom), start)


def _ends_as_name(words: Sequence[SeenWord]) -> bool:
    """Whether words are no office, and the last one was read and may end a name."""
    if not _WORDS[0] <= len(words) <= _WORDS[1] or _capitals(words) >= _CAPITALS[0]:
        return False
    last = words[-1]
    return last.text.isalpha() and last.text.istitle() and last.confidence >= _SURE


def _middle(page: Segments, name: Segment, read: Sequence[Sequence[SeenWord]]) -> float | None:
    """The x of the middle of the office above a name, by its highest line, which seals reach least."""
    found, low, high = None, name.base - _ROOM[0] * page.dpi, name.base - _ROOM[1] * page.dpi
    for each, words in sorted(zip(page.lines, read, strict=True), key=lambda line: -line[0].base):
        if high <= each.base <= low and _is_office_over(name, each, words):
            found = each.line.area[0] + (words[0].area[0] + words[-1].area[2]) / 2
            high = each.base - _PITCH * page.dpi
    return found


def _is_office_over(name: Segment, each: Segment, words: Sequence[SeenWord]) -> bool:
    """Whether a line in capitals stands over a name."""
    over = each.line.area[0] < name.line.area[2] and each.line.area[2] > name.line.area[0]
    legible = sum(map(str.isalpha, "".join(word.text for word in words))) >= _LEGIBLE
    return over and legible and not each.stamped and _capitals(words) >= _CAPITALS[1]


def _capitals(words: Sequence[SeenWord]) -> float:
    """The share of capitals in the letters of words."""
    letters = [sign for word in words for sign in word.text if sign.isalpha()]
    return sum(map(str.isupper, letters)) / max(1, len(letters))
