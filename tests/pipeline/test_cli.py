"""What a user types and what comes back: output, language and exit code."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from conftest import Kehoach

from pipeline.cli import commands
from pipeline.exitcodes import ExitCode
from pipeline.messages import speaking
from pipeline.store import Store, StoreError

ROOT = Path(__file__).parents[2]
ENGLISH = re.compile(
    r"\b(the|is|not|no|such|missing|usage|error|options?|show|try|invalid|file)\b", re.IGNORECASE
)


def test_parse_prints_one_record_per_line(kehoach: Kehoach, pile: Path) -> None:
    run = kehoach("parse", pile / "1.txt", pile / "2.txt", "--jsonl")
    records = [json.loads(line) for line in run.out.splitlines()]
    assert (run.code, run.err) == (ExitCode.DONE, "")
    assert [(record["schema"], record["code"]) for record in records] == [
        ("kehoach/plan/1", "1/KH-UBND"),
        ("kehoach/plan/1", "2/KH-UBND"),
    ]


def test_parse_shows_a_tree_in_both_languages(kehoach: Kehoach, pile: Path) -> None:
    english = kehoach("parse", pile / "1.txt").out
    vietnamese = kehoach("parse", pile / "1.txt", "--lang", "vi").out
    for out in (english, vietnamese):
        assert "Trồng cây đầu xuân năm 2024" in out
        assert re.search(r"── I\. MỤC ĐÍCH\n", out)
        assert "Trần Văn Mẫu" in out
    assert "Signed by: " in english
    assert "Người ký: " in vietnamese
    assert "Signed" not in vietnamese


def test_parse_reads_standard_input(kehoach: Kehoach, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO((pile / "1.txt").read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    run = kehoach("parse", "-", "--jsonl")
    assert json.loads(run.out)["number"] == 1


def test_parse_goes_on_after_a_bad_file(kehoach: Kehoach, pile: Path) -> None:
    (pile / "empty.txt").touch()
    run = kehoach("parse", pile / "empty.txt", pile, pile / "none.txt", pile / "3.txt", "--jsonl")
    assert run.code == ExitCode.FAILURES
    assert json.loads(run.out)["number"] == 3
    assert run.err.splitlines() == [
        f"{pile}/empty.txt: The file is empty.",
        f"{pile}: This is no file but a folder or a device. `kehoach ingest` reads whole folders.",
        f"{pile}/none.txt: The file is not there (any more).",
    ]
    run = kehoach("parse", pile / "empty.txt", "--lang=vi")
    assert run.err == f"{pile}/empty.txt: Tệp rỗng.\n"


def test_from_files_to_a_workbook(kehoach: Kehoach, pile: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    db, book = tmp_path / "plans.db", tmp_path / "plans.xlsx"
    run = kehoach("ingest", pile, "--db", db)
    assert run == (ExitCode.DONE, "3 files: 3 read, 0 skipped (not changed), 0 failed.\n", "")
    run = kehoach("export", db, book, language="vi")
    assert run == (ExitCode.DONE, f"{book}\n", "")
    assert "Kế hoạch" in load_workbook(book).sheetnames
    run = kehoach("status", db, "--json")
    found = json.loads(run.out)
    assert (found["plans"], sum(found["files"].values()), found["failed"]) == (3, 3, [])
    assert re.search(r"Kế hoạch +3\n", kehoach("status", db, "--lang", "vi").out)


def test_ingest_says_what_failed_and_what_is_new(kehoach: Kehoach, pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    (pile / "empty.txt").touch()
    run = kehoach("ingest", pile, "--db", db, language="vi")
    assert run.code == ExitCode.FAILURES
    assert run.out == "4 tệp: 3 đã đọc, 0 bỏ qua (không thay đổi), 1 bị lỗi.\n"
    assert run.err == f"{pile}/empty.txt: Tệp rỗng.\n"
    assert "empty.txt: The file is empty." in kehoach("status", db).out
    (pile / "empty.txt").unlink()
    run = kehoach("ingest", pile, "--db", db)
    assert (run.code, run.out) == (
        ExitCode.NOTHING,
        "3 files: 0 read, 3 skipped (not changed), 0 failed.\n",
    )
    assert json.loads(kehoach("status", db, "--json").out)["files"] == {"done": 3, "failed": 1}
    assert kehoach("ingest", pile, "--db", db, "--again").code == ExitCode.DONE


def test_an_empty_folder_is_nothing_to_do(kehoach: Kehoach, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    db = tmp_path / "plans.db"
    assert kehoach("ingest", tmp_path / "void", "--db", db).code == ExitCode.NOTHING
    run = kehoach("export", db, tmp_path / "plans.xlsx")
    assert (run.code, run.out) == (ExitCode.NOTHING, "")
    assert not (tmp_path / "plans.xlsx").exists()


@pytest.mark.parametrize("command", [["status", "{}"], ["export", "{}", "out.xlsx"]])
def test_a_database_that_is_not_there_is_not_made(
    command: Sequence[str], kehoach: Kehoach, tmp_path: Path
) -> None:
    db = tmp_path / "none.db"
    run = kehoach(*(word.format(db) for word in command))
    assert (run.code, run.out) == (ExitCode.REFUSED, "")
    assert run.err.startswith(f"There is no database {db}.")
    assert not db.exists()


def test_a_target_that_cannot_be_written(kehoach: Kehoach, pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    kehoach("ingest", pile, "--db", db)
    for target in (tmp_path / "none" / "plans.xlsx", tmp_path / "plans.pptx", pile / "1.txt" / "plans.csv"):
        run = kehoach("export", db, target)
        assert run.code in (ExitCode.REFUSED, ExitCode.USAGE), target
        assert len(run.err.strip().splitlines()) == 1
        assert "Traceback" not in run.err


def test_ctrl_c_says_what_is_saved(
    kehoach: Kehoach, pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press_at_third(files: Sequence[Path]) -> Iterable[Path]:
        for number, file in enumerate(files):
            if number == 2:
                os.kill(os.getpid(), signal.SIGINT)
            yield file

    monkeypatch.setattr(commands, "track", press_at_third)
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db")
    assert run.code == ExitCode.INTERRUPTED
    assert run.out == "3 files: 2 read, 0 skipped (not changed), 0 failed, 1 left.\n"
    assert "saved in" in run.err


def test_a_full_disk_says_what_was_done(
    kehoach: Kehoach, pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "begin", full_after(2))
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db")
    assert (run.code, run.err) == (ExitCode.REFUSED, "The disk is full.\n")
    assert run.out == "3 files: 2 read, 0 skipped (not changed), 0 failed, 1 left.\n"


def full_after(count: int) -> Callable[..., int]:
    begin = Store.begin
    begun = 0

    def refuse(store: Store, path: Path, size: int, sha256: str | None = None) -> int:
        nonlocal begun
        begun += 1
        if begun > count:
            raise StoreError("The disk is full.")
        return begin(store, path, size, sha256)

    return refuse


def test_an_unforeseen_error_is_one_sentence(
    kehoach: Kehoach, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_: object) -> object:
        raise ZeroDivisionError("1/0")

    monkeypatch.setattr("pipeline.status.status", stumble)
    run = kehoach("status", "plans.db")
    assert run.code == ExitCode.UNEXPECTED
    assert "(ZeroDivisionError: 1/0)" in run.err
    assert "--debug" in run.err
    assert "Traceback" not in run.err
    with pytest.raises(ZeroDivisionError):
        kehoach("status", "plans.db", "--debug")


USAGE = [
    ([], "Cách dùng: kehoach [TÙY CHỌN] LỆNH"),
    (["--lang", "vi", "nothing"], "Lỗi: Không có lệnh 'nothing'."),
    (["ingets", "--lang", "vi"], "'ingest'"),
    (["parse", "--lang", "vi"], "Lỗi: Thiếu tham số 'TỆP...'."),
    (["ingest", "x", "--lang=vi"], "Lỗi: Thiếu tùy chọn '--db'"),
    (["parse", "--what", "x", "--lang", "vi"], "Lỗi: Không có tùy chọn '--what'."),
    (["export", "a", "b", "c", "--lang", "vi"], "Lỗi: Thừa tham số (c)"),
    (["export", "a", "b", "--sheet", "--lang", "vi"], "Lỗi: "),
    (["status", "a", "--json=1", "--lang", "vi"], "Lỗi: Tùy chọn '--json' không nhận giá trị."),
    (["schema", "--lang"], "Lỗi: Tùy chọn '--lang' cần 1 giá trị."),
    (["schema", "--lang", "fr"], "Lỗi: Giá trị không hợp lệ cho '--lang': 'fr' không thuộc 'en', 'vi'."),
]


@pytest.mark.parametrize(("arguments", "expected"), USAGE)
def test_usage_errors_are_in_vietnamese(arguments: list[str], expected: str, kehoach: Kehoach) -> None:
    run = kehoach(*arguments, language="vi")
    assert (run.code, run.out) == (ExitCode.USAGE, "")
    assert expected in run.err
    assert not ENGLISH.search(re.sub(r"'[^']*'|--\w+", "", run.err))


@pytest.mark.parametrize("command", ["", "parse", "ingest", "export", "status", "schema", "doctor"])
def test_help_is_in_the_language_asked_for(command: str, kehoach: Kehoach) -> None:
    words = [command] if command else []
    english = kehoach(*words, "--help")
    vietnamese = kehoach(*words, "-h", "--lang", "vi")
    before = kehoach("--lang", "vi", *words, "--help")
    assert english.code == vietnamese.code == ExitCode.DONE
    assert english.out.startswith("Usage: ")
    assert vietnamese.out == before.out
    assert not ENGLISH.search(re.sub(r"--[\w-]+|\[en\|vi\]", "", vietnamese.out))


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_exit_codes_are_documented(lang: str, kehoach: Kehoach) -> None:
    readme = (ROOT / ("README.md" if lang == "en" else "README.vi.md")).read_text(encoding="utf-8")
    out = kehoach("--help", language=lang).out
    for code in ExitCode:
        with speaking(lang):
            assert code.meaning in " ".join(out.split())
            assert f"| {code.value} | {code.meaning} |" in readme


def test_schema_is_that_of_the_record(kehoach: Kehoach) -> None:
    from jsonschema import Draft202012Validator

    run = kehoach("schema")
    schema = json.loads(run.out)
    Draft202012Validator.check_schema(schema)
    assert "schema" in schema["properties"]


def test_the_version(kehoach: Kehoach) -> None:
    assert re.fullmatch(r"kehoach \d+\.\d+\.\d+\n", kehoach("--version").out)
