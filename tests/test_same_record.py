"""How a plan is written down does not matter: wrapped, paged, in other line ends or code points."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.stages import parse
from tests.plans import PLANS, Json, document, parsed, record
from tests.typeset import Press, typeset

if TYPE_CHECKING:
    from parsers.plan import Plan

KNOWN_HARD = Path(__file__).parent / "golden" / "known_hard.csv"
PRESSES = range(5)
PLACES = {"at", "caption_at", "heads", "places"}
ORDINALS = {"TT", "STT", "Số TT"}
PART: dict[str, Callable[[Plan], object]] = {
    "outline": lambda plan: [[section.path, section.title] for section in plan.walk()],
    "body": lambda plan: [
        [*plan.preamble],
        *([section.path, *section.paragraphs] for section in plan.walk()),
        [*plan.closing],
    ],
    "recipients": lambda plan: [*plan.recipients],
    "head and foot": lambda plan: [plan.subject, plan.code, plan.issued, plan.signature.model_dump()],
    "cells": lambda plan: [
        [[*table.columns], *([*row] for row in table.rows), *(group.title for group in table.groups)]
        for table in plan.tables
        if table.columns[0] in ORDINALS
    ],
}
"""What must be the same in print: of a table, where its rows are numbered."""
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "trailing blanks": lambda text: text.replace("\n", "  \n").encode(),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n\n").encode(),
    "no line end at the end": lambda text: text.rstrip("\n").encode(),
    "NFD": lambda text: unicodedata.normalize("NFD", text).encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "no-break spaces": lambda text: text.replace("năm 20", "năm\xa020").encode(),
}
PLAIN = {name: source for name, source in PLANS.items() if source.suffix in (".txt", ".md")}


def typeset_cases() -> list[object]:
    """One test a plan and part, a strict expected failure where print is known to be hard to read."""
    with KNOWN_HARD.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        known = {(row["plan"], row["part"]): row["reason"] for row in csv.DictReader(lines)}
    assert {plan for plan, _ in known} <= set(PLANS)
    return [
        pytest.param(
            *(plan, part),
            id=f"{plan}-{part.replace(' ', '-')}",
            marks=[pytest.mark.xfail(strict=True, reason=known[plan, part])] if (plan, part) in known else [],
        )
        for plan in PLANS
        for part in PART
    ]


def what_it_says(plan: Plan) -> dict[str, Json]:
    """A record without the file and the places that it was read from."""
    found = unplaced(record(plan))
    assert isinstance(found, dict)
    return {key: found[key] for key in found if key not in ("id", "source", "evidence", "dropped")}


def unplaced(value: Json) -> Json:
    """A value without the places in it."""
    if isinstance(value, list):
        return [unplaced(each) for each in value]
    if isinstance(value, dict):
        return {key: unplaced(each) for key, each in value.items() if key not in PLACES}
    return value


@pytest.mark.parametrize(("plan", "part"), typeset_cases())
def test_printed_lines_become_the_same_record(plan: str, part: str) -> None:
    due = PART[part](parsed(PLANS[plan]))
    for seed in PRESSES:
        printed = typeset(document(PLANS[plan]), Press.any(seed))
        assert PART[part](parse(printed, f"press {seed}")) == due


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("plan", PLAIN)
def test_line_ends_blanks_and_code_points_do_not_matter(plan: str, written: str) -> None:
    text = PLAIN[plan].read_text(encoding="utf-8")
    assert what_it_says(parse(WRITTEN[written](text), plan)) == what_it_says(parsed(PLAIN[plan]))


@pytest.mark.parametrize("plan", PLANS)
def test_the_same_bytes_become_the_same_record(plan: str) -> None:
    assert parse(PLANS[plan]) == parsed(PLANS[plan])
