"""Small invented papers for the tests of `parsers.structure`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import pytest

from parsers.document import Cell, Document, Line, Page
from parsers.structure import structure
from tests.plans import structured

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.plan import Plan

CASES = Path(__file__).parent / "parsers" / "structure" / "cases"
TOP = "KẾ HOẠCH\nLàm sạch đường làng năm 2024\n\nCăn cứ tình hình thực tế, xã xây dựng kế hoạch như sau:\n"


class Named(TypedDict):
    """What every golden case has: what it shows, and since when it fails, if it does."""

    name: str


def cases(file: str) -> list[object]:
    """The golden cases of a file, one test each; a case with `fails` is a strict expected failure."""
    found: list[dict[str, str]] = json.loads((CASES / file).read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=case["name"].replace(" ", "-"),
            marks=[pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else [],
        )
        for case in found
    ]


def plan(body: str) -> Plan:
    """The parts of a plan with a title, a preamble and this body."""
    return structured(TOP + body)


def document(pages: Iterable[Iterable[str | Sequence[str | Cell]]], *, paged: bool = False) -> Document:
    """A document of lines and rows; rows next to each other are one table in the source."""
    made: list[Page] = []
    table = 0
    for number, page in enumerate(pages, 1):
        lines: list[Line] = []
        for each in page:
            if isinstance(each, str):
                text = each.lstrip("\n")
                lines.append(Line(text=text, gap=len(each) - len(text)))
                continue
            table += not (lines and lines[-1].cells)
            cells = [cell if isinstance(cell, Cell) else Cell(text=cell) for cell in each]
            lines.append(Line(text="\t".join(cell.text for cell in cells), cells=cells, table=table))
        made.append(Page(number=number, lines=lines))
    return Document(name="invented", sha256="0" * 64, media_type="text/plain", pages=made, paged=paged)


def parts(*pages: Iterable[str | Sequence[str | Cell]], paged: bool = False) -> Plan:
    """The parts of a plan with a title and these pages of lines and rows."""
    first, *rest = pages
    return structure(
        document([["KẾ HOẠCH", "Làm sạch đường làng", "\nNhư sau:", *first], *rest], paged=paged)
    )
