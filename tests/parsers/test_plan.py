"""The plan record: names, defaults, JSON and its schema."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from parsers.plan import SCHEMA, Plan, Section, Source, WarningCode, walk

FIELDS = [
    *("schema", "id", "source", "type", "number", "notation", "code", "place", "issued", "subject", "issuer"),
    *("years", "preamble", "sections", "closing", "annexes", "tables", "tasks", "assignments", "citations"),
    *("movements", "signature", "recipients", "warnings", "evidence", "places", "dropped"),
]


def plan() -> Plan:
    return Plan(id="0" * 16, source=Source(name="a.txt", sha256="0" * 64, media_type="text/plain"))


def section(path: str, *children: Section) -> Section:
    return Section(marker=path[-1], label=path[-1] + ".", path=path, children=list(children))


def test_the_record_has_the_names_of_the_contract() -> None:
    assert list(json.loads(plan().model_dump_json())) == FIELDS
    assert plan().schema_ == SCHEMA


def test_unknown_is_null_or_empty() -> None:
    record = json.loads(plan().model_dump_json())
    for name in ("type", "number", "notation", "code", "place", "issued"):
        assert record[name] is None
    assert record["issuer"] == {"name": None, "parent": None, "province": None}
    assert set(record["signature"].values()) == {None}
    for name in ("years", "preamble", "sections", "tables", "tasks", "citations", "recipients", "warnings"):
        assert record[name] == []


def test_plans_share_no_lists() -> None:
    first, second = plan(), plan()
    first.preamble.append("x")
    first.warn(WarningCode.NUMBER_MISSING)
    assert (second.preamble, second.warnings) == ([], [])


def test_sections_are_walked_parents_first() -> None:
    forest = [section("I", section("I.1", section("I.1.a")), section("I.2")), section("II")]
    assert [each.path for each in walk(forest)] == ["I", "I.1", "I.1.a", "I.2", "II"]
    whole = plan()
    whole.sections = forest
    assert [each.path for each in whole.walk()] == ["I", "I.1", "I.1.a", "I.2", "II"]
    assert list(walk([])) == []


def test_a_warning_says_what_and_where() -> None:
    whole = plan()
    whole.warn(WarningCode.SECTION_GAP, "II.3", "2 is missing")
    assert json.loads(whole.warnings[0].model_dump_json()) == {
        "code": "section-gap",
        "path": "II.3",
        "message": "2 is missing",
        "page": None,
        "box": None,
    }


def test_a_record_is_read_back_under_the_names_of_the_contract() -> None:
    whole = plan()
    whole.sections = [section("I", section("I.1"))]
    whole.subject = "Hồ đập “an toàn”"
    text = whole.model_dump_json()
    assert '"schema":"kehoach/plan/1"' in text
    assert Plan.model_validate_json(text) == whole


def test_a_field_that_is_not_in_the_contract_is_refused() -> None:
    with pytest.raises(ValidationError):
        Plan.model_validate(json.loads(plan().model_dump_json()) | {"colour": "red"})


def test_the_schema_names_what_may_not_be_missing() -> None:
    schema = Plan.model_json_schema(by_alias=True)
    assert {"id", "source"} <= set(schema["required"])
    assert set(schema["properties"]) == set(FIELDS)
