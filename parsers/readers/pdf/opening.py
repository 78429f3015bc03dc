"""From bytes to an open PDF: encryption, repair, page count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from parsers.readers.errors import Limits, ReadError, Reason

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_LOCKED = "The PDF is locked with a password. Save it without one."
_NO_PAGES = "The PDF has no pages."


@contextmanager
def opened(source: bytes, limits: Limits) -> Iterator[PdfDocument]:
    """An open PDF, closed at the end. One that is locked with an empty password opens.

    Raises:
        ReadError: `encrypted`, `damaged` where even repair gives no pages, `empty` where it has none,
            or `too-large`.
    """
    pdf = _open(source)
    try:
        if len(pdf) == 0:
            raise ReadError(Reason.EMPTY, _NO_PAGES)
        limits.check("pages", len(pdf), limits.pages)
        yield pdf
    finally:
        pdf.close()


def _open(source: bytes) -> PdfDocument:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source)
        if len(pdf) > 0:
            return pdf
        pdf.close()
    except pypdfium2.PdfiumError:
        pass  # qpdf knows why; PDFium may repeat the error of the file before
    try:
        return pypdfium2.PdfDocument(_repaired(source))
    except pypdfium2.PdfiumError as error:
        raise ReadError(Reason.DAMAGED, "The PDF is damaged beyond repair: no page can be loaded.") from error


def _repaired(source: bytes) -> bytes:
    """The file as qpdf puts it together again, without a lock that an empty password opens."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(source)) as pdf:
            if len(pdf.pages) == 0:
                raise ReadError(Reason.EMPTY, _NO_PAGES)
            repaired = BytesIO()
            pdf.save(repaired, encryption=False)
            return repaired.getvalue()
    except pikepdf.PasswordError as error:
        raise ReadError(Reason.ENCRYPTED, _LOCKED) from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError, OSError) as error:
        message = "The PDF is damaged beyond repair: its list of objects cannot be rebuilt."
        raise ReadError(Reason.DAMAGED, message) from error
