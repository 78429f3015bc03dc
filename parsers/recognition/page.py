"""Recognise a page: from its picture to its words, and how they are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.recognition.filling import filled
from parsers.recognition.legible import legible, sureness
from parsers.recognition.segmentation import Segment, Segments, segment, through_red
from parsers.recognition.settling import settled
from parsers.recognition.signers import signed
from parsers.recognition.words import Recogniser, SeenLine, SeenPage, SeenWord, Settle

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SMALL, _CAPITAL = 0.45, 0.66
"""Heights of small letters and of capitals by the size of the font, in Times."""
_ALIKE = 0.08
"""Lines whose sizes differ by a smaller share are set in one size."""
_TALL = frozenset("bdfhklt")
"""Small letters as high as capitals."""
_NARROW = frozenset("fijlrtI")
_ADVANCES = (0.28, 0.47, 0.69, 0.5, 0.3)
"""Widths by the size of the font, in Times: of narrow letters, small ones, capitals, figures and signs."""
_LOW, _MEASURED = 0.85, 3
"""Share of the size by the widths of so many letters, below which that by their heights is too small."""
_DOUBT = 0.5
"""Confidence below which letters are rather none."""
_WORN, _PRINT = 0.75, 100
"""Mean confidence of so many letters, below which they may be worn to pieces: other worn pages have 0.9."""
_LEVEL = 0.5
"""Heights of lower letters that the baselines of one line, seen in two inks, lie apart at most."""
_BOLD = 1.3
"""How much thicker than the page's letters bold ones are."""


def recognise(
    picture: NDArray[np.uint8], dpi: float | None, recogniser: Recogniser, settle: Settle | None = None
) -> SeenPage:
    """Read a page.

    Args:
        picture: shape (height, width), or (height, width, 3) with red first.
        dpi: its resolution, None where it is not known.
        recogniser: what reads the lines.
        settle: what decides between the readings of words; otherwise the likeliest stand.

    Raises:
        parsers.recognition.errors.RecogniserMissingError: the recogniser is not installed.
        parsers.recognition.errors.RecogniserFailedError: it broke down, or took too long.
    """
    page, read = _read(picture, dpi, recogniser)
    read = signed(page, read)
    if settle:
        read = settled(read, [each.line.cell for each in page.lines], settle)
    seen = once([(each, words) for each, words in zip(page.lines, read, strict=True) if words])
    sizes = _sizes(seen)
    weights = [
        [stroke / size for stroke in _strokes(each, words)]
        for (each, words), size in zip(seen, sizes, strict=True)
    ]
    usual = _usual(weights)
    lines = [
        SeenLine(
            tuple(
                replace(_placed(each, word), bold=weight > _BOLD * usual)
                for word, weight in zip(words, thick, strict=True)
            ),
            each.base,
            size,
            each.line.cell,
        )
        for (each, words), size, thick in zip(seen, sizes, weights, strict=True)
    ]
    height, width = page.page.shape
    by_hand = filled(lines, height, lambda: through_red(picture, page))
    return SeenPage(
        width,
        height,
        page.dpi,
        by_hand.lines,
        page.across,
        page.down,
        page.turn,
        page.skew,
        page.aslant,
        page.bend,
        by_hand.handwriting,
    )


def _read(
    picture: NDArray[np.uint8], dpi: float | None, recogniser: Recogniser
) -> tuple[Segments, list[list[SeenWord]]]:
    """A page taken apart, and the words of its lines.

    Print that is worn to pieces is looked at with thicker strokes, too, which mends letters and lines; the
    look stands in which more letters are sure.
    """
    looks = []
    for thick in (False, True):
        page = segment(picture, dpi, thick=thick)
        read = recogniser.read([each.line for each in page.lines])
        words = [word for line in read for word in line]
        letters = sum(len(word.text) for word in words)
        looks.append((letters * sureness(words), page, read))
        if letters < _PRINT or sureness(words) >= _WORN:
            break
    _, page, read = max(looks, key=lambda look: look[0])
    return page, read


