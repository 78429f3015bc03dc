"""Assignments: the items of the section that organises implementation, and the bodies they charge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values.assignments import assignments, rank_of
from parsers.plan import Plan, Section, Source

CASES = json.loads((Path(__file__).parent / "cases" / "organising.json").read_text(encoding="utf-8"))


def outline(items: list[dict], parent: str = "") -> list[Section]:
    found = []
    for item in items:
        path = f"{parent}.{item['marker']}" if parent else item["marker"]
        section = Section(marker=item["marker"], label=item["marker"], path=path, title=item.get("title"))
        section.paragraphs = item.get("paragraphs", [])
        section.children = outline(item.get("children", []), path)
        found.append(section)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_items_of_the_organising_section_charge_bodies(case: dict) -> None:
    source = Source(name="x.txt", sha256="0" * 64, media_type="text/plain")
    plan = Plan(id="0" * 16, source=source, sections=outline(case["sections"]))
    assert [[a.path, a.assignees] for a in assignments(plan)] == case["assignments"]


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("TỔ CHỨC THỰC HIỆN", 1),
        ("Tổ chức thực hiện kế hoạch", 1),
        ("Kinh phí và tổ chức thực hiện", 1),
        ("Phân công nhiệm vụ", 2),
        ("Nhiệm vụ của các phòng, ban", 2),
        ("Nội dung thực hiện", None),
        ("Kinh phí thực hiện", None),
        ("", None),
        (None, None),
    ],
)
def test_the_organising_section_is_told_by_its_title(title: str | None, rank: int | None) -> None:
    assert rank_of(title) == rank


@given(st.text(max_size=60))
def test_any_title_can_be_read(title: str) -> None:
    rank_of(title)
