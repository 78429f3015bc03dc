"""Writing files whole or not at all: beside their place first, moved there when they are complete."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from pipeline.messages import later, translate


class ExportError(Exception):
    """Nothing was written. The text says why and what to do next, in the reader's language."""


_OTHER = later("{name} cannot be written: {detail}.")
_NO_PLACE = later("The folder for {name} does not exist. Make it first, or give another place.")
_NO_PERMISSION = later(
    "{name} may not be written. If it is open in another program, close it there; else give another place."
)
_OTHER_KIND = later("{name} is there already and is of another kind (file or folder). Give another name.")
_FULL = later("The disk is full, so {name} was not written. Make room and try again.")
_SENTENCES = {
    errno.ENOENT: _NO_PLACE,
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: _NO_PERMISSION,
    errno.EISDIR: _OTHER_KIND,
    errno.ENOTDIR: _OTHER_KIND,
    errno.EEXIST: _OTHER_KIND,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
}


@contextmanager
def replacing(target: Path, folder: bool) -> Iterator[Path]:
    """A draft of `target` to write to, moved into its place when the block ends without an error.

    A file replaces a file. The files of a folder replace those of the same names, each at once; others
    in it are left alone.

    Raises:
        ExportError: the disk or its permissions do not allow it.
    """
    try:
        scratch = Path(mkdtemp(prefix=".kehoach-", dir=target.parent))
        try:
            draft = scratch / target.name
            if folder:
                draft.mkdir()
            yield draft
            _move(draft, target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        sentence = translate(_SENTENCES.get(error.errno or 0, _OTHER))
        raise ExportError(sentence.format(name=target, detail=error.strerror or error)) from error


def _move(draft: Path, target: Path) -> None:
    if draft.is_dir() and target.is_dir():
        for file in draft.iterdir():
            file.replace(target / file.name)
    elif draft.is_dir() and target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    else:
        draft.replace(target)
