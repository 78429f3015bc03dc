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
