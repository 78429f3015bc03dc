"""Give ruined Vietnamese text its letters back; leave clean text alone.

Each line is judged (`damage`). Clean, foreign and legacy-encoded lines pass untouched; stripped and misread
ones are read anew, paragraph by paragraph over the ends of lines, by the noisy-channel decoder. Every change
is an edit of one chunk (what stands between two blanks), with its reason and probability, and can be undone:
blanks and line ends are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from normalizers.text import damage, edits
from normalizers.text.damage import Kind
from normalizers.text.edits import Edit
from normalizers.text.paragraphs import Chunk, paragraphs
from normalizers.text.reading import Outcome, Reader, read_misread, read_stripped, shipped
from normalizers.text.slips import Slip, mend

_DAMAGED = (Kind.STRIPPED, Kind.MISREAD)
_LEAST_MISREAD = 0.25
"""Where so many of the damaged lines are misread, none is only stripped."""
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


class _Read(NamedTuple):
    chunk: Chunk
    outcome: Outcome
    reason: str


def repair(text: str, reader: Reader | None = None) -> Repaired:
    """Repair a text of any size; `reader` gives other models than the shipped ones."""
    lines = text.split("\n")
    kinds = [verdict.kind for verdict in damage.assess_text(lines)]
    if not any(kind in _DAMAGED for kind in kinds):
        return Repaired(text, (), tuple(kinds), (), 1.0)
    kinds = _settle(lines, kinds)
    found = sorted(_read(lines, kinds, reader or shipped()), key=lambda read: read.chunk.start)
    changes = tuple(_edit(read) for read in found if read.outcome.text != read.chunk.text)
    unresolved = tuple(_span(read.chunk) for read in found if read.outcome.is_unresolved)
    sureness = sum(read.outcome.probability for read in found)
    words = max(1, len(text.split()))
    confidence = (words - len(found) + sureness) / words if found else 1.0
    return Repaired(
        edits.apply(text, changes), changes, tuple(kinds), unresolved, min(1.0, max(0.0, confidence))
    )


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
    return settled


def _is_telling(line: str) -> bool:
    return _VIETNAMESE.search(line) is not None


def _read(lines: Sequence[str], kinds: Sequence[Kind], reader: Reader) -> Iterator[_Read]:
    """Read all damaged lines anew, each kind of damage by itself."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    stretches: dict[Kind, list[list[Chunk]]] = {kind: [] for kind in _DAMAGED}
    for kind, numbers in groupby(range(len(lines)), key=kinds.__getitem__):
        if kind in _DAMAGED:
            stretches[kind] += paragraphs((starts[i], lines[i]) for i in numbers)
    openings = {start + len(line) - len(line.lstrip()) for start, line in zip(starts, lines, strict=False)}
    for kind, found in stretches.items():
        reason = kind.value
        slips = [_mended(paragraph, openings) for paragraph in found]
        clear = [[chunk for chunk, _ in paragraph] for paragraph in slips]
        outcomes = (read_stripped if kind is Kind.STRIPPED else read_misread)(reader, clear)
        for paragraph, originals, read in zip(slips, found, outcomes, strict=True):
            for (_, slip), chunk, outcome in zip(paragraph, originals, read, strict=True):
                yield _Read(chunk, outcome, slip.reason if slip else reason)


def _mended(paragraph: Sequence[Chunk], openings: set[int]) -> list[tuple[Chunk, Slip | None]]:
    """The chunks of a paragraph, slips of the recogniser mended by rule."""
    mended = []
    for i, chunk in enumerate(paragraph):
        following = paragraph[i + 1].text if i + 1 < len(paragraph) else ""
        slip = mend(chunk.text, opens_line=chunk.start in openings, before_capital=following[:1].isupper())
        mended.append((chunk._replace(text=slip.after) if slip else chunk, slip))
    return mended


def _span(chunk: Chunk) -> tuple[int, int]:
    return chunk.start, chunk.start + len(chunk.text)


def _edit(read: _Read) -> Edit:
    chunk, outcome = read.chunk, read.outcome
    return Edit(
        *_span(chunk),
        chunk.text,
        outcome.text,
        read.reason,
        round(outcome.probability, 4),
        outcome.alternatives,
    )
