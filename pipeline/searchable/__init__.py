"""Searchable copies: a PDF/A that shows the page as it is, with the repaired text under it, word by word.

OCRmyPDF, an optional part (`kehoach[searchable]`), puts the text under the pages and makes the PDF/A; the
words are ours (`pipeline.searchable.engine`). Pages that carry their own text are kept as they are.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from parsers.document import UNREAD, Origin
from parsers.readers import DEFAULT, Options
from pipeline.failures import UnfitError

__all__ = ["INSTALL", "Copy", "installed", "searchable"]

INSTALL = shlex.join([sys.executable, "-m", "pip", "install", "ocrmypdf>=17.4"])
"""What to type where OCRmyPDF is missing."""
_RECOGNISED = {Origin.OCR, Origin.OCR_LAYER}


class Copy(NamedTuple):
    """What a searchable copy holds."""

    pages: int
    laid: int
    """Pages that our words were put under."""
    unread: int
    """Pages that could not be read, and have no text in the copy either."""
    archival: bool
    """It is a PDF/A; not where the file has fonts that are not in it, say."""


def installed() -> bool:
    """Whether OCRmyPDF is."""
    return find_spec("ocrmypdf") is not None


def searchable(source: bytes, name: str, target: Path, options: Options = DEFAULT) -> Copy:
    """Write a searchable copy of a PDF file or of pictures of pages.

    Args:
        source: the bytes of the file.
        name: of the file.
        target: the PDF to write; one that is there is replaced when the copy is complete.
        options: which pages are recognised and by what, passwords, limits.

    Raises:
        UnfitError: `not-pages`, `not-made`.
        parsers.readers.ReadError: the file cannot be read.
        pipeline.export.ExportError: the copy cannot be written.
    """
    from parsers.readers import sniff
    from pipeline.export.files import replacing
    from pipeline.searchable import engine
    from pipeline.searchable.paper import paper
    from pipeline.stages import transcribe

    media_type = sniff.media_type(source)
    if media_type != sniff.PDF and not media_type.startswith("image/"):
        raise UnfitError("not-pages")
    document = transcribe(source, name, options=options)
    laid = [page for page in document.pages if page.origin in _RECOGNISED and page.lines]
    with TemporaryDirectory(prefix="kehoach-") as folder:
        draft, made = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        draft.write_bytes(paper(source, document, [page.number for page in laid], options))
        engine.run(draft, made, document.model_copy(update={"pages": laid}), options)
        with replacing(target, folder=False) as file:
            shutil.copyfile(made, file)
        archival = _is_archival(made)
    unread = {left.page for left in document.dropped if left.reason == UNREAD}
    return Copy(len(document.pages), len(laid), len(unread), archival)


def _is_archival(file: Path) -> bool:
    """Whether a PDF says that it is a PDF/A, which OCRmyPDF checks before it says so."""
    import pikepdf

    with pikepdf.open(file) as pdf, pdf.open_metadata() as metadata:
        return bool(metadata.pdfa_status)
