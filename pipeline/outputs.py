"""Files made of other files: where each of them goes."""

from __future__ import annotations

from pathlib import Path

from pipeline.failures import UnfitError


class Outputs:
    """The files that a command makes in a folder, named after the files that it makes them of."""

    def __init__(self, folder: Path, suffix: str, *, overwrite: bool = False) -> None:
        self._folder = folder
        self._suffix = suffix
        self._overwrite = overwrite
        self._given: set[str] = set()

    def of(self, source: str | Path) -> Path:
        """The file to make of `source`; the folder is made if need be.

        Two sources of one name get files of different names (`plan.txt`, `plan-2.txt`).

        Raises:
            UnfitError: `exists`, where a file of the name was there before; `itself`, where it is the source.
            OSError: the folder cannot be made.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        stem = Path(source).stem
        name, number = stem, 1
        while name.casefold() in self._given:
            number += 1
            name = f"{stem}-{number}"
        self._given.add(name.casefold())
        target = self._folder / (name + self._suffix)
        if target.exists():
            if Path(source).exists() and target.samefile(source):
                raise UnfitError("itself")
            if not self._overwrite:
                raise UnfitError("exists")
        return target
