"""Where the models of repair are: the user's own where there are any, else those of the package."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizers.text.reading import Reader

LANGUAGE = "language"
CONFUSIONS = "confusions.csv"


def shipped() -> Path:
    """The folder of the models that come with the package."""
    return Path(str(files("data") / "models"))


def home() -> Path:
    """The folder of the user's own models, there or not (XDG Base Directory Specification)."""
    data = os.environ.get("XDG_DATA_HOME", "")
    base = Path(data) if os.path.isabs(data) else Path.home() / ".local" / "share"  # noqa: PTH117
    return base / "kehoach" / "models"


def reader(folder: Path | None = None) -> Reader | None:
    """The models of a folder, ready to use; without one the user's own, None where there are none.

    Raises:
        OSError: the folder holds no language model, or it cannot be read.
    """
    if folder is None:
        if not (home() / LANGUAGE).is_dir():
            return None
        folder = home()
    return _opened(folder)


@cache
def _opened(folder: Path) -> Reader:
    from normalizers.text import channel, language, reading

    confusions = folder / CONFUSIONS
    return reading.reader(
        language.open_model(folder / LANGUAGE),
        channel.read(confusions) if confusions.exists() else channel.shipped(),
    )
