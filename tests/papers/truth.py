"""What is truly printed on a paper: every line and word in reading order, in its place.

Boxes are `(x0, y0, x1, y1)` in points (1/72 inch) from the page's top left corner; they reach from the
marks over capitals down to the descenders, whether a line has any or not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from tests.papers.faces import HAND
from tests.papers.pdf import positions
from tests.papers.sheet import Line, Paper, Place, Role

_TOP, _BOTTOM = 0.96, 0.24
"""How far boxes reach above and below the base line, as shares of the type size."""
Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TrueWord:
    """A word and where it stands."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class TrueLine:
    """A printed line; `place` is its cell where it stands in a table."""

    text: str
    box: Box
    role: Role
    words: tuple[TrueWord, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page and its lines in reading order, the page number first."""

    width: float
    height: float
    lines: tuple[TrueLine, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is printed; `flow` is the text one paragraph or table row a line, cells split by tabs."""

    pages: tuple[TruePage, ...]
    flow: tuple[str, ...]

    def lines(self) -> str:
        """The text as printed, a line a line in reading order, form feed between pages, no page numbers."""
        return "\f".join(
            "".join(f"{line.text}\n" for line in page.lines if line.role is not Role.PAGE_NUMBER)
            for page in self.pages
        )

    def json(self) -> str:
        """Everything as JSON, a page a line."""
        pages = ",\n".join(json.dumps(_page(page), ensure_ascii=False) for page in self.pages)
        return f'{{"pages": [\n{pages}\n]}}\n'


def truth(paper: Paper, *, written: bool = False) -> Truth:
    """What is printed on a set paper; `written`: with what is filled in by hand after printing."""
    pages = (
        TruePage(sheet.width, sheet.height, tuple(_lines(sheet.lines, written))) for sheet in paper.sheets
    )
    return Truth(tuple(pages), tuple(paper.flow_written if written else paper.flow))


def moved(page: TruePage, width: float, height: float, move: Callable[[Box], Box]) -> TruePage:
    """A page after every point of it went elsewhere, as on a scan that is turned or bent."""
    lines = tuple(
        TrueLine(
            line.text,
            move(line.box),
            line.role,
            tuple(TrueWord(word.text, move(word.box)) for word in line.words),
            line.place,
        )
        for line in page.lines
    )
    return TruePage(width, height, lines)


def _lines(lines: Iterable[Line], written: bool) -> Iterator[TrueLine]:
    for line in lines:
        if words := tuple(_words(line, written)):
            text = " ".join(word.text for word in words)
            box = (words[0].box[0], words[0].box[1], words[-1].box[2], words[0].box[3])
            yield TrueLine(text, box, line.role, words, line.place)


def _words(line: Line, written: bool) -> Iterator[TrueWord]:
    """Words as parted by spaces: what hangs together in two faces is one."""
    top, bottom = line.baseline - _TOP * line.size, line.baseline + _BOTTOM * line.size
    count = 0
    numbered = []
    for x, word in positions(line):
        count += word.spaces > 0
        if word.face == HAND and not written:
            count += 1
            continue
        numbered.append((count, x, word))
    for _, run in groupby(numbered, key=lambda each: each[0]):
        parts = list(run)
        _, start, _ = parts[0]
        _, x, last = parts[-1]
        yield TrueWord("".join(word.text for _, _, word in parts), (start, top, x + last.width, bottom))


def _page(page: TruePage) -> dict[str, object]:
    return {
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "lines": [
            {
                "text": line.text,
                "role": str(line.role),
                "box": _rounded(line.box),
                "words": [[word.text, *_rounded(word.box)] for word in line.words],
                **({"cell": [line.place.table, line.place.row, line.place.column]} if line.place else {}),
            }
            for line in page.lines
        ],
    }


def _rounded(box: Sequence[float]) -> list[float]:
    return [round(each, 2) for each in box]
