"""What repair did to a text, shown in four ways: in colour, explained, as JSON, as a diff.

Each goes through the blocks of a text as they are repaired and keeps none of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import click

from pipeline.messages import plural, translate
from pipeline.wording import reason

if TYPE_CHECKING:
    from normalizers.text.edits import Edit
    from normalizers.text.repair import Repaired
    from pipeline.streams import Text

CHANGED, DOUBTFUL, UNRESOLVED = "green", "yellow", "red"
DOUBT = 0.8
"""A change less sure than this is shown as doubtful."""
_CONTEXT = 3
"""Lines around a change in a diff."""


class Block(NamedTuple):
    """A block of a text before and after repair."""

    raw: str
    found: Repaired


class Tally:
    """Counts over the blocks of a text."""

    def __init__(self) -> None:
        self.syllables = self.changed = 0
        self._sure = 0.0

    def count(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Hand blocks on, counted."""
        for block in blocks:
            own = len(block.raw.split())
            self.syllables += own
            self.changed += len(block.found.edits)
            self._sure += own * block.found.confidence
            yield block

    @property
    def confidence(self) -> float:
        """How sure the words are on average, 0 to 1."""
        return round(self._sure / self.syllables, 4) if self.syllables else 1.0


def summary(tally: Tally) -> str:
    """How much was changed, in one sentence."""
    changed = plural("{count} word changed", "{count} words changed", tally.changed)
    return translate("{changed} of {all}; the text is {sure:.1%} sure.").format(
        changed=changed, all=tally.syllables, sure=tally.confidence
    )


def coloured(blocks: Iterable[Block]) -> Iterator[str]:
    """The text after repair, its changes and what stayed unresolved in colour."""
    for raw, found in blocks:
        at = 0
        for start, end, edit in _marks(found):
            yield raw[at:start]
            colour = UNRESOLVED if edit is None else CHANGED if edit.score >= DOUBT else DOUBTFUL
            yield click.style(edit.after if edit else raw[start:end], fg=colour)
            at = end
        yield raw[at:]


def explained(blocks: Iterable[Block]) -> Iterator[str]:
    """A line for each change: where, what, why, how sure, and what else it may be."""
    line = 1
    for raw, found in blocks:
        at = 0
        for start, end, edit in _marks(found):
            line += raw.count("\n", at, start)
            at = start
            yield _escaped(_sentence(line, raw[start:end], edit)) + "\n"
        line += raw.count("\n", at)


def as_json(blocks: Iterable[Block], tally: Tally, text: Text) -> Iterator[str]:
    """One JSON object: every edit with its span in the characters of the raw text, then the sums."""
    start = 0
    unresolved: list[tuple[int, int]] = []
    between = "\n"
    yield '{"edits": ['
    for raw, found in blocks:
        for edit in found.edits:
            told = edit._replace(start=edit.start + start, end=edit.end + start)._asdict()
            yield between + _escaped(json.dumps(told, ensure_ascii=False))
            between = ",\n"
        unresolved += [(first + start, last + start) for first, last in found.unresolved]
        start += len(raw)
    sums = {
        "unresolved": unresolved,
        "syllables": tally.syllables,
        "changed": tally.changed,
        "confidence": tally.confidence,
        "encoding": text.encoding,
    }
    yield "\n], " + json.dumps(sums)[1:] + "\n"


def diff(blocks: Iterable[Block], name: str) -> Iterator[str]:
    """A unified diff, for `patch`; repair keeps lines, so each stands against its own.

    A line longer than a block is shown in parts.
    """
    number = 0
    headed = False
    for raw, found in blocks:
        old, new = raw.split("\n"), found.text.split("\n")
        for first, last in _hunks(
            [i for i, lines in enumerate(zip(old, new, strict=True)) if len({*lines}) > 1]
        ):
            if not headed:
                yield f"--- {name}\n+++ {name}\n"
                headed = True
            begin, end = max(0, first - _CONTEXT), min(len(old), last + 1 + _CONTEXT)
            if end == len(old) and not old[-1]:  # no line, but the end of the line before
                end -= 1
            span = f"{number + begin + 1},{end - begin}"
            yield f"@@ -{span} +{span} @@\n"
            yield from _lines(old, new, begin, end)
        number += len(old) - 1


def _marks(found: Repaired) -> list[tuple[int, int, Edit | None]]:
    """What to show of a text, in order: its edits, and the unresolved places that no edit holds."""
    places: dict[tuple[int, int], Edit | None] = dict.fromkeys(found.unresolved)
    places |= {(edit.start, edit.end): edit for edit in found.edits}
    marks: list[tuple[int, int, Edit | None]] = []
    at = 0
    for (start, end), edit in sorted(places.items(), key=lambda item: item[0]):
        if start >= at:
            marks.append((start, end, edit))
            at = end
    return marks


def _escaped(text: str) -> str:
    r"""A text with bytes that are no characters as `\udc80`, which JSON reads as such."""
    return text.encode("utf-8", "backslashreplace").decode()


def _sentence(line: int, before: str, edit: Edit | None) -> str:
    if edit is None:
        return translate("line {line}: {word} stays as it is: no word was found for it").format(
            line=line, word=before
        )
    others = ", ".join(edit.alternatives)
    more = translate("; or: {others}").format(others=others) if others else ""
    return translate("line {line}: {before} → {after} ({why}; {score:.0%} sure{more})").format(
        line=line, before=before, after=edit.after, why=reason(edit.reason), score=edit.score, more=more
    )


def _hunks(changed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of changed lines that stand so near that they share their context."""
    runs = 0
    numbered: list[tuple[int, int]] = []
    for i, line in enumerate(changed):
        if i and line - changed[i - 1] > 2 * _CONTEXT:
            runs += 1
        numbered.append((runs, line))
    for _, group in groupby(numbered, key=lambda item: item[0]):
        lines = [line for _, line in group]
        yield lines[0], lines[-1]


def _lines(old: Sequence[str], new: Sequence[str], begin: int, end: int) -> Iterator[str]:
    """The lines of a hunk, those taken out before those put in."""
    for same, group in groupby(range(begin, end), key=lambda i: old[i] == new[i]):
        numbers = list(group)
        for sign, lines in ((" ", old),) if same else (("-", old), ("+", new)):
            for i in numbers:
                yield f"{sign}{lines[i]}\n"
                if i == len(old) - 1:
                    yield "\\ No newline at end of file\n"
