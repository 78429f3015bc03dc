"""Whether the text that a PDF page carries is the text that is printed on it, why, and what follows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import data
from parsers.document import Decision, Step
from parsers.readers.options import Ocr

_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW_WORDS = 20
"""A stamp, a page number and a running head together have fewer; a page of text has more."""
_SIGNED_WORDS = 60
"""What a signature says of itself, with the number and date that were stamped beside it."""
_FULL_PAGE, _LARGE = 0.7, 0.05
"""Shares of the page that pictures cover: a scan, and more than a coat of arms or a seal."""
_OUTLINES = 200
"""Drawn shapes: letters turned into outlines are hundreds, rules and ornaments are fewer."""
_LEAST_MARKED = 0.4
"""Share of the words that are syllables in use with marks on them: 0.56 to 0.9 in pages as printed, and at
most 0.06 where the recogniser knew no Vietnamese."""
_WELL_READ = 0.9
"""Share of the words of a good recogniser that are syllables in use: 0.95 and more, but for names."""
_UNMAPPED = 0.3
"""Share of the characters whose meaning the file does not give."""
SIGNED = re.compile(
    r"\d{1,2}:\d{2}:\d{2}|(?:người|thời gian)\s*ký\s*:|\bký\s+(?:bởi|số)\b|digitally signed"
    r"|\bSAO Y\b|\bemail\s*:",
    re.IGNORECASE,
)
"""What a digital signature says of itself: who signed, and when, to the second."""


class Verdict(StrEnum):
    """What a page's own text is."""

    DIGITAL = "digital"
    """Text as the paper was written: to be used."""
    LAYER = "ocr-layer"
    """Text of a recogniser under a picture of the page, well read: to be used."""
    BLANK = "blank"
    """No text is printed, and no picture that could hold any."""
    PICTURE = "picture"
    """A picture without text."""
    STAMP = "stamp"
    """A picture; its only text is a signature, a head or a foot."""
    RUINED = "ruined"
    """A picture over a text that was misread."""
    OUTLINES = "outlines"
    """Letters drawn as shapes."""
    UNMAPPED = "unmapped"
    """Characters of unknown meaning."""

    @property
    def is_read(self) -> bool:
        """Whether the page needs no recognition."""
        return self in {Verdict.DIGITAL, Verdict.LAYER, Verdict.BLANK}


REASONS = {
    Verdict.DIGITAL: "carries its text",
    Verdict.LAYER: "is a picture over a text that was well recognised",
    Verdict.BLANK: "is blank",
    Verdict.PICTURE: "is a picture without text",
    Verdict.STAMP: "is a picture, with no text but a signature, a head or a foot",
    Verdict.RUINED: "is a picture over a text that was misread",
    Verdict.OUTLINES: "has its letters drawn as shapes",
    Verdict.UNMAPPED: "does not say which characters its letters are",
}
"""What was found, in words that go on from "the page …"."""


class Reading(NamedTuple):
    """How much a text reads like Vietnamese."""

    words: int
    """Words of two letters or more."""
    known: float
    """Share of them that are syllables in use, 0 to 1."""
    marked: float
    """Share of them that are syllables in use with a mark on a letter, 0 to 1."""


class Finding(NamedTuple):
    """What a page's own text is, and what that was decided by."""

    verdict: Verdict
    reading: Reading
    pictures: float
    """Share of the page that pictures cover."""

    def decision(self, step: Step) -> Decision:
        """As the account of what is done with the page."""
        words, known, marked = self.reading
        return Decision(
            step=step,
            reason=REASONS[self.verdict],
            words=words,
            known=round(known, 3),
            marked=round(marked, 3),
            pictures=self.pictures,
        )


Assess = Callable[[str], Reading]


def assess(text: str) -> Reading:
    """How much a text reads like Vietnamese, by the syllables in use."""
    words = [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    if not words:
        return Reading(0, 0.0, 0.0)
    known = [word for word in words if word in _syllables()]
    marked = sum(1 for word in known if not word.isascii())
    return Reading(len(words), len(known) / len(words), marked / len(words))


def decide(
    visible: str, hidden: str, stamped: str, pictures: float, shapes: int, assess: Assess = assess
) -> Finding:
    """Decide what one page's own text is.

    Args:
        visible: the page's own text as printed, without what annotations added.
        hidden: its text that is there to be searched, not seen.
        stamped: what annotations, such as signatures, put on it.
        pictures: share of the page that pictures cover.
        shapes: how many drawn shapes are on it.
        assess: how a text is measured.
    """
    text = f"{visible}\n{hidden}"
    reading = assess(text)
    verdict = _verdict(visible, hidden, reading, pictures, shapes)
    if verdict is Verdict.PICTURE and stamped.strip():
        verdict = Verdict.STAMP
    return Finding(verdict, reading, round(pictures, 3))


def step(found: Finding, ocr: Ocr) -> Step:
    """What to do with a page, given what is asked for."""
    verdict = found.verdict
    if ocr is Ocr.NEVER:
        return Step.USE if verdict.is_read or verdict is Verdict.RUINED else Step.LEAVE
    if not verdict.is_read:
        return Step.RECOGNISE
    asked = (ocr is Ocr.REDO and verdict is Verdict.LAYER) or (ocr is Ocr.ALWAYS and found.pictures >= _LARGE)
    return Step.RECOGNISE if asked else Step.USE


def _verdict(visible: str, hidden: str, reading: Reading, pictures: float, shapes: int) -> Verdict:
    text = visible + hidden
    if not text.strip():
        if pictures >= _LARGE:
            return Verdict.PICTURE
        return Verdict.OUTLINES if shapes >= _OUTLINES else Verdict.BLANK
    if _unmapped(text) >= _UNMAPPED:
        return Verdict.UNMAPPED
    if pictures < _FULL_PAGE:
        return Verdict.DIGITAL
    if reading.words < _FEW_WORDS or (reading.words < _SIGNED_WORDS and SIGNED.search(text)):
        return Verdict.STAMP
    if reading.marked < _LEAST_MARKED:
        return Verdict.RUINED
    if len(hidden) <= len(visible):
        return Verdict.DIGITAL
    return Verdict.LAYER if reading.known >= _WELL_READ else Verdict.RUINED


def _unmapped(text: str) -> float:
    signs = [c for c in text if not c.isspace()]
    return sum(1 for c in signs if c == "\ufffd" or unicodedata.category(c) in {"Co", "Cc", "Cn"}) / len(
        signs
    )


@cache
def _syllables() -> frozenset[str]:
    return frozenset(row["syllable"] for row in data.rows("syllables"))
