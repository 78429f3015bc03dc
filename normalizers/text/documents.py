"""Repair a document: its lines, cells and words, and how much of each line had to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from normalizers.text.agreement import agreements
from normalizers.text.composition import compose
from normalizers.text.edits import Edit, apply
from normalizers.text.placing import placed
from normalizers.text.reading import Reader
from normalizers.text.repair import Repaired, repair
from parsers.document import Cell, Document, Line, Word

_SIGNS = ".,;:()"


class RepairedDocument(NamedTuple):
    """A document after repair; the document given is not changed."""

    document: Document
    shares: tuple[float, ...]
    """Share of the syllables changed, 0 to 1, of each line in the order of `Document.lines`."""
    edits: tuple[tuple[Edit, ...], ...]
    """Of each line; spans are in its text, the cells of a table row joined by tabs."""
    repaired: Repaired
    """The whole text, blank lines where the document has gaps."""


class _Row(NamedTuple):
    """A line of text that was repaired by itself: a printed line, or a line of a cell."""

    raw: str
    text: str
    edits: list[Edit]


def repair_document(document: Document, reader: Reader | None = None) -> RepairedDocument:
    """Repair the text of a document; a clean one comes back as the same object."""
    lines = [line for _, line in document.lines()]
    rows = list(_rows(lines))
    result = _agreed(lines, rows, repair("\n".join(text for _, text in rows), reader))
    if not result.edits:
        return RepairedDocument(document, (0.0,) * len(lines), ((),) * len(lines), result)
    new = result.text.split("\n")
    by_row = _edits_by_row([text for _, text in rows], result.edits)
    texts: list[list[_Row]] = [[] for _ in lines]
    for (owner, raw), text, changes in zip(rows, new, by_row, strict=True):
        if owner is not None:
            texts[owner].append(_Row(raw, text, changes))
    found = [_joined(own) for own in texts]
    mended = iter(
        _mended(line, own, changes) if changes else line
        for line, own, changes in zip(lines, texts, found, strict=True)
    )
    pages = [page.model_copy(update={"lines": [next(mended) for _ in page.lines]}) for page in document.pages]
    shares = tuple(_share(line, changes) for line, changes in zip(lines, found, strict=True))
    edits = tuple(tuple(changes) for changes in found)
    return RepairedDocument(document.model_copy(update={"pages": pages}), shares, edits, result)


def disagrees(document: Document) -> bool:
    """Whether a name was read in two ways, of which its recogniser held both for possible."""
    lines = [line for _, line in document.lines()]
    rows = list(_rows(lines))
    return next(_agreements(lines, rows, "\n".join(text for _, text in rows)), None) is not None


def _agreed(lines: Sequence[Line], rows: Sequence[tuple[int | None, str]], found: Repaired) -> Repaired:
    """A repaired text, with names that a recogniser read in two ways written alike."""
    more = list(_agreements(lines, rows, found.text))
    if not more:
        return found
    edits = compose(found.undo(), found.edits, found.text, more)
    return found._replace(text=apply(found.text, more), edits=tuple(edits))


def _agreements(lines: Sequence[Line], rows: Sequence[tuple[int | None, str]], text: str) -> Iterator[Edit]:
    if not any(word.alternatives for line in lines for word in line.words):
        return
    starts = accumulate((len(row) + 1 for row in text.split("\n")), initial=0)
    edits = agreements(text)
    for (owner, _), (start, end) in zip(rows, pairwise(starts), strict=True):
        own = [edit for edit in edits if start <= edit.start < end]
        if owner is not None and own:
            yield from (edit for edit in own if any(_may_read(word, edit) for word in lines[owner].words))


def _may_read(word: Word, edit: Edit) -> bool:
    """Whether a recognised word may be what an edit makes of it."""
    return word.text.strip(_SIGNS) == edit.before and any(
        other.strip(_SIGNS) == edit.after for other, _ in word.alternatives
    )


def _rows(lines: Sequence[Line]) -> Iterator[tuple[int | None, str]]:
    """The lines of text that a document is to repair, each with the number of the line it belongs to.

    A cell is a paragraph of its own, so blank rows stand around it; they belong to no line.
    """
    for number, line in enumerate(lines):
        if line.cells is None:
            if line.gap:
                yield None, ""
            yield number, line.text.replace("\n", " ")
            continue
        for cell in line.cells:
            yield None, ""
            for text in cell.text.split("\n"):
                yield number, text
        yield None, ""


def _edits_by_row(rows: Sequence[str], edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """The edits of each row, spans in the row."""
    remaining = iter(edits)
    edit = next(remaining, None)
    for start, text in zip(accumulate((len(row) + 1 for row in rows), initial=0), rows, strict=False):
        own: list[Edit] = []
        while edit is not None and edit.start < start + len(text):
            own.append(edit._replace(start=edit.start - start, end=edit.end - start))
            edit = next(remaining, None)
        yield own


def _joined(rows: Sequence[_Row]) -> list[Edit]:
    """The edits of a line, spans in its rows joined."""
    starts = accumulate((len(row.raw) + 1 for row in rows), initial=0)
    return [
        edit._replace(start=edit.start + start, end=edit.end + start)
        for row, start in zip(rows, starts, strict=False)
        for edit in row.edits
    ]


def _mended(line: Line, rows: Sequence[_Row], edits: Sequence[Edit]) -> Line:
    """A line with its new text and words, and what it was before."""
    update: dict[str, str | int | list[Cell] | list[Word]] = {
        "words": placed(line.words, "\n".join(row.raw for row in rows), edits),
        "edits": len(edits),
        "before": line.text,
    }
    if line.cells is None:
        update["text"] = rows[0].text
    else:
        rest = iter(rows)
        cells = [_cell(cell, list(islice(rest, cell.text.count("\n") + 1))) for cell in line.cells]
        update |= {"cells": cells, "text": "\t".join(cell.text for cell in cells)}
    return line.model_copy(update=update)


def _cell(cell: Cell, rows: Sequence[_Row]) -> Cell:
    edits = sum(len(row.edits) for row in rows)
    if not edits:
        return cell
    text = "\n".join(row.text for row in rows)
    return cell.model_copy(update={"text": text, "edits": edits, "before": cell.text})


def _share(line: Line, edits: Sequence[Edit]) -> float:
    return min(1.0, len(edits) / max(1, len(line.text.split())))
