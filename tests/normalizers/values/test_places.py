"""Provinces: found from the name of a body or a place line, by the map of the paper's date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import rows
from normalizers.values import places

CASES: list[tuple[str, str | None, str | None]] = json.loads(
    (Path(__file__).parent / "cases" / "provinces.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("text", "issued", "expected"), CASES)
def test_a_name_points_to_its_province(text: str, issued: str | None, expected: str | None) -> None:
    assert places.province_of(text, issued) == expected


def test_the_63_became_34() -> None:
    names = {row["name"] for row in rows("provinces")} - {"Huế", "Hà Tây"}
    assert len(names) == 63
    assert len({places.province_name(name, "2025-07-01") for name in names}) == 34


def test_both_tone_spellings_are_one_province() -> None:
    assert places.province_of("tỉnh Thanh Hoá") == places.province_of("tỉnh Thanh Hóa") == "Thanh Hóa"


def test_other_evidence_chooses_among_communes_of_one_name() -> None:
    assert places.province_of("xã Tân Lập") is None
    assert places.province_by(["xã Tân Lập"], ["Mộc Châu"]) == "Sơn La"


def test_every_district_lies_in_a_known_province() -> None:
    codes = {row["code"] for row in rows("provinces")}
    assert all(code in codes for row in rows("districts") for code in row["provinces"].split())


@given(st.text(), st.sampled_from([None, "2020", "2026-01"]))
def test_any_text_is_taken(text: str, issued: str | None) -> None:
    known = {row["name"] for row in rows("provinces")}
    assert places.province_of(text, issued) in {None, *known}


def test_ha_tay_was_a_province_until_it_became_part_of_hanoi() -> None:
    assert places.province_of("tỉnh Hà Tây", "2005-03-01") == "Hà Tây"
    assert places.province_of("tỉnh Hà Tây", "2008-08-01") == "Hà Nội"
