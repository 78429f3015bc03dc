"""Text layers over scans: that of a recogniser without Vietnamese, and that of an electronic seal."""

from __future__ import annotations

import os
from io import BytesIO
from random import Random

import pikepdf
import pytesseract
from reportlab.pdfgen.canvas import Canvas

from data import rows
from tests.papers.faces import face
from tests.papers.files import as_pdf
from tests.papers.scan import Scan


def ruined(scan: Scan, seed: int) -> bytes:
    """A PDF of the scan with an invisible layer, in place, of what Tesseract reads without Vietnamese.

    Raises:
        pytesseract.TesseractError: Tesseract has none of the languages.
        pytesseract.TesseractNotFoundError: Tesseract is missing.
    """
    here = set(pytesseract.get_languages())
    kinds = [row for row in rows("training_recognisers") if row["languages"] in here]
    kind = Random(seed).choices(kinds, [float(row["weight"]) for row in kinds])[0]
    # One thread: its threads wait for each other more than they work.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    config = f"--dpi {scan.handling.dpi} -c textonly_pdf=1"
    if kind["never"]:
        config += f" -c tessedit_char_blacklist={kind['never']}"
    layers = [
        pytesseract.image_to_pdf_or_hocr(picture, kind["languages"], config, extension="pdf")
        for picture in scan.pictures
    ]
    return _over(as_pdf(scan), [bytes(layer) for layer in layers])


def sealed(scan: Scan, issuer: str, when: str) -> bytes:
    """A PDF of the scan whose only text is what an electronic seal says, at the top of the first page."""
    width, height = scan.truth.pages[0].width, scan.truth.pages[0].height
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width, height), invariant=1)
    canvas.setFont(face("Liberation Sans"), 7)
    lines = (f"Người ký: {issuer}", f"Cơ quan: {issuer}", f"Thời gian ký: {when}")
    for at, line in enumerate(lines):
        canvas.drawString(width * 0.6, height - 14 - 9 * at, line)
    canvas.save()
    return _over(as_pdf(scan), [target.getvalue()])


def _over(content: bytes, layers: list[bytes]) -> bytes:
    """A PDF with the first page of each layer on its pages, in order."""
    target = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        for page, layer in zip(pdf.pages, layers, strict=False):
            with pikepdf.open(BytesIO(layer)) as text:
                page.add_overlay(text.pages[0], pikepdf.Rectangle(page.mediabox))
        pdf.save(target, deterministic_id=True)
    return target.getvalue()
