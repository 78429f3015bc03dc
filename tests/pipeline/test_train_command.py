"""Models made from a small corpus, or taught a user's plans, are what repair uses then."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

import pytest
from conftest import PLAN, Kehoach

from normalizers.text import language, models
from pipeline import ingest, repair
from pipeline.exitcodes import ExitCode
from pipeline.teaching import train

WORDS = [
    *("ủy", "ban", "nhân", "dân", "xã", "tổ", "chức", "hội", "nghị", "tuyên", "truyền", "về", "phòng"),
    *("chống", "cháy", "rừng", "trong", "mùa", "khô"),
]
PECULIAR = "Đội văn nghệ thôn Bản Mạy tập múa xòe tại nhà văn hóa."


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the user's own models would be."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share" / "kehoach" / "models"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rng = random.Random(7)
    starts = (rng.randrange(len(WORDS)) for _ in range(3000))
    lines = [" ".join(WORDS[i : i + rng.randint(3, 9)]).capitalize() + "." for i in starts]
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "first.txt").write_text("\n".join(lines[:1000]) + "\n", encoding="utf-8")
    with lzma.open(folder / "second.txt.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines[1000:]) + "\n")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with two clean plans, a ruined one and a file that is no text."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in (1, 2):
        text = PLAN.format(number=number).replace("1. Công an xã", f"{PECULIAR}\n\n" * 10 + "1. Công an xã")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "ruined.txt").write_text("Trién khai phòng chong chay rimg nam 2024\n" * 9, encoding="utf-8")
    (folder / "picture.bin").write_bytes(bytes(range(256)) * 9)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_corpus_gives_the_same_models(
    kehoach: Kehoach, corpus: Path, tmp_path: Path, own: Path
) -> None:
    for name in ("a", "b"):
        run = kehoach("train", "--corpus", corpus, "-o", tmp_path / name)
        assert (run.code, run.out) == (ExitCode.DONE, f"{tmp_path / name}\n")
        assert "Language model: " in run.err
    first = contents(tmp_path / "a")
    assert first == contents(tmp_path / "b")
    assert {"confusions.csv", "language/words.txt", "language/slots4.npy"} <= set(first)
    assert "khô" in language.open_model(tmp_path / "a" / "language").ids
    assert not own.exists()
    text = "Uy ban nhan dan xa to chuc hoi nghi tuyen truyen ve phong chong chay rung trong mua kho."
    assert repair(text, models=tmp_path / "a").text.startswith(
        "Ủy ban nhân dân xã tổ chức hội nghị tuyên truyền"
    )


def test_the_archive_teaches_its_own_phrases(kehoach: Kehoach, archive: Path, own: Path) -> None:
    before = contents(models.shipped())
    stripped = "Doi van nghe thon Ban May tap mua xoe tai nha van hoa."
    run = kehoach("train", "--from", archive)
    assert (run.code, run.out) == (ExitCode.DONE, f"{own}\n")
    assert run.err.splitlines()[0] == "2 clean plans to learn from"
    assert run.err.splitlines()[-1] == "2 plans left out: damaged, or not readable."
    assert contents(models.shipped()) == before
    assert repair(stripped).text == PECULIAR
    assert repair(stripped, models=models.shipped()).text != PECULIAR
    assert str(own) in kehoach("doctor").out


def test_a_database_teaches_like_the_folder_that_it_was_made_from(
    archive: Path, tmp_path: Path, own: Path
) -> None:
    ingest([archive], tmp_path / "plans.db")
    said: list[str] = []
    taught = train(own, source=str(tmp_path / "plans.db"), tell=said.append)
    assert (taught.plans, taught.left) == (2, 1)
    assert repair("Doi van nghe thon Ban May tap mua xoe tai nha van hoa.").text == PECULIAR
    assert said[0].startswith("2 ")


def test_what_is_missing_is_said(kehoach: Kehoach, tmp_path: Path, own: Path) -> None:
    assert kehoach("train").code == ExitCode.USAGE
    (tmp_path / "empty").mkdir()
    for option in ("--from", "--corpus"):
        run = kehoach("train", option, tmp_path / "empty", language="vi")
        assert (run.code, run.out) == (ExitCode.NOTHING, "")
        assert "không có gì để học" in run.err
        run = kehoach("train", option, tmp_path / "none")
        assert (run.code, run.err.count("\n")) == (ExitCode.REFUSED, 1)
    assert not own.exists()
