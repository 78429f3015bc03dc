"""Movements: only quotations that name an emulation movement count, each once, with its years."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values.movements import find, movements, name_key, quotations
from parsers.plan import Plan, Source

CASES = json.loads((Path(__file__).parent / "cases" / "movements.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_movements_are_told_from_other_things_in_quotation_marks(case: dict[str, object]) -> None:
    assert [m.model_dump(exclude_none=True) for m in find(str(case["text"]))] == case["movements"]


def test_a_movement_is_named_once_and_takes_its_years_from_any_mention() -> None:
    source = Source(name="x.txt", sha256="0" * 64, media_type="text/plain")
    texts = [
        "phong trào “Sạch nhà, đẹp ngõ”;",
        "phong trào thi đua “Sạch nhà đẹp ngõ” giai đoạn 2022-2026",
        "Phong trào “Sạch nhà, đẹp ngõ giai đoạn 2022-2026”",
    ]
    found = movements(Plan(id="0" * 16, source=source, preamble=texts))
    assert [(m.name, m.start, m.end) for m in found] == [("Sạch nhà, đẹp ngõ", 2022, 2026)]


def test_keys_leave_out_the_years_at_the_end() -> None:
    assert name_key("Chuyển đổi số, giai đoạn 2022 - 2030") == name_key("Chuyển đổi số")


@given(st.text(alphabet=st.sampled_from("“”\"'«»‘’ phong trào thi đua.;A2025-\n"), max_size=80))
def test_any_quotation_marks_can_be_read(text: str) -> None:
    find(text)
    for quotation in quotations(text):
        assert 0 <= quotation.start <= quotation.end <= len(text)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    find(text)
