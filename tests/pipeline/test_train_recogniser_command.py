"""What is missing for training the recogniser is said in a sentence, and the right thing is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import Kehoach

from data.paper import faces
from pipeline.exitcodes import ExitCode


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Trường tổ chức buổi đọc sách tại thư viện xã.\n", "utf-8")
    return folder


def test_torch_is_missing(
    kehoach: Kehoach, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    run = kehoach("train-recogniser", "--corpus", corpus, "-o", tmp_path / "model", language="vi")
    assert run.code == ExitCode.REFUSED
    assert "pip install 'kehoach[train]'" in run.err
    assert not (tmp_path / "model").exists()


def test_faces_are_missing(
    kehoach: Kehoach, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    faces.faces.cache_clear()
    monkeypatch.setattr("data.paper.faces._installed", tuple)
    run = kehoach("train-recogniser", "--corpus", corpus, "-o", tmp_path / "model")
    faces.faces.cache_clear()
    assert run.code == ExitCode.REFUSED
    assert "apt-get install" in run.err
    assert "fonts-liberation2" in run.err


def test_digits_are_missing(kehoach: Kehoach, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    (tmp_path / "0.json").write_text('{"data": [0.5, 1]}', "utf-8")
    run = kehoach("train-recogniser", "--digits", tmp_path, "-o", tmp_path / "model")
    assert run.code == ExitCode.REFUSED
    assert "src/digits" in run.err


def test_a_corpus_is_needed(kehoach: Kehoach, corpus: Path, tmp_path: Path) -> None:
    assert kehoach("train-recogniser", "-o", tmp_path).code == ExitCode.USAGE
    both = kehoach("train-recogniser", "--corpus", corpus, "--digits", corpus, "-o", tmp_path)
    assert both.code == ExitCode.USAGE
    assert kehoach("train-recogniser", "--corpus", tmp_path / "none", "-o", tmp_path).code == ExitCode.USAGE
