"""Faces are complete, apart where held out, and named where they are missing."""

from __future__ import annotations

import pytest

from data import rows
from data.paper.faces import MissingFontError, faces


def test_faces_of_a_look() -> None:
    found = faces("times", held_out=False)
    assert {face.look for face in found} == {"times"}
    assert not any(face.held_out for face in found)
    assert "Liberation Serif Bold Italic" in {face.name for face in found}


def test_no_family_is_both_held_out_and_trained_on() -> None:
    kinds: dict[str, set[str]] = {}
    for row in rows("paper_faces"):
        kinds.setdefault(row["family"], set()).add(row["held_out"])
    assert all(len(held_out) == 1 for held_out in kinds.values())
    assert {row["look"] for row in rows("paper_faces")} == {"times", "serif", "sans", "typewriter", "script"}


def test_what_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    faces.cache_clear()
    monkeypatch.setattr("data.paper.faces._installed", tuple)
    with pytest.raises(MissingFontError, match=r"apt-get install .*fonts-liberation2"):
        faces("times")
    faces.cache_clear()
