"""Asking for help costs nothing that only work needs, and speaks UTF-8 wherever it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "docx", "lxml", "numpy", "pandas", "puremagic", "pyarrow", "pydantic", "rapidfuzz", "rich",
    "sqlalchemy", "unidecode", "xlsxwriter", "asyncio", "importlib.metadata",
}  # fmt: skip
KEHOACH = Path(sys.executable).parent / "kehoach"


def loaded(code: str) -> set[str]:
    """The modules in a fresh interpreter after `code`."""
    script = (
        f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded("from pipeline.cli import main; main(['--help'])")
    assert not HEAVY & loaded("from pipeline.cli import main; main(['--lang', 'vi', 'ingest', '--help'])")


def test_the_package_loads_nothing_until_it_is_used() -> None:
    assert not HEAVY & loaded("import pipeline")
    assert not HEAVY & loaded("import pipeline.cli")


def test_public_names_stay_what_they_are_after_their_modules_are_loaded() -> None:
    code = (
        "import pipeline, pipeline.bulk, pipeline.stages, pipeline.export, pipeline.mending; "
        "from pipeline import *; "
        "public = parse, parse_all, ingest, load, repair, Plan; "
        "print(*(type(x).__name__ for x in public), *sorted(dir(pipeline)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [
        "function", "function", "function", "function", "function", "ModelMetaclass",
        "Plan", "ingest", "load", "parse", "parse_all", "repair",
    ]  # fmt: skip


def test_output_is_utf_8_whatever_the_locale() -> None:
    for setting in ({"LANG": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}):
        environ = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
        run = subprocess.run(
            [KEHOACH, "--help", "--lang", "vi"], capture_output=True, check=True, env=environ | setting
        )
        assert "Cách dùng" in run.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run([KEHOACH, "schema"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (run.returncode, run.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["schema"]])
def test_an_output_on_a_full_disk_is_one_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [KEHOACH, *arguments, "--lang", "en"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (run.returncode, run.stderr) == (
        5,
        b"The disk is full. Make room, then run the same command again.\n",
    )
