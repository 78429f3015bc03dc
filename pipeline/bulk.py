"""Many documents: files and folders into the store, one after the other, each in the ledger.

Whatever happens to one file is written down and the others go on, so that at the end of every run
`seen == read + failed + skipped`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parsers.readers import Limits
from pipeline.failures import Failure, explain
from pipeline.stages import parse
from pipeline.store import Store

Track = Callable[[Sequence[Path]], Iterable[Path]]


@dataclass
class Summary:
    """What one run did."""

    seen: int = 0
    read: int = 0
    skipped: int = 0
    failures: list[tuple[Path, Failure]] = field(default_factory=list)
    interrupted: bool = False
    """Stopped by Ctrl-C, before all files were seen."""

    @property
    def failed(self) -> int:
        """How many files failed."""
        return len(self.failures)


def ingest(
    paths: Iterable[str | Path],
    db: str | Path,
    *,
    again: bool = False,
    debug: bool = False,
    track: Track = iter,
) -> Summary:
    """Read files, and the files of folders, into the store `db`, made if need be.

    A file whose content was read before under the same path is skipped. On `KeyboardInterrupt` the
    plan in work is rolled back and the summary says so.

    Args:
        paths: files and folders; folders are walked in sorted order, hidden files left out.
        db: path of an SQLite file, or a database URL.
        again: read the unchanged files, too.
        debug: raise an unforeseen error instead of recording it.
        track: goes through the files, for showing how far it is.

    Raises:
        pipeline.store.StoreError: the database cannot be used, or not any more (a full disk).
    """
    summary = Summary()
    with Store.open(str(db)) as store:
        try:
            for path in track(list(walk(paths))):
                _one(store, path, summary, again, debug)
        except KeyboardInterrupt:
            summary.interrupted = True
    return summary


def _one(store: Store, path: Path, summary: Summary, again: bool, debug: bool) -> None:
    """Read one file and close its ledger row, whatever becomes of it."""
    summary.seen += 1
    try:
        source = fetch(path)
    except Exception as error:  # noqa: BLE001  # one file never stops the others
        row = store.begin(path, size=0)
        _fail(store, row, path, explain(error), summary)
        return
    sha256 = hashlib.sha256(source).hexdigest()
    known = None if again else store.known(path, sha256)
    row = store.begin(path, len(source), sha256)
    if known:
        store.skip(row, known)
        summary.skipped += 1
        return
    try:
        store.record(row, parse(source, path.name))
        summary.read += 1
    except Exception as error:
        failure = explain(error)
        if debug and failure.reason == "unexpected":
            raise
        _fail(store, row, path, failure, summary)


def _fail(store: Store, row: int, path: Path, failure: Failure, summary: Summary) -> None:
    summary.failures.append((path, failure))
    store.fail(row, *failure)


def fetch(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
        parsers.readers.ReadError: it is larger than any plan.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for without end
        raise IsADirectoryError(errno.EISDIR, "not a regular file")
    limits = Limits()
    limits.check("bytes", status.st_size, limits.source_bytes)
    return path.read_bytes()


def walk(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files to read, each once; a folder that cannot be listed stands for itself."""
    seen: set[str] = set()
    for path in paths:
        yield from _walk(Path(path), seen)


def _walk(path: Path, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(path)
    if real in seen:  # named twice, or a link to a folder above
        return
    seen.add(real)
    if not os.path.isdir(path):  # noqa: PTH112  # unlike Path.is_dir, False without permission
        yield path
        return
    try:
        children = sorted(path.iterdir())
    except OSError:
        yield path
        return
    for child in children:
        if not child.name.startswith("."):
            yield from _walk(child, seen)
