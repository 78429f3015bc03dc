"""From bytes to an open PDF: encryption, repair, page count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from parsers.readers.errors import ReadError, Reason
from parsers.readers.options import Options

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_LOCKED = (
    "The PDF is locked with a password that was not given. Put it in a file and name that with "
    "--password-file, or save the PDF without a password."
)
_NO_PAGES = "The PDF has no pages."


@contextmanager
def opened(source: bytes, options: Options) -> Iterator[PdfDocument]:
    """An open PDF, closed at the end. One that is locked with an empty password opens.

    Raises:
        ReadError: `encrypted`, `damaged` where even repair gives no pages, `empty` where it has none,
            or `too-large`.
    """
    pdf = _open(source, ("", *options.passwords))
    try:
        if len(pdf) == 0:
            raise ReadError(Reason.EMPTY, _NO_PAGES)
        options.limits.check("pages", len(pdf), options.limits.pages)
        yield pdf
    finally:
        pdf.close()


def _open(source: bytes, passwords: Sequence[str]) -> PdfDocument:
    import pypdfium2

    for password in passwords:
        try:
            pdf = pypdfium2.PdfDocument(source, password=password or None)
            if len(pdf) > 0:
                return pdf
            pdf.close()
        except pypdfium2.PdfiumError:
            continue  # qpdf knows why; PDFium may repeat the error of the file before
    try:
        return pypdfium2.PdfDocument(repaired(source, passwords))
    except pypdfium2.PdfiumError as error:
        raise ReadError(Reason.DAMAGED, "The PDF is damaged beyond repair: no page can be loaded.") from error


def repaired(source: bytes, passwords: Sequence[str]) -> bytes:
    """The file as qpdf puts it together again, without a lock that one of the passwords opens.

    Raises:
        ReadError: `encrypted`, `damaged` or `empty`.
    """
    import pikepdf

    for password in passwords:
        try:
            with pikepdf.open(BytesIO(source), password=password) as pdf:
                if len(pdf.pages) == 0:
                    raise ReadError(Reason.EMPTY, _NO_PAGES)
                repaired = BytesIO()
                pdf.save(repaired, encryption=False)
                return repaired.getvalue()
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError, OSError) as error:
            message = "The PDF is damaged beyond repair: its list of objects cannot be rebuilt."
            raise ReadError(Reason.DAMAGED, message) from error
    raise ReadError(Reason.ENCRYPTED, _LOCKED)
