"""What every reader says about its source."""

from __future__ import annotations

import re
from hashlib import sha256

from parsers.document import Document
from parsers.readers.compose import Composer
from parsers.readers.errors import ReadError, Reason


def document(source: bytes, name: str, media_type: str, composer: Composer, *, paged: bool) -> Document:
    """The document that a reader has composed.

    Raises:
        ReadError: `empty` where no text came out.
    """
    pages = composer.finish()
    if not any(page.lines for page in pages):
        raise ReadError(Reason.EMPTY, "The file holds no text, only blanks or marks.")
    return Document(
        name=base_name(name),
        sha256=sha256(source).hexdigest(),
        media_type=media_type,
        paged=paged,
        pages=pages,
        dropped=composer.dropped(),
    )


def base_name(name: str) -> str:
    """A file name without its folder, in characters that can be stored."""
    return re.split(r"[\\/]", name)[-1].encode("utf-8", "replace").decode()
