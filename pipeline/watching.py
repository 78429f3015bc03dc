"""A folder that is watched: files are handed on once they have stopped growing.

Events of the file system come through watchfiles. As network drives send none, the folder is also listed
from time to time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic

from pipeline.listing import walk
from pipeline.messages import translate

SETTLED = 2.0
"""Seconds for which a file must stay as it is before it is taken to be whole."""
RELISTED = 300.0
"""Seconds after which the folder is listed anew."""
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")
_LOCKS = ("~$", ".~lock.")
"""How the names of files begin that Word and LibreOffice put beside an open one."""


class WatchError(Exception):
    """A folder cannot be watched. The text says why and what to do next, in the reader's language."""


def settled(
    folder: Path, stop: Event, *, poll: bool = False, pause: float = SETTLED, relist: float = RELISTED
) -> Iterator[list[Path]]:
    """The files of a folder and of those below it, some at a time, as they come to rest; first those there.

    Files that are only named by a link which leads out of the folder are left out, as are hidden ones and
    those that another program is still writing, by their name.

    Args:
        folder: to be watched.
        stop: when it is set, the watch ends.
        poll: look at the files instead of waiting for events, which network drives do not send.
        pause: seconds for which a file must stay as it is.
        relist: seconds after which the folder is listed anew.

    Raises:
        WatchError: there is no such folder, or watchfiles is not installed.
    """
    if not folder.is_dir():
        message = translate("{folder} is no folder. Name a folder that is there.")
        raise WatchError(message.format(folder=folder))
    try:
        from watchfiles import watch
    except ImportError as error:
        message = translate(
            "Watching needs a library that is not installed. Type: pip install 'kehoach[watch]'"
        )
        raise WatchError(message) from error
    root = folder.resolve()
    waiting: dict[Path, tuple[int, int, float]] = {}
    listed = -relist
    for changes in watch(
        root,
        stop_event=stop,
        force_polling=poll or None,
        rust_timeout=max(1, int(500 * min(pause, 1.0))),
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        now = monotonic()
        met = {Path(name) for _, name in changes}
        if now - listed >= relist:
            listed = now
            met |= {Path(item.path) for item in walk([root])}
        for path in met:
            if _is_wanted(path, root):
                waiting.setdefault(path, (-1, -1, now))
        ready = [path for path in list(waiting) if _rests(path, waiting, now, pause)]
        if ready:
            yield sorted(ready)


def _is_wanted(path: Path, root: Path) -> bool:
    """Whether a file is one that is meant to be read."""
    try:
        inside = path.resolve().is_relative_to(root)
        parts = path.relative_to(root).parts
    except (OSError, ValueError, RuntimeError):
        return False
    hidden = any(part.startswith(".") for part in parts)
    unfinished = path.name.startswith(_LOCKS) or path.name.lower().endswith(_UNFINISHED)
    return inside and not hidden and not unfinished and not path.is_dir()


def _rests(path: Path, waiting: dict[Path, tuple[int, int, float]], now: float, pause: float) -> bool:
    """Whether a file has stayed as it is for long enough, which ends the wait for it."""
    try:
        status = os.stat(path)  # noqa: PTH116  # one look for both
    except OSError:
        del waiting[path]
        return False
    size, changed, since = waiting[path]
    if (status.st_size, status.st_mtime_ns) != (size, changed):
        waiting[path] = (status.st_size, status.st_mtime_ns, now)
        return False
    if now - since < pause:
        return False
    del waiting[path]
    return True
