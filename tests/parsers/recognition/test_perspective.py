"""Sheets photographed aslant are found before their ground, and straightened; flat ones are left alone."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from parsers.document import Box
from parsers.readers import read
from parsers.recognition.perspective import sheet, straightened
from tests.papers import Style, printed
from tests.papers.geometry import Picture, Warp, flat, ground, tilted
from tests.papers.scan import Handling, Level, scanned
from tests.parsers.recognition.drawn import BODY, Drawing
from tests.plans import PLANS, parsed


def page() -> Picture:
    drawing = Drawing()
    drawing.paragraph(60, *BODY)
    return np.asarray(Image.fromarray(drawing.picture()).convert("RGB"), np.uint8)


def taken(warp: Warp, seed: int | None = 1, grey: int = 90) -> Picture:
    """The page before a table top, or before an even ground."""
    chance = None if seed is None else np.random.default_rng(seed)
    return warp.picture(page(), ground(warp.taken, grey, chance))


def photograph(degrees: float, seed: int) -> Warp:
    height, width = page().shape[:2]
    return tilted((width, height), degrees, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(4))
def test_the_corners_of_a_sheet_are_found(seed: int) -> None:
    warp = photograph(25, seed)
    found = sheet(taken(warp, seed))
    assert found is not None
    width, height = warp.size
    true = [warp.box((x, y, x, y))[:2] for x, y in ((0, 0), (width, 0), (width, height), (0, height))]
    assert np.abs(found - np.array(true)).max() < 0.015 * height


def test_a_straightened_sheet_leads_back_to_the_photograph() -> None:
    picture = taken(photograph(20, 3))
    found = straightened(picture)
    assert found is not None
    assert found.picture.shape == picture.shape
    rows, columns = np.nonzero(found.picture[:, :, 0] < 60)
    x, y, depth = found.back @ np.stack((columns, rows, np.ones_like(rows)))
    there = picture[np.round(y / depth).astype(int), np.round(x / depth).astype(int), 0]
    assert len(rows) > 5_000
    assert (there < 110).mean() > 0.95


@pytest.mark.parametrize("degrees", [0.0, 0.8, 4.0])
def test_a_flat_scan_is_left_alone(degrees: float) -> None:
    height, width = page().shape[:2]
    assert straightened(taken(flat((width, height), degrees, (0, 0), 0.99, (60, 60)), None, 20)) is None
    assert straightened(taken(flat((width, height), degrees, (0, 0), 1.0), None, 255)) is None


def test_what_is_no_sheet_is_left_alone() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (900, 700, 3)).astype(np.uint8)
    assert straightened(noise) is None
    assert straightened(np.zeros((900, 700, 3), np.uint8)) is None
    assert straightened(np.full((20, 9000, 3), 255, np.uint8)) is None
    assert straightened(np.full((900, 700), 255, np.uint8)) is None


def test_words_of_a_photograph_are_where_they_are_seen() -> None:
    document = printed(parsed(PLANS["school-reading-2024"]), Style())
    made = scanned(document.record, document, Handling.any(Level.PHOTO, 150, np.random.default_rng(4)), 4)
    buffer = BytesIO()
    made.pictures[0].save(buffer, "JPEG", quality=90, dpi=(150, 150))
    [found] = read(buffer.getvalue(), "anh.jpg").pages
    assert found.aslant
    true = {word.text: word.box for line in made.truth.pages[0].lines for word in line.words}
    seen = {word.text: found.shown(word.box) for line in found.lines for word in line.words if word.box}
    shared = [word for word in true if word in seen and len(word) > 3]
    near = [word for word in shared if _apart(true[word], seen[word]) < 8]
    assert len(near) > 0.8 * len(shared) > 20


def _apart(true: tuple[float, float, float, float], seen: Box) -> float:
    x0, y0, x1, y1 = true
    return float(np.hypot((x0 + x1 - seen.x0 - seen.x1) / 2, (y0 + y1 - seen.y0 - seen.y1) / 2))
