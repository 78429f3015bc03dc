"""The head of a paper: its number, place, date and issuer, printed or inferred."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values import letterhead
from normalizers.values.capitals import is_generic, restore
from parsers.plan import Evidence, Issuer, Plan, Reading, Source

CASES = Path(__file__).parent / "cases"


class IssuerCase(TypedDict, total=False):
    head: str
    line: str
    code: str
    sig: str
    subject: str
    preamble: list[str]
    closing: list[str]
    expected: list[str | None]


CODES: list[list[str | int | None]] = json.loads((CASES / "codes.json").read_text(encoding="utf-8"))
PLACES: list[list[str | None]] = json.loads((CASES / "places.json").read_text(encoding="utf-8"))
ISSUERS: list[IssuerCase] = json.loads((CASES / "issuers.json").read_text(encoding="utf-8"))
CAPITALS: list[list[str]] = json.loads((CASES / "capitals.json").read_text(encoding="utf-8"))


def plan(case: IssuerCase) -> Plan:
    keys = {"head": "issuer", "line": "issued", "code": "code", "sig": "signature"}
    return Plan(
        id="0",
        source=Source(name="a.txt", sha256="0", media_type="text/plain"),
        subject=case.get("subject", ""),
        preamble=case.get("preamble", []),
        closing=case.get("closing", []),
        evidence={keys[k]: Evidence(raw=str(v)) for k, v in case.items() if k in keys},
    )


@pytest.mark.parametrize(("raw", "number", "notation", "code"), CODES)
def test_the_number_line(raw: str, number: int | None, notation: str | None, code: str | None) -> None:
    assert letterhead.number_of(raw) == (number, notation, code)


@pytest.mark.parametrize(
    ("raw", "kind", "printed"),
    [
        ("Số 47/ĐU", "KẾ HOẠCH", "Số 47-KH/ĐU"),
        ("Số /ĐU", "KẾ HOẠCH", "Số -KH/ĐU"),
        ("Số 47-KH/ĐU", "KẾ HOẠCH", "Số 47-KH/ĐU"),
        ("Số 47/ĐU", "BÁO CÁO", "Số 47/ĐU"),
        ("Số: 47/UBND", "KẾ HOẠCH", "Số: 47/UBND"),
        ("Số: 47 -UBND", "KẾ HOẠCH", "Số: 47/KH-UBND"),
        ("Số: 47 - HU/2020", "KẾ HOẠCH", "Số: 47 - HU/2020"),
        ("Số: 47 KH-SYT", "KẾ HOẠCH", "Số: 47/KH-SYT"),
        ("Số: ... KH-SYT", "KẾ HOẠCH", "Số: /KH-SYT"),
        ("Số: 47 KII-SYT", "KẾ HOẠCH", "Số: 47/KH-SYT"),
        ("Số 47-KH/ĐU", "BÁO CÁO", "Số 47-KH/ĐU"),
    ],
)
def test_the_kind_that_figures_took_off_a_notation(raw: str, kind: str, printed: str) -> None:
    words = tuple(Reading(word, 0.6) for word in raw.split())
    assert letterhead.code_line(Evidence(raw=raw, words=words), kind) == printed
    assert letterhead.code_line(Evidence(raw=raw), kind) == raw


@pytest.mark.parametrize(("raw", "place", "issued"), PLACES)
def test_the_place_and_date_line(raw: str, place: str | None, issued: str | None) -> None:
    assert letterhead.place_and_date(raw) == (place, issued)


@pytest.mark.parametrize("case", ISSUERS, ids=lambda c: c["expected"][0])
def test_the_issuer_is_named_in_full(case: IssuerCase) -> None:
    name, parent, province = case["expected"]
    assert letterhead.issuer_of(plan(case)) == Issuer(name=name, parent=parent, province=province)


def test_the_capitals_of_the_text_go_before_the_rules() -> None:
    case: IssuerCase = {
        "head": "SỞ Y TẾ TỈNH PHÚ YÊN\nTRUNG TÂM ÁNH DƯƠNG",
        "preamble": ["Trung tâm ánh Dương xây dựng kế hoạch như sau:"],
    }
    assert letterhead.issuer_of(plan(case)).name == "Trung tâm ánh Dương"


def test_a_body_begins_anew_though_its_first_line_was_read_as_light() -> None:
    lines = ["SỞ Y TẾ TỈNH GIA LAI", "BỆNH VIỆN ĐA KHOA", "SƠN LÂM"]
    head = Evidence(
        raw=f"{lines[0]} {lines[1]}\n{lines[2]}", lines=tuple(Evidence(raw=line) for line in lines)
    )
    issuer = letterhead.issuer_of(plan({}).model_copy(update={"evidence": {"issuer": head}}))
    assert issuer.parent == "Sở Y tế tỉnh Gia Lai"
    assert issuer.name == "Bệnh viện Đa khoa Sơn Lâm"


def test_nothing_known_is_nothing_said() -> None:
    assert letterhead.issuer_of(plan({})) == Issuer()


@pytest.mark.parametrize(("shouted", "official"), CAPITALS)
def test_official_capitals_are_restored(shouted: str, official: str) -> None:
    assert restore(shouted) == official
    assert restore(official) == official


def test_a_proper_name_is_not_generic() -> None:
    assert is_generic("Phòng Giáo dục và Đào tạo")
    assert not is_generic("Bệnh viện Bạch Mai")


@given(st.text(), st.text(), st.text())
def test_any_text_is_taken(head: str, line: str, preamble: str) -> None:
    letterhead.number_of(head)
    letterhead.place_and_date(line)
    letterhead.issuer_of(plan({"head": head, "line": line, "preamble": [preamble]}))
    assert restore(head).lower() == head.lower() or len(head) != len(head.lower())
