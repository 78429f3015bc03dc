"""What a user types and what comes back: output, language and exit code."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Kehoach

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
    assert (run.code, table(run.out), run.err) == (
        ExitCode.DONE,
        {"Files found": 3, "Read": 3, "Failed": 0, "Pages": 3},
        "",
    )
    run = kehoach("export", db, book, language="vi")
    assert run == (ExitCode.DONE, f"{book}\n", "")
    assert "Kế hoạch" in load_workbook(book).sheetnames
    run = kehoach("status", db, "--json")
    found = json.loads(run.out)
    assert (found["plans"], sum(found["files"].values()), found["failed"]) == (3, 3, [])
    assert re.search(r"Kế hoạch +3\n", kehoach("status", db, "--lang", "vi").out)


def table(out: str) -> dict[str, int]:
    """The numbers of a summary, without its last line, which tells the time."""
    lines = [re.fullmatch(r"(.+?) +([\d,]+) *", line) for line in out.splitlines()[:-1]]
    return {line[1].strip(): int(line[2].replace(",", "")) for line in lines if line}


def test_ingest_says_what_failed_and_what_is_new(kehoach: Kehoach, pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    (pile / "empty.txt").touch()
    run = kehoach("ingest", pile, "--db", db, language="vi")
    assert run.code == ExitCode.FAILURES
    assert table(run.out) == {
        "Số tệp tìm thấy": 4,
        "Đã đọc": 3,
        "Bị lỗi": 1,
        "empty: Tệp rỗng": 1,
        "Số trang": 3,
    }
    assert run.err == f"{pile}/empty.txt: Tệp rỗng.\n"
    assert "empty.txt: The file is empty." in kehoach("status", db).out
    (pile / "empty.txt").unlink()
    run = kehoach("ingest", pile, "--db", db)
    assert (run.code, table(run.out)) == (
        ExitCode.NOTHING,
        {"Files found": 3, "Read": 0, "Not changed since they were read": 3, "Failed": 0},
    )
    assert kehoach("retry", db).code == ExitCode.FAILURES
    run = kehoach("retry", db, "--reason", "damaged", language="vi")
    assert (run.code, run.out) == (ExitCode.NOTHING, "")
    assert "Không có tệp nào bị lỗi với lý do như vậy" in run.err
    assert "add --all" in kehoach("reparse", db).err
    assert table(kehoach("reparse", db, "--all").out)["Read"] == 3
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


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_says_what_is_saved(
    how: signal.Signals, kehoach: Kehoach, pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(*_: object) -> None:
        os.kill(os.getpid(), how)

    monkeypatch.setattr("pipeline.cli.progress._Lines.listed", press)
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db")
    assert run.code == ExitCode.INTERRUPTED
    assert table(run.out)["Left for the next time"] == 3
    assert "saved in" in run.err


def test_a_full_disk_says_what_was_done(
    kehoach: Kehoach, pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Store, "commit", refuse)
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db")
    assert (run.code, run.err) == (ExitCode.REFUSED, "The disk is full.\n")
    assert table(run.out)["Left for the next time"] == 3


def test_a_log_has_a_line_for_every_file(kehoach: Kehoach, pile: Path, tmp_path: Path) -> None:
    (pile / "empty.txt").touch()
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db", "--log", "json", "--jobs", "1")
    events = [json.loads(line) for line in run.err.splitlines()]
    assert [event["found"] for event in events if event["event"] == "listed"] == [4]
    files = {Path(event["path"]).name: event for event in events if "path" in event}
    assert {name: event["event"] for name, event in files.items()} == {
        "1.txt": "done", "2.txt": "done", "3.txt": "done", "empty.txt": "failed",
    }  # fmt: skip
    assert files["empty.txt"]["reason"] == "empty"
    assert all(event["time"] and event["seconds"] >= 0 for event in files.values())


def test_a_line_a_minute_where_there_is_no_terminal(
    kehoach: Kehoach, pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.progress.MINUTE", 0.0)
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db")
    assert re.match(r"\d of 3 files; [\d.]+ pages/s, 0 failed\n", run.err)


def test_a_bar_in_a_terminal(
    kehoach: Kehoach, pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pile / "empty.txt").touch()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db", "--lang", "vi")
    assert run.code == ExitCode.FAILURES
    assert "empty.txt: Tệp rỗng." in run.err


def test_limits_are_kept(kehoach: Kehoach, pile: Path, tmp_path: Path) -> None:
    run = kehoach("ingest", pile, "--db", tmp_path / "plans.db", "--timeout", "0.0001")
    assert run.code == ExitCode.FAILURES
    assert run.err.count("took longer than it may") == 3


def test_an_unforeseen_error_is_one_sentence(
    kehoach: Kehoach, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object, **__: object) -> object:
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


@pytest.mark.parametrize(
    "command", ["", "parse", "ingest", "retry", "reparse", "export", "status", "schema", "doctor"]
)
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
