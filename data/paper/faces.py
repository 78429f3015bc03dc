"""Installed faces that have every Vietnamese letter, by the table `paper_faces`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from data import rows

Look = Literal["times", "serif", "sans", "typewriter", "script"]
"""`script` is that of stamps with a name."""

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/share/texmf/fonts",
    "/usr/share/texlive/texmf-dist/fonts/type1/vntex",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
)
_KINDS = (".otf", ".ttf", ".pfb")
_ALPHABET = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


class MissingFontError(Exception):
    """None of the faces asked for is installed; the message says what to install."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        super().__init__(f"no face with Vietnamese letters; type: apt-get install {' '.join(packages)}")
        self.packages = packages
        """The Debian packages that have some."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a family: where it lies, what it looks like and how often it is to be used."""

    family: str
    path: Path
    look: Look
    bold: bool
    italic: bool
    weight: float
    held_out: bool
    """Kept for measuring: nothing is trained on it."""

    @property
    def name(self) -> str:
        """The family, and the style where it is not upright and light: `Liberation Serif Bold`."""
        return self.family + " Bold" * self.bold + " Italic" * self.italic


@cache
def faces(*looks: Look, held_out: bool | None = None) -> tuple[Face, ...]:
    """Installed faces, in the order of the table; only of these looks, where any is given.

    Args:
        looks: what they may look like; `times` is that of nearly all papers since 2000.
        held_out: only those that are held out, or only those that are not; `None` for both.

    Raises:
        MissingFontError: there is none.
    """
    found = [
        face
        for face in _installed()
        if (not looks or face.look in looks) and held_out in (None, face.held_out)
    ]
    if not found:
        packages = {
            row["package"]
            for row in rows("paper_faces")
            if (not looks or row["look"] in looks) and held_out in (None, bool(row["held_out"]))
        }
        raise MissingFontError(tuple(sorted(packages)))
    return tuple(found)


@cache
def installed() -> dict[str, list[Path]]:
    """Where the files of faces lie, by their names."""
    files: dict[str, list[Path]] = {}
    for folder in _FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob("*.*")):
            if path.suffix in _KINDS:
                files.setdefault(path.name, []).append(path)
    return files


@cache
def _installed() -> tuple[Face, ...]:
    files = installed()
    found = []
    for row in rows("paper_faces"):
        if complete := next(filter(_is_complete, files.get(row["file"], ())), None):
            found.append(
                Face(
                    row["family"],
                    complete,
                    cast("Look", row["look"]),
                    bold="bold" in row["style"],
                    italic="italic" in row["style"],
                    weight=float(row["weight"]),
                    held_out=bool(row["held_out"]),
                )
            )
    return tuple(found)


def _is_complete(path: Path) -> bool:
    """Whether no Vietnamese letter is drawn as the sign for a missing one (Liberation 1 draws many so)."""
    from PIL import ImageFont

    # The basic layout puts no letter together out of parts, so only letters that the face has count.
    font = ImageFont.truetype(str(path), 24, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(letter)) != missing for letter in _ALPHABET + _ALPHABET.upper())
