"""Every format holds every plan, no cell is a formula, and a failed export leaves nothing behind."""

from __future__ import annotations

import csv
import datetime
import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import hostile, plan, put
from openpyxl.workbook import Workbook

from parsers.plan import Plan
from pipeline.columns import Kind, guide, sheets
from pipeline.export import ExportError, load, workbook, write
from pipeline.export.delimited import escape, unescape
from pipeline.projection import Row, Value, day, project
from pipeline.store import Store, StoreError

any_plan = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    write([plan("1"), plan("2")], tmp_path / "plans.xlsx", "vi")
    return openpyxl.load_workbook(tmp_path / "plans.xlsx")


def as_json(made: Plan) -> Plan:
    """JSON cannot tell two surrogates that stand side by side from the character that they make."""
    text = json.dumps(made.model_dump(mode="json"), ensure_ascii=False)
    return Plan.model_validate(
        json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))
    )


def csv_rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


# The workbook


def test_sheets_are_titled_in_the_language(book: Workbook, tmp_path: Path) -> None:
    assert book.sheetnames == [sheet.title["vi"] for sheet in (*sheets().values(), guide())]
    write([plan()], tmp_path / "plans.xlsx", "en")
    english = openpyxl.load_workbook(tmp_path / "plans.xlsx")
    assert english.sheetnames[:2] == ["Plans", "Sections"]
    assert [cell.value for cell in english["Tasks"][1]][:3] == ["Plan ID", "Plan code", "Issuer"]


