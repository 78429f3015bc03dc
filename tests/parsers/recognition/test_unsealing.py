"""Seals that are not in colour are found, and lifted off the print under them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from parsers.recognition.cleaning import evened
from parsers.recognition.network import Network
from parsers.recognition.page import recognise
from parsers.recognition.seals import black_seals
from parsers.recognition.unsealing import unsealed
from tests.parsers.recognition.drawn import BODY, DPI, PICTURE, Drawing

SIGNED = ["GIÁM ĐỐC", "Trần Thị Kim Mẫu"]


def paper(colour: str | None, x: float = 118) -> Drawing:
    drawing = Drawing()
    drawing.paragraph(40, *BODY)
    drawing.text(122, 90, SIGNED[0], 14, bold=True)
    drawing.text(122, 117, SIGNED[1], 14, bold=True)
    if colour:
        drawing.seal(x, 103, colour)
    return drawing


def grey(drawing: Drawing) -> PICTURE:
    return np.array(cv2.cvtColor(drawing.picture(), cv2.COLOR_RGB2GRAY))


def ink(picture: PICTURE) -> PICTURE:
    return np.array(np.where(picture < 160, 255, 0), np.uint8)


@pytest.mark.parametrize("colour", ["black", "#808080"])
def test_a_seal_is_found_over_print(colour: str) -> None:
    (seal,) = black_seals(ink(grey(paper(colour))), DPI)
    assert (seal.x, seal.y, seal.radius) == pytest.approx(
        (118 / 25.4 * DPI, 103 / 25.4 * DPI, 17 / 25.4 * DPI), abs=4
    )


def test_print_tables_and_blots_are_no_seals() -> None:
    drawing = paper(None)
    drawing.table([30, 50, 70, 90], [130, 140, 150, 160, 170])
    for y in range(180, 280, 5):
        drawing.text(30, y, BODY[0])
    assert black_seals(ink(grey(drawing)), DPI) == []
    assert unsealed(grey(drawing), evened(grey(drawing), DPI), DPI) is None


def test_a_paler_seal_goes_and_print_stays_as_it_was() -> None:
    found, bare = grey(paper("#8c8c8c")), grey(paper(None))
    lifted = unsealed(found, evened(found, DPI), DPI)
    assert lifted is not None
    there = bare < 60
    assert (lifted[there] < 120).mean() > 0.98
    away = cv2.dilate(ink(bare), np.ones((9, 9), np.uint8)) == 0
    assert (lifted[away] > 200).mean() > 0.9999


def test_of_a_black_seal_the_rim_goes_where_no_print_is() -> None:
    found, bare = grey(paper("black")), grey(paper(None))
    lifted = unsealed(found, found, DPI)
    assert lifted is not None
    assert (lifted[bare < 60] < 120).mean() > 0.98
    turn = np.linspace(np.pi * 0.75, np.pi * 1.25, 50)  # its left, where it lies on white
    x, y = ((at + 16.6 * np.array(f)) / 25.4 * DPI for at, f in ((118, np.cos(turn)), (103, np.sin(turn))))
    rim = np.round(y).astype(int), np.round(x).astype(int)
    assert (found[rim] < 60).mean() > 0.9
    assert (lifted[rim] > 200).mean() > 0.9


@pytest.mark.parametrize("colour", ["#8c8c8c", "#d02830"])
def test_position_and_name_are_read_under_a_seal(colour: str) -> None:
    seen = recognise(paper(colour, 114).picture(), DPI, Network())
    read = [" ".join(word.text for word in line.words) for line in seen.lines]
    assert [line for line in read if line in SIGNED] == SIGNED
