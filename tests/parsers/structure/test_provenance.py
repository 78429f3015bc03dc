"""Every text of a record says where it stands: page, box, line, how sure it is and what it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from normalizers.values import resolve
from parsers.document import Document, Line, Page
from parsers.plan import NOWHERE, Place, Plan
from parsers.structure import structure
from tests.placed import paper, printed, row
from tests.plans import PLANS, parsed, structured

PAPER = paper(
    [
        printed("ỦY BAN NHÂN DÂN XÃ SƠN LÂM"),
        printed("Số: 7/KH-UBND"),
        printed("Sơn Lâm, ngày 05 tháng 3 năm 2024"),
        printed("KẾ HOẠCH", 200, gap=1),
        printed("Trồng cây đầu xuân năm 2024", 150, sure=0.5),
        printed("Căn cứ tình hình thực tế, xã xây dựng kế hoạch như sau:", gap=1),
        printed("I. MỤC ĐÍCH", gap=1),
        printed("Phủ xanh các tuyến đường liên thôn và"),
    ],
    [
        printed("các khu dân cư mới."),
        printed("II. TỔ CHỨC THỰC HIỆN", gap=1),
        row("TT", "Việc", "Chủ trì"),
        row("1", "Trồng cây", "Thôn 1"),
        row("3", "Tưới cây", ""),
        printed("Trên đây là Kế hoạch trồng cây của xã./.", gap=1),
        printed("Nơi nhận:", gap=1),
        printed("- Các thôn;"),
        printed("TM. ỦY BAN NHÂN DÂN", 300),
        printed("PHÓ CHỦ TỊCH", 320),
        printed("THƯỜNG TRỰC", 320),
        printed("Trần Văn Mẫu", 310, gap=3),
    ],
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return resolve(structure(PAPER))


def test_a_paragraph_knows_its_boxes_over_a_page_break(plan: Plan) -> None:
    [place] = plan.sections[0].places
    assert (place.page, place.box) == (1, (80.0, 240.0, 265.0, 254.0))
    assert [(spot.page, spot.box) for spot in place.more] == [(2, (80.0, 100.0, 175.0, 114.0))]


def test_a_heading_knows_its_place(plan: Plan) -> None:
    assert [(s.at.page, s.at.box) for s in plan.sections] == [
        (1, (80.0, 220.0, 135.0, 234.0)),
        (2, (80.0, 120.0, 185.0, 134.0)),
    ]


def test_a_cell_knows_its_box_and_an_empty_one_has_none(plan: Plan) -> None:
    [table] = plan.tables
    assert [[place.box for place in row] for row in table.places] == [
        [(80.0, 160.0, 180.0, 174.0), (180.0, 160.0, 280.0, 174.0), (280.0, 160.0, 380.0, 174.0)],
        [(80.0, 180.0, 180.0, 194.0), (180.0, 180.0, 280.0, 194.0), None],
    ]
    assert table.heads[0].box == (80.0, 140.0, 180.0, 154.0)
    assert (table.at.page, table.at.box) == (2, (80.0, 140.0, 380.0, 194.0))


def test_fields_know_the_words_that_they_were_read_from(plan: Plan) -> None:
    places = {field: (each.raw, each.page, each.box) for field, each in plan.evidence.items()}
    assert places["code"] == ("Số: 7/KH-UBND", 1, (80.0, 120.0, 145.0, 134.0))
    assert places["place"] == ("Sơn Lâm", 1, (80.0, 140.0, 120.0, 154.0))
    assert places["type"] == ("KẾ HOẠCH", 1, (200.0, 160.0, 240.0, 174.0))
    assert places["signature.capacity"] == ("TM. ỦY BAN NHÂN DÂN", 2, (300.0, 260.0, 395.0, 274.0))
    assert places["signature.position"] == ("PHÓ CHỦ TỊCH\nTHƯỜNG TRỰC", 2, (320.0, 280.0, 380.0, 314.0))
    assert places["signature.name"] == ("Trần Văn Mẫu", 2, (310.0, 320.0, 370.0, 334.0))
    assert not any(each.lines for each in plan.evidence.values())


def test_texts_of_the_plan_know_their_places(plan: Plan) -> None:
    assert {field: [place.page for place in places] for field, places in plan.places.items()} == {
        "preamble": [1],
        "closing": [2],
        "recipients": [2],
    }


def test_what_was_recognised_says_how_surely(plan: Plan) -> None:
    assert plan.evidence["subject"].confidence == 0.5
    assert plan.evidence["code"].confidence is None


def test_figures_that_may_be_written_by_hand_say_how_surely() -> None:
    lines = [
        printed("Số: 12 /KH-UBND", sure=0.9),
        printed("Sơn Lâm, ngày 05 tháng 3 năm 2024", sure=0.8),
        printed("KẾ HOẠCH", gap=1),
        printed("Trồng cây đầu xuân", sure=0.9),
    ]
    lines[0].words[1].confidence = 0.95
    found = structure(paper(lines)).evidence
    assert (found["code.number"].raw, found["code.number"].confidence) == ("12", 0.95)
    assert found["code.number"].box == (100.0, 100.0, 110.0, 114.0)
    assert (found["issued.day"].raw, found["issued.day"].confidence) == ("05", 0.8)


def test_a_warning_on_a_row_knows_its_place(plan: Plan) -> None:
    [gap] = [warning for warning in plan.warnings if warning.path == "table 0 row 1"]
    assert (gap.page, gap.box) == (2, (80.0, 180.0, 280.0, 194.0))


def test_a_warning_on_what_is_missing_knows_where_it_is_missed() -> None:
    lines = [printed("I. MỤC ĐÍCH"), printed("Phủ xanh đồi."), printed("Bón phân.")]
    found = resolve(structure(paper(lines)))
    at = {warning.code.value: (warning.page, warning.box) for warning in found.warnings}
    top, bottom = (1, (80.0, 100.0, 135.0, 114.0)), (1, (80.0, 140.0, 125.0, 154.0))
    assert at == {
        "not-a-plan": top,
        "issuer-inferred": top,
        "number-missing": top,
        "date-incomplete": top,
        "signature-missing": bottom,
    }


def test_a_caption_knows_its_place() -> None:
    lines = [
        printed("KẾ HOẠCH"),
        printed("Trồng cây"),
        printed("I. MỤC ĐÍCH"),
        printed("Bảng 1. Cây giống"),
        row("TT", "Loài"),
        row("1", "Sao đen"),
    ]
    [table] = structure(paper(lines)).tables
    assert (table.caption, table.caption_at.box) == ("Cây giống", (80.0, 160.0, 165.0, 174.0))


def test_repair_leaves_what_was_there_before() -> None:
    document = paper(
        [printed("KẾ HOẠCH"), printed("Trồng cây"), printed("I. MỤC ĐÍCH"), printed("Phủ xanh đồi.")]
    )
    line = document.pages[0].lines[-1]
    document.pages[0].lines[-1] = line.model_copy(update={"before": "Phu xanh d6i.", "edits": 2})
    [place] = structure(document).sections[0].places
    assert (place.edits, place.repaired, place.before) == (2, 0.667, "Phu xanh d6i.")


def test_json_leaves_out_what_is_not_known(plan: Plan) -> None:
    record = json.loads(plan.model_dump_json())
    assert record["sections"][0]["at"] == {"page": 1, "box": [80.0, 220.0, 135.0, 234.0]}
    assert record["tables"][0]["places"][1][2] == {}
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_a_text_knows_its_lines() -> None:
    found = structured("KẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\nPhủ xanh.\nTT\tViệc\n1\tTrồng\n")
    [section] = found.sections
    assert (section.at, section.places) == (Place(line=3), [Place(line=4)])
    assert found.tables[0].places == [[Place(line=6), Place(line=6)]]


def test_without_pages_and_lines_nothing_is_said() -> None:
    lines = [Line(text=text) for text in ("KẾ HOẠCH", "Trồng cây", "I. MỤC ĐÍCH", "Phủ xanh.")]
    document = Document(name="a", sha256="0" * 64, media_type="x", pages=[Page(number=1, lines=lines)])
    found = structure(document)
    assert (found.sections[0].at, found.sections[0].places, found.places) == (NOWHERE, [], {})


def pairs(plan: Plan) -> Iterator[tuple[Sequence[object], Sequence[object]]]:
    """Texts, and the places that go with them."""
    for section in plan.walk():
        yield section.paragraphs, section.places
    for annex in plan.annexes:
        yield annex.paragraphs, annex.places
    for table in plan.tables:
        yield table.columns, table.heads
        yield table.rows, table.places
        yield from zip(table.rows, table.places, strict=False)
    for field, texts in (
        ("preamble", plan.preamble),
        ("closing", plan.closing),
        ("recipients", plan.recipients),
    ):
        yield texts, plan.places.get(field, [])


@pytest.mark.parametrize("source", PLANS.values(), ids=PLANS)
def test_there_is_a_place_for_each_text_or_none(source: Path) -> None:
    for texts, places in pairs(parsed(source)):
        assert len(places) in (0, len(texts))
