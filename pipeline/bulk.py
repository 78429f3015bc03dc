"""Many documents: files and folders into the store, one after the other, each in the ledger.

Whatever happens to one file is written down and the others go on, so that at the end of every run
`found == read + failed + skipped + left`, and nothing is left unless the run was stopped.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from parsers.plan import Plan
from parsers.readers import DEFAULT, Limits, Options
from pipeline.failures import Failure, explain
from pipeline.stages import parse
from pipeline.store import Store, StoreError

Track = Callable[[Sequence[Path]], Iterable[Path]]


@dataclass
class Summary:
    """What one run did."""

    found: int = 0
    """Files to read."""
    read: int = 0
    skipped: int = 0
    failures: list[tuple[Path, Failure]] = field(default_factory=list)
    interrupted: bool = False
    """Stopped by Ctrl-C."""
    refusal: str | None = None
    """Stopped by the database (a full disk): its sentence."""

    @property
    def failed(self) -> int:
        """How many files failed."""
        return len(self.failures)

    @property
    def left(self) -> int:
        """How many files a stopped run did not come to."""
        return self.found - self.read - self.failed - self.skipped


def ingest(
    paths: Iterable[str | Path],
    db: str | Path,
    *,
    again: bool = False,
    repair: bool = True,
    options: Options = DEFAULT,
    debug: bool = False,
    track: Track = iter,
) -> Summary:
    """Read files, and the files of folders, into the store `db`, made if need be.

    A file whose content was read before is skipped. When Ctrl-C is pressed, or the database takes no
    more, the plan in work is rolled back, what was stored stays, and the summary says so.

    Args:
        paths: files and folders; folders are walked in sorted order, hidden files left out.
        db: path of an SQLite file, or a database URL.
        again: read the unchanged files, too.
        repair: give ruined words their letters back.
        options: how files are read.
        debug: raise an unforeseen error instead of recording it.
        track: goes through the files, for showing how far it is.

    Raises:
        pipeline.store.StoreError: the database cannot be opened or made.
    """
    summary = Summary()
    read = partial(parse, repair=repair, options=options)
    with Store.open(str(db)) as store:
        try:
            files = list(walk(paths))
            summary.found = len(files)
            for path in track(files):
                _one(store, path, summary, again=again, read=read, debug=debug)
        except KeyboardInterrupt:
            summary.interrupted = True
        except StoreError as error:
            summary.refusal = str(error)
    return summary


def _one(
    store: Store,
    path: Path,
    summary: Summary,
    *,
    again: bool,
    read: Callable[[bytes, str], Plan],
    debug: bool,
) -> None:
    """Read one file and close its ledger row, whatever becomes of it."""
    try:
        source = fetch(path)
    except Exception as error:  # noqa: BLE001  # one file never stops the others
        row = store.begin(path, _size(path))
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
        store.record(row, read(source, path.name))
        summary.read += 1
    except Exception as error:
        failure = explain(error)
        if debug and failure.reason == "unexpected":
            raise
        _fail(store, row, path, failure, summary)


def _fail(store: Store, row: int, path: Path, failure: Failure, summary: Summary) -> None:
    summary.failures.append((path, failure))
    store.fail(row, *failure)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


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
