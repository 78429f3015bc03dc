"""The years that a plan is for, not those of the papers it cites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values import years
from parsers.plan import Plan, Source

CASES: list[tuple[str, str, list[int]]] = json.loads(
    (Path(__file__).parent / "cases" / "years.json").read_text(encoding="utf-8")
)


def plan(subject: str, issued: str | None = None, preamble: str = "", closing: str = "") -> Plan:
    source = Source(name="a.txt", sha256="0", media_type="text/plain")
    return Plan(id="0", source=source, subject=subject, issued=issued, preamble=[preamble], closing=[closing])


@pytest.mark.parametrize(("subject", "issued", "expected"), CASES)
def test_the_years_of_a_subject(subject: str, issued: str, expected: list[int]) -> None:
    assert years.of(plan(subject, issued)) == expected


def test_the_issuing_clause_speaks_where_the_subject_is_silent() -> None:
    clause = "Phòng Y tế xây dựng Kế hoạch phòng bệnh năm 2023 như sau:"
    assert years.of(plan("Phòng bệnh", "2022-12", clause)) == [2023]
    assert years.of(plan("Phòng bệnh", "2022-12", closing="Trên đây là Kế hoạch năm 2024./.")) == [2024]


def test_no_year_anywhere_is_no_year() -> None:
    assert years.of(plan("Phòng bệnh")) == []


def test_a_school_year_is_told_from_a_period() -> None:
    assert years.is_school_year(plan("Nhiệm vụ năm học 2023-2024"))
    assert not years.is_school_year(plan("Nhiệm vụ giai đoạn 2021-2025"))


@given(st.text(), st.text())
def test_any_text_is_taken(subject: str, preamble: str) -> None:
    assert len(years.of(plan(subject, preamble=preamble))) <= 2
