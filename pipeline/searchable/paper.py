"""The pages that a searchable copy shows: those of a PDF without its lock, or pictures as a PDF."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import TYPE_CHECKING

import data
from parsers.document import Document
from parsers.readers import Options, sniff
from pipeline.failures import UnfitError
from pipeline.searchable.layers import take_out

if TYPE_CHECKING:
    from PIL.Image import Image


def paper(source: bytes, document: Document, laid: Collection[int], options: Options) -> bytes:
    """The PDF to put text under.

    Args:
        source: the bytes of a PDF file or of pictures.
        document: what was read of it; pictures get the sizes of its pages.
        laid: numbers of the pages that text is put under; what hidden text they have goes.
        options: passwords of locked files.

    Raises:
        UnfitError: `not-made`, where the pictures cannot be put into a PDF.
        parsers.readers.ReadError: the PDF is damaged or locked.
    """
    if document.media_type == sniff.PDF:
        from parsers.readers.pdf.opening import repaired

        return _plain(repaired(source, ("", *options.passwords)), laid)
    return _bound(source, document)


def _plain(source: bytes, laid: Collection[int]) -> bytes:
    """A PDF without the hidden text of some pages, and without what shows nothing and no PDF/A may have.

    Such are entries of the catalog that no program knows, and effects with which a page is turned.
    """
    import pikepdf

    with pikepdf.open(BytesIO(source)) as pdf:
        for key in set(pdf.Root.keys()) - {row["key"] for row in data.rows("pdf_catalog")}:
            del pdf.Root[key]
        for page in pdf.pages:
            for effect in ("/Trans", "/Dur"):
                if effect in page:
                    del page[effect]
        take_out(pdf, laid)
        plain = BytesIO()
        pdf.save(plain)
        return plain.getvalue()


def _bound(source: bytes, document: Document) -> bytes:
    """Pictures as the pages of a PDF, upright as EXIF says, in the sizes that were read."""
    import pikepdf

    made = pikepdf.new()
    for picture, page in zip(_pictures(source), document.pages, strict=True):
        size = page.shown_size if all(page.shown_size) else None
        with pikepdf.open(BytesIO(_converted(picture, size))) as one:
            made.pages.append(one.pages[0])
    bound = BytesIO()
    made.save(bound)
    return bound.getvalue()


def _pictures(source: bytes) -> list[bytes]:
    """The pictures of a file, each as a file that any program takes: as it was where it holds but one."""
    from PIL import ImageOps
    from PIL.Image import open as opened

    with opened(BytesIO(source)) as image:
        frames = getattr(image, "n_frames", 1)
        if frames == 1 and image.format == "JPEG":
            return [source]
        found = []
        for index in range(frames):
            image.seek(index)
            upright = ImageOps.exif_transpose(image)
            flat = upright if upright.mode in {"1", "L", "RGB"} else _on_white(upright)
            file = BytesIO()
            flat.save(file, "PNG")
            found.append(file.getvalue())
        return found


def _on_white(image: Image) -> Image:
    """A picture in colours, what is transparent in it white."""
    from PIL.Image import alpha_composite, new

    colours = image.convert("RGBA")
    return alpha_composite(new("RGBA", colours.size, "white"), colours).convert("RGB")


def _converted(picture: bytes, size: tuple[float, float] | None) -> bytes:
    import img2pdf

    layout = img2pdf.get_layout_fun(size) if size else None
    try:
        made = img2pdf.convert(picture, layout_fun=layout, rotation=img2pdf.Rotation.ifvalid)
    except (img2pdf.ImageOpenError, img2pdf.UnsupportedColorspaceError, ValueError) as error:
        raise UnfitError("not-made") from error
    return bytes(made)
