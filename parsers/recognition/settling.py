"""Which of its readings each word of a page is: what was read for sure stands, the rest is for language."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.recognition.diacritics import with_marks
from parsers.recognition.quarters import in_roman
from parsers.recognition.words import Alternative, SeenWord, Settle

_FIGURES = re.compile(r"\d")
_SIGNS = re.compile(r"[\W_]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MIXTURE = re.compile(r"(?=\S*[^\W\d_])\w{2,}[.,;:]?")
"""Letters and figures: a letter may have been taken for a figure."""
_MARKER = re.compile(r"\(?(?:[IVXLl|!]{1,6}|[A-ZĐa-zđ])[.):]+")
_STOPPED = re.compile(r"[A-ZÀ-ỸĐ]*[AEIOUYÀ-Ỹ][A-ZÀ-ỸĐ]*\.")
"""A syllable in capitals before a full stop; an abbreviation of consonants is none."""
_SHORTEST = 4
"""Signs of such a syllable: shorter ones may be abbreviations."""
_NOTE = re.compile(r"\((?:[bh6][/.íìilI1|]{1,2}[ceo]|(?P<act>[tp])[/.íìilI1|]{0,2}h)\)(?P<sign>[.,;:]?)")
"""What `(b/c)`, to report to, `(t/h)`, to act, and `(p/h)`, to act along, after a recipient are worn to."""
_REPORT_OPENS, _REPORT_ENDS = re.compile(r"\([bh6]"), re.compile(r"[ceo]\)(?P<sign>[.,;:]?)")
"""The first of them where its stroke is lost."""
_COMMA = 0.04
"""Chance that it is a comma: on worn pages, its tail goes first."""
_SURE = 0.99
"""Confidence from which a word needs no second thought."""
_MENDED = 0.5
"""Confidence of a word that language alone gave its marks."""


def settled(
    lines: Sequence[Sequence[SeenWord]], cells: Sequence[int | None], settle: Settle
) -> list[list[SeenWord]]:
    """Lines whose words are read as they fit one another best; what they were read as before is kept.

    Args:
        lines: of a page, from the top down.
        cells: the cell of a table that each is a line of; the lines of a cell are read one after another.
        settle: what decides between the readings of words.
    """
    lines = [_with_reports(line) for line in lines]
    order = _reading_order(cells)
    readings = [_readings(word, at == 0) for line in order for at, word in enumerate(lines[line])]
    chosen = iter(zip(settle(readings), readings, strict=True))
    found = {line: [_read_as(word, *next(chosen)) for word in lines[line]] for line in order}
    return in_roman([found[line] for line in range(len(lines))])


def _with_reports(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a line, with one of `(b` and `c)` at its end."""
    if len(words) < 2 or not _REPORT_OPENS.fullmatch(words[-2].text):
        return list(words)
    opens, ends = words[-2:]
    if not (match := _REPORT_ENDS.fullmatch(ends.text)):
        return list(words)
    a, b = opens.area, ends.area
    area = (a[0], min(a[1], b[1]), b[2], max(a[3], b[3]))
    confidence = min(opens.confidence, ends.confidence)
    whole = replace(opens, text=_noted(match["sign"]), area=area, confidence=confidence, alternatives=())
    return [*words[:-2], whole]


def _noted(sign: str, act: str | None = None) -> str:
    """The note on a recipient and the sign after it: nothing follows one that a colon could announce."""
    return f"({f'{act}/h' if act else 'b/c'}){sign.replace(':', ';')}"


def _reading_order(cells: Sequence[int | None]) -> list[int]:
    """The lines in order, but those of a cell together, where its first one is."""
    first: dict[int, int] = {}
    for line, cell in enumerate(cells):
        if cell is not None:
            first.setdefault(cell, line)
    return sorted(range(len(cells)), key=lambda line: (first.get(cells[line] or 0, line), line))


def _readings(word: SeenWord, opens_line: bool) -> list[Alternative]:
    """What a word may be; what was read for sure is as seen, whatever is usual, but for marks of capitals.

    A number, a code or the marker that opens a line is as seen in any case, and so are signs within a word.
    """
    seen = Alternative(word.text, word.confidence)
    is_sure = word.confidence >= _SURE
    if not is_sure and (note := _NOTE.fullmatch(word.text)):
        return [seen._replace(text=_noted(note["sign"], note["act"]))]
    if _FIGURES.search(word.text) and not is_sure and _MIXTURE.fullmatch(word.text):
        return [seen, *(each for each in word.alternatives if not _FIGURES.search(each.text))]
    if _FIGURES.search(word.text) or (opens_line and _MARKER.fullmatch(word.text)):
        return [seen._replace(probability=1.0)]
    chances = {
        each.text: each.probability for each in word.alternatives if not is_sure and _is_other(seen, each)
    }
    if not is_sure or word.text == word.text.upper():
        for text, chance in with_marks(word.text, word.confidence):
            chances[text] = max(chance, chances.get(text, 0.0))
    if len(word.text) >= _SHORTEST and _STOPPED.fullmatch(word.text):
        comma = word.text[:-1] + ","
        chances[comma] = max(_COMMA, chances.get(comma, 0.0))
    return [seen, *itertools.starmap(Alternative, chances.items())]


def _is_other(one: Alternative, other: Alternative) -> bool:
    """Whether two readings differ in more than signs within the word."""
    inner, others = (_EDGES.sub("", each.text) for each in (one, other))
    return inner == others or _SIGNS.sub("", inner) != _SIGNS.sub("", others)


def _read_as(word: SeenWord, text: str, readings: Sequence[Alternative]) -> SeenWord:
    if text == word.text:
        return word
    chance = max((each.probability for each in word.alternatives if each.text == text), default=_MENDED)
    others = tuple(each for each in readings if each.text != text)
    return replace(word, text=text, confidence=chance, alternatives=others)
