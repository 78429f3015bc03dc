"""Faces that the npm registry has in subsets (`@fontsource/…`), put together.

`python -m data.paper.subsets FILES…`, FILES the folder `files` of a package, writes its upright regular face
with the Latin and the Vietnamese letters to `~/.local/share/fonts`.
"""

from __future__ import annotations

import sys
from pathlib import Path

_SUBSETS = ("latin", "latin-ext", "vietnamese")
_WRITTEN = "-400-normal.woff"
_HOME = Path("~/.local/share/fonts")


def joined(folder: Path, target: Path) -> Path:
    """Put the upright regular face of a package's `files` into one file.

    Args:
        folder: with `NAME-latin-400-normal.woff` and other subsets.
        target: the folder that `NAME.ttf` is written to, made if it is not there.

    Raises:
        FileNotFoundError: the folder has no such face.
    """
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    first = next(folder.glob(f"*-latin{_WRITTEN}"), None)
    if first is None:
        raise FileNotFoundError(f"no face in {folder}")
    name = first.name.removesuffix(f"-latin{_WRITTEN}")
    files = [folder / f"{name}-{subset}{_WRITTEN}" for subset in _SUBSETS]
    target.mkdir(parents=True, exist_ok=True)
    whole = target / f"{name}.ttf"
    parts = []
    for path in files:
        if path.exists():
            font = TTFont(path)
            # rules of how signs join differ between the subsets, and lines are set sign by sign
            for table in ("GSUB", "GPOS", "GDEF", "STAT"):
                if table in font:
                    del font[table]
            font.flavor = None
            part = target / f".{path.stem}.part"
            font.save(part)
            parts.append(part)
    Merger().merge([str(part) for part in parts]).save(whole)
    for part in parts:
        part.unlink()
    return whole


if __name__ == "__main__":
    for each in sys.argv[1:]:
        print(joined(Path(each), _HOME.expanduser()))
