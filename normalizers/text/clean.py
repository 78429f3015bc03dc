"""One way to write each character: NFC, plain spaces, no invisible characters, Latin letters.

What a character means is not changed: quotation marks and dashes stay as printed. Text that is
already clean comes back as it is. A text in a legacy font (TCVN3, VNI) is to be converted first:
its letters are other people's accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from data import rows
from parsers.document import Cell, Document, Dropped, Line, Page, Word

CONTROL_CHARACTERS = "control-characters"

_VIETNAMESE = "À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ"
_UNUSUAL = re.compile(rf"[^ -~{_VIETNAMESE}–—‘’“”…•°²³\n]|  |\A[ \n]| \n|\n |[ \n]\Z")
# C0 and C1 controls but for line separators and tab, soft hyphen, zero-width and direction marks,
# variation selectors, byte order mark, noncharacters, tags.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_LINE_FEED = re.compile(" ?\n ?")
# Eth and African D are what some keyboards and fonts give for Đ, the Turkic oi what old fonts give for Ư.
_LETTERS = {ord(sign): letter for sign, letter in zip("ÐƉðɖƢƣ", "ĐĐđđƯư", strict=True)}
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SIGNS = _LETTERS | _LIGATURES | _FULL_WIDTH
_MAX_MARKS = 30
_MANY_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MAX_MARKS + 1}}}")
_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")
_LATIN = re.compile(rf"[A-Za-z{_VIETNAMESE}]")
_FOREIGN = re.compile("[\u0370-\u052f]")


def clean(document: Document) -> Document:
    """A document with its text cleaned; what is removed is noted in `dropped`.

    The document given is not changed. Lines of which nothing is left are taken out.
    """
    dropped = list(document.dropped)
    pages = [page.model_copy(update={"lines": _lines(page, dropped)}) for page in document.pages]
    return document.model_copy(update={"pages": pages, "dropped": dropped})


def clean_text(text: str) -> tuple[str, str]:
    """Clean one text; gives it with the invisible characters that were removed.

    Line feeds stay, any other line end becomes one; runs of blanks become a space, and none is left at
    the ends of a line. Idempotent.
    """
    if not _UNUSUAL.search(text):
        return text, ""
    removed = "".join(_INVISIBLE.findall(text))
    text = _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text)).translate(_SIGNS)
    if _MANY_MARKS.search(text):
        text, surplus = _without_surplus_marks(text)
        removed += surplus
    text = unicodedata.normalize("NFC", text)
    if _FOREIGN.search(text):
        text = unicodedata.normalize("NFC", _WORD.sub(_latin_word, text))
    text = _SPACES.sub(" ", text)
    return _AROUND_LINE_FEED.sub("\n", text).strip(" \n"), removed


def _without_surplus_marks(text: str) -> tuple[str, str]:
    """At most as many accents on a letter as text for interchange has (UAX 15, stream-safe format)."""
    kept: list[str] = []
    surplus: list[str] = []
    run = 0
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        run = run + len(parts) if unicodedata.combining(parts[0]) else len(parts) - 1
        (surplus if run > _MAX_MARKS else kept).append(sign)
    return "".join(kept), "".join(surplus)


def _latin_word(match: re.Match[str]) -> str:
    """A word in Latin letters with look-alikes among them; a word of another script stays."""
    word = match[0]
    if not _FOREIGN.search(word):
        return word
    latin = word.translate(_lookalikes())
    return latin if _LATIN.search(word) and not _FOREIGN.search(latin) else word


@cache
def _lookalikes() -> dict[int, str]:
    return {ord(row["sign"]): row["latin"] for row in rows("lookalikes")}


def _lines(page: Page, dropped: list[Dropped]) -> list[Line]:
    kept: list[Line] = []
    gap = 0
    for line in page.lines:
        cleaned, removed = _line(line)
        if removed:
            names = " ".join(f"U+{ord(c):04X}" for c in removed)
            dropped.append(Dropped(reason=CONTROL_CHARACTERS, text=names, line=line.number))
        if cleaned.cells is None and not cleaned.text:
            gap += cleaned.gap
            continue
        if gap:
            cleaned = cleaned.model_copy(update={"gap": cleaned.gap + gap})
            gap = 0
        kept.append(cleaned)
    return kept


def _line(line: Line) -> tuple[Line, str]:
    """A line cleaned, the same object where it was clean, and the characters removed."""
    update: dict[str, str | list[Cell] | list[Word]] = {}
    if line.cells is None:
        text, removed = clean_text(line.text)
        text = " ".join(filter(None, text.split("\n")))
    else:
        results = [clean_text(cell.text) for cell in line.cells]
        text, removed = "\t".join(text for text, _ in results), "".join(gone for _, gone in results)
        pairs = list(zip(line.cells, results, strict=True))
        if any(cell.text != new for cell, (new, _) in pairs):
            update["cells"] = [cell.model_copy(update={"text": new}) for cell, (new, _) in pairs]
    if text != line.text:
        update["text"] = text
    words = [word.model_copy(update={"text": clean_text(word.text)[0]}) for word in line.words]
    if words != line.words:
        update["words"] = words
    return (line.model_copy(update=update) if update else line), removed
