"""Several papers in one file, as when a folder is scanned in one go: each begins with its own letterhead.

A letterhead is the national motto, or that of the Party, with a number or a date of issue (Decree
30/2020/NĐ-CP, annex I; Guideline 36-HD/VPTW). Forms that are annexed have the motto without these, and
a document that is issued with another says so under its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

import data
from parsers.document import Document, Dropped, Line, Origin, Page, Step
from parsers.readers import furniture
from parsers.structure.flow import skeleton

SEPARATOR = "separator"
_MOTTOES = ("CONG HOA XA HOI CHU NGHIA VIET NAM", "DOC LAP - TU DO - HANH PHUC", "DANG CONG SAN VIET NAM")
_ALIKE = 85
"""Percent of a motto that recognition must have left."""
_TOP, _HEAD = 8, 24
"""Lines: a motto stands among the first, all of the head among these."""
_NUMBER = re.compile(r"S[O0]\s*[:.]?\s*\d[\d\s]{0,5}\s*[-/]\s*[A-Z]{2,}|\d{1,5}\s*-\s*[A-Z]{2,}/[A-Z]{2,}")
_DATE = re.compile(r"\bNGAY\b.{0,24}\bTHANG\b.{0,20}\bNAM\s*(?:19|20)\d\d\b")
_ATTACHED = re.compile(r"\(?\s*(?:BAN HANH\s+)?(?:KEM|DINH KEM)\b")
_FORM = re.compile(r"(?:PHU LUC|PHU BIEU|BIEU MAU|BIEU SO|MAU SO|MAU\s+\d)")
_SLIP = 12
"""Words: a separator sheet has no more."""


def split(document: Document) -> list[Document]:
    """The papers of a file, in order; the document itself where it is one paper.

    Blank pages around a paper and sheets that only separate papers are in none of them.
    """
    pages = document.pages
    starts = [index for index, page in enumerate(pages) if _opens(page)] if document.paged else []
    if len(starts) < 2:
        return [document]
    if any(not _is_slip(page) for page in pages[: starts[0]]):
        starts.insert(0, 0)
    dropped = [*document.dropped, *map(_separator, pages[: starts[0]])]
    parts: list[Document] = []
    for start, following in pairwise([*starts, len(pages)]):
        end = _end(pages, start, following)
        dropped += map(_separator, pages[end:following])
        first, last = (pages[start].number if parts else 1), pages[following - 1].number
        own = [each for each in dropped if each.text and first <= (each.page or 1) <= last]
        parts.append(_part(document, pages[start:end], len(parts) + 1, own))
    return parts


def _separator(page: Page) -> Dropped:
    text = " ".join(line.text for line in page.lines)
    return Dropped(reason=SEPARATOR, text=text, page=page.number)


def _opens(page: Page) -> bool:
    """Whether a page begins with the letterhead of a paper that stands by itself."""
    texts = [skeleton(text) for line in page.lines[:_HEAD] for text in _texts(line)]
    motto = next((index for index, text in enumerate(texts[:_TOP]) if _is_motto(text)), None)
    if motto is None:
        return _is_bare_head(texts)
    if any(_FORM.match(text) for text in texts[: motto + 1]):
        return False
    if any(_NUMBER.match(text) for text in texts):
        return True
    return any(_DATE.search(text) for text in texts) and not any(_ATTACHED.match(text) for text in texts)


def _is_bare_head(texts: Sequence[str]) -> bool:
    """Number and date stand at the top and the kind of document below, without a body or a motto."""
    first = "\n".join(texts[:2])
    kinds = [skeleton(name) for kind in ("type", "cover") for name in data.phrases(kind)]
    return (
        _NUMBER.match(first) is not None
        and _DATE.search(first) is not None
        and any(text in kinds for text in texts[1:4])
    )


def _texts(line: Line) -> list[str]:
    return [line.text] if line.cells is None else [t for cell in line.cells for t in cell.text.split("\n")]


def _is_motto(text: str) -> bool:
    """Whether a line is a motto, or ends in one where the two columns of a head were run together."""
    return any(
        len(text) >= 0.8 * len(motto) and fuzz.partial_ratio(motto, text) >= _ALIKE for motto in _MOTTOES
    )


def _end(pages: Sequence[Page], start: int, end: int) -> int:
    """Where a paper ends, without the blank pages and separator sheets behind it."""
    while end - start > 1 and _is_slip(pages[end - 1]):
        if pages[end - 1].lines and not _is_signed(pages[start : end - 1]):
            break  # the last words of the paper
        end -= 1
    return end


def _is_signed(pages: Sequence[Page]) -> bool:
    """Whether the foot of a paper is on these pages."""
    lines = (text for page in pages for line in page.lines for text in _texts(line))
    return any(skeleton(text).startswith("NOI NHAN") for text in lines)


def _is_slip(page: Page) -> bool:
    """A page that is blank, or has a few words; a page that was left unread is none."""
    if page.decision and page.decision.step is Step.LEAVE:
        return False
    words = sum(len(line.text.split()) for line in page.lines)
    return words <= _SLIP and not any(line.cells for line in page.lines)


def _part(document: Document, given: Sequence[Page], number: int, dropped: list[Dropped]) -> Document:
    pages = [page.model_copy() for page in given]

    def drop(page: Page, line: Line) -> None:
        dropped.append(Dropped(reason=furniture.FURNITURE, text=line.text, page=page.number))

    furniture.remove(pages, drop, paged=True)  # each paper counts its pages from 1
    return document.model_copy(
        update={"part": number, "pages": pages, "origin": _origin(pages), "dropped": dropped}
    )


def _origin(pages: Sequence[Page]) -> Origin:
    origins = {page.origin for page in pages if page.lines}
    return origins.pop() if len(origins) == 1 else Origin.MIXED