def test_heads_are_frozen_and_filtered(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold


def test_columns_have_the_width_written_down_and_texts_wrap(book: Workbook) -> None:
    tasks = book["Nhiệm vụ"]
    assert tasks.column_dimensions["H"].width == pytest.approx(56, abs=1)
    assert tasks["H2"].alignment.wrap_text
    assert tasks["H2"].alignment.vertical == "top"


def test_dates_are_dates_and_numbers_are_numbers(book: Workbook) -> None:
    tasks = next(book["Nhiệm vụ"].iter_rows(min_row=2, values_only=True))
    assert tasks[4] == 2024
    assert tasks[11:] == (datetime.datetime(2024, 3, 1), datetime.datetime(2024, 3, 31), 1, 1, 2)
    assert book["Nhiệm vụ"]["L2"].number_format == "dd/mm/yyyy"
    assert book["Kế hoạch"]["I2"].value == "2024-03"  # only as precise as the paper
    assert [book["Viện dẫn"][f"E{row}"].value for row in (2, 3)] == [datetime.datetime(2024, 1, 15), "2017"]


def test_bullets_and_formulas_are_texts(book: Workbook) -> None:
    contents = [book["Nhiệm vụ"][f"H{row}"] for row in (2, 3)]
    assert [(cell.value, cell.data_type) for cell in contents] == [("- Trồng cây", "s"), ("=Tưới", "s")]


def test_cells_lead_from_a_task_to_its_plan_and_back(book: Workbook) -> None:
    plans, tasks = book["Kế hoạch"], book["Nhiệm vụ"]
    for row, home in ((2, "A2"), (3, "A2"), (4, "A3"), (5, "A3")):
        link = tasks[f"A{row}"].hyperlink
        assert link is not None
        assert link.location == f"'Kế hoạch'!{home}"
        assert tasks[f"A{row}"].value == plans[home].value
    count = next(cell for cell in plans[3] if plans.cell(1, cell.column).value == "Số nhiệm vụ")
    assert (count.value, count.hyperlink and count.hyperlink.location) == (2, "'Nhiệm vụ'!A4")


def test_a_plan_leads_to_its_file_where_it_is_known(tmp_path: Path) -> None:
    file = tmp_path / "kế hoạch #1.pdf"
    file.touch()
    target = tmp_path / "plans.xlsx"
    write([plan("1"), plan("2")], target, sources={plan("1").id: str(file), plan("2").id: "/gone.pdf"})
    links = [cell.hyperlink for (cell,) in openpyxl.load_workbook(target)["Plans"]["Z2:Z3"]]
    assert links[0] is not None
    assert links[0].target is not None
    assert links[0].target.casefold() == file.as_uri().casefold()
    assert links[1] is None


def test_warnings_are_in_words_and_the_guide_explains_them(book: Workbook) -> None:
    shown = book["Cần kiểm tra"]["C2"].value
    meanings = {row[2]: row[3] for row in book["Giải thích"].iter_rows(values_only=True)}
    assert shown == meanings["date-incomplete"]
    assert meanings["lead"] == "Cơ quan, đơn vị chủ trì, cách nhau bằng dấu chấm phẩy."


def test_a_sheet_alone_has_its_guide_and_no_dead_links(tmp_path: Path) -> None:
    write([plan()], tmp_path / "tasks.xlsx", "en", "tasks")
    found = openpyxl.load_workbook(tmp_path / "tasks.xlsx")
    assert found.sheetnames == ["Tasks", "Guide"]
    assert found["Tasks"]["A2"].hyperlink is None


def test_text_beyond_the_limit_of_a_cell_is_cut_with_a_note(tmp_path: Path) -> None:
    write([plan(subject="Trồng cây 😀" * 5_000)], tmp_path / "plans.xlsx", "vi")
    found = openpyxl.load_workbook(tmp_path / "plans.xlsx")
    text = found["Kế hoạch"]["D2"].value
    assert isinstance(text, str)
    assert len(text.encode("utf-16-le")) // 2 <= workbook.MAX_CHARACTERS
    assert text.endswith("hãy xuất JSON Lines để có toàn văn]")
    kept, note = text.split(" … [còn ")
    assert len(kept) + int(note.split()[0]) == 11 * 5_000
    assert "1 ô dài hơn giới hạn của Excel" in str(found["Giải thích"]["D2"].value)


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    write([plan(str(number)) for number in range(4)], tmp_path / "plans.xlsx", "en")
    found = openpyxl.load_workbook(tmp_path / "plans.xlsx")
    assert [name for name in found.sheetnames if name.startswith("Plans")] == ["Plans", "Plans (2)"]
    assert [found[name].max_row for name in ("Plans", "Plans (2)", "Tasks", "Tasks (2)", "Tasks (3)")] == [
        4,
        2,
        4,
        4,
        3,
    ]
    ids = [
        found[name][f"A{row}"].value
        for name in ("Plans", "Plans (2)")
        for row in range(2, found[name].max_row + 1)
    ]
    assert ids == [plan(str(number)).id for number in range(4)]
    link = found["Tasks (3)"]["A3"].hyperlink
    assert link is not None
    assert link.location == "'Plans (2)'!A2"
    assert found["Guide"]["D2"].value == "This sheet is full and goes on in “Plans (2)”."


def test_beyond_the_limit_of_links_texts_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_LINKS", 1)
    write([plan()], tmp_path / "plans.xlsx", "en")
    tasks = openpyxl.load_workbook(tmp_path / "plans.xlsx")["Tasks"]
    assert [tasks[f"A{row}"].hyperlink is None for row in (2, 3)] == [False, True]
    assert tasks["A3"].value == plan().id


def test_a_long_row_is_not_taller_than_a_screen(tmp_path: Path) -> None:
    made = plan()
    made.sections[0].paragraphs = ["Trồng cây ở mọi thôn trong xã."] * 200
    write([made], tmp_path / "plans.xlsx", "en")
    heights = openpyxl.load_workbook(tmp_path / "plans.xlsx")["Sections"].row_dimensions
    assert heights[2].height < 300
    assert heights[3].height < 50


@any_plan
@given(hostile())
def test_any_plan_is_a_workbook_without_formulas(tmp_path: Path, made: Plan) -> None:
    write([made], tmp_path / "plans.xlsx", "vi")
    with zipfile.ZipFile(tmp_path / "plans.xlsx") as parts:
        assert not any(b"<f" in parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
    found = openpyxl.load_workbook(tmp_path / "plans.xlsx")
    for name, rows in project(made).items():
        sheet = found[sheets()[name].title["vi"]]
        assert sheet.max_row == len(rows) + 1
        for row, cells in zip(rows, sheet.iter_rows(min_row=2, values_only=True), strict=True):
            for column, cell in zip(sheets()[name].columns, cells, strict=True):
                if column.kind is not Kind.CODE:
                    assert in_cell(row[column.name], column.kind) == read_by_excel(cell)


def in_cell(value: Value, kind: Kind) -> object:
    """What a cell must hold of a value."""
    if isinstance(value, int) and abs(value) >= workbook.EXACT:
        return str(value)
    if isinstance(value, str):
        found = day(value) if kind in (Kind.DATE, Kind.PARTIAL) else None
        if found and found >= workbook.FIRST_DAY:
            return datetime.datetime.combine(found, datetime.time())
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return workbook.cut(text + " " * (text.startswith("<r>") and text.endswith("</r>")), "vi")
    return value


def read_by_excel(cell: object) -> object:
    """Excel reads `_x005F_` as an underscore that begins no escape; openpyxl leaves that to its user."""
    return cell.replace("_x005F_", "_") if isinstance(cell, str) else cell


@pytest.mark.slow
def test_libreoffice_opens_the_workbook(tmp_path: Path) -> None:
    file = tmp_path / "plans.xlsx"
    write([plan(str(number)) for number in range(50)], file, "vi")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    except FileNotFoundError:
        pytest.skip("LibreOffice is not installed")
    assert (tmp_path / "plans.pdf").read_bytes().startswith(b"%PDF")


# CSV


def test_csv_is_a_folder_of_sheets_with_a_guide(tmp_path: Path) -> None:
    assert write([plan("1"), plan("2")], tmp_path / "out", "vi", format="csv") == 2
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(
        f"{name}.csv" for name in (*sheets(), "guide")
    )
    assert (tmp_path / "out" / "tasks.csv").read_bytes().startswith('\ufeff"Mã kế hoạch"'.encode())
    assert csv_rows(tmp_path / "out" / "tasks.csv")[2][7] == "'=Tưới"
    assert "dấu nháy đơn" in csv_rows(tmp_path / "out" / "guide.csv")[1][3]


def test_numbers_in_csv_are_bare(tmp_path: Path) -> None:
    write([plan()], tmp_path / "movements.csv", sheet="movements")
    assert ',2024,"Tết trồng cây",2021,2025' in (tmp_path / "movements.csv").read_text(encoding="utf-8-sig")


@given(st.text())
def test_an_escaped_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert unescape(escape(text)) == text


@any_plan
@given(hostile())
def test_any_plan_comes_back_from_csv(tmp_path: Path, made: Plan) -> None:
    write([made], tmp_path / "out", format="csv")
    for name, rows in project(made).items():
        found = csv_rows(tmp_path / "out" / f"{name}.csv")[1:]
        expected = [["" if v is None else str(v) for v in in_order(name, row)] for row in rows]
        assert [[unescape(cell) for cell in line] for line in found] == expected


def in_order(sheet: str, row: Row) -> list[Value]:
    return [row[column.name] for column in sheets()[sheet].columns]


# JSON Lines


@any_plan
@given(hostile())
def test_any_plan_comes_back_from_json_lines(tmp_path: Path, made: Plan) -> None:
    write([made, plan()], tmp_path / "plans.jsonl")
    first, second = (tmp_path / "plans.jsonl").read_text(encoding="utf-8").splitlines()
    assert Plan.model_validate(json.loads(first)) == as_json(made)
    assert Plan.model_validate(json.loads(second)) == plan()


def test_json_lines_of_a_sheet_are_its_rows(tmp_path: Path) -> None:
    write([plan()], tmp_path / "tasks.jsonl", sheet="tasks")
    lines = (tmp_path / "tasks.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == project(plan())["tasks"]


# Parquet and data frames


@any_plan
@given(hostile())
def test_any_plan_comes_back_from_parquet(tmp_path: Path, made: Plan) -> None:
    write([made], tmp_path / "out", format="parquet")
    for name, rows in project(made).items():
        found = pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist()
        dates = [column.name for column in sheets()[name].columns if column.kind is Kind.DATE]
        assert found == [row | {column: day(row[column]) for column in dates} for row in rows]


def test_parquet_explains_its_columns_and_comes_in_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.export.arrow._ROW_GROUP", 2)
    write([plan("1"), plan("2")], tmp_path / "tasks.parquet", "vi", "tasks")
    file = pyarrow.parquet.ParquetFile(tmp_path / "tasks.parquet")
    assert file.num_row_groups == 2
    assert file.schema_arrow.field("lead").metadata[b"title"].decode() == "Chủ trì"
    assert str(file.schema_arrow.field("start_date").type) == "date32[day]"


def test_a_store_loads_as_data_frames(tmp_path: Path) -> None:
    with Store.open(tmp_path / "plans.db") as store:
        put(store, plan())
    frames = load(tmp_path / "plans.db")
    assert list(frames) == list(sheets())
    tasks = frames["tasks"]
    assert tasks["content"].tolist() == ["- Trồng cây", "=Tưới"]
    assert tasks["start_date"].dt.month.tolist()[0] == 3
    assert tasks["start_date"].isna().tolist() == [False, True]
    assert str(tasks["year"].dtype) == "Int64"
    merged = tasks.merge(frames["plans"], left_on="plan_id", right_on="id")
    assert isinstance(merged, pandas.DataFrame)
    assert len(merged) == 2


def test_no_store_no_data_frames(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        load(tmp_path / "plans.db")


# Whole or not at all


TARGETS = [("plans.xlsx", None), ("out", "csv"), ("plans.jsonl", None), ("out", "parquet")]


@pytest.mark.parametrize(("name", "kind"), TARGETS)
def test_an_empty_store_exports_heads(name: str, kind: str | None, tmp_path: Path) -> None:
    assert write([], tmp_path / name, format=kind) == 0
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("name", "kind"), TARGETS)
def test_a_failed_export_leaves_what_was_there(name: str, kind: str | None, tmp_path: Path) -> None:
    def broken() -> Iterator[Plan]:
        yield plan()
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError):
        write(broken(), tmp_path / name, format=kind)
    assert list(tmp_path.iterdir()) == []
    write([plan()], tmp_path / name, format=kind)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(RuntimeError):
        write(broken(), tmp_path / name, format=kind)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_folder_keeps_the_files_of_others(tmp_path: Path) -> None:
    (tmp_path / "ours.txt").write_text("keep")
    write([plan()], tmp_path, format="csv")
    assert (tmp_path / "ours.txt").read_text() == "keep"
    assert len(list(tmp_path.iterdir())) == len(sheets()) + 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"target": "plans.ods"}, "It is not clear which format .* xlsx, csv, jsonl, parquet"),
        ({"target": "plans"}, "It is not clear which format"),
        (
            {"target": "plans.xlsx", "sheet": "jobs"},
            "There is no sheet “jobs”. Choose one of: plans, sections",
        ),
        ({"target": "plans.xlsx", "lang": "fr"}, "There is no language “fr” here. Choose one of: en, vi"),
        ({"target": "nowhere/plans.xlsx"}, "The folder for .* does not exist"),
        ({"target": "folder.xlsx"}, "is of another kind"),
        ({"target": "file.csv"}, "is of another kind"),
    ],
)
def test_what_cannot_be_written_is_said(arguments: dict[str, str], sentence: str, tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "file.csv").touch()
    target = tmp_path / arguments.pop("target")
    with pytest.raises(ExportError, match=sentence):
        write([plan()], target, **arguments)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file.csv", "folder.xlsx"]


@pytest.mark.parametrize("name", ["plans.xlsx", "plans.jsonl"])
def test_a_full_disk_is_said(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    monkeypatch.setattr("pipeline.export.lines.json_text", full)
    with pytest.raises(ExportError, match=r"The disk is full, so .* was not written"):
        write([plan()], tmp_path / name)
    assert list(tmp_path.iterdir()) == []
