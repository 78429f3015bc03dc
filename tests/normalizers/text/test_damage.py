"""What has happened to a text is told from its words; clean text is never suspected."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unidecode import unidecode

from normalizers.text.damage import Kind, assess, assess_page, assess_text
from normalizers.text.legacy import ENCODINGS, to_legacy
from tests.plans import MEASURING

SAMPLES = [
    path.read_text("utf-8") for path in sorted((Path(__file__).parents[3] / "data" / "samples").glob("*.txt"))
]
FOREIGN = [
    "The committee shall report to the board within thirty days of the end of each quarter.",
    "Le comité remet son rapport au conseil dans les trente jours qui suivent la fin de chaque trimestre.",
    "Der Ausschuss berichtet dem Vorstand innerhalb von dreißig Tagen nach dem Ende jedes Quartals.",
    "ຄະນະກຳມະການ ຕ້ອງລາຍງານຕໍ່ສະພາ ພາຍໃນສາມສິບວັນ",
    "គណៈកម្មាធិការ ត្រូវរាយការណ៍ទៅក្រុមប្រឹក្សា",
]
MISREAD = [
    "Nha tritong t6 chirc ngay hdi doc sach cho hoc sinh cac kh6i lép",
    "Céc t6 chuyén m6n phan céng gido vién hu6ng dan hgc sinh thwc hién",
    "Kinh phi dugc trich tir nguén thu hgp phap cia don vj va déng g6p",
]


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_plans_are_clean_line_by_line(text: str) -> None:
    assert assess(text).kind is Kind.CLEAN
    assert {found.kind for found in assess_text(text.split("\n"))} == {Kind.CLEAN}


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_plans_without_marks(text: str) -> None:
    assert assess(unidecode(text)).kind is Kind.STRIPPED
    kinds = [found.kind for found in assess_text(unidecode(text).split("\n"))]
    assert kinds.count(Kind.STRIPPED) >= 0.98 * len(kinds)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_plans_in_old_encodings(encoding: str) -> None:
    for text in SAMPLES:
        assert assess(to_legacy(text, encoding)).kind is Kind.LEGACY  # type: ignore[arg-type]


@pytest.mark.parametrize("line", FOREIGN)
def test_other_languages(line: str) -> None:
    assert assess(line).kind is Kind.FOREIGN


@pytest.mark.parametrize("line", MISREAD)
def test_misread_lines(line: str) -> None:
    assert assess(line).kind is Kind.MISREAD


@pytest.mark.parametrize(
    "line", ["", " \t", "12/03/2024", "QĐ-UBND", "a) 5 m2", "I.", "www.example.vn", "…/…"]
)
def test_nothing_to_mend(line: str) -> None:
    assert assess(line).kind is Kind.CLEAN


def test_a_short_line_goes_with_its_neighbours() -> None:
    assert [found.kind for found in assess_text([*MISREAD, "trong", "2024", *MISREAD])] == [Kind.MISREAD] * 8


def test_clean_and_ruined_paragraphs_are_parted() -> None:
    clean = [line for line in SAMPLES[0].split("\n") if len(line) > 60][:6]
    kinds = [found.kind for found in assess_text([*clean, *MISREAD, *clean])]
    assert kinds == [Kind.CLEAN] * 6 + [Kind.MISREAD] * 3 + [Kind.CLEAN] * 6


def test_a_page_is_judged_by_its_lines() -> None:
    clean = [line for line in SAMPLES[0].split("\n") if len(line) > 60][:6]
    assert assess_page([*clean, *FOREIGN[:1] * 4]).kind is Kind.CLEAN
    assert assess_page([*clean[:1], *MISREAD]).kind is Kind.MISREAD
    assert assess_page([]).kind is assess_page([""]).kind is Kind.CLEAN


@given(st.text())
def test_scores_are_shares(text: str) -> None:
    found = assess(text)
    assert set(found.scores) == set(Kind)
    assert math.isclose(sum(found.scores.values()), 1)
    assert found.scores[found.kind] == max(found.scores.values())


@given(st.lists(st.text(max_size=20)))
def test_each_line_has_a_verdict(lines: list[str]) -> None:
    assert len(assess_text(lines)) == len(lines)


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["seeds/000*", "seeds/001*", "seeds/003*", "seeds/004*", "plans/*/lines", "plans/*/flow"]
)
def test_real_clean_plans(name: str) -> None:
    for path in MEASURING.glob(f"{name}.txt"):
        lines = path.read_text("utf-8").split("\n")
        assert {found.kind for found in assess_text(lines)} == {Kind.CLEAN}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["seeds/002*", "plans/p03/badtext"])
def test_real_misread_plans(name: str) -> None:
    (path,) = MEASURING.glob(f"{name}.txt")
    lines = path.read_text("utf-8").split("\n")
    assert assess(" ".join(lines)).kind is Kind.MISREAD
    assert {found.kind for found in assess_text(lines)} <= {Kind.MISREAD, Kind.STRIPPED}


def test_bytes_of_a_program_are_no_misread_text() -> None:
    noise = random.Random(1).randbytes(4000).decode("latin-1")
    assert {verdict.kind for verdict in assess_text(noise.split("\n"))} <= {Kind.FOREIGN, Kind.CLEAN}
