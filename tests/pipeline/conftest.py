"""The command line as a person in a terminal meets it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

import pytest

from pipeline.cli import main

if TYPE_CHECKING:
    from postgres import Server

PAGES, DPI = 14, 150
"""Of the long scan."""
PLAN = """\
ỦY BAN NHÂN DÂN
XÃ SƠN LÂM

Số: {number}/KH-UBND

Sơn Lâm, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Trồng cây đầu xuân năm 2024

Ủy ban nhân dân xã xây dựng kế hoạch trồng cây như sau:

I. MỤC ĐÍCH

1. Phủ xanh các tuyến đường liên thôn.

II. TỔ CHỨC THỰC HIỆN

1. Công an xã

Giữ gìn trật tự trong ngày ra quân.

Nơi nhận:
- Các thôn;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Mẫu
"""


class Run(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Kehoach = Callable[..., Run]


@pytest.fixture
def kehoach(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kehoach:
    """Run `kehoach` with these arguments, in English unless `language` says otherwise."""

    def run(*arguments: str | Path, language: str = "en") -> Run:
        monkeypatch.setenv("LANGUAGE", language)
        monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # restored after the test
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        return Run(int(end.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL."""
    from postgres import Server, program

    if not program("initdb"):
        pytest.skip("PostgreSQL is not installed: sudo apt-get install postgresql")
    made = Server()
    yield made
    made.remove()


@pytest.fixture
def postgresql(server: Server) -> Iterator[str]:
    """The URL of a new database on it."""
    name = f"d{uuid4().hex}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that is not made yet, of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "plans.db")
    url: str = request.getfixturevalue("postgresql")
    return url


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scan of more pages than one worker takes."""
    from tests.parsers.readers.pdf.paper import Paper
    from tests.parsers.readers.pdf.scans import pictures

    paper = Paper()
    lines = [line for line in PLAN.format(number=7).splitlines() if line]
    for number in range(PAGES):
        for at, line in enumerate(lines[:12] if number == 0 else lines[12:16]):
            paper.text(85, 80 + 24 * at, f"{line} {number}" if number else line)
        if number < PAGES - 1:
            paper.page()
    first, *others = pictures(paper.pdf(), DPI)
    file = tmp_path_factory.mktemp("scan") / "dai.tiff"
    first.save(file, "TIFF", dpi=(DPI, DPI), save_all=True, append_images=others, compression="tiff_lzw")
    return file


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with three plans."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"{number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    return folder
