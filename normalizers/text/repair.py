"""Give ruined Vietnamese text its letters back; leave clean text alone.

Each line is judged (`damage`). Clean, foreign and legacy-encoded lines pass untouched, but for slips inside
set phrases of clean ones (`phrases`); stripped and misread ones are read anew, paragraph by paragraph over
the ends of lines, by the noisy-channel decoder. Every change is an edit of one chunk (what stands between
two blanks), or of two that were one word, with its reason and probability, and can be undone: line ends are
never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from normalizers.text import damage, edits, phrases
from normalizers.text.damage import RUINED, Kind
from normalizers.text.edits import Edit
from normalizers.text.misread import read_misread
from normalizers.text.paragraphs import Paragraph, paragraphs
from normalizers.text.reading import Reader, Reading, read_stripped, shipped
from normalizers.text.slips import SLIP_STARTS, Slip, mend

_LEAST_MISREAD = 0.25
"""Where so many of the damaged lines are misread, none is only stripped."""
_MOST_STRANGE = 0.04
"""Share of small words that no mark can explain, over which stripped text was misread."""
_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


class Repaired(NamedTuple):
    """A repaired text, and everything needed to explain and undo it."""

    text: str
    edits: tuple[Edit, ...]
    """In order; spans are in the raw text."""
    kinds: tuple[Kind, ...]
    """What had happened to each line."""
    unresolved: tuple[tuple[int, int], ...]
    """Spans of the raw text that stay as they were though no word was found for them: junk, or names."""
    confidence: float
    """How sure the words of the text are on average, 0 to 1; 1 for a clean text."""

    def undo(self) -> str:
        """The raw text."""
        return edits.undo(self.text, self.edits)


class _Found(NamedTuple):
    """What was found in the damaged lines."""

    edits: list[Edit]
    unresolved: list[tuple[int, int]]
    probabilities: list[float]


def repair(text: str, reader: Reader | None = None) -> Repaired:
    """Repair a text of any size; `reader` gives other models than the shipped ones."""
    lines = text.split("\n")
    kinds = [verdict.kind for verdict in damage.assess_text(lines)]
    if not any(kind in RUINED for kind in kinds):
        changes = tuple(phrases.slips(text))
        return Repaired(edits.apply(text, changes), changes, tuple(kinds), (), 1.0)
    kinds = _settle(lines, kinds)
    found = _read(lines, kinds, reader or shipped())
    changes = tuple(sorted([*found.edits, *_clean_slips(lines, kinds)]))
    words = len(text.split())
    confidence = (words - len(found.probabilities) + sum(found.probabilities)) / max(1, words)
    fixed = edits.apply(text, changes)
    return Repaired(
        fixed, changes, tuple(kinds), tuple(sorted(found.unresolved)), min(1.0, max(0.0, confidence))
    )


def _clean_slips(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Edit]:
    """The slips in set phrases of the lines that are not read anew."""
    start = 0
    for line, kind in zip(lines, kinds, strict=True):
        if kind is Kind.CLEAN:
            for edit in phrases.slips(line):
                yield edit._replace(start=edit.start + start, end=edit.end + start)
        start += len(line) + 1


def _settle(lines: Sequence[str], kinds: Sequence[Kind]) -> list[Kind]:
    """The kinds of lines that go by the lines around them.

    A recogniser leaves some lines as if only stripped, and some in which nothing tells: beside misread
    lines they are misread too. A line with letters that only Vietnamese has is believed to be clean.
    """
    misread = sum(kind is Kind.MISREAD for kind in kinds)
    stripped = sum(kind is Kind.STRIPPED for kind in kinds)
    settled = list(kinds)
    if misread < _LEAST_MISREAD * (misread + stripped):
        return settled
    before = Kind.CLEAN
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is Kind.STRIPPED or (kind is Kind.CLEAN and before is Kind.MISREAD and not _is_telling(line)):
            settled[i] = Kind.MISREAD
        before = settled[i] if line.strip() else before
    for i in range(1, len(settled) - 1):
        if settled[i] is Kind.FOREIGN and settled[i - 1] is settled[i + 1] is Kind.MISREAD:
            settled[i] = Kind.MISREAD
    return settled


def _is_telling(line: str) -> bool:
    return _VIETNAMESE.search(line) is not None


def _read(lines: Sequence[str], kinds: Sequence[Kind], reader: Reader) -> _Found:
    """Read all damaged lines anew, each kind of damage by itself."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    stretches: dict[Kind, list[Paragraph]] = {kind: [] for kind in RUINED}
    for kind, numbers in groupby(range(len(lines)), key=kinds.__getitem__):
        if kind in RUINED:
            stretches[kind] += paragraphs((starts[i], lines[i]) for i in numbers)
    openings = {start + len(line) - len(line.lstrip()) for start, line in zip(starts, lines, strict=False)}
    found = _Found([], [], [])
    for kind, damaged in stretches.items():
        if not damaged:
            continue
        slips = [_slips(paragraph, openings) for paragraph in damaged]
        clear = [_mended(paragraph, slip) for paragraph, slip in zip(damaged, slips, strict=True)]
        read = list(read_stripped(reader, clear)) if kind is Kind.STRIPPED else []
        if kind is Kind.MISREAD or _is_misread(clear, read):
            read = list(read_misread(reader, clear))
        for paragraph, reading, slip in zip(damaged, read, slips, strict=True):
            _note(paragraph, reading, slip, kind.value, found)
    return found


