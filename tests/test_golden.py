"""Every plan with a gold record becomes exactly that record, field by field."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.plans import BLIND, MEASURING, PLANS, Json, as_far_as, comparable, gold, parsed, record

ALL = PLANS | BLIND
KNOWN_FAILURES = Path(__file__).parent / "golden" / "known_failures.csv"
FIELDS = [
    *("type", "number", "notation", "code", "place", "issued", "subject", "issuer", "years", "preamble"),
    *("sections", "closing", "annexes", "tables", "tasks", "assignments", "citations", "movements"),
    *("signature", "recipients", "warnings"),
]
MEASURED = {
    "seed-000": ("seeds/000_c5595b0b6e3be1e0.txt", "gold/000_c5595b0b6e3be1e0.json"),
    "seed-001": ("seeds/001_5bd74ecc4f892fee.txt", "gold/001_5bd74ecc4f892fee.json"),
    "p03-flow": ("plans/p03/flow.txt", "gold/p03.json"),
    "p03-lines": ("plans/p03/lines.txt", "gold/p03.json"),
    "kh753-flow": ("plans/kh753/flow.txt", "gold/kh753.json"),
    "kh753-lines": ("plans/kh753/lines.txt", "gold/kh753.json"),
}


def known_failures() -> dict[tuple[str, str], str]:
    """Why a field of a plan is not yet as it should be, by plan and field."""
    with KNOWN_FAILURES.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {(row["plan"], row["field"]): row["reason"] for row in csv.DictReader(lines)}


def cases(plans: list[str]) -> list[object]:
    """One test a plan and field, a strict expected failure where the difference is known."""
    known = known_failures()
    return [
        pytest.param(
            *(plan, field),
            id=f"{plan}-{field}",
            marks=[pytest.mark.xfail(strict=True, reason=known[plan, field])]
            if (plan, field) in known
            else [],
        )
        for plan in plans
        for field in FIELDS
    ]


def assert_agrees(expected: dict[str, Json], found: dict[str, Json], field: str) -> None:
    if field not in expected:
        return
    due, got = comparable(expected[field]), comparable(found[field])
    if field == "warnings" and isinstance(due, list) and isinstance(got, list):
        due, got = (sorted(each, key=json.dumps) for each in (due, got))
    assert as_far_as(due, got) == due


@pytest.mark.parametrize(("plan", "field"), cases(list(ALL)))
def test_plan_becomes_its_gold_record(plan: str, field: str) -> None:
    assert_agrees(gold(ALL[plan]), record(parsed(ALL[plan])), field)


@pytest.mark.shared
@pytest.mark.parametrize(("plan", "field"), cases(list(MEASURED)))
def test_measured_plan_becomes_its_gold_record(plan: str, field: str) -> None:
    source, expected = MEASURED[plan]
    due = json.loads((MEASURING / expected).read_text(encoding="utf-8"))
    assert_agrees(due, record(parsed(MEASURING / source)), field)


def test_known_failures_name_plans_and_fields_that_there_are() -> None:
    for plan, field in known_failures():
        assert plan in {*ALL, *MEASURED}
        assert field in FIELDS


def test_gold_records_have_no_field_that_is_not_compared() -> None:
    for source in ALL.values():
        assert set(gold(source)) <= {*FIELDS, "schema"}
