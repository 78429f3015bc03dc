"""Capitals that ABC fonts cannot hold: a letter with a tone is small there, whatever the word."""

from __future__ import annotations

import re

# Letters with a tone, which have no capital in an ABC font.
_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s,“”\"]+|\s+[-–]\s+")
_SENTENCE = re.compile(rf"([.!?]\s+[“\"(]?)([{_TONED}])")
# After a dash or a number, too.
_LINE = re.compile(rf"^(\s*(?:(?:[-+*•–]|\w{{1,4}}[.)])\s+)?[“\"(]?)([{_TONED}])")
_COMMITTEE = re.compile(r"(?<!\w)(ủy|uỷ)(?= ban(?!\w))")
_REACH = 6
"""How many words that do not tell may stand before one that does."""
_ENDS = frozenset(".:;!?")


def restore_capitals(line: str, before: str) -> str:
    """A line decoded from an ABC font, with the capitals that its other letters speak for.

    A word is in capitals if its letters without a tone are; a word of toned letters alone, or with one
    capital before them, is if the words around it are. `before` is the line before, which tells whether a
    sentence begins here.
    """
    words = list(_WORD.finditer(line))
    told = [_in_capitals(word[0]) for word in words]
    pieces: list[str] = []
    at = start = 0
    for end in range(1, len(words) + 1):
        # Words with nothing but blanks and commas between them go together.
        if end < len(words) and _BETWEEN.fullmatch(line, words[end - 1].end(), words[end].start()):
            continue
        group = told[start:end]
        for index in range(start, end):
            if told[index] or (told[index] is None and _among_capitals(group, index - start)):
                pieces += line[at : words[index].start()], words[index][0].upper()
                at = words[index].end()
        start = end
    line = "".join(pieces) + line[at:]
    line = _COMMITTEE.sub(lambda match: match[0].capitalize(), line)
    line = _SENTENCE.sub(_capital, line)
    ended = before.rstrip()
    return line if ended and ended[-1] not in _ENDS else _LINE.sub(_capital, line)


def _in_capitals(word: str) -> bool | None:
    """Whether a word is in capitals; `None` where its letters do not tell."""
    told = [letter for letter in word if letter not in _TONED]
    if not all(map(str.isupper, told)):
        return False
    return True if len(told) > 1 else None


def _among_capitals(told: list[bool | None], index: int) -> bool:
    """Whether the nearest words that tell, before and after, are in capitals; one is enough at an end."""
    left = next(
        (known for known in reversed(told[max(index - _REACH, 0) : index]) if known is not None), None
    )
    right = next((known for known in told[index + 1 : index + 1 + _REACH] if known is not None), None)
    return left is not False and right is not False and (left or right) is True


def _capital(match: re.Match[str]) -> str:
    return match[1] + match[2].upper()
