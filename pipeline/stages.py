"""One plan through all stages. This is the whole of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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

READING = "44"
"""Version of the first stage. Whoever changes what it makes of a file raises it, and files are read anew."""
PARSING = "text 3, structure 24, values 16"
"""Versions of the later stages. Whoever changes what one makes of a text raises its own, and plans are made
anew from the stored text, without recognising a page."""


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
    return understand(load(source, name, options=options), repair=repair)


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
    return _cleared(load(source, name, options=options), repair=repair)


def load(source: bytes | str | Path, name: str | None = None, *, options: Options = DEFAULT) -> Document:
    """Read a file as pages of lines: the first stage, the only one that sees the file.

    Arguments and errors are those of `parse`.
    """
    if isinstance(source, Path):
        name, source = name or source.name, source.read_bytes()
    if isinstance(source, str):
        source = source.encode("utf-8", "replace")
    options = replace(options, settle=options.settle or settled)  # between the readings of recognised words
    return read(source, printable(name or ""), options)  # bytes -> pages of lines


def understand(document: Document, *, repair: bool = True) -> list[Plan]:
    """Make a record of each paper in what was read, one at least: the later stages."""
    papers = split(_cleared(document, repair=repair))
    plans = map(structure, papers)  # -> letterhead, outline, tables, foot, as printed
    return [resolve(plan) for plan in plans]  # -> dates, bodies, tasks, citations, warnings


def _cleared(document: Document, *, repair: bool) -> Document:
    document = convert_document(document)  # letters of old encodings -> Unicode
    document = clean(document)  # marks, furniture and broken characters out
    return mend(document) if repair else document  # words that bad recognition ruined


def settled(words: Sequence[Sequence[tuple[str, float]]]) -> list[str]:
    """What each recognised word is, of what it may be, by the language around it."""
    from normalizers.text.alternatives import repair_words

    return repair_words(words)


def printable(name: str) -> str:
    """A file name as valid Unicode, whatever bytes the file system allowed in it."""
    return name.encode("utf-8", "replace").decode("utf-8")
