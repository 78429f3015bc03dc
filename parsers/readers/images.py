"""Pictures of pages: TIFF with its pages, PNG, JPEG, WebP and BMP."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from parsers.document import Decision, Document, Step
from parsers.readers import sniff
from parsers.readers.errors import ReadError, Reason
from parsers.readers.options import Limits, Ocr, Options
from parsers.readers.paging import Pages, Unread
from parsers.readers.recognised import look, read_seen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

FORMATS = {
    sniff.TIFF: "TIFF",
    sniff.PNG: "PNG",
    sniff.JPEG: "JPEG",
    sniff.WEBP: "WEBP",
    sniff.BMP: "BMP",
}
"""The formats, by media type, as Pillow calls them."""
_DPI = (50.0, 1200.0)
"""Dots an inch that are believed."""
_LARGEST_SHEET = 18.0
"""Inches: A3 is no longer. Cameras and telephones write down some resolution or other, most often 72."""
_IS_PICTURE = "is a picture"
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, struct.error)
"""What Pillow raises over files that are not as they should be."""


def read_image(source: bytes, name: str, options: Options) -> Document:
    """Read a picture of a page, or several in one file; EXIF says which way up.

    Raises:
        ReadError: `damaged`, `too-large`; or, where no page could be read, why most could not.
    """
    limits = options.limits
    limits.check("bytes", len(source), limits.source_bytes)
    media_type = sniff.media_type(source)
    with _opened(source, FORMATS[media_type]) as image:
        frames = _count(image)
        limits.check("pages", frames, limits.pages)
        pages = Pages(options, frames)
        for index in range(frames):
            _read(image, index, pages)
    return pages.document(source, name, media_type)


@contextmanager
def _opened(source: bytes, kind: str) -> Iterator[Image]:
    from PIL import Image

    with catch_warnings():
        simplefilter("ignore")  # what is odd about a file is no concern of who reads it
        try:
            image = Image.open(BytesIO(source), formats=[kind])
        except Image.DecompressionBombError as error:
            raise ReadError(Reason.TOO_LARGE, "The picture has too many pixels for a page.") from error
        except _BROKEN as error:
            raise ReadError(Reason.DAMAGED, "The picture is damaged: it cannot be decoded.") from error
        with image:
            yield image


def _count(image: Image) -> int:
    """How many pictures a file holds, as far as that can be found out."""
    try:
        return int(getattr(image, "n_frames", 1))
    except _BROKEN:
        return 1


def _read(image: Image, index: int, pages: Pages) -> None:
    """Read a page, or note why it cannot be read."""
    page = pages.add()
    page.decision = Decision(step=Step.RECOGNISE, reason=_IS_PICTURE, pictures=1)
    try:
        pages.begin()
        if pages.options.ocr is Ocr.NEVER:
            page.decision.step = Step.LEAVE
            raise Unread(Reason.NEEDS_RECOGNITION, f"{_IS_PICTURE}, and was not to be recognised")
        options = pages.options
        read_seen(pages.look(lambda: look(*_frame(image, index, options.limits), options)), page, pages)
    except Unread as left:
        pages.leave(page, left)


def _frame(image: Image, index: int, limits: Limits) -> tuple[NDArray[np.uint8], float | None]:
    """One picture of a file, upright and in colours on white, and its resolution where that is known.

    Raises:
        Unread: it has too many pixels, or cannot be decoded.
    """
    import numpy as np
    from PIL import Image, ImageOps

    try:
        image.seek(index)
        width, height = image.size
        if width * height > limits.megapixels * 1e6:
            why = f"has {width * height / 1e6:,.0f} megapixels, where {limits.megapixels:,.0f} are allowed"
            raise Unread(Reason.TOO_LARGE, why)
        across, down = _resolution(image)
        upright = ImageOps.exif_transpose(image)
        if upright.size != image.size:
            across, down = down, across
        flat = _flat(upright)
    except Image.DecompressionBombError as error:
        raise Unread(Reason.TOO_LARGE, "has too many pixels for a page") from error
    except _BROKEN as error:
        raise Unread(Reason.DAMAGED, "is damaged: it cannot be decoded") from error
    if across is None or down is None:
        return np.asarray(flat), None
    if across != down:  # a telefax has more dots across than down
        finest = max(across, down)
        size = (round(flat.width * finest / across), round(flat.height * finest / down))
        flat, across = flat.resize(size, Image.Resampling.BICUBIC), finest
    return np.asarray(flat), across


def _resolution(image: Image) -> tuple[float | None, float | None]:
    """Dots an inch across and down, where both can be believed."""
    try:
        across, down = (float(value) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None, None
    sizes = ((across, image.width), (down, image.height))
    if all(_DPI[0] <= dpi <= _DPI[1] and pixels / dpi <= _LARGEST_SHEET for dpi, pixels in sizes):
        return across, down
    return None, None


def _flat(image: Image) -> Image:
    """In red, green and blue, what is transparent being white."""
    import numpy as np
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":  # 16 or 32 bits of grey
        grey = np.asarray(image, dtype=np.float32)
        low, high = float(grey.min()), float(grey.max())
        return Image.fromarray(((grey - low) * 255 / max(high - low, 1.0)).astype(np.uint8)).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")
