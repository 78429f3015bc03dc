"""Pictures of pages as files."""

from __future__ import annotations

from io import BytesIO
from time import gmtime

from PIL import Image

from tests.papers.scan import Scan

_EPOCH = gmtime(0)


def as_pdf(scan: Scan) -> bytes:
    """A PDF of images: JPEG, or CCITT group 4 where bitonal."""
    target = BytesIO()
    first, *rest = _fresh(scan)
    first.save(
        target,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=scan.handling.dpi,
        creationDate=_EPOCH,
        modDate=_EPOCH,
        **_quality(first, scan),
    )
    return target.getvalue()


def as_tiff(scan: Scan) -> bytes:
    """A TIFF of all pages: JPEG, or CCITT group 4 where bitonal."""
    target = BytesIO()
    first, *rest = _fresh(scan)
    compression = "group4" if first.mode == "1" else "jpeg"
    dpi = scan.handling.dpi, scan.handling.dpi
    first.save(
        target,
        "TIFF",
        save_all=True,
        append_images=rest,
        compression=compression,
        dpi=dpi,
        **_quality(first, scan),
    )
    return target.getvalue()


def as_png(scan: Scan) -> list[bytes]:
    """A PNG a page."""
    return [_picture(each, "PNG", scan) for each in _fresh(scan)]


def as_jpeg(scan: Scan) -> list[bytes]:
    """A JPEG a page."""
    return [_picture(each.convert("L") if each.mode == "1" else each, "JPEG", scan) for each in _fresh(scan)]


def _fresh(scan: Scan) -> list[Image.Image]:
    """The pictures without the settings that Pillow keeps from when they were stored before."""
    return [each.copy() for each in scan.pictures]


def _picture(image: Image.Image, kind: str, scan: Scan) -> bytes:
    target = BytesIO()
    dpi = scan.handling.dpi, scan.handling.dpi
    image.save(target, kind, dpi=dpi, **(_quality(image, scan) if kind == "JPEG" else {}))
    return target.getvalue()


def _quality(image: Image.Image, scan: Scan) -> dict[str, int]:
    """The setting of JPEG, which other ways to store refuse."""
    return {} if image.mode == "1" else {"quality": scan.handling.quality}
