"""Text of any length, block by block, so that memory stays bounded however long a file is.

A block ends where a page or a paragraph ends if it can, else at the end of a line, else at a blank; only a
block without any is cut anywhere.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from parsers.document import Document
from parsers.readers import Limits, ReadError, Reason, read, sniff

SIZE = 1 << 18
"""Bytes of a block, about fifty thousand syllables."""
UTF_8, ONE_BYTE = "utf-8", "windows-1252"
_TEXTS = (sniff.TEXT, sniff.HTML, sniff.JSON, "multipart/related")
_ESCAPED = re.compile("[\udc80-\udcff]")
_ENDS = ("\f", "\n\n", "\n\r\n", "\n", "\r", " ", "\t")
"""What a block may end with, the best first."""
# The five bytes that Windows-1252 gives no character stay what they are in Latin-1.
_CHARACTERS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 256)}


class Text:
    """A text read from a stream, as blocks to go through once."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Look at how a stream begins.

        A Word file, a PDF file and the like is read whole, and its lines are the text.

        Raises:
            parsers.readers.ReadError: it is empty, no document, or of a kind not read here.
            OSError: it cannot be read.
        """
        head = stream.read(SIZE)
        if not head.strip(b"\0 \t\r\n\f") and len(head) < SIZE:
            raise ReadError(Reason.EMPTY, "The file is empty.")
        media_type = sniff.media_type(head)
        self.encoding = UTF_8
        """Of the stream; known for certain when the last block is read."""
        if media_type in _TEXTS:
            self.blocks = _blocks(self._decoded(chain([head], iter(lambda: stream.read(SIZE), b""))))
        else:
            document = read(head + stream.read(Limits().source_bytes + 1 - len(head)), name)
            self.blocks = iter([_lines(document)])

    def _decoded(self, pieces: Iterator[bytes]) -> Iterator[str]:
        """The characters of bytes; a byte that is none comes as a surrogate (PEP 383)."""
        first = next(pieces)
        wide = sniff.wide_encoding(first)
        if wide:
            self.encoding = wide
        decoder = codecs.getincrementaldecoder(wide or UTF_8)("replace" if wide else "surrogateescape")
        undecided = not wide
        for piece in chain([first], pieces):
            if undecided and not piece.isascii():
                undecided = False
                text = codecs.getincrementaldecoder(UTF_8)("surrogateescape").decode(piece)
                broken = len(_ESCAPED.findall(text))
                if broken > sum(char > "\x7f" for char in text) - broken:
                    self.encoding = ONE_BYTE
            if self.encoding == ONE_BYTE:
                yield piece.decode("latin-1").translate(_CHARACTERS)
            else:
                yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)


def encoded(text: str) -> bytes:
    """UTF-8, and the bytes that were no characters as they were."""
    return text.encode(UTF_8, "surrogateescape")


def _blocks(pieces: Iterator[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        rest += piece
        if len(rest) >= SIZE:
            cut = _cut(rest)
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest


def _cut(text: str) -> int:
    """Where a block that is full ends."""
    for end in _ENDS:
        found = text.rfind(end, len(text) // 2)
        if found >= 0:
            return found + len(end)
    return len(text)


def _lines(document: Document) -> str:
    """The lines of a document as one text, blank lines where it has gaps."""
    from normalizers.text.conversion import convert_document

    lines = (line for _, line in convert_document(document).lines())
    return "".join("\n" * min(line.gap, 1) + line.text + "\n" for line in lines)
