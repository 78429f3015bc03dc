"""A face in subsets is whole again once they are put together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from data.paper.faces import faces
from data.paper.subsets import joined


def _subset(face: Path, letters: str, to: Path) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(face)
    subsetter = Subsetter(Options(layout_features=[]))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff"
    font.save(to)


def test_subsets_give_one_face(tmp_path: Path) -> None:
    whole = next(face.path for face in faces("times") if face.path.suffix == ".ttf")
    _subset(whole, "Thanh", tmp_path / "made-latin-400-normal.woff")
    _subset(whole, "ạữế", tmp_path / "made-vietnamese-400-normal.woff")
    path = joined(tmp_path, tmp_path / "out")
    assert [each.name for each in path.parent.iterdir()] == ["made.ttf"]
    made, true = (ImageFont.truetype(str(each), 40) for each in (path, whole))
    missing = bytes(made.getmask("\uffff"))
    for letter in "Thanhữế":
        assert bytes(made.getmask(letter)) != missing
        assert made.getlength(letter) == pytest.approx(true.getlength(letter), abs=1)


def test_a_folder_without_a_face_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no face in"):
        joined(tmp_path, tmp_path)
