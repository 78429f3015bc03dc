"""From the bytes of a text to its characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.readers.sniff import byte_order_mark, wide_encoding

_ESCAPED = re.compile("[\udc80-\udcff]")
# Windows-1258 writes five tone marks as characters of their own, after the vowel.
_VOWEL_TONE = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


_WINDOWS = {byte: char for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}


class Decoded(NamedTuple):
    """The characters of a text."""

    text: str
    lost: dict[int, list[str]]
    """Bytes that are no characters, as `\\xNN`, by the 1-based line they stood in; U+FFFD is in
    their place."""


def decode(source: bytes) -> Decoded:
    """Decode a text of unknown encoding.

    Tried in this order: a byte order mark, zero bytes in the pattern of UTF-16, UTF-8, and, where most of
    what is not ASCII is not UTF-8, the one-byte Windows-1258 or Windows-1252. Text in a legacy
    Vietnamese font (TCVN3, VNI) comes out as Windows-1252 letters, ready to be converted.
    """
    wide = wide_encoding(source)
    if wide:
        return Decoded(source.decode(wide, "replace").removeprefix("\ufeff"), {})
    marked = byte_order_mark(source)
    if marked:
        source = source[len(marked[0]) :]
    try:
        return Decoded(source.decode("utf-8"), {})
    except UnicodeDecodeError:
        pass
    text = source.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(text))
    sound = sum(1 for c in text if c > "\x7f") - broken
    if broken > sound and not marked:
        return Decoded(_one_byte(source), {})
    return Decoded(_ESCAPED.sub("\ufffd", text), _lost(text))


def _one_byte(source: bytes) -> str:
    vietnamese = source.decode("cp1258", "replace")
    tones = len(_TONE.findall(vietnamese))
    if tones and "\ufffd" not in vietnamese and len(_VOWEL_TONE.findall(vietnamese)) >= 0.9 * tones:
        return vietnamese
    # Windows-1252 leaves five bytes undefined that VISCII and VPS use for letters: they stay what they are.
    return source.decode("latin-1").translate(_WINDOWS)


def _lost(text: str) -> dict[int, list[str]]:
    lines = re.split(r"\r\n|[\r\n]", text)
    found = {n: _ESCAPED.findall(line) for n, line in enumerate(lines, 1) if not line.isascii()}
    return {n: [f"\\x{ord(c) - 0xDC00:02x}" for c in chars] for n, chars in found.items() if chars}
