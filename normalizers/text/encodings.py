"""Vietnamese in an encoding of before Unicode, and UTF-8 taken for something else: found and converted.

What decides is how Vietnamese a line reads when it is decoded, never a single byte. A line that reads
well as it stands is left alone; one that says little is judged with the rest of its text. Convert before
`clean`, which takes soft hyphens and controls for dirt: ABC fonts have ư there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple

from data import rows
from normalizers.text.capitals import restore_capitals
from normalizers.text.edits import Edit
from normalizers.text.legacy import ENCODINGS, Encoding, byte_character, compose, from_legacy
from normalizers.text.syllables import is_known, surprise

Source = Encoding | Literal["unicode", "utf-8"]
"""What a text was in: `unicode` where it needed nothing, `utf-8` where that was taken for Latin letters."""

# A letter that no encoding of one byte has as a character of Windows-1252. ư may stand for a soft hyphen.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơẠ-ỹ]")
_MOJIBAKE = re.compile("[ÂÃÄÅÆáâ][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ ]")
# Anything but printable ASCII: some encodings have letters among the controls.
_BEYOND = re.compile(r"[^\t\n\r -~]")
_CONTROL = re.compile("[\x02-\x06\x10-\x1e\x80-\x9f\xad]")
# Letters, and any sign that may stand for a letter.
_WORD = re.compile(r"[^\x00\x07-\x0f -@\[-`{-\x7f\xa0]+")
_TOKEN = re.compile(r"\S+")
_ABBREVIATION = re.compile("[A-ZĐ]{1,6}|[b-df-hj-np-tv-zđ]*")
_CHARACTERS = tuple(chr(byte) if byte < 128 else byte_character(byte) for byte in range(256))
# What tells: letters and signs in one word. Signs alone may be more than letters.
_MIXED = re.compile("[A-Za-z][^A-Za-z]|[^A-Za-z][A-Za-z]")
_QUOTES = "“”‘’–—…•«»"

_LEAST_GAIN = 28
"""Bits that decoding must save in a line that stands alone: more than one word can."""
_LEAST_MARGIN = 4
"""Bits by which the best encoding must lead the next."""
_OUTWEIGHS = 3
"""How many lines that read well in an encoding speak for it where one reads badly."""
_FONT_PRIOR = 12
"""Bits that the name of a font is worth."""
_LEAST_KNOWN, _LEAST_COMPANY = 0.8, 0.75
"""Share of the words decoded, and of all words after it, that must be Vietnamese syllables."""


class Conversion(NamedTuple):
    """A text in Unicode and what was done to it."""

    text: str
    encoding: Source
    """What the lines that were converted were in, most of them."""
    confidence: float
    """How sure that is, 0 to 1; 1 for a text in Unicode."""
    edits: list[Edit]
    """The words changed, with spans in the text given; the whole line where words do not correspond."""


class _Reading(NamedTuple):
    """A line as one encoding reads it."""

    encoding: Source
    text: str
    gain: int
    """Bits saved against the line as it stands, by words that tell."""
    saved: int
    """The same by all words."""
    known: float
    """Share of the words changed that are Vietnamese syllables now; 1 where the line had controls."""
    company: float
    """Share of all words that are."""


def convert(text: str, encoding: Source | None = None) -> Conversion:
    """Convert what of a text is in a legacy encoding; a text in Unicode comes back as it is.

    Letters in pieces (a vowel and its marks) are put together.

    Args:
        text: as a program shows it that took each byte for a character of Windows-1252 or Latin-1.
        encoding: what it is in, where that is known; then every line is decoded that it can decode.
    """
    if not _BEYOND.search(text):
        return Conversion(text, "unicode", 1.0, [])
    raw = text.split("\n")
    lines = [compose(line) for line in raw]
    encodings: tuple[Source, ...] = (encoding,) if encoding else (*ENCODINGS, "utf-8")
    found = [_readings(line, encodings) for line in lines]
    if encoding:
        return _joined(raw, lines, [readings[0] if readings else None for readings in found])
    company = _company(found)
    return _joined(raw, lines, [_chosen(readings, company) for readings in found])


def decode(source: bytes, encoding: Source | None = None) -> Conversion:
    """Convert the bytes of a text that is in UTF-8 or in an encoding of one byte.

    `edits` are those against the characters of UTF-8 or Windows-1252. Never raises.
    """
    if encoding in {None, "unicode", "utf-8"}:
        try:
            return convert(source.decode("utf-8-sig"))
        except UnicodeDecodeError:
            pass
    return convert("".join(map(_CHARACTERS.__getitem__, source)), encoding)


def from_font(text: str, font: str) -> str:
    """A run of text converted as the name of its font says; as it is where the font says nothing.

    A run that is in Unicode all the same stays as it is. Fonts of capitals (.VnTimeH) give capitals.
    """
    name = font.strip().lower()
    named = [row["encoding"] for row in rows("legacy_fonts") if name.startswith(row["prefix"])]
    encoding = next((encoding for encoding in ENCODINGS if encoding in named), None)
    if encoding is None or _UNICODE_ONLY.search(text):
        return text
    readings = _readings(text, (encoding,))
    if readings and readings[0].gain + _FONT_PRIOR > 0:
        text = readings[0].text
    return text.upper() if encoding == "tcvn3" and name.endswith("h") else text


def _readings(line: str, encodings: tuple[Source, ...]) -> list[_Reading]:
    """What the encodings make of a line that they change, best first."""
    if not _BEYOND.search(line) or (_UNICODE_ONLY.search(line) and not _MOJIBAKE.search(line)):
        return []
    before = _words(line)
    readings = []
    for encoding in encodings:
        text = _decoded(line, encoding)
        if text == line:
            continue
        after = _words(text)
        old, new = before - after, after - before
        cost = sum(map(surprise, new))
        gain = sum(surprise(word) for word in old if _MIXED.search(word)) - cost
        known = 1.0 if _CONTROL.search(line) else _known(new)
        readings.append(_Reading(encoding, text, gain, sum(map(surprise, old)) - cost, known, _known(after)))
    return sorted(readings, key=lambda reading: -reading.gain)


def _decoded(line: str, encoding: Source) -> str:
    if encoding in ENCODINGS:
        return line if _UNICODE_ONLY.search(line) else from_legacy(line, encoding)
    if encoding == "unicode" or not _MOJIBAKE.search(line):
        return line
    from ftfy import fix_encoding

    return fix_encoding(line)


def _words(line: str) -> set[str]:
    """The words of a line, without the signs around them that may be quotation marks."""
    return {word.strip(_QUOTES) for word in _WORD.findall(line)}


def _known(words: set[str]) -> float:
    """The share of Vietnamese syllables; 1 where no word could be one, as in codes."""
    told = [is_known(word) for word in words if not _ABBREVIATION.fullmatch(word)]
    return sum(told) / len(told) if told else 1.0


def _stands_alone(readings: list[_Reading]) -> bool:
    """Whether the best reading of a line needs no other line to speak for it."""
    if not readings:
        return False
    best = readings[0]
    rivals = [reading for reading in readings if best.gain - reading.gain < _LEAST_MARGIN]
    return (
        best.gain >= _LEAST_GAIN
        and best.known >= _LEAST_KNOWN
        and best.company >= _LEAST_COMPANY
        and all(rival.text == best.text for rival in rivals)
    )


def _company(found: list[list[_Reading]]) -> list[Source]:
    """The encodings in which many more lines read well than read badly, the most frequent first."""
    good: Counter[Source] = Counter()
    bad: Counter[Source] = Counter()
    for readings in found:
        if _stands_alone(readings):
            good[readings[0].encoding] += 1
        else:
            bad.update(reading.encoding for reading in readings if reading.saved < 0 or reading.known < 0.5)
    return [encoding for encoding, count in good.most_common() if count >= _OUTWEIGHS * bad[encoding]]


def _chosen(readings: list[_Reading], company: list[Source]) -> _Reading | None:
    """The best reading of a line if it tells by itself, or the one that the other lines speak for."""
    if _stands_alone(readings) and readings[0].encoding in company:
        return readings[0]
    for encoding in company:
        for reading in readings:
            if reading.encoding == encoding and reading.saved >= 0 and reading.known >= 0.5:
                return reading
    return None


def _joined(raw: list[str], lines: list[str], chosen: list[_Reading | None]) -> Conversion:
    texts: list[str] = []
    edits: list[Edit] = []
    gains: Counter[Source] = Counter()
    known, start = 0.0, 0
    for before, line, reading in zip(raw, lines, chosen, strict=True):
        text = reading.text if reading else line
        if reading and reading.encoding == "tcvn3":
            text = restore_capitals(text, texts[-1] if texts else "")
        if text != before:
            reason, score = (reading.encoding, reading.known) if reading else ("combining-marks", 1.0)
            edits += _edits(before, text, start, reason, score)
        if reading:
            gains[reading.encoding] += max(reading.gain, 0)
            known += reading.known
        texts.append(text)
        start += len(before) + 1
    if not gains:
        return Conversion("\n".join(texts), "unicode", 1.0, edits)
    encoding, gain = gains.most_common(1)[0]
    share = known / sum(reading is not None for reading in chosen)
    return Conversion("\n".join(texts), encoding, round(share * (1 - 2 ** (-gain / 10)), 3), edits)


def _edits(line: str, text: str, start: int, reason: str, score: float) -> list[Edit]:
    """The words that differ, or the whole line where it has not as many words as before."""
    before, after = list(_TOKEN.finditer(line)), _TOKEN.findall(text)
    if len(before) != len(after) or _TOKEN.sub("", line) != _TOKEN.sub("", text):
        return [Edit(start, start + len(line), line, text, reason, score)]
    return [
        Edit(start + old.start(), start + old.end(), old[0], new, reason, score)
        for old, new in zip(before, after, strict=True)
        if old[0] != new
    ]
