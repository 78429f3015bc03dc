"""OCRmyPDF with our words: a plug-in in the place of its recogniser.

See https://ocrmypdf.readthedocs.io/en/latest/plugins.html. OCRmyPDF gives the plug-in the picture of a page
and gets the words on it in its pixels; here these are words that were read and repaired before.
"""

from __future__ import annotations

import logging
from collections.abc import Set
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from ocrmypdf import (
    BoundingBox,
    ExitCodeException,
    OcrClass,
    OcrElement,
    OcrEngine,
    OcrOptions,
    OrientationConfidence,
    hookimpl,
    ocr,
)
from ocrmypdf.api import setup_plugin_infrastructure
from ocrmypdf.hocrtransform import HocrParser
from PIL import Image

from parsers.document import Document
from parsers.readers import Options
from pipeline.failures import UnfitError
from pipeline.transcript import hocr
from pipeline.transcript.xml import PROGRAM, release

_NOISY = ("ocrmypdf", "fontTools", "pikepdf", "img2pdf", "fpdf")
"""Loggers that would talk to the user."""


def run(paper: Path, target: Path, document: Document, options: Options) -> None:
    """Put words under the pages of a PDF and write it, as PDF/A-2b where what is on its pages allows that.

    Args:
        paper: the PDF.
        target: the PDF/A to write.
        document: the pages to put words under; the others are kept as they are.
        options: limits.

    Raises:
        UnfitError: `not-made`.
    """
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    manager = setup_plugin_infrastructure()
    manager.pluggy_manager.register(_Words(document))
    numbers = ",".join(str(page.number) for page in document.pages)
    settings = OcrOptions(
        input_file=paper,
        output_file=target,
        output_type="auto",  # PDF/A-2b where that can be made of it
        pdfa_backend="internal",
        mode="redo" if numbers else "skip",
        pages=numbers or None,
        languages=["vie"],
        jobs=1,
        use_threads=True,
        progress_bar=False,
        optimize=0,
        rasterizer="pypdfium",
        invalidate_digital_signatures=True,
        tagged_pdf_mode="ignore",
        max_image_mpixels=options.limits.megapixels,
    )
    try:
        with redirect_stderr(StringIO()):  # its progress bar would stay in the place of stderr
            ocr(settings, plugin_manager=manager)
    except (ExitCodeException, OSError, ValueError, RuntimeError) as error:
        raise UnfitError("not-made") from error


class _Words:
    """The plug-in."""

    def __init__(self, document: Document) -> None:
        self._engine = _Engine(document)

    @hookimpl
    def get_ocr_engine(self, options: OcrOptions | None) -> OcrEngine:
        """Stand in for the recogniser."""
        return self._engine


class _Engine(OcrEngine):
    """Gives the words that were read on a page."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pages = {page.number: page for page in document.pages}

    @staticmethod
    def version() -> str:
        """Our version."""
        return release()

    @staticmethod
    def creator_tag(options: OcrOptions) -> str:
        """What the copy says of who made it."""
        return f"{PROGRAM} {release()}"

    def __str__(self) -> str:
        return f"{PROGRAM} {release()}"

    @staticmethod
    def languages(options: OcrOptions) -> Set[str]:
        """Vietnamese."""
        return {"vie"}

    @staticmethod
    def get_orientation(input_file: Path, options: OcrOptions) -> OrientationConfidence:
        """Pages stay as they are."""
        return OrientationConfidence(0, 0.0)

    @staticmethod
    def supports_generate_ocr() -> bool:
        """Words are handed over as they are."""
        return True

    def generate_ocr(  # type: ignore[override]  # a method in the place of a static one
        self, input_file: Path, options: OcrOptions, page_number: int = 0
    ) -> tuple[OcrElement, str]:
        """The words of a page (counted from 0), in pixels of its picture."""
        with Image.open(input_file) as picture:
            width, height = picture.size
        page = self._pages.get(page_number + 1)
        if page is None:
            return OcrElement(OcrClass.PAGE, BoundingBox(0, 0, width, height), page_number=page_number), ""
        across, _ = page.shown_size
        file = input_file.with_suffix(".hocr")
        one = self._document.model_copy(update={"pages": [page]})
        file.write_text(hocr.write(one, resolution=72 * width / across), encoding="utf-8")
        found = HocrParser(file).parse()
        return found, found.get_text_recursive()

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: OcrOptions) -> None:
        """Never called: words come by `generate_ocr`."""
        raise NotImplementedError

    @staticmethod
    def generate_pdf(input_file: Path, output_pdf: Path, output_text: Path, options: OcrOptions) -> None:
        """Never called: words come by `generate_ocr`."""
        raise NotImplementedError
