"""Forms of a text that compare alike: one case, one placement of tone marks, plain dashes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = str.maketrans("‐‑‒–—−", "------")
_SPACE = re.compile(r"\s")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONED = re.compile("[òóỏõọùúủũụ]", re.IGNORECASE)
_OPEN_GLIDE = re.compile(
    rf"(?<![qQ])(o(?=[{_TONES}][ae])|u(?=[{_TONES}]y))([{_TONES}])([aey])(?![\w\u0300-\u036f])",
    re.IGNORECASE,
)


def one_tone(text: str) -> str:
    """NFC text with the tone of open oa, oe, uy on the second vowel: hòa, thúy and hoà, thuý are one."""
    composed = unicodedata.normalize("NFC", text)
    if not _TONED.search(composed):
        return composed
    decomposed = unicodedata.normalize("NFD", composed)
    return unicodedata.normalize("NFC", _OPEN_GLIDE.sub(r"\1\3\2", decomposed))


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The text for comparing, as long as the text where that is NFC: spaces are not collapsed."""
    folded = one_tone(text).translate(_DASHES)
    lowered = folded.lower()
    if len(lowered) != len(folded):  # İ becomes two characters
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
    return _SPACE.sub(" ", lowered)


def bare(text: str) -> str:
    """A title for comparing: its key without punctuation, single spaces."""
    return " ".join(re.findall(r"\w+", key(text)))


def skeleton(text: str) -> str:
    """Lower-case ASCII letters and digits, single spaces: what is left when a scan loses the marks."""
    from unidecode import unidecode

    return " ".join(re.findall(r"[a-z0-9]+", unidecode(text).lower()))
