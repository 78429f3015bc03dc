"""One module per kind of source, each from bytes to a `Document`."""

from __future__ import annotations

from collections.abc import Callable

from parsers.document import Document
from parsers.readers import sniff
from parsers.readers.docx import read_docx
from parsers.readers.errors import ReadError, Reason
from parsers.readers.html import read_html
from parsers.readers.images import FORMATS, read_image
from parsers.readers.office import SUFFIXES, read_office
from parsers.readers.options import Engine, Limits, Ocr, Options
from parsers.readers.pdf import read_pdf
from parsers.readers.refusal import refusal
from parsers.readers.text import read_text

__all__ = [
    "DEFAULT",
    "READERS",
    "Engine",
    "Limits",
    "Ocr",
    "Options",
    "ReadError",
    "Reader",
    "Reason",
    "read",
]

Reader = Callable[[bytes, str, Options], Document]
"""Reads the bytes of one media type: source, name, options; raises `ReadError`."""

READERS: dict[str, Reader] = {
    sniff.TEXT: read_text,
    sniff.HTML: read_html,
    sniff.DOCX: read_docx,
    sniff.PDF: read_pdf,
    **dict.fromkeys(SUFFIXES, read_office),
    **dict.fromkeys(FORMATS, read_image),
}
"""The reader of each media type."""


DEFAULT = Options()
"""Pages are recognised where they must be, within the usual limits."""


def read(source: bytes, name: str, options: Options = DEFAULT) -> Document:
    """Read a file of any supported kind; the kind is told by the bytes, not by the name.

    Args:
        source: the content of the file.
        name: its name, kept in the document; a folder before it is left out.
        options: whether its pages are recognised, passwords, how large it may be.

    Raises:
        ReadError: with a reason code and a sentence for people. Nothing else is raised.
    """
    if not source.strip(b"\0 \t\r\n\f"):
        raise ReadError(Reason.EMPTY, "The file is empty.")
    media_type = sniff.media_type(source)
    reader = READERS.get(media_type)
    if reader is None:
        raise refusal(source, media_type)
    return reader(source, name, options)
