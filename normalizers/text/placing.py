"""The words of a line after its repair, each in its place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalizers.text.edits import Edit, apply
from parsers.document import Box, Word


class _Span(NamedTuple):
    """Where a word stands in the text of its line."""

    start: int
    end: int


class _Change(NamedTuple):
    """Edits that touch the same words: from `first` up to `last`."""

    first: int
    last: int
    edits: list[Edit]


def placed(words: Sequence[Word], raw: str, edits: Sequence[Edit]) -> list[Word]:
    """The words of a line with its edits applied; those that no edit touches are the same objects.

    Words that an edit splits share the place of the one they were, and words that it joins give theirs
    together. Where the words are not those of the text, they are matched one for one or left alone.

    Args:
        words: of the line, in the order of its text.
        raw: the text of the line before repair.
        edits: their spans are in `raw`.
    """
    spans = _spans(words, raw)
    if spans is None:
        texts = apply(raw, edits).split()
        return _shared(words, texts) if len(texts) == len(words) else list(words)
    result: list[Word] = []
    at = 0
    for first, last, own in _changes(spans, edits):
        result += words[at:first]
        start, end = min(spans[first].start, own[0].start), max(spans[last - 1].end, own[-1].end)
        shifted = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in own]
        result += _shared(words[first:last], apply(raw[start:end], shifted).split())
        at = last
    return result + list(words[at:])


def _spans(words: Sequence[Word], raw: str) -> list[_Span] | None:
    """Where each word stands in `raw`, white space not counted; None where they are not its words."""
    spans: list[_Span] = []
    at = 0
    for word in words:
        letters = "".join(word.text.split())
        while at < len(raw) and raw[at].isspace():
            at += 1
        start = at
        for letter in letters:
            while at < len(raw) and raw[at].isspace():
                at += 1
            if at == len(raw) or raw[at] != letter:
                return None
            at += 1
        spans.append(_Span(start, at))
    return None if raw[at:].strip() else spans


def _changes(spans: Sequence[_Span], edits: Sequence[Edit]) -> Iterator[_Change]:
    """The edits by the words that they touch."""
    change: _Change | None = None
    first = 0
    for edit in edits:
        start, end = _reach(edit)
        while first < len(spans) and spans[first].end <= start:
            first += 1
        last = first
        while last < len(spans) and spans[last].start < end:
            last += 1
        if first == last:
            continue  # it stands between two words
        if change and first < change.last:
            change = change._replace(last=max(last, change.last), edits=[*change.edits, edit])
            continue
        if change:
            yield change
        change = _Change(first, last, [edit])
    if change:
        yield change


def _reach(edit: Edit) -> _Span:
    """What an edit touches: with a blank that it takes out or puts in, the words on both sides."""
    opens, closes = edit.before[:1], edit.before[-1:]
    return _Span(edit.start - (not opens or opens.isspace()), edit.end + (not closes or closes.isspace()))


def _shared(words: Sequence[Word], texts: Sequence[str]) -> list[Word]:
    """New texts in the places of old words: one for one, or parting the place of them all."""
    if len(words) == len(texts):
        return [word.model_copy(update={"text": text}) for word, text in zip(words, texts, strict=True)]
    boxes = [word.box for word in words if word.box is not None]
    line = [box for box in boxes if box.beside(boxes[0])]
    places: Sequence[Box | None] = Box.around(line).parted(texts) if line else [None] * len(texts)
    sure = [word.confidence for word in words if word.confidence is not None]
    changes = {"confidence": min(sure, default=None)}
    return [
        words[0].model_copy(update=changes | {"text": text, "box": box})
        for text, box in zip(texts, places, strict=True)
    ]