def _is_misread(paragraphs: Sequence[Paragraph], read: Sequence[Reading]) -> bool:
    """Whether text that seemed only stripped has too many words that stripping does not explain."""
    strange = sum(
        paragraph.texts[i][0].islower()
        for paragraph, reading in zip(paragraphs, read, strict=True)
        for i in reading.unresolved
    )
    return strange > _MOST_STRANGE * sum(len(paragraph.texts) for paragraph in paragraphs)


def _note(paragraph: Paragraph, read: Reading, slips: dict[int, Slip], kind: str, found: _Found) -> None:
    """Note what was changed in a paragraph, by the decoder or by a rule."""
    found.probabilities.extend(read.probabilities)
    texts = _raw(paragraph, read)
    for i, (before, after) in enumerate(zip(texts, read.texts, strict=True)):
        if before == after:
            continue
        start = paragraph.starts[i]
        reason = slips[i].reason if i in slips else kind
        alternatives = read.alternatives.get(i, ())
        edit = Edit(start, start + len(before), before, after, reason, read.probabilities[i], alternatives)
        found.edits.append(edit)
    for i in read.unresolved:
        start = paragraph.starts[i]
        found.unresolved.append((start, start + len(paragraph.texts[i])))


def _raw(paragraph: Paragraph, read: Reading) -> list[str]:
    """The chunks as printed; one that is one word with the next has both."""
    texts = list(paragraph.texts)
    for i in range(1, len(texts)):
        if not read.texts[i]:
            texts[i - 1], texts[i] = f"{texts[i - 1]} {texts[i]}", ""
    return texts


def _slips(paragraph: Paragraph, openings: set[int]) -> dict[int, Slip]:
    """The slips of a recogniser that a rule can mend, by the number of the chunk."""
    slips = {}
    for i, text in enumerate(paragraph.texts):
        if text[0] not in SLIP_STARTS:
            continue
        following = paragraph.texts[i + 1] if i + 1 < len(paragraph.texts) else ""
        opens_line = paragraph.starts[i] in openings
        slip = mend(text, opens_line=opens_line, before_capital=following[:1].isupper())
        if slip:
            slips[i] = slip
    return slips


def _mended(paragraph: Paragraph, slips: dict[int, Slip]) -> Paragraph:
    if not slips:
        return paragraph
    texts = [slips[i].after if i in slips else text for i, text in enumerate(paragraph.texts)]
    return paragraph._replace(texts=texts)
