"""All that a record says of a PDF knows its page and its box there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from parsers.plan import Evidence, Place, Plan, PlanWarning
from pipeline import parse
from tests.papers import Style, printed
from tests.papers.plans import invented

Placed = tuple[str, str | None, Place | PlanWarning | None]
"""What a text is, the text, and where it stands."""

_SCALARS = ("type", "code", "place", "issued", "subject")


def listed(kind: str, texts: Sequence[str], places: Sequence[Place]) -> Iterator[Placed]:
    for text, place in zip_longest(texts, places):
        yield kind, text, place


def of_body(plan: Plan) -> Iterator[Placed]:
    for section in plan.walk():
        yield "heading", section.label, section.at
        yield from listed("paragraph", section.paragraphs, section.places)
    for field, texts in (
        ("preamble", plan.preamble),
        ("closing", plan.closing),
        ("recipients", plan.recipients),
    ):
        yield from listed(field, texts, plan.places.get(field, []))


def of_tables(plan: Plan) -> Iterator[Placed]:
    for table in plan.tables:
        yield "table", "a table", table.at
        yield "caption", table.caption, table.caption_at
        yield from listed("column", table.columns, table.heads)
        for row, places in zip_longest(table.rows, table.places):
            yield from listed("cell", row, places)
        for group in table.groups:
            yield "group", group.title, group.at
    for annex in plan.annexes:
        yield "annex", annex.title or annex.label, annex.at
        yield from listed("paragraph of an annex", annex.paragraphs, annex.places)


def of_fields(plan: Plan) -> Iterator[Placed]:
    evidence: dict[str, Evidence] = plan.evidence
    for field in _SCALARS:
        yield field, getattr(plan, field), evidence.get(field)
    yield "issuer", plan.issuer.name, evidence.get("issuer")
    for part, value in plan.signature:
        yield f"signature.{part}", value, evidence.get(f"signature.{part}")
    for warning in plan.warnings:
        yield "warning", warning.code, warning


def read(number: int, folder: Path) -> Plan:
    file = folder / "paper.pdf"
    file.write_bytes(printed(invented(number), Style.any(number)).content)
    return parse(file)


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (5011, {"paragraph", "cell", "caption", "group", "annex", "signature.name"}),
        (5013, {"preamble", "closing", "recipients", "cell", "warning"}),
    ],
)
def test_all_texts_of_a_paper_have_a_page_and_a_box(number: int, kinds: set[str], tmp_path: Path) -> None:
    plan = read(number, tmp_path)
    said = [each for each in (*of_body(plan), *of_tables(plan), *of_fields(plan)) if each[1]]
    assert kinds <= {kind for kind, _, _ in said}
    assert [each for each in said if not (each[2] and each[2].page and each[2].box)] == []
    for table in plan.tables:
        if table.caption:
            [annex] = plan.annexes
            assert annex.at.box
            assert table.caption_at.box
            assert annex.at.box[1] < table.caption_at.box[1], "the label stands over the title"
