"""Edits: what was changed in a text and why, so that it can be shown and undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """One change: `before` stood at `start` to `end` in the raw text, `after` stands there now."""

    start: int
    end: int
    before: str
    after: str
    reason: str
    score: float = 1.0
    """How sure the change is, 0 to 1."""
    alternatives: tuple[str, ...] = ()
    """What may have stood there instead, the likeliest first."""


def apply(raw: str, edits: Iterable[Edit]) -> str:
    """The text after its edits, which are in order and do not overlap.

    Raises:
        ValueError: an edit does not fit the text.
    """
    parts: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at or raw[edit.start : edit.end] != edit.before:
            raise ValueError(f"{edit} does not fit the text at {at}")
        parts += raw[at : edit.start], edit.after
        at = edit.end
    return "".join(parts) + raw[at:]


def undo(text: str, edits: Iterable[Edit]) -> str:
    """The raw text again, from the text and the edits that were applied to it.

    Raises:
        ValueError: an edit does not fit the text.
    """
    return apply(text, reverse(edits))


def reverse(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that undo edits, with spans in the edited text."""
    back = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        back.append(
            edit._replace(start=start, end=start + len(edit.after), before=edit.after, after=edit.before)
        )
        shift += len(edit.after) - len(edit.before)
    return back
