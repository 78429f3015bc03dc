"""`kehoach text` as a person meets it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from conftest import Kehoach
from lxml import etree

from pipeline.exitcodes import ExitCode
from tests.parsers.readers.pdf.paper import Paper

RUINED = "Can cir K& hoach sO 12/KH-UBND ngay 05/01/2024 cua UBND huyén v& phat trién lang nghé,\n" * 3


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    paper = Paper().text(250, 80, "KẾ HOẠCH", font="Bold")
    paper.text(80, 120, "Mỗi thôn trồng một nghìn cây xanh dọc các tuyến đường.")
    file = tmp_path / "trồng cây.pdf"
    file.write_bytes(paper.pdf())
    return file


def test_what_was_read_is_printed(kehoach: Kehoach, pile: Path) -> None:
    run = kehoach("text", pile / "1.txt", pile / "2.txt")
    first, second = run.out.split("\f")
    assert (run.code, run.err) == (ExitCode.DONE, "")
    assert "Số: 1/KH-UBND\n" in first
    assert "Số: 2/KH-UBND\n" in second


def test_text_is_repaired_unless_it_is_asked_for_raw(kehoach: Kehoach, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(RUINED, encoding="utf-8")
    assert "Kế hoạch số 12/KH-UBND" in kehoach("text", file).out
    assert "K& hoach sO 12/KH-UBND" in kehoach("text", file, "--raw").out


def test_standard_input_is_read(kehoach: Kehoach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Trồng cây.".encode())))
    assert kehoach("text", "-").out == "Trồng cây.\n"


@pytest.mark.parametrize("form", ["alto", "hocr"])
def test_xml_is_printed(kehoach: Kehoach, printed: Path, form: str) -> None:
    run = kehoach("text", printed, "--format", form)
    assert run.code == ExitCode.DONE
    assert "nghìn" in run.out
    etree.fromstring(run.out.encode())


def test_several_xml_files_need_a_folder(kehoach: Kehoach, printed: Path) -> None:
    run = kehoach("text", printed, printed, "--format", "alto")
    assert run.code == ExitCode.USAGE
    assert "-o" in run.err


def test_files_of_one_name_do_not_meet_in_a_folder(kehoach: Kehoach, printed: Path, tmp_path: Path) -> None:
    other = tmp_path / "khác" / printed.name
    other.parent.mkdir()
    other.write_bytes(printed.read_bytes())
    run = kehoach("text", printed, other, "--format", "hocr", "-o", tmp_path / "out" / "hocr")
    assert run.code == ExitCode.DONE
    made = sorted(file.name for file in (tmp_path / "out" / "hocr").iterdir())
    assert made == ["trồng cây-2.hocr", "trồng cây.hocr"]


def test_nothing_is_overwritten_unasked(kehoach: Kehoach, pile: Path) -> None:
    assert kehoach("text", pile / "1.txt", "-o", pile.parent / "out").code == ExitCode.DONE
    (pile.parent / "out" / "1.txt").write_text("mine")
    refused = kehoach("text", pile / "1.txt", pile / "2.txt", "-o", pile.parent / "out")
    assert refused.code == ExitCode.FAILURES
    assert "1.txt" in refused.err
    assert (pile.parent / "out" / "1.txt").read_text() == "mine"
    assert (pile.parent / "out" / "2.txt").exists()
    assert kehoach("text", pile / "1.txt", "-o", pile.parent / "out", "--overwrite").code == ExitCode.DONE
    assert (pile.parent / "out" / "1.txt").read_text(encoding="utf-8").startswith("ỦY BAN")


def test_a_file_is_never_written_over_itself(kehoach: Kehoach, pile: Path) -> None:
    before = (pile / "1.txt").read_bytes()
    run = kehoach("text", pile / "1.txt", "-o", pile, "--overwrite")
    assert run.code == ExitCode.FAILURES
    assert (pile / "1.txt").read_bytes() == before


def test_a_file_without_places_is_named_and_the_others_go_on(
    kehoach: Kehoach, pile: Path, printed: Path
) -> None:
    run = kehoach("text", pile / "1.txt", printed, "--format", "alto", "-o", pile.parent / "out")
    assert run.code == ExitCode.FAILURES
    assert "1.txt" in run.err
    assert [file.name for file in (pile.parent / "out").iterdir()] == ["trồng cây.alto.xml"]
