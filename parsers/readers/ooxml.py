"""The parts of a Word file (ECMA-376): a ZIP archive of XML."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from parsers.readers.errors import ReadError, Reason
from parsers.readers.options import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    OSError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    RuntimeError,
)
"""What the archive module raises on broken archives; RuntimeError includes unknown packing methods."""
_MAX_MEMBERS = 20_000


class Package:
    """An open Word file.

    Raises:
        ReadError: `damaged`, `encrypted` or `too-large`, from every method too.
    """

    def __init__(self, source: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(BytesIO(source))
        except BROKEN_ARCHIVE as error:
            raise damaged(f"its archive is broken ({error})") from error
        members = self._archive.infolist()
        limits.check("members of the archive", len(members), _MAX_MEMBERS)
        if any(member.flag_bits & 1 for member in members):
            raise ReadError(Reason.ENCRYPTED, "The Word file is locked with a password. Save it without one.")
        self._names = {member.filename for member in members}
        relations = self._relations("")
        self.main = next(
            (target for kind, target in relations if kind == "officeDocument"), "word/document.xml"
        )
        self._related = self._relations(self.main)

    def document(self) -> _Element:
        """The main part."""
        root = self._part(self.main)
        if root is None:
            raise damaged("its main part is missing")
        return root

    def related(self, kind: str) -> list[_Element]:
        """The parts that the main part names as styles, numbering, header, footer, footnotes …"""
        parts = (self._part(target) for each, target in self._related if each == kind)
        return [part for part in parts if part is not None]

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """Kind and name of the parts that a part points to, "" for the package itself."""
        folder, name = posixpath.split(part)
        root = self._part(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return []
        return [
            (
                relation.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in root.iter(_RELATION)
            if relation.get("TargetMode") != "External"
        ]

    def _part(self, name: str) -> _Element | None:
        from lxml import etree

        if name not in self._names:
            return None
        limit = self._limits.unpacked_bytes
        try:
            with self._archive.open(name) as stream:
                content = stream.read(limit + 1)
        except BROKEN_ARCHIVE as error:
            raise damaged(f"its part {name} cannot be unpacked ({error})") from error
        self._limits.check("bytes once unpacked", len(content), limit)
        content = content.replace(_STRICT, W.strip("{}").encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(f"its part {name} is not well-formed XML") from error


def damaged(what: str) -> ReadError:
    """The error for a Word file whose content cannot be got at."""
    return ReadError(
        Reason.DAMAGED, f"The Word file is damaged: {what}. Open it in a word processor and save it anew."
    )


def value(element: _Element | None, name: str = "val") -> str | None:
    """A w: attribute of an element, None where either is missing."""
    return None if element is None else element.get(W + name)


def integer(element: _Element | None, name: str = "val") -> int | None:
    """A w: attribute that is a whole number; None where it is missing or none."""
    text = value(element, name) or ""
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None


def switched_on(element: _Element | None) -> bool | None:
    """A toggle property such as w:b: None where it is not given (17.17.4)."""
    if element is None:
        return None
    return (value(element) or "true") not in {"0", "false", "off", "none"}
