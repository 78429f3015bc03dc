"""Listing inputs: every file behind the names that a user gave, each once, in a fixed order."""

from __future__ import annotations

import glob
import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import archives
from pipeline.inputs import ADDRESS, Input

FRESH = 2_000_000_000
"""Nanoseconds: a file changed this short a time ago may change again without its time telling (as in git)."""
LIST = "@"
"""What a list of inputs begins with."""
_PATTERN = re.compile(r"[*?\[]")


def walk(inputs: Iterable[str | Path]) -> Iterator[Input]:
    """The files to read. What cannot be listed stands for itself, so that its failure is on record.

    Args:
        inputs: files; folders, which are walked in sorted order, hidden files left out; patterns (`**` for
            any folders), unless a file has that name; `@list.txt`, a file of inputs, one a line; archives
            (`.zip`, `.tar`, `.tar.gz` …), which stand for their members; addresses of fsspec.

    Raises:
        pipeline.addresses.AddressError: an address that cannot be listed.
        OSError: a list of inputs cannot be read.
    """
    walker = _Walker()
    for given in inputs:
        yield from walker.given(os.fspath(given))


def described(path: str, status: os.stat_result) -> Input:
    """A file as an input."""
    settled = time.time_ns() - status.st_mtime_ns > FRESH
    return Input(path, status.st_size, status.st_mtime_ns if settled else None)


def _matches(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern


class _Walker:
    """Remembers what it met: whole folders by name, single files by hash, so that memory stays small."""

    def __init__(self) -> None:
        self._folders: set[str] = set()
        self._files: set[int] = set()

    def given(self, name: str) -> Iterator[Input]:
        """The files behind one name that a user gave."""
        if ADDRESS.match(name):
            from pipeline.addresses import walk as listed

            yield from (item for item in listed(name) if self._is_new(item.path))
        elif os.path.lexists(name):
            yield from self._path(name)
        elif name.startswith(LIST):
            text = Path(name.removeprefix(LIST)).read_text("utf-8", "surrogateescape")
            for line in filter(None, map(str.strip, text.splitlines())):
                yield from self.given(line)
        elif _PATTERN.search(name) and (matches := _matches(name)):
            for match in matches:
                yield from self._path(match)
        else:
            yield from self._path(name)

    def _path(self, path: str) -> Iterator[Input]:
        """A path from outside of the folders walked so far: given, or led to by a link."""
        path = os.path.abspath(path)  # noqa: PTH100  # unlike Path.absolute, without ".."
        real = os.path.realpath(path)
        if self._within(real) and os.path.exists(real):  # noqa: PTH110  # False without permission
            return
        if os.path.isdir(path):  # noqa: PTH112  # unlike Path.is_dir, False without permission
            self._folders.add(real)
            yield from self._folder(path, real)
        elif self._is_new(real):
            yield from self._file(path)

    def _folder(self, path: str, real: str) -> Iterator[Input]:
        try:
            with os.scandir(path) as entries:
                children = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            yield Input(path, 0, None)
            return
        for child in children:
            if child.name.startswith("."):
                continue
            at = f"{real}/{child.name}"
            if child.is_symlink():
                yield from self._path(child.path)
            elif child.is_dir():
                if at not in self._folders:
                    yield from self._folder(child.path, at)
            elif hash(at) not in self._files:
                yield from self._file(child.path, child)

    def _file(self, path: str, entry: os.DirEntry[str] | None = None) -> Iterator[Input]:
        try:
            status = entry.stat() if entry else os.stat(path)  # noqa: PTH116
        except OSError:
            yield Input(path, 0, None)
            return
        item = described(path, status)
        if archives.is_archive(path):
            yield from archives.members(item)
        else:
            yield item

    def _is_new(self, path: str) -> bool:
        new = hash(path) not in self._files
        self._files.add(hash(path))
        return new

    def _within(self, real: str) -> bool:
        """Whether a path lies in a folder that was walked, or is one."""
        return real in self._folders or any(str(parent) in self._folders for parent in Path(real).parents)
