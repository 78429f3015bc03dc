"""Where plans come from: files, folders, patterns, lists of files, archives, addresses.

An input has a name of its own, under which it stands in the ledger and by which any worker finds it: the
path of a file; an address of fsspec (`s3://bucket/plan.pdf`); or a member of an archive, its path after
the archive's and `!/` (`plans.zip!/2024/plan.pdf`).
"""

from __future__ import annotations

import errno
import re
import stat
from pathlib import Path
from typing import NamedTuple

from parsers.readers import Limits

LIMITS = Limits()
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""How an input begins that is no path."""
# Bytes of a path that are no text are surrogates (PEP 383); a path that looks escaped is escaped itself.
_ESCAPED = re.compile(r"\\u(dc[89a-f][0-9a-f]|005c|0000)")
_TO_ESCAPE = re.compile("[\udc80-\udcff\0]|\\\\(?=u(?:dc[89a-f][0-9a-f]|005c|0000))")


class Input(NamedTuple):
    """One file to be read, as met."""

    path: str
    size: int
    """In bytes; 0 where it is not known."""
    modified: int | None
    """Nanoseconds since 1970; None where the time cannot be trusted to tell a change."""


def stored(path: str) -> str:
    """A path as text that any database holds; `found` gives it back."""
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", path)


def found(text: str) -> str:
    """The path that `stored` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def name_of(path: str) -> str:
    """The file name at the end of a path, address or member."""
    return re.split(r"[\\/]", path)[-1]


def fetch(path: str, limits: Limits = LIMITS) -> bytes:
    """The bytes of an input.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
        parsers.readers.ReadError: it is larger than any plan, or locked in its archive.
    """
    if ADDRESS.match(path):
        from pipeline.addresses import fetch as download

        return download(path, limits)
    from pipeline import archives

    archive, member = archives.split(path)
    if member is not None and not Path(path).exists():
        return archives.fetch(archive, member, limits)
    status = Path(path).stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for without end
        raise IsADirectoryError(errno.EISDIR, "not a regular file")
    limits.check("bytes", status.st_size, limits.source_bytes)
    return Path(path).read_bytes()
