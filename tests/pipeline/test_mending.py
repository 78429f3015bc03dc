"""A ruined plan becomes the record that its clean text would, and says that it was repaired."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PLAN, Kehoach

from normalizers.text.legacy import ENCODINGS, to_legacy
from parsers.document import Document, Line, Page
from parsers.plan import Plan, WarningCode
from pipeline import ingest, parse
from pipeline.mending import mend
from pipeline.store import Store

RUINED = """\
Trién khai phòng chong chay rimg nam 2024

Uy ban nhan dan xa xay dyng K& hoach v6i nhitng n6i dung sau:
I. MUC DICH, YEU CAU
1. Muc dich
Nang cao nhan thirc cua can b6, nhan dan v& céng tac phong chay, chira chay.
II. NHIEM VU
1. T6 chirc tuyén truyén trén hé théng truyén thanh cua x4.
2. Kiém tra, ra soat cac vung c6 nguy co chay cao.
Trén day la K& hoach cua Uy ban nhan dan x4.
"""
SHARED = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.fixture(autouse=True)
def _no_own_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))


def codes(plan: Plan) -> set[WarningCode]:
    return {warning.code for warning in plan.warnings}


def test_a_ruined_plan_is_read_and_marked() -> None:
    plan = parse(RUINED)
    assert [section.title for section in plan.sections] == ["MỤC ĐÍCH, YÊU CẦU", "NHIỆM VỤ"]
    assert "nhận thức" in plan.sections[0].children[0].paragraphs[0]
    assert all(0.5 < section.repaired <= 1 for section in plan.walk())
    assert WarningCode.TEXT_DAMAGED in codes(plan)
    assert 0.5 < plan.source.confidence < 1


def test_what_stood_there_before_repair_is_in_the_record() -> None:
    places = [
        place for section in parse(RUINED).walk() for place in (section.at, *section.places) if place.edits
    ]
    assert places
    for place in places:
        assert place.before
        assert all(line in RUINED for line in place.before.split("\n"))
        assert place.line == RUINED[: RUINED.index(place.before.split("\n")[0])].count("\n") + 1


def test_without_repair_words_stay_as_they_are() -> None:
    plan = parse(RUINED, repair=False)
    assert plan.sections[1].title == "NHIEM VU"
    assert not any(section.repaired for section in plan.walk())
    assert WarningCode.TEXT_DAMAGED not in codes(plan)
    assert plan.source.confidence == 1


def test_one_ruined_section_is_the_one_that_says_so() -> None:
    ruined = " ".join(RUINED.split("\n")[5:6] * 2)
    plan = parse(PLAN.format(number=1).replace("Giữ gìn trật tự trong ngày ra quân.", ruined))
    assert [section.repaired > 0 for section in plan.walk()] == [False, False, False, True]
    assert WarningCode.TEXT_DAMAGED in codes(plan)


def test_the_share_of_a_section_counts_lines_by_their_length() -> None:
    from parsers.structure import structure

    lines = [
        Line(text="KẾ HOẠCH"),
        Line(text="Trồng cây năm 2024", gap=1),
        Line(text="I. MỤC ĐÍCH", gap=1),
        Line(text="Trồng cây xanh dọc các tuyến đường của xã trong năm.", gap=1, repaired=0.5),
    ]
    document = Document(
        name="x", sha256="0" * 64, media_type="text/plain", pages=[Page(number=1, lines=lines)]
    )
    [section] = structure(document).sections
    assert section.repaired == pytest.approx(0.5 * 11 / 14, abs=0.001)


def test_the_share_of_a_section_counts_the_cells_of_a_table_printed_one_a_line() -> None:
    from parsers.structure import structure

    texts = ["I. NỘI DUNG", "STT", "Nội dung", "Chủ trì", "1", "Trồng cây", "Xã", "2", "Tưới cây", "Thôn"]
    lines = [Line(text=text, repaired=1.0 if text in ("Trồng cây", "Tưới cây") else 0.0) for text in texts]
    document = Document(
        name="x", sha256="0" * 64, media_type="text/plain", pages=[Page(number=1, lines=lines)]
    )
    plan = structure(document)
    assert len(plan.tables[0].rows) == 2
    assert plan.sections[0].repaired == pytest.approx(4 / 16, abs=0.05)


@pytest.mark.parametrize(("share", "damaged"), [(0.05, False), (0.3, True)])
def test_a_paper_is_damaged_where_repair_changed_much_of_it(share: float, damaged: bool) -> None:
    from parsers.structure import structure

    lines = [Line(text="Kế hoạch trồng cây xanh năm 2024", repaired=share), Line(text="Trồng cây.")]
    document = Document(
        name="x", sha256="0" * 64, media_type="text/plain", pages=[Page(number=1, lines=lines)]
    )
    assert (WarningCode.TEXT_DAMAGED in codes(structure(document))) == damaged


def test_a_clean_document_is_handed_on_untouched_and_loads_no_model() -> None:
    code = (
        "import sys; from tests.pipeline.conftest import PLAN; from pipeline import parse; "
        "parse(PLAN.format(number=1)); "
        "assert 'normalizers.text.reading' not in sys.modules, 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
    page = Page(number=1, lines=[Line(text=line) for line in PLAN.split("\n") if line])
    document = Document(name="x", sha256="0" * 64, media_type="text/plain", pages=[page])
    assert mend(document) is document


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_plan_in_an_old_encoding_gives_the_same_record(encoding: str) -> None:
    source = PLAN.format(number=1)
    legacy = parse(to_legacy(source, encoding).encode("utf-8"))  # type: ignore[arg-type]
    clean = parse(source)
    fields = {"subject", "code", "issued", "issuer", "sections", "signature", "recipients", "preamble"}
    assert legacy.model_dump(include=fields) == clean.model_dump(include=fields)


def test_both_commands_can_leave_words_alone(kehoach: Kehoach, tmp_path: Path) -> None:
    file = tmp_path / "ruined.txt"
    file.write_text(RUINED, encoding="utf-8")
    assert "NHIỆM VỤ" in kehoach("parse", file).out
    assert "NHIEM VU" in kehoach("parse", file, "--no-repair").out
    kehoach("ingest", file, "--db", tmp_path / "a.db", "--no-repair")
    ingest([file], tmp_path / "b.db")
    for name, title in (("a.db", "NHIEM VU"), ("b.db", "NHIỆM VỤ")):
        with Store.open(tmp_path / name) as store:
            assert [plan.sections[1].title for plan in store.plans()] == [title]


@pytest.mark.shared
def test_the_ruined_plan_of_the_measuring_set_reads_right() -> None:
    found = next(iter(SHARED.glob("002*.txt")), None)
    if found is None:
        pytest.skip("the measuring set is not here")
    plan = parse(found)
    assert plan.type == "Kế hoạch"
    assert plan.years == [2025]
    assert [section.path for section in plan.walk()] == [
        "I", "I.1", "I.2",
        "II", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6",
        "III", "III.1", "III.2", "III.2~2",
    ]  # fmt: skip
    wrong_years = {w.path for w in plan.warnings if w.code is WarningCode.YEAR_MISMATCH}
    assert wrong_years == {"III.2~2", None}
    assert {WarningCode.TEXT_DAMAGED, WarningCode.SECTION_REPEATED} <= codes(plan)
    assert [recipient.split()[0] for recipient in plan.recipients] == ["Các", "Trang"]
    assert plan.signature.position == "GIÁM ĐỐC"