def once(seen: Sequence[tuple[Segment, list[SeenWord]]]) -> list[tuple[Segment, list[SeenWord]]]:
    """The lines that are print, each once: what is seen in two inks is one line, of which more was read."""
    kept = [(each, words) for each, words in seen if not each.stamped]
    stamps = [(each, legible(words)) for each, words in seen if each.stamped]
    for each, words in sorted(stamps, key=lambda line: -_read_of(line[1])):
        level = [line for line in kept if abs(line[0].base - each.base) <= _LEVEL * each.letter]
        here = [line for line in level if _covers(line[0], each) or _covers(each, line[0])]
        if words and all(_read_of(others) < _read_of(words) for _, others in here):
            kept = [line for line in kept if all(line is not other for other in here)]
            beside = [line for line in level if all(line is not other for other in here)]
            printed = [_placed(line, word) for line, its in beside for word in its]
            kept.append((each, [word for word in words if not _is_among(_placed(each, word), printed)]))
    return sorted(filter(_has_words, kept), key=lambda line: (line[0].base, line[0].line.area[0]))


def _has_words(line: tuple[Segment, list[SeenWord]]) -> bool:
    return bool(line[1])


def _is_among(word: SeenWord, others: Sequence[SeenWord]) -> bool:
    """Whether the middle of a word lies in the width of another."""
    middle = (word.area[0] + word.area[2]) / 2
    return any(other.area[0] <= middle <= other.area[2] for other in others)


def _read_of(words: Sequence[SeenWord]) -> float:
    """How much was read of a line: its letters, as far as they are surer than not.

    A word that language made another one was read as surely as what it was taken for.
    """
    return sum((_seen_for(word) - _DOUBT) * len(word.text) for word in words)


def _seen_for(word: SeenWord) -> float:
    return max(word.confidence, *(other.probability for other in word.alternatives), 0.0)


def _covers(one: Segment, other: Segment) -> bool:
    """Whether most of a line lies in the place of another."""
    a, b = one.line.area, other.line.area
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return width > 0 and height > 0 and width * height > 0.5 * (b[2] - b[0]) * (b[3] - b[1])


def _placed(each: Segment, word: SeenWord) -> SeenWord:
    """A word of a crop as one of the page."""
    left, top, *_ = each.line.area
    x0, y0, x1, y1 = word.area
    return replace(word, area=(x0 + left, y0 + top, x1 + left, y1 + top))


def _sizes(seen: Sequence[tuple[Segment, list[SeenWord]]]) -> list[float]:
    """The font size of every line in pixels; lines that differ by no more than chance are set alike."""
    import numpy as np

    if not seen:
        return []
    raw = np.array([_size(each.letter, words) for each, words in seen])
    length = np.array([sum(len(word.text) for word in words) for _, words in seen], dtype=float)
    sizes = []
    for size in raw:
        alike = np.abs(raw - size) <= _ALIKE * size
        sizes.append(float(np.average(raw[alike], weights=length[alike])))
    return sizes


def _size(letter: float, words: Sequence[SeenWord]) -> float:
    """The font size, by the height of the lower letters of a line; by their widths where they are worn."""
    letters = [char for word in words for char in word.text if char.isalnum()]
    small = sum(char.islower() and char not in _TALL for char in letters)
    size = letter / (_SMALL if small > 0.3 * len(letters) else _CAPITAL)
    if len(letters) < _MEASURED:
        return size
    width = sum(word.area[2] - word.area[0] for word in words)
    wide = width / sum(_advance(char) for word in words for char in word.text)
    return size if size >= _LOW * wide else wide


def _advance(char: str) -> float:
    """How wide a character is, by the size of the font."""
    narrow, small, capital, figure, sign = _ADVANCES
    if char.isalpha():
        return narrow if char in _NARROW else capital if char.isupper() else small
    return figure if char.isdecimal() else sign


def _strokes(each: Segment, words: Sequence[SeenWord]) -> list[float]:
    """How thick the letters of each word are drawn: the mean length of a run of ink; 0 for what has none."""
    import numpy as np

    ink = each.line.image < 128
    begun = ink.copy()
    begun[:, 1:] &= ~ink[:, :-1]
    dark, runs = (np.concatenate(([0], mask.sum(axis=0).cumsum())).tolist() for mask in (ink, begun))
    found: list[float] = []
    for word in words:
        start, end = (min(max(0, round(x)), ink.shape[1]) for x in (word.area[0], word.area[2]))
        lettered = any(char.isalnum() for char in word.text)
        found.append((dark[end] - dark[start]) / max(1, runs[end] - runs[start]) if lettered else 0.0)
    return found


def _usual(weights: Sequence[Sequence[float]]) -> float:
    """The thickness of letters that most words of a page have."""
    import numpy as np

    every = [weight for line in weights for weight in line if weight]
    return float(np.median(every)) if every else 0.0
