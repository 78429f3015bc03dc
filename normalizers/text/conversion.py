"""A document whose text was in an old encoding, in Unicode: the step before `clean`."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.text.encodings import Source, convert
from normalizers.text.fonts import convert_fonts
from parsers.document import Document, Line, Word


def convert_document(document: Document) -> Document:
    """The document with its text in Unicode; the same object where it was.

    Words that have a legacy font go by its name, all other text by how it reads, the lines of the document
    together. The document given is not changed.
    """
    named = convert_fonts(document).document
    pieces = [piece for _, line in named.lines() for text in _texts(line) for piece in text.split("\n")]
    found = convert("\n".join(pieces))
    converted = iter(found.text.split("\n"))
    pages = [
        page.model_copy(update={"lines": [_line(line, converted, found.encoding) for line in page.lines]})
        for page in named.pages
    ]
    return document if pages == document.pages else document.model_copy(update={"pages": pages})


def _texts(line: Line) -> list[str]:
    """The texts of a line that stand by themselves: of its cells, if it has any."""
    return [line.text] if line.cells is None else [cell.text for cell in line.cells]


def _line(line: Line, converted: Iterator[str], encoding: Source) -> Line:
    old = _texts(line)
    new = ["\n".join(next(converted) for _ in text.split("\n")) for text in old]
    if new == old:
        return line
    words = [_converted(word, convert(word.text, encoding).text) for word in line.words]
    if line.cells is None:
        return line.model_copy(update={"text": new[0], "words": words})
    cells = [cell.model_copy(update={"text": text}) for cell, text in zip(line.cells, new, strict=True)]
    return line.model_copy(update={"text": "\t".join(new), "cells": cells, "words": words})


def _converted(word: Word, text: str) -> Word:
    return word if text == word.text else word.model_copy(update={"text": text})
