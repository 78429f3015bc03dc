"""From printed parts to values: each value is read from its evidence, and the worked examples come out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalizers.values import resolve
from parsers.plan import Evidence, Plan, Source, WarningCode

REPOSITORY = Path(__file__).parents[3]
GOLD = REPOSITORY.parent / "shared" / "gold"
DERIVED = ("tasks", "assignments", "citations", "movements")
SOURCE = Source(name="x.txt", sha256="0" * 64, media_type="text/plain")


def test_every_value_is_read_from_what_is_printed() -> None:
    evidence = {
        "issuer": Evidence(raw="SỞ Y TẾ TỈNH LÀO CAI"),
        "code": Evidence(raw="Số: 45/KH-SYT"),
        "issued": Evidence(raw="Lào Cai, ngày 07 tháng 3 năm 2023"),
        "signature": Evidence(raw="GIÁM ĐỐC\nHoàng Văn Sử"),
    }
    preamble = ["Căn cứ Luật Dược;"]
    printed = Plan(
        id="0" * 16,
        source=SOURCE,
        subject="Phát triển dược liệu năm 2023",
        preamble=preamble,
        evidence=evidence,
    )
    before = printed.model_copy(deep=True)
    plan = resolve(printed)
    assert printed == before
    assert (plan.number, plan.notation, plan.code) == (45, "KH-SYT", "45/KH-SYT")
    assert (plan.place, plan.issued, plan.years) == ("Lào Cai", "2023-03-07", [2023])
    assert plan.issuer.name == "Sở Y tế tỉnh Lào Cai"
    assert plan.signature.name == "Hoàng Văn Sử"
    assert [c.title for c in plan.citations] == ["Dược"]
    assert plan.warnings == []


def test_a_plan_without_anything_is_read_and_its_warnings_are_not_doubled() -> None:
    once = resolve(Plan(id="0" * 16, source=SOURCE))
    assert {w.code for w in once.warnings} == {
        WarningCode.NUMBER_MISSING,
        WarningCode.DATE_INCOMPLETE,
        WarningCode.ISSUER_INFERRED,
        WarningCode.SIGNATURE_MISSING,
    }
    assert resolve(once).warnings == once.warnings


def raw_parts(gold: dict[str, Any]) -> Plan:
    """A worked example without what follows from its text."""
    gold = json.loads(json.dumps(gold))
    below = list(gold["sections"])
    while below:
        section = below.pop()
        section.setdefault("label", section["marker"])
        below += section["children"]
    bare = {key: value for key, value in gold.items() if key not in (*DERIVED, "warnings")}
    inferred = any(warning["code"] == "issuer-inferred" for warning in gold["warnings"])
    evidence = {} if inferred else {"issuer": Evidence(raw=gold["issuer"]["name"])}
    return Plan.model_validate({"id": "0" * 16, "source": SOURCE, "evidence": evidence, **bare})


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000_c5595b0b6e3be1e0", "001_5bd74ecc4f892fee", "kh753", "p03"])
def test_the_worked_examples_come_out(name: str) -> None:
    path = GOLD / f"{name}.json"
    if not path.exists():
        pytest.skip("the measuring set ../shared/gold is not here")
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = resolve(raw_parts(gold)).model_dump(mode="json")
    for field in DERIVED:
        shown = [{key: item[key] for key in due} for item, due in zip(found[field], gold[field], strict=True)]
        assert shown == gold[field], field
    assert sorted((w["code"], str(w["path"])) for w in found["warnings"]) == sorted(
        (w["code"], str(w["path"])) for w in gold["warnings"]
    )
