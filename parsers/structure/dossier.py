"""Several papers in one file, as when a folder is scanned in one go: each begins with its own letterhead.

A letterhead is the national motto, or that of the Party, with a number or a date of issue (Decree
30/2020/NĐ-CP, annex I; Guideline 36-HD/VPTW). Forms that are annexed have the motto without these, and
a document that is issued with another says so under its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from parsers.document import Document, Dropped, Line, Origin, Page, Step
from parsers.readers import furniture
from parsers.structure.flow import skeleton

SEPARATOR = "separator"
_MOTTOES = ("CONG HOA XA HOI CHU NGHIA VIET NAM", "DOC LAP - TU DO - HANH PHUC", "DANG CONG SAN VIET NAM")
_ALIKE = 85
"""Percent of a motto that recognition must have left."""
_TOP, _HEAD = 8, 24
"""Lines: a motto stands among the first, all of the head among these."""
_NUMBER = re.compile(r"(?:S[oO0]\s*[:.]?\s*)?(\d[\d\s]{0,5})?\s*[-/]\s*[A-Z]{2,}[\w&/.-]*")
_DATE = re.compile(r"\bNGAY\b.{0,24}\bTHANG\b.{0,20}\bNAM\s*(?:19|20)\d\d\b")
_ATTACHED = re.compile(r"\(?\s*(?:BAN HANH\s+)?(?:KEM|DINH KEM)\b")
_FORM = re.compile(r"(?:PHU LUC|PHU BIEU|BIEU MAU|BIEU SO|MAU SO|MAU\s+\d)")
_SLIP = 12
"""Words: a separator sheet has no more."""


class _Range(NamedTuple):
    first: int
    end: int


def split(document: Document) -> list[Document]:
    """The papers of a file, in order; the document itself where it is one paper.

    Blank pages around a paper and sheets that only separate papers are in none of them.
    """
    pages = document.pages
    starts = [index for index, page in enumerate(pages) if _opens(page)] if document.paged else []
    if len(starts) < 2:
        return [document]
    if _has_text(pages[: starts[0]]):
        starts.insert(0, 0)
    dropped = list(document.dropped)
    ranges = [
        _trimmed(pages, _Range(start, end), dropped)
        for start, end in zip(starts, [*starts[1:], len(pages)], strict=True)
    ]
    return [_part(document, found, number, dropped) for number, found in enumerate(ranges, 1)]


def _opens(page: Page) -> bool:
    """Whether a page begins with the letterhead of a paper that stands by itself."""
    texts = [skeleton(text) for line in page.lines[:_HEAD] for text in _texts(line)]
    motto = next((index for index, text in enumerate(texts[:_TOP]) if _is_motto(text)), None)
    if motto is None:
        return False
    numbered = any(found and found[1] for found in map(_NUMBER.search, texts))
    if not numbered and not any(_DATE.search(text) for text in texts):
        return False
    if any(_FORM.match(text) for text in texts[: motto + 1]):
        return False
    return numbered or not any(_ATTACHED.match(text) for text in texts)


def _texts(line: Line) -> list[str]:
    return [line.text] if line.cells is None else [t for cell in line.cells for t in cell.text.split("\n")]


def _is_motto(text: str) -> bool:
    """Whether a line is a motto, or ends in one where the two columns of a head were run together."""
    return any(
        len(text) >= 0.8 * len(motto) and fuzz.partial_ratio(motto, text) >= _ALIKE for motto in _MOTTOES
    )


def _trimmed(pages: Sequence[Page], found: _Range, dropped: list[Dropped]) -> _Range:
    """A range without blank pages and separator sheets at its end."""
    first, end = found
    while end - first > 1 and _is_slip(pages[end - 1]):
        text = " ".join(line.text for line in pages[end - 1].lines)
        if text and not _is_signed(pages[first : end - 1]):
            break  # the last words of the paper
        end -= 1
        if text:
            dropped.append(Dropped(reason=SEPARATOR, text=text, page=pages[end].number))
    return _Range(first, end)


def _is_signed(pages: Sequence[Page]) -> bool:
    """Whether the foot of a paper is on these pages."""
    lines = (text for page in pages for line in page.lines for text in _texts(line))
    return any(skeleton(text).startswith("NOI NHAN") for text in lines)


def _has_text(pages: Sequence[Page]) -> bool:
    return any(not _is_slip(page) for page in pages)


def _is_slip(page: Page) -> bool:
    """A page that is blank, or has a few words; a page that was left unread is none."""
    if page.decision and page.decision.step is Step.LEAVE:
        return False
    words = sum(len(line.text.split()) for line in page.lines)
    return words <= _SLIP and not any(line.cells for line in page.lines)


def _part(document: Document, found: _Range, number: int, dropped: Sequence[Dropped]) -> Document:
    pages = [page.model_copy() for page in document.pages[found.first : found.end]]
    numbers = {page.number for page in pages}
    own = [each for each in dropped if each.page in numbers or (each.page is None and number == 1)]

    def drop(page: Page, line: Line) -> None:
        own.append(Dropped(reason=furniture.FURNITURE, text=line.text, page=page.number))

    furniture.remove(pages, drop, paged=True)  # each paper counts its pages from 1
    return document.model_copy(
        update={"part": number, "pages": pages, "origin": _origin(pages), "dropped": own}
    )


def _origin(pages: Sequence[Page]) -> Origin:
    origins = {page.origin for page in pages if page.lines}
    return origins.pop() if len(origins) == 1 else Origin.MIXED
