"""Pages are rendered in greys where nothing on them can have colour."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from parsers.readers import Limits
from parsers.readers.pdf.picture import Picture, picture
from tests.parsers.readers.pdf.paper import Paper, stamped


def seen(pdf: bytes) -> Picture:
    with pypdfium2.PdfDocument(pdf) as document:
        return picture(document[0], Limits())


def filed(mode: str) -> bytes:
    """A black bar on white, scanned at 200 dots an inch in this mode."""
    pixels = np.full((1400, 1000), 255, np.uint8)
    pixels[300:340, 100:900] = 0
    target = BytesIO()
    Image.fromarray(pixels).convert(mode).save(target, "PDF", resolution=200)
    return target.getvalue()


@pytest.mark.parametrize("mode", ["1", "L"])
def test_black_and_grey_pictures_need_no_colour(mode: str) -> None:
    grey, coloured = seen(filed(mode)), seen(filed("RGB"))
    assert (grey.pixels.ndim, coloured.pixels.ndim) == (2, 3)
    assert grey.dpi == pytest.approx(coloured.dpi)
    off = np.abs(grey.pixels.astype(int) - coloured.pixels[:, :, 0])
    assert off.mean() < 1


def test_what_is_drawn_or_stamped_on_a_page_may_have_colour() -> None:
    assert seen(Paper().lines(85, 100, "Kế hoạch").pdf()).pixels.ndim == 3
    assert seen(stamped(filed("L"), 100, 20, "Digitally signed 15:39:00")).pixels.ndim == 3


def scanned(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], **options: object) -> bytes:
    target = BytesIO()
    Image.fromarray(pixels).save(target, "PDF", resolution=200, **options)
    return target.getvalue()


def noise(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(3).integers(150, 255, shape, np.uint8)


@pytest.mark.parametrize("shape", [(1400, 1001), (1400, 1001, 3)])
def test_a_page_that_is_a_scan_is_taken_as_it_was_scanned(shape: tuple[int, ...]) -> None:
    found = seen(scanned(noise(*shape), quality=100, subsampling=0))
    assert found.pixels.shape == shape
    assert np.abs(found.pixels.astype(int) - noise(*shape)).mean() < 2
    assert found.dpi == pytest.approx(200, rel=0.001)


def test_a_negative_is_rendered() -> None:
    dark = np.full((1400, 1001), 20, np.uint8)
    assert seen(scanned(dark)).pixels.mean() < 30


def test_a_scan_that_lies_on_its_side_is_rendered_upright() -> None:
    pixels = np.full((1400, 1000), 255, np.uint8)
    pixels[:200] = 0
    with pypdfium2.PdfDocument(scanned(pixels)) as document:
        document[0].set_rotation(90)
        found = picture(document[0], Limits()).pixels
    assert found.shape[1] > found.shape[0]
    assert found[:, -100:].mean() < 10
