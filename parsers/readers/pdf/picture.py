"""The picture that a PDF page shows, at the resolution that suits recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.readers.errors import Reason
from parsers.readers.options import Limits
from parsers.readers.paging import Unread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfImage, PdfPage

_POINTS = 72.0
_COARSEST, _USUAL, _FINEST = 150.0, 300.0, 400.0
"""Dots an inch: a scan is taken as it was scanned between these, and what is drawn at the usual one."""
_EDGE, _SKEWED, _UNEVEN = 1.0, 0.01, 0.003
"""Points that the edges of a scan and of its page lie apart at most, that it leans by, and how much more dots
it may have one way than the other."""
_DARK = 128
"""Mean of a scan that is darker than paper: it may be seen through a mask, or be a negative."""


class Picture(NamedTuple):
    """What a page shows."""

    pixels: NDArray[np.uint8]
    """Of shape (height, width, 3), red first, or (height, width) where nothing can have colour."""
    dpi: float


def picture(page: PdfPage, limits: Limits) -> Picture:
    """What a page shows, with its annotations, but without what is invisible on it.

    The resolution is that of the finest picture that covers much of the page. A page that is a scan and
    nothing else is not rendered, which takes three times as long and blurs: its scan is taken as it is.

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
    scan = _scan(page)
    pixels = _pixels(scan) if scan and _is_at(scan, dpi) else None
    return Picture(_rendered(page, dpi) if pixels is None else pixels, dpi)


def _rendered(page: PdfPage, dpi: float) -> NDArray[np.uint8]:
    bitmap = page.render(
        scale=dpi / _POINTS,
        grayscale=_is_grey(page),
        rev_byteorder=True,
        prefer_bgrx=False,
        optimize_mode=None,
    )
    try:
        pixels: NDArray[np.uint8] = bitmap.to_numpy().copy()
    finally:
        bitmap.close()
    return pixels


def _scan(page: PdfPage) -> PdfImage | None:
    """The one picture that a page is, upright and from edge to edge; None where it is anything else."""
    from pypdfium2 import PdfImage, raw

    objects = list(page.get_objects(max_depth=1))
    if len(objects) != 1 or page.get_rotation() or raw.FPDFPage_GetAnnotCount(page):
        return None
    (image,) = objects
    if not isinstance(image, PdfImage) or raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(image)) > 0:
        return None
    a, b, c, d, _, _ = image.get_matrix().get()
    apart = (abs(one - other) for one, other in zip(image.get_bounds(), page.get_cropbox(), strict=True))
    is_upright = a > 0 < d and abs(b) + abs(c) < _SKEWED
    return (
        image if is_upright and max(apart) <= _EDGE and not raw.FPDFPageObj_HasTransparency(image) else None
    )


def _is_at(scan: PdfImage, dpi: float) -> bool:
    """Whether a scan has so many dots an inch, both ways."""
    left, bottom, right, top = scan.get_bounds()
    across, down = scan.get_px_size()
    both = (_POINTS * across / (right - left), _POINTS * down / (top - bottom))
    return all(abs(each / dpi - 1) <= _UNEVEN for each in both)


def _pixels(scan: PdfImage) -> NDArray[np.uint8] | None:
    """The pixels of a scan; None where something else may be seen of it on the page."""
    from pypdfium2 import raw

    from parsers.recognition.picture import vision

    spaces = (
        raw.FPDF_COLORSPACE_DEVICEGRAY, raw.FPDF_COLORSPACE_CALGRAY,
        raw.FPDF_COLORSPACE_DEVICERGB, raw.FPDF_COLORSPACE_CALRGB,
    )  # fmt: skip
    if scan.get_metadata().colorspace not in spaces:
        return None
    bitmap = scan.get_bitmap()
    if bitmap.format not in (raw.FPDFBitmap_Gray, raw.FPDFBitmap_BGR):
        return None
    seen: NDArray[np.uint8] = bitmap.to_numpy()
    if seen[::8, ::8].mean() < _DARK:
        return None
    cv2 = vision()
    pixels: NDArray[np.uint8] = seen.copy() if seen.ndim == 2 else cv2.cvtColor(seen, cv2.COLOR_BGR2RGB)
    return pixels


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
