"""Archives as inputs: listing their members and reading one, without unpacking anything to disk."""

from __future__ import annotations

import errno
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO

from parsers.readers import Limits, ReadError, Reason
from pipeline.inputs import Input

SEPARATOR = "!/"
"""Between the path of an archive and that of a member."""
_SUFFIX = re.compile(r"\.(?:zip|tar|tar\.(?:gz|bz2|xz)|tgz|tbz2|txz)$", re.IGNORECASE)
_MEMBER = re.compile(rf"(.*?{_SUFFIX.pattern[:-1]}){re.escape(SEPARATOR)}(.+)", re.IGNORECASE | re.DOTALL)
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    KeyError,
)
_DAMAGED = "The archive is damaged, or packed in a way that is not read here. Unpack it and read the folder."


def is_archive(path: str) -> bool:
    """Whether a file is listed as an archive, by its name: opening every file would take too long."""
    return bool(_SUFFIX.search(path))


def split(path: str) -> tuple[str, str | None]:
    """The path of an archive and that of its member; None where the path names no member."""
    match = _MEMBER.fullmatch(path)
    return (match[1], match[2]) if match else (path, None)


def members(archive: Input) -> Iterator[Input]:
    """The files in an archive; one that is none, or damaged, stands for itself."""
    try:
        if archive.path.lower().endswith(".zip"):
            with zipfile.ZipFile(archive.path) as packed:
                listed = [(info.filename, info.file_size) for info in packed.infolist() if not info.is_dir()]
        else:
            with tarfile.open(archive.path) as tape:
                listed = [(info.name, info.size) for info in tape if info.isfile()]
    except (OSError, *_BROKEN):
        yield archive
        return
    for name, size in listed:
        if not any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
            yield Input(f"{archive.path}{SEPARATOR}{name}", size, archive.modified)


def fetch(archive: str, member: str, limits: Limits) -> bytes:
    """The bytes of a member.

    Raises:
        OSError: the archive, or the member, is not there, or cannot be read.
        parsers.readers.ReadError: it is larger than any plan, locked, or damaged.
    """
    try:
        with _stream(archive, member) as stream:
            source = stream.read(limits.source_bytes + 1)
    except _BROKEN:
        raise ReadError(Reason.DAMAGED, _DAMAGED) from None
    except RuntimeError:  # what zipfile raises for want of a password
        raise ReadError(Reason.ENCRYPTED, "The archive is locked with a password. Unpack it.") from None
    limits.check("bytes", len(source), limits.source_bytes)
    return source


def _stream(archive: str, member: str) -> IO[bytes]:
    """A member, open. The archive stays open for the next one, as reading a `.tar.gz` again is slow."""
    packed = _opened(archive, Path(archive).stat().st_mtime_ns)
    stream: IO[bytes] | None
    try:
        stream = packed.open(member) if isinstance(packed, zipfile.ZipFile) else packed.extractfile(member)
    except KeyError:
        stream = None
    if stream is None:
        raise FileNotFoundError(errno.ENOENT, "no such member", f"{archive}{SEPARATOR}{member}")
    return stream


@lru_cache(maxsize=1)
def _opened(archive: str, _changed: int) -> zipfile.ZipFile | tarfile.TarFile:
    if archive.lower().endswith(".zip"):
        return zipfile.ZipFile(archive)
    return tarfile.open(archive)
