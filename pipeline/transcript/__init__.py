"""What was read, before it is understood: as text, as ALTO and as hOCR.

Each form shows the lines of a `Document` in reading order, after repair or before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module
from typing import cast

from parsers.document import Document

__all__ = ["Form", "transcript"]


class Form(StrEnum):
    """What a transcript is written as."""

    TEXT = "text"
    ALTO = "alto"
    HOCR = "hocr"


SUFFIXES: Mapping[Form, str] = {Form.TEXT: ".txt", Form.ALTO: ".alto.xml", Form.HOCR: ".hocr"}
"""The endings of their files."""


def transcript(document: Document, form: Form = Form.TEXT) -> str:
    """The lines of a document in one of the forms.

    Raises:
        pipeline.failures.UnfitError: `no-places`, where the form shows places and the source has none.
    """
    write = cast(Callable[[Document], str], import_module(f"pipeline.transcript.{form}").write)
    return write(document)
