"""The picture that a PDF page shows, at the resolution that suits recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.readers.errors import Reason
from parsers.readers.options import Limits
from parsers.readers.paging import Unread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

_POINTS = 72.0
_COARSEST, _USUAL, _FINEST = 150.0, 300.0, 400.0
"""Dots an inch: a scan is taken as it was scanned between these, and what is drawn at the usual one."""


class Picture(NamedTuple):
    """What a page shows."""

    pixels: NDArray[np.uint8]
    """Of shape (height, width, 3), red first, or (height, width) where nothing can have colour."""
    dpi: float


def picture(page: PdfPage, limits: Limits) -> Picture:
    """Render a page, annotations too, but not what is invisible on it.

    The resolution is that of the finest picture that covers much of the page.

    Raises:
        Unread: it would be larger than the limit even at the coarsest resolution.
    """
    width, height = page.get_size()
    most = limits.megapixels * 1e6
    inches = width * height / _POINTS**2
    dpi = min(_resolution(page, width, height), (most / inches) ** 0.5) if inches > 0 else _COARSEST
    if inches <= 0 or dpi < _COARSEST:
        least = inches * _COARSEST**2 / 1e6
        why = f"has {least:,.0f} megapixels at the coarsest, where {limits.megapixels:,.0f} are allowed"
        raise Unread(Reason.TOO_LARGE, why)
    bitmap = page.render(
        scale=dpi / _POINTS,
        grayscale=_is_grey(page),
        rev_byteorder=True,
        prefer_bgrx=False,
        optimize_mode=None,
    )
    try:
        pixels = bitmap.to_numpy().copy()
    finally:
        bitmap.close()
    return Picture(pixels, dpi)


def _is_grey(page: PdfPage) -> bool:
    """Whether a page has nothing but pictures without colour: they are rendered and read in less time."""
    from pypdfium2 import PdfImage, raw

    greys = (raw.FPDF_COLORSPACE_DEVICEGRAY, raw.FPDF_COLORSPACE_CALGRAY)

    def has_none(image: object) -> bool:
        return isinstance(image, PdfImage) and image.get_metadata().colorspace in greys

    objects = list(page.get_objects(max_depth=3))
    return bool(objects) and not raw.FPDFPage_GetAnnotCount(page) and all(map(has_none, objects))


def _resolution(page: PdfPage, width: float, height: float) -> float:
    """That of the finest picture that covers a quarter of the page; the usual one where there is none."""
    from pypdfium2 import PdfImage, raw

    found: list[float] = []
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if isinstance(image, PdfImage) and (right - left) * (top - bottom) >= 0.25 * width * height:
            across, down = image.get_px_size()
            # A picture may lie on its side.
            found.append(_POINTS * (across * down / ((right - left) * (top - bottom))) ** 0.5)
    return min(max(*found, _COARSEST), _FINEST) if found else _USUAL
