"""What this installation has, what it lacks, and the command that mends it."""

from __future__ import annotations

import re
import shlex
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from importlib.resources import files

from pipeline.messages import DOMAIN, LOCALE, later, translate

PYTHON = (3, 11)
EXTRAS = {
    "searchable": ("ocrmypdf", later("only `kehoach searchable` needs it")),
    "postgresql": ("psycopg", later("only databases on a PostgreSQL server need it")),
    "cluster": ("distributed", later("only work on a Dask cluster needs it")),
    "cloud": ("s3fs", later("only addresses such as s3://… need it")),
    "watch": ("watchfiles", later("without it `kehoach watch` notices new files later")),
    "train": ("torch", later("only `kehoach train-recogniser` needs it")),
}
"""Parts that are installed by name, as `kehoach[cluster]`: what shows that one is there, and who needs it."""
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:>=\s*([0-9.]+))?")


@dataclass(frozen=True)
class Check:
    """One part that `kehoach` needs."""

    name: str
    found: str | None
    """Its version, or what else shows that it is there; None where it is missing."""
    mend: str = ""
    """What to type, or else to do, where it is missing or too old."""
    good: bool = True
    use: str = ""
    """What alone needs it; empty where nothing works without it."""


def check() -> Iterator[Check]:
    """Look at every part, one after the other."""
    yield _python()
    for requirement in requires(DOMAIN) or ():
        if "extra ==" not in requirement:
            yield _library(requirement)
    yield _search()
    yield _data()
    yield _core()
    yield _models()
    yield _encoding()
    yield _recogniser()
    yield _tesseract()
    yield _libreoffice()
    yield from _extras()


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", found, "sudo apt-get install python3 python3-venv", sys.version_info >= PYTHON)


def _library(requirement: str) -> Check:
    match = _REQUIREMENT.match(requirement)
    name, least = match.groups() if match else (requirement, None)
    mend = shlex.join([sys.executable, "-m", "pip", "install", f"{name}>={least}" if least else name])
    try:
        found = version(name)
    except PackageNotFoundError:
        return Check(name, None, mend, good=False)
    return Check(name, found, mend, least is None or _numbers(found) >= _numbers(least))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


def _search() -> Check:
    """SQLite itself, with the full-text search that finding plans needs."""
    with sqlite3.connect(":memory:") as connection:
        options = {name for (name,) in connection.execute("PRAGMA compile_options")}
    connection.close()
    mend = translate("Install a Python whose SQLite has FTS5, as Debian's has.")
    return Check("SQLite (FTS5)", sqlite3.sqlite_version, mend, "ENABLE_FTS5" in options)


def _data() -> Check:
    """The word lists and the Vietnamese messages, which are files of the package."""
    lexicons = [file for file in (files("data") / "lexicons").iterdir() if file.name.endswith(".csv")]
    catalogue = LOCALE / "vi" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    whole = bool(lexicons) and catalogue.exists()
    return Check(translate("word lists"), str(len(lexicons)) if whole else None, _again(), whole)


def _core() -> Check:
    """The compiled part of repair."""
    from importlib.util import find_spec

    spec = find_spec("normalizers.text._core")
    mend = f"sudo apt-get install gcc python3-dev && {_again()}"
    return Check(translate("repair, compiled"), spec.origin if spec else None, mend, spec is not None)


def _models() -> Check:
    """The models of repair: the user's own, or those of the package."""
    from normalizers.text.models import CONFUSIONS, LANGUAGE, home, shipped

    name = translate("repair, models")
    if (home() / LANGUAGE).is_dir():
        return Check(name, str(home()))
    whole = (shipped() / LANGUAGE / "words.txt").exists() and (shipped() / CONFUSIONS).exists()
    return Check(name, str(shipped()) if whole else None, _again(), whole)


def _again() -> str:
    """The command that installs this package once more."""
    return shlex.join([sys.executable, "-m", "pip", "install", "--force-reinstall", "--no-deps", _origin()])


def _origin() -> str:
    """Where this package was installed from, or its name."""
    import json

    told = distribution(DOMAIN).read_text("direct_url.json")
    return str(json.loads(told)["url"]) if told else DOMAIN


def _recogniser() -> Check:
    """What reads scans: the model of this package."""
    from parsers.recognition.errors import RecogniserMissingError
    from parsers.recognition.network import MODEL, Network

    name = translate("recogniser, model")
    try:
        Network()
    except RecogniserMissingError:
        return Check(name, None, _again(), good=False)
    return Check(name, MODEL)


def _tesseract() -> Check:
    """What gives scans a second reading."""
    import pytesseract

    from parsers.recognition.kept import INSTALL

    found = None
    with suppress(pytesseract.TesseractNotFoundError, pytesseract.TesseractError, SystemExit):
        if "vie" in pytesseract.get_languages():
            found = str(pytesseract.get_tesseract_version())
    return Check("Tesseract (vie)", found, INSTALL, use=translate("it gives scans a second reading"))


def _libreoffice() -> Check:
    """What reads .doc, .rtf and .odt files."""
    from parsers.readers.office import INSTALL, find_libreoffice

    use = translate("only .doc, .rtf and .odt files need it")
    return Check("LibreOffice", find_libreoffice(), INSTALL, use=use)


def _extras() -> Iterator[Check]:
    """What this package can be installed with."""
    for extra, (package, use) in EXTRAS.items():
        name = f"{DOMAIN}[{extra}]"
        origin = _origin()
        wanted = name if origin == DOMAIN else f"{name} @ {origin}"
        mend = shlex.join([sys.executable, "-m", "pip", "install", wanted])
        try:
            yield Check(name, f"{package} {version(package)}", mend, use=translate(use))
        except PackageNotFoundError:
            yield Check(name, None, mend, use=translate(use))


def _encoding() -> Check:
    """File names in Vietnamese need UTF-8; the output is UTF-8 in any case."""
    found = sys.getfilesystemencoding()
    return Check(translate("file names"), found, "export LC_ALL=C.UTF-8", found.casefold() == "utf-8")
