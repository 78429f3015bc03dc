"""Nothing is lost: every printed character is in the record or in `dropped`; and no text makes it fail."""

from __future__ import annotations

import json
import random
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalizers.text.clean import clean
from normalizers.values import resolve
from parsers.document import Document, Line, Page
from parsers.plan import Plan
from parsers.structure import structure
from tests.plans import PLANS, document, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PRINTED = ("type", "subject", "issuer", "code", "issued", "signature", "recipients")
"""The parts that a record gives as values, with their printed text as evidence."""


def characters(texts: Iterable[str | None]) -> Counter[str]:
    """The characters of texts that are no white space, counted."""
    text = unicodedata.normalize("NFC", "\n".join(filter(None, texts)))
    return Counter(c for c in text if not c.isspace())


def body(plan: Plan) -> Iterator[str | None]:
    """The running text of a record."""
    yield from plan.preamble
    for section in plan.walk():
        yield from (section.label, section.title, *section.paragraphs)
    yield from plan.closing


def rest(plan: Plan) -> Iterator[str | None]:
    """Tables, annexes and the parts that stand in the record as evidence."""
    for table in plan.tables:
        for row in (table.columns, *table.rows):
            yield from row
        for group in table.groups:
            yield from (group.marker, group.title)
        if table.caption not in [annex.title for annex in plan.annexes]:
            yield table.caption
    for annex in plan.annexes:
        yield from (annex.label, annex.title, annex.note, *annex.paragraphs)
    yield from (plan.evidence[part].raw for part in PRINTED if part in plan.evidence)


def lost(source: Document, plan: Plan) -> Counter[str]:
    """The characters of a document that are neither in its record nor noted as dropped."""
    printed = (
        cell
        for _, line in source.lines()
        for cell in ([line.text] if line.cells is None else [cell.text for cell in line.cells])
    )
    dropped = (each.text for each in plan.dropped[len(source.dropped) :])
    return characters(printed) - characters((*body(plan), *rest(plan), *dropped))


def typed(text: str) -> Document:
    """A document of lines as typed, tabs between cells, without what a reader makes of marks."""
    lines: list[Line] = []
    tables = 0
    for number, raw in enumerate(text.splitlines(), 1):
        cells = raw.split("\t")
        if len(cells) > 1:
            tables += not (lines and lines[-1].cells)
            lines.append(
                Line.model_validate(
                    {
                        "text": raw,
                        "number": number,
                        "cells": [{"text": cell} for cell in cells],
                        "table": tables,
                    }
                )
            )
        else:
            lines.append(Line(text=raw, number=number))
    return clean(
        Document(name="typed", sha256="0" * 64, media_type="text/plain", pages=[Page(number=1, lines=lines)])
    )


def assert_nothing_lost(text: str) -> None:
    source = typed(text)
    plan = structure(source)
    assert not lost(source, plan)
    resolve(plan)


@pytest.mark.parametrize("source", PLANS.values(), ids=PLANS)
def test_no_character_of_a_plan_is_lost(source: Path) -> None:
    assert not lost(document(source), parsed(source))


@pytest.mark.parametrize(
    "source", [p for p in PLANS.values() if p.suffix in (".txt", ".md")], ids=lambda p: p.stem
)
def test_no_character_of_a_text_file_is_lost(source: Path) -> None:
    plan = parsed(source)
    kept = characters((*body(plan), *rest(plan), *(each.text for each in plan.dropped)))
    assert not characters([source.read_text(encoding="utf-8")]) - kept


@pytest.mark.parametrize("source", PLANS.values(), ids=PLANS)
def test_nothing_is_invented(source: Path) -> None:
    printed = (line.text for _, line in document(source).lines())
    assert not characters(body(parsed(source))) - characters(printed)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("source", PLANS.values(), ids=PLANS)
