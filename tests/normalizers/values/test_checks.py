"""Warnings: each code is raised where it should be, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values.annexes import announces_annex
from normalizers.values.checks import check
from normalizers.values.numbering import section_warnings
from parsers.document import Dropped, Origin, Step
from parsers.plan import Evidence, Group, PageReading, Plan, Section, Signature, Source, Table, WarningCode

FOLDER = Path(__file__).parent / "cases"
NUMBERING = json.loads((FOLDER / "numbering.json").read_text(encoding="utf-8"))
ANNEXES = json.loads((FOLDER / "annexes.json").read_text(encoding="utf-8"))
MISMATCH = json.loads((FOLDER / "mismatch.json").read_text(encoding="utf-8"))


def whole(**parts: object) -> Plan:
    """A plan of which nothing is missing."""
    source = Source(name="x.txt", sha256="0" * 64, media_type="text/plain")
    given_parts = {
        "number": 5,
        "code": "5/KH-SYT",
        "issued": "2025-01-02",
        "signature": Signature(position="GIÁM ĐỐC", name="Lò Văn Páo"),
        "evidence": {"issuer": Evidence(raw="SỞ Y TẾ")},
        **parts,
    }
    return Plan.model_validate({"id": "0" * 16, "source": source, **given_parts})


def sections(markers: list[str]) -> list[Section]:
    found: list[Section] = []
    for marker in markers:
        paths = {section.path for section in found}
        path = f"{marker}~2" if marker in paths else marker
        found.append(Section(marker=marker, label=f"{marker}.", path=path))
    return found


def raised(plan: Plan) -> list[tuple[str, str | None]]:
    return [(warning.code.value, warning.path) for warning in check(plan)]


def test_a_plan_of_which_nothing_is_missing_has_no_warnings() -> None:
    assert raised(whole()) == []


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"number": None, "code": "/KH-SYT"}, "number-missing"),
        ({"number": None, "code": None}, "number-missing"),
        ({"issued": "2025-01"}, "date-incomplete"),
        ({"issued": "2025"}, "date-incomplete"),
        ({"issued": None}, "date-incomplete"),
        ({"evidence": {}}, "issuer-inferred"),
        ({"signature": Signature()}, "signature-missing"),
        ({"signature": Signature(position="CHỦ TỊCH")}, "signature-missing"),
        ({"source": Source(name="x", sha256="0", media_type="x", confidence=0.4)}, "low-confidence"),
    ],
)
def test_what_is_missing_on_the_paper_is_said_once(parts: dict[str, object], code: str) -> None:
    assert raised(whole(**parts)) == [(code, None)]


def test_a_page_that_was_left_unread_is_named() -> None:
    left = Dropped(
        reason="unread", text="page 2 was not read: it is a picture; its text: Ký bởi Sở Y tế", page=2
    )
    (warning,) = check(whole(dropped=[left, Dropped(reason="markup", text="**")]))
    assert (warning.code, warning.message) == ("low-confidence", "page 2 was not read: it is a picture")
    assert warning.page == 2


def test_a_page_that_was_hard_to_read_is_named() -> None:
    def reading(page: int, sure: float) -> PageReading:
        return PageReading(
            page=page, origin=Origin.OCR, confidence=sure, step=Step.RECOGNISE, reason="is a picture"
        )

    pages = [reading(1, 0.97), reading(2, 0.3), reading(3, 0.0)]
    source = Source(name="x", sha256="0", media_type="x", confidence=0.42, page_readings=pages)
    left = Dropped(reason="unread", text="page 3 was not read: it is damaged", page=3)
    found = check(whole(source=source, dropped=[left]))
    assert {warning.code for warning in found} == {"low-confidence"}
    assert [warning.page for warning in found] == [2, 3]


@pytest.mark.parametrize("case", NUMBERING, ids=[" ".join(case["markers"]) for case in NUMBERING])
def test_numbers_of_sections_follow_one_another(case: dict) -> None:
    found = section_warnings(whole(sections=sections(case["markers"])))
    assert [[w.code.value, w.path] for w in found] == case["warnings"]


def test_numbers_may_run_on_over_the_parts() -> None:
    first, second = sections(["I", "II"])
    first.children, second.children = sections(["1", "2"]), sections(["3", "4"])
    assert raised(whole(sections=[first, second])) == []
    second.children = sections(["4", "5"])
    assert raised(whole(sections=[first, second])) == [("section-gap", "4")]


def test_articles_run_on_over_the_chapters() -> None:
    first, second = sections(["Chương I", "Chương II"])
    first.children, second.children = sections(["Điều 1", "Điều 2"]), sections(["Điều 3", "Điều 5"])
    assert raised(whole(sections=[first, second])) == [("section-gap", "Điều 5")]


@pytest.mark.parametrize(
    ("ordinals", "rows"),
    [
        (["1", "2", "3"], []),
        (["1", "2", "4"], [2]),
        (["1.", "", "3."], [2]),
        (["1", "1.1", "1.2", "1.4", "2"], [3]),
        (["I", "1", "2", "II", "1"], []),
        (["x", "", "-"], []),
    ],
)
def test_rows_that_leave_out_a_number_are_said(ordinals: list[str], rows: list[int]) -> None:
    table = Table(columns=["STT", "Nội dung"], rows=[[ordinal, "x"] for ordinal in ordinals])
    assert raised(whole(tables=[table])) == [("row-gap", f"table 0 row {row}") for row in rows]


def test_a_group_numbers_its_rows_anew() -> None:
    groups = [Group(before=0, title="Quý I"), Group(before=2, title="Quý II")]
    table = Table(columns=["TT", "Việc"], rows=[["1", ""], ["2", ""], ["1", ""], ["3", ""]], groups=groups)
    assert raised(whole(tables=[table])) == [("row-gap", "table 0 row 3")]


@pytest.mark.parametrize("text", ANNEXES["announced"])
def test_announcements_of_annexes_are_seen(text: str) -> None:
    assert announces_annex(text)


@pytest.mark.parametrize("text", ANNEXES["not"])
def test_annexes_of_other_documents_are_not_announced(text: str) -> None:
    assert not announces_annex(text)


def test_an_annex_is_missing_only_where_nothing_follows_the_signature() -> None:
    section = Section(marker="I", label="I.", path="I", paragraphs=["(Có phụ lục kèm theo)"])
    assert raised(whole(sections=[section])) == [("annex-missing", None)]
    assert raised(whole(sections=[section], tables=[Table(columns=["TT"])])) == []
    evidence = {"issuer": Evidence(raw="SỞ Y TẾ"), "annex": Evidence(raw="PHỤ LỤC")}
    assert raised(whole(sections=[section], evidence=evidence)) == []


@pytest.mark.parametrize("case", MISMATCH, ids=[case["what"] for case in MISMATCH])
def test_years_that_contradict_the_subject(case: dict) -> None:
    section = Section(marker="II", label="II.", path="II", paragraphs=[case["section"]])
    plan = whole(
        subject=case["subject"], years=case["years"], sections=sections(["I"]), closing=[case["closing"]]
    )
    plan.sections.append(section)
    found = [w.path for w in check(plan) if w.code is WarningCode.YEAR_MISMATCH]
    assert found == case["warnings"]


TEXT = st.text(alphabet=st.sampled_from("năm 20245-kế hoạch có phụ lục kèm theo (I1.a)~Điều"), max_size=60)


@given(st.lists(TEXT, max_size=5), TEXT)
def test_any_plan_can_be_checked(texts: list[str], subject: str) -> None:
    found = [Section(marker=text, label=text, path=text, title=text, paragraphs=[text]) for text in texts]
    table = Table(columns=["TT"], rows=[[text] for text in texts])
    check(whole(subject=subject, years=[2025], sections=found, closing=texts, tables=[table]))
