"""What follows the foot: annexes with label, title, note, text and tables."""

from __future__ import annotations

import pytest

from tests.paper import Named, cases, plan

BEFORE = (
    "I. NỘI DUNG\nQuét dọn (phụ lục kèm theo).\n"
    "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n"
)


class Case(Named):
    """The text after the signature, its annexes as [label, title, note, paragraphs], how many tables."""

    text: str
    annexes: list[list[str | list[str] | None]]
    tables: int


@pytest.mark.parametrize("case", cases("annex.json"))
def test_after_the_signature(case: Case) -> None:
    found = plan(BEFORE + case["text"])
    annexes = [[each.label, each.title, each.note, each.paragraphs] for each in found.annexes]
    assert annexes == case["annexes"]
    assert len(found.tables) == case["tables"]
    assert all(table.section is None for table in found.tables)
    assert ("annex" in found.evidence) is bool(case["annexes"])
    assert found.evidence["signature"].raw.endswith("Lê Văn Mẫu")


def test_the_title_of_an_annex_is_the_caption_of_its_tables() -> None:
    rows = "TT\tTên\n1\tTổ 1"
    found = plan(f"{BEFORE}PHỤ LỤC I\nDANH SÁCH TỔ\n{rows}\nPHỤ LỤC II\nDANH SÁCH CÂY\n{rows}")
    assert [table.caption for table in found.tables] == ["DANH SÁCH TỔ", "DANH SÁCH CÂY"]
    assert found.evidence["annex"].raw == "PHỤ LỤC I\nPHỤ LỤC II"


def test_ragged_rows_are_counted_over_all_tables() -> None:
    table = "TT\tTên\tSố\n1\tTổ 1\t5\n2\tTổ 2"
    found = plan(
        f"I. NỘI DUNG\n{table}\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Mẫu\nPHỤ LỤC\nDANH SÁCH\n{table}"
    )
    assert [warning.path for warning in found.warnings] == ["table 0 row 1", "table 1 row 1"]


def test_an_annex_may_have_a_letterhead_and_a_title_of_capitals_and_small_letters() -> None:
    found = plan(
        f"{BEFORE}\fỦY BAN NHÂN DÂN XÃ MẪU LÂM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nDANH SÁCH\n"
        "Tổ trồng cây của các thôn\ntrong vụ xuân năm 2024\n(Kèm theo Kế hoạch số 12/KH-UBND)\n"
        "TT\tTên\n1\tTổ 1"
    )
    [annex] = found.annexes
    assert annex.title == "DANH SÁCH Tổ trồng cây của các thôn trong vụ xuân năm 2024"
    assert annex.note == "(Kèm theo Kế hoạch số 12/KH-UBND)"
    assert found.evidence["signature"].raw.endswith("Lê Văn Mẫu")
