"""The check of an installation finds what is missing and says what to type."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest
from conftest import Kehoach

from pipeline import doctor
from pipeline.exitcodes import ExitCode


def test_a_whole_installation_is_well(kehoach: Kehoach) -> None:
    run = kehoach("doctor")
    assert run.code == ExitCode.DONE
    assert run.out.endswith("All is well.\n")
    assert all(part.good and (part.found or part.use) for part in doctor.check())


def test_a_missing_library_is_named_with_the_command_that_mends_it(
    kehoach: Kehoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = doctor.version

    def without_lxml(name: str) -> str:
        if name == "lxml":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", without_lxml)
    run = kehoach("doctor", language="vi")
    assert run.code == ExitCode.REFUSED
    assert "✗ lxml: thiếu\n" in run.out
    assert "-m pip install 'lxml>=" in run.out


def test_what_is_optional_is_told_of_with_its_command(
    kehoach: Kehoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = doctor.version

    def without(name: str) -> str:
        if name in {"ocrmypdf", "psycopg", "distributed"}:
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", without)
    run = kehoach("doctor", language="vi")
    assert run.code == ExitCode.DONE
    for extra in ("searchable", "postgresql", "cluster"):
        assert f"– kehoach[{extra}]: chưa cài" in run.out
        assert f"pip install 'kehoach[{extra}]" in run.out


def test_an_old_library_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda name: "0.1" if name == "pandas" else "999")
    assert [part.name for part in doctor.check() if not part.good] == ["pandas"]


def test_libreoffice_may_be_missing_but_is_told_of(kehoach: Kehoach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    run = kehoach("doctor")
    assert run.code == ExitCode.DONE
    assert "libreoffice-writer-nogui" in run.out
