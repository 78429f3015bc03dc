"""Repair of a text and of a document: all its steps, as one.

A text goes through four: letters of old encodings, characters that only look right, words, and, where it
is asked for, the place of tone marks. What comes back leads from the text given to the last one by one
list of edits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from normalizers.text.damage import RUINED, assess_text
from normalizers.text.phrases import slips
from parsers.document import Document, Line, Origin, Page

if TYPE_CHECKING:
    from normalizers.text.edits import Edit
    from normalizers.text.encodings import Source
    from normalizers.text.repair import Repaired

CHARACTERS = "characters"
"""The reason of an edit that gives a character its usual form."""
_CHUNK = re.compile(r"\S+")


def repair(
    text: str,
    *,
    encoding: Source | None = None,
    tones: Literal["old", "new"] | None = None,
    keep_lines: bool = False,
    models: Path | None = None,
) -> Repaired:
    """Repair a text; what is clean comes back as it is, and no line end changes.

    Args:
        text: any text.
        encoding: what it is in, where that is known and not found out by itself.
        tones: place all tone marks in one style, `hòa` (old) or `hoà` (new); otherwise they stay as printed.
        keep_lines: read every line by itself, as in a list of names, and nothing over the end of a line.
        models: a folder of models; otherwise the user's own where there are any, else those shipped.

    Raises:
        OSError: `models` is no folder of models.
    """
    from normalizers.text import models as folders
    from normalizers.text.composition import compose, earlier
    from normalizers.text.encodings import convert
    from normalizers.text.repair import repair as words
    from normalizers.text.tones import edits as tone_edits
    from normalizers.text.tones import place

    converted = convert(text, encoding)
    plain = _characters(converted.text)
    before = compose(text, converted.edits, converted.text, plain)
    clear = _applied(converted.text, plain)
    reader = folders.reader(models)
    found = _apart(words(clear.replace("\n", "\n\n"), reader)) if keep_lines else words(clear, reader)
    edits = compose(text, before, clear, found.edits)
    unresolved = tuple(earlier(before, found.unresolved))
    result = found.text
    if tones:
        edits = compose(text, edits, result, tone_edits(result, tones))
        result = place(result, tones)
    return found._replace(text=result, edits=tuple(edits), unresolved=unresolved)


def mend(document: Document) -> Document:
    """Repair the words of a document; a clean one comes back as the same object, and loads no model.

    Every line says how much of it was changed. A page that was changed is as sure as its changes are, and no
    surer than it was read.
    """
    lines = [row for _, line in document.lines() for row in line.text.split("\n")]
    damaged = any(verdict.kind in RUINED for verdict in assess_text(lines))
    if not damaged and next(slips("\n".join(lines)), None) is None and not _disagrees(document):
        return document
    from normalizers.text.documents import repair_document
    from normalizers.text.models import reader

    found = repair_document(document, reader() if damaged else None)
    if not found.repaired.edits:
        return document
    changes = iter(zip(found.shares, found.edits, strict=True))
    pages = []
    for page in found.document.pages:
        own = [next(changes) for _ in page.lines]
        pages.append(_page(page, [share for share, _ in own], [edit for _, edits in own for edit in edits]))
    return found.document.model_copy(update={"pages": pages})


def _disagrees(document: Document) -> bool:
    """Whether a name was recognised in two ways."""
    if document.origin in (Origin.TEXT, Origin.DIGITAL):
        return False
    from normalizers.text.documents import disagrees

    return disagrees(document)


def _characters(text: str) -> list[Edit]:
    """The edits that give look-alikes, ligatures and pieces of letters their usual form."""
    from normalizers.text.clean import clean_text
    from normalizers.text.edits import Edit

    return [
        Edit(match.start(), match.end(), chunk, after, CHARACTERS)
        for match in _CHUNK.finditer(text)
        for chunk in (match[0],)
        if not (chunk.isascii() and chunk.isprintable())
        for after in (clean_text(chunk)[0],)
        if after != chunk
    ]


def _applied(text: str, edits: Sequence[Edit]) -> str:
    from normalizers.text.edits import apply

    return apply(text, edits) if edits else text


def _apart(found: Repaired) -> Repaired:
    """What was found in a text with a blank line after every line, for the text without them."""
    text, last, lines = found.undo(), 0, 0
    edits: list[Edit] = []
    shifts: dict[int, int] = {}
    for position in sorted({edit.start for edit in found.edits} | {start for start, _ in found.unresolved}):
        lines += text.count("\n", last, position) // 2
        last, shifts[position] = position, lines
    for edit in found.edits:
        shift = shifts[edit.start]
        edits.append(edit._replace(start=edit.start - shift, end=edit.end - shift))
    return found._replace(
        text=found.text.replace("\n\n", "\n"),
        edits=tuple(edits),
        kinds=found.kinds[::2],
        unresolved=tuple((start - shifts[start], end - shifts[start]) for start, end in found.unresolved),
    )


def _page(page: Page, shares: Sequence[float], edits: Sequence[Edit]) -> Page:
    if not edits:
        return page
    lines: list[Line] = [
        line.model_copy(update={"repaired": share}) if share else line
        for line, share in zip(page.lines, shares, strict=True)
    ]
    words = sum(len(line.text.split()) for line in lines)
    doubt = sum(1 - edit.score for edit in edits)
    mended = max(0.0, round(1 - doubt / words, 3))
    return page.model_copy(update={"lines": lines, "confidence": min(page.confidence, mended)})