def test_no_character_is_lost_when_lines_are_torn_out_and_shuffled(source: Path, seed: int) -> None:
    rng = random.Random(seed)
    whole = document(source)
    lines = [line for _, line in whole.lines() if rng.random() > 0.2]
    for _ in range(len(lines) // (1 + seed)):
        a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    torn = whole.model_copy(update={"pages": [Page(number=1, lines=lines)]})
    plan = structure(torn)
    assert not lost(torn, plan)
    resolve(plan)


WORDS = [
    *(
        "kế hoạch",
        "Ủy ban nhân dân",
        "thực hiện",
        "Căn cứ Nghị định số 30/2020/NĐ-CP",
        "như sau:",
        "Điều",
        "năm",
    ),
    *(
        "phòng, chống",
        "PHÒNG Y TẾ",
        "MỤC ĐÍCH",
        "trước ngày",
        "10/6",
        "1.500",
        "Trần Thị Mẫu",
        "xã",
        ";",
        ".",
        ":",
    ),
    *("(Kèm theo Kế hoạch số 5/KH-UBND)", "“Sạch nhà”", "./.", "12/KH-", "x", "Đ"),
]
OPENERS = [
    *(
        "I. ",
        "I1. ",
        "II/ ",
        "1. ",
        "1.1. ",
        "1.1.1 ",
        "2.",
        "a) ",
        "đ) ",
        "(a) ",
        "A. ",
        "Điều 1. ",
        "Chương I",
    ),
    *(
        "Phần thứ nhất",
        "Mục 2. ",
        "Tháng 3: ",
        "l. ",
        "H. ",
        "1 . ",
        "- ",
        "+ ",
        "* ",
        "• ",
        "–",
        "3. ",
        "99. ",
    ),
    *(
        "KẾ HOẠCH",
        "KẾ HOẠCH Năm 2024",
        "Số: 5/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do",
    ),
    *(
        "UBND XÃ A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "A, ngày 1 tháng 2 năm 2023",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
    ),
    *(
        "KT. CHỦ TỊCH",
        "GIÁM ĐỐC",
        "PHỤ LỤC",
        "Phụ lục II",
        "Biểu số 2: ",
        "Trên đây là ",
        "Bảng 1. ",
        "TT",
        "STT\tViệc",
    ),
    *(
        "TT\tNội dung\tChủ trì",
        "1\t",
        "I\t",
        "\t",
        "\t\t",
        "1\ta\tb",
        "Nội dung",
        "Thời gian",
        "1",
        "2",
        "TT\n",
        "DỰ THẢO",
    ),
    *("(1)\t(2)\t(3)", "oOo", "---", "Căn cứ ", "Đề nghị "),
]
LINES = st.builds(
    lambda opener, words, closer: opener + " ".join(words) + closer,
    st.one_of(st.just(""), st.sampled_from(OPENERS)),
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.sampled_from(["", "", ".", ";", ":", ",", "./.", "\t", "\tTổ 1", " -"]),
)
BLOCKS = [
    "UBND HUYỆN A\nSố: 7/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n---\nA, ngày 1 tháng 2 năm 2023",
    "UBND XÃ A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/KH-UBND\tA, ngày 1 tháng 2 năm 2023",
    "KẾ HOẠCH\nTrồng cây năm 2023\n*****\nCăn cứ Nghị quyết số 1/NQ-HĐND;",
    "I. MỤC ĐÍCH:\n1. Yêu cầu.\na) Một là:\n- hai;",
    "Bảng 1. Danh sách các tổ:\nTT\tViệc\tAi\nI.\tNhóm một:\t\n1.\tTrồng\tTổ 1\n\tcây xanh\t",
    "TT\tViệc\tThời gian\t\n\t\tBắt đầu\tKết thúc\n(1)\t(2)\t(3)\t(4)\nII/ Nhóm hai:\t\t\t\n1\ta\tb\tc\td\te",
    "STT\nNội dung\nChủ trì\nThời gian\n1\nTrồng cây\nTổ 1\nTháng 3\n2\nTưới cây\nTổ 2\nTháng 4",
    "STT\nNội dung\nChủ trì\nI.\nNhóm một:\n1\nTrồng cây\nTổ 1\nSTT\nNội dung\nChủ trì\n3.\nTưới\ncây\nTổ 2",
    "Trên đây là Kế hoạch, yêu cầu thực hiện./. abc",
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Thị Mẫu",
    "Nơi nhận:\tKT. CHỦ TỊCH\n- Như trên;\tPHÓ CHỦ TỊCH\n- Lưu: VT. ✓\tTrần Thị Mẫu\nKý bởi: UBND xã",
    "PHỤ LỤC I. - DANH SÁCH:\n(Kèm theo Kế hoạch số 7)\nTT\tTên\n1\tCây xoài",
    "PHỤ LỤC II\nDanh mục vật tư\n1. Cuốc.\n- xẻng",
]
PIECES = st.one_of(st.sampled_from(BLOCKS), st.sampled_from(BLOCKS), LINES, LINES, st.text(max_size=20))
PAPERS = st.lists(PIECES, max_size=20).map("\n".join)


@settings(max_examples=300, derandomize=True)
@given(PAPERS)
@example("\n".join(BLOCKS[3:8]))
def test_no_character_of_an_invented_paper_is_lost(text: str) -> None:
    assert_nothing_lost(text)


def test_no_sign_is_lost_where_a_heading_has_no_words() -> None:
    assert_nothing_lost("KẾ HOẠCH\nTrồng cây\n1/ .\nLàm cỏ.")


@given(st.text())
@example("\ud800")
@example("\U0010ffff\x00")
def test_no_character_of_any_text_is_lost(text: str) -> None:
    assert_nothing_lost(text)


@settings(max_examples=50)
@given(PAPERS)
def test_a_record_survives_json(text: str) -> None:
    plan = resolve(structure(typed(text)))
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize("source", PLANS.values(), ids=PLANS)
def test_record_satisfies_its_json_schema(source: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = Plan.model_json_schema(by_alias=True, mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(parsed(source).model_dump_json()))


@pytest.mark.parametrize("source", PLANS.values(), ids=PLANS)
def test_record_of_a_plan_survives_json(source: Path) -> None:
    plan = parsed(source)
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


HEAD = "KẾ HOẠCH\nTrồng cây\n"
ABSURD = {
    "ten thousand bare numbers": "1.\n" * 10_000,
    "ten thousand markers of every kind": "".join(OPENERS[i % 20] + "\n" for i in range(10_000)),
    "one line of a megabyte": "a " * 500_000,
    "one word of a megabyte": "ộ" * 1_000_000,
    "one title of a megabyte": HEAD + "I. " + "MỤC ĐÍCH " * 100_000,
    "only tabs": "\t\t\t\n" * 5_000,
    "one line of tabs": "\t" * 100_000,
    "only line ends": "\n" * 100_000,
    "open parentheses": HEAD + "1. " + "(" * 100_000 + ":",
    "open quotation marks": HEAD + "1. " + "“" * 100_000 + ":",
    "dashes": ("- " * 50_000 + "\n") * 2,
    "spaced capitals": "K Ế H O Ạ C H " * 5_000,
    "commas and digits": "1, 2, 3/4-5. " * 50_000,
    "column titles without rows": "TT\nNội dung\n" * 5_000,
    "numbers alone": "TT\nNội dung\nChủ trì\n" + "".join(f"{i % 999}\n" for i in range(1, 5_000)),
    "recipients without end": "Nơi nhận:\n" + "- Như trên;\n" * 5_000,
    "annexes without end": "KẾ HOẠCH\nNơi nhận:\n- A;\n" + "PHỤ LỤC I\n" * 3_000,
    "depth": HEAD + "".join("1." * i + " Một\n" for i in range(1, 9)) + "1.1.1.1.1.1.1.1.1.1 Hai",
}


@pytest.mark.parametrize("text", ABSURD.values(), ids=ABSURD)
def test_absurd_text_loses_nothing_either(text: str) -> None:
    assert_nothing_lost(text)


def test_superscripts_are_no_row_numbers() -> None:
    assert_nothing_lost("TT\nViệc\n¹\nx\n²\ny\n1\nx")


@pytest.mark.slow
def test_forty_thousand_lines_are_one_plan() -> None:
    parts = [HEAD]
    for part in range(1, 1_001):
        parts.append(f"{part % 99 + 1}. Phần việc thứ {part} của các tổ dân phố\n")
        parts += [f"{mark}) Trồng và chăm sóc cây xanh dọc đường liên thôn;\n" for mark in "abcdđeghik"]
        parts += ["- Mỗi hộ góp một ngày công và một cây giống;\n"] * 28
    text = "".join(parts)
    assert len(text.encode()) > 2_000_000
    source = typed(text)
    plan = structure(source)
    assert not lost(source, plan)
    assert sum(len(section.paragraphs) for section in plan.walk()) >= 38_000
    assert resolve(plan).subject == "Trồng cây"
