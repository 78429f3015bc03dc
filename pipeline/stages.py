"""One plan through all stages. This is the whole of it."""

from __future__ import annotations

from pathlib import Path

from normalizers.text.clean import clean
from normalizers.text.conversion import convert_document
from normalizers.values import resolve
from parsers.document import Document
from parsers.plan import Plan
from parsers.readers import DEFAULT, Options, read
from parsers.structure import structure
from parsers.structure.dossier import split
from pipeline.mending import mend


def parse(
    source: bytes | str | Path,
    name: str | None = None,
    *,
    repair: bool = True,
    options: Options = DEFAULT,
) -> Plan:
    """Read one plan and return its record; of a file that holds several papers, that of the first.

    Args:
        source: the bytes of a file, its text, or the path of a file.
        name: the file name that the record shall carry; a path has its own.
        repair: give ruined words their letters back; what is clean is left alone in any case.
        options: how the file is read: which pages are recognised and by what, passwords, limits.

    Raises:
        parsers.readers.ReadError: the source is empty, is no document or is of a kind not read here.
        OSError: the file cannot be read.
    """
    return parse_all(source, name, repair=repair, options=options)[0]


def parse_all(
    source: bytes | str | Path,
    name: str | None = None,
    *,
    repair: bool = True,
    options: Options = DEFAULT,
) -> list[Plan]:
    """Read a file that may hold several papers, and return a record of each, one at least.

    Arguments and errors are those of `parse`.
    """
    document = transcribe(source, name, repair=repair, options=options)
    plans = map(structure, split(document))  # -> letterhead, outline, tables, foot, as printed
    return [resolve(plan) for plan in plans]  # -> dates, bodies, tasks, citations, warnings


def transcribe(
    source: bytes | str | Path,
    name: str | None = None,
    *,
    repair: bool = True,
    options: Options = DEFAULT,
) -> Document:
    """Read one file as what stands on its pages, in reading order: the stages before `structure`.

    Arguments and errors are those of `parse`.
    """
    if isinstance(source, Path):
        name, source = name or source.name, source.read_bytes()
    if isinstance(source, str):
        source = source.encode("utf-8", "replace")
    document = read(source, printable(name or ""), options)  # bytes -> pages of lines
    document = convert_document(document)  # letters of old encodings -> Unicode
    document = clean(document)  # marks, furniture and broken characters out
    return mend(document) if repair else document  # words that bad recognition ruined


def printable(name: str) -> str:
    """A file name as valid Unicode, whatever bytes the file system allowed in it."""
    return name.encode("utf-8", "replace").decode("utf-8")
