"""Citations: each form of citing is read, one document is one entry, and no plan cites itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values.citations import cite, code_key, resolve
from normalizers.values.laws import find_laws, title_key
from normalizers.values.mentions import find
from parsers.plan import Plan, Section, Source, Table

CASES = json.loads((Path(__file__).parent / "cases" / "citations.json").read_text(encoding="utf-8"))


def plan(**parts: object) -> Plan:
    source = Source(name="x.txt", sha256="0" * 64, media_type="text/plain")
    return Plan.model_validate({"id": "0" * 16, "source": source, "type": "Kế hoạch", **parts})


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_each_form_of_citing_is_read(case: dict[str, object]) -> None:
    found = resolve(find(str(case["text"])))
    assert [c.model_dump(exclude_none=True) for c in found] == case["citations"]


def test_mentions_of_one_document_are_joined_over_the_plan_in_reading_order() -> None:
    section = Section(
        marker="I", label="I.", path="I", title="NỘI DUNG", paragraphs=["Theo Luật Trẻ em ngày 05/4/2016."]
    )
    table = Table(columns=["TT"], rows=[["Thông tư số 3/2019/TT-BYT"]], section="I")
    found = cite(
        plan(
            preamble=["Căn cứ Luật trẻ em năm 2016; Công văn số 7/SYT-NV của Sở Y tế;"],
            sections=[section],
            tables=[table],
            closing=["Thực hiện Công văn số 07/SYT-NV ngày 02/02/2024 của UBND tỉnh./."],
        )
    )
    assert [(c.title or c.code, c.date, c.issuer) for c in found] == [
        ("Trẻ em", "2016-04-05", None),
        ("7/SYT-NV", "2024-02-02", "Sở Y tế"),
        ("3/2019/TT-BYT", None, None),
    ]


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        ({"number": 45, "notation": "KH-UBND", "code": "45/KH-UBND"}, "Kế hoạch số 45/KH-UBND", []),
        (
            {"number": 45, "notation": "KH-UBND", "code": "45/KH-UBND"},
            "Kế hoạch số 54/KH-UBND",
            ["54/KH-UBND"],
        ),
        ({"notation": "KH-UBND", "code": "/KH-UBND"}, "(Kèm theo Kế hoạch số 9/KH-UBND)", []),
        (
            {"notation": "KH-SYT", "code": "/KH-SYT"},
            "Biểu kèm theo Kế hoạch số 9/KH-UBND",
            ["9/KH-UBND"],
        ),
        ({}, "ban hành kèm theo Quyết định số 3/QĐ-SYT", ["3/QĐ-SYT"]),
    ],
)
def test_a_plan_does_not_cite_itself(own: dict[str, object], text: str, expected: list[str]) -> None:
    assert [c.code for c in cite(plan(preamble=[text], **own))] == expected


def test_a_date_after_the_plan_is_a_day_on_which_something_is_due() -> None:
    assert cite(plan(issued="2025-01-05", preamble=["Kế hoạch ngày 10/3/2025 của Sở Y tế"])) == []
    assert len(cite(plan(issued="2025-05-01", preamble=["Công văn ngày 10/3/2025 của Sở Y tế"]))) == 1


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Luật Đầu tư công và Luật Đầu tư", ["Đầu tư công", "Đầu tư"]),
        ("Luật Phòng cháy chữa cháy", ["Phòng cháy và chữa cháy"]),
        ("Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ", ["Phòng cháy, chữa cháy và cứu nạn, cứu hộ"]),
        ("Luật Thuỷ sản và kỷ luật lao động", ["Thủy sản"]),
        ("Luật Bóng đá chuyên nghiệp được Quốc hội thông qua", ["Bóng đá chuyên nghiệp"]),
        ("Khoa Luật Kinh tế, Hội Luật gia, pháp luật", []),
    ],
)
def test_names_of_laws_end_where_they_should(text: str, titles: list[str]) -> None:
    assert [law.title for law in find_laws(text)] == titles


@pytest.mark.parametrize(
    ("first", "second", "entries"),
    [
        ("Đại hội XIII của Đảng", "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", 1),
        ("Đại hội XIII của Đảng", "Đại hội Đảng toàn quốc lần thứ XII", 2),
        ("Đại hội Đảng bộ tỉnh lần thứ XIII", "Đại hội XIII của Đảng", 2),
        ("Đại hội Hội Cựu chiến binh tỉnh lần thứ VI", "Đại hội VI của Đảng", 2),
        ("Đại hội Đảng bộ xã lần thứ V, nhiệm kỳ 2020-2025", "Đại hội đại biểu Đảng bộ xã lần thứ V", 1),
    ],
)
def test_names_of_one_congress_are_one_entry(first: str, second: str, entries: int) -> None:
    assert len(resolve(find(f"Nghị quyết {first}; Nghị quyết {second}"))) == entries


def test_keys_leave_out_what_papers_vary() -> None:
    assert code_key("05-CT/TW") == code_key("5 - CT/TW")
    assert code_key("98/2023/ND-CP") == code_key("98/2023/NĐ-CP")
    assert title_key("Thi đua, Khen thưởng") == title_key("thi đua khen thưởng (sửa đổi)")


TEXT = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("Luật số 12/QĐ-UBND ngày 3/4/2025 của “Sở” (), ;")),
    max_size=120,
)


@given(TEXT)
def test_any_text_can_be_read_and_spans_stay_inside_it(text: str) -> None:
    for mention in find(text):
        assert 0 <= mention.start < mention.end <= len(text)


@given(st.lists(st.sampled_from([case["text"] for case in CASES]), max_size=4))
def test_reading_a_text_twice_finds_nothing_new(texts: list[str]) -> None:
    mentions = [m for text in texts for m in find(text)]
    assert len(resolve([*mentions, *mentions])) == len(resolve(mentions))
