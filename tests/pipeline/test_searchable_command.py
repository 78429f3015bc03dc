"""`kehoach searchable` as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Kehoach

import pipeline.searchable
from pipeline.exitcodes import ExitCode
from tests.parsers.readers.pdf.paper import Paper

pytest.importorskip("ocrmypdf")


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    folder = tmp_path / "vào" / "sâu"
    folder.mkdir(parents=True)
    (folder / "trồng cây.pdf").write_bytes(Paper().lines(80, 100, "Kế hoạch trồng cây", "của xã").pdf())
    (folder / "ghi chú.txt").write_text("Không phải trang giấy.", encoding="utf-8")
    return folder


def test_the_files_of_a_folder_are_copied(kehoach: Kehoach, printed: Path, tmp_path: Path) -> None:
    run = kehoach("searchable", printed.parent, "-o", tmp_path / "ra")
    assert (run.code, run.out) == (ExitCode.DONE, f"{tmp_path / 'ra' / 'trồng cây.pdf'}\n")
    assert (tmp_path / "ra" / "trồng cây.pdf").read_bytes().startswith(b"%PDF")
    again = kehoach("searchable", printed.parent, "-o", tmp_path / "ra")
    assert again.code == ExitCode.FAILURES
    assert "--overwrite" in again.err


def test_what_has_no_pages_is_named_and_the_others_go_on(
    kehoach: Kehoach, printed: Path, tmp_path: Path
) -> None:
    files = sorted(printed.iterdir())
    run = kehoach("searchable", *files, tmp_path / "none.pdf", "-o", tmp_path / "ra", language="vi")
    assert run.code == ExitCode.FAILURES
    assert "ghi chú.txt" in run.err
    assert "none.pdf" in run.err
    assert [file.name for file in (tmp_path / "ra").iterdir()] == ["trồng cây.pdf"]


def test_an_empty_folder_is_nothing_to_do(kehoach: Kehoach, tmp_path: Path) -> None:
    (tmp_path / "rỗng").mkdir()
    assert kehoach("searchable", tmp_path / "rỗng", "-o", tmp_path / "ra").code == ExitCode.NOTHING


def test_without_ocrmypdf_it_says_what_to_type(
    kehoach: Kehoach, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.searchable, "installed", lambda: False)
    for language in ("en", "vi"):
        run = kehoach("searchable", printed, "-o", tmp_path / "ra", language=language)
        assert run.code == ExitCode.REFUSED
        assert "-m pip install 'ocrmypdf>=" in run.err
    assert not (tmp_path / "ra").exists()
