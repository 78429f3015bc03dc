"""Which recogniser reads a page: our own, Tesseract, or our own with Tesseract as a second opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from parsers.recognition.errors import RecogniserFailedError, RecogniserMissingError
from parsers.recognition.legible import sureness
from parsers.recognition.network import Network
from parsers.recognition.tesseract import Tesseract
from parsers.recognition.words import Alternative, LineImage, Recogniser, SeenWord

Choice: TypeAlias = Literal["auto", "own", "tesseract"]

_DOUBTFUL = 0.8
"""Mean confidence of a line, below which it is read a second time."""
_FOREIGN = 0.6
"""Mean confidence of a line, below which its print may be unlike anything that was trained on."""
_LETTERS = 3
"""Letters and digits: a shorter line is more often a blot than print."""
_HEARD = 0.8
"""Mean confidence of Tesseract in a line, below which it is heard only where it agrees: it makes blots of
worn print in which our own still makes out letters."""
_WORTH, _SHARE = 40, 0.15
"""Letters and digits of doubtful lines, from which a page is read a second time, or half of what it has, and
the share of it that they are at least: that takes as long as to read a third of a page, and of words here and
there Tesseract is wrong as often as right."""
_SECOND = 0.9
"""How much Tesseract's confidence counts: it is surer of itself than it is right."""


def recogniser(choice: Choice = "auto", seconds: float = 60.0) -> Recogniser:
    """The recogniser that is asked for.

    Args:
        choice: `auto` takes our own, with Tesseract as a second opinion, or the one that is installed.
        seconds: how long a call of Tesseract may take.

    Raises:
        RecogniserMissingError: our own is asked for, and not installed.
    """
    tesseract = Tesseract(seconds=seconds)
    if choice == "tesseract":
        return tesseract
    try:
        own = Network()
    except RecogniserMissingError:
        if choice == "own":
            raise
        return tesseract
    return own if choice == "own" else TwoOpinions(own, tesseract)


@dataclass(slots=True)
class TwoOpinions:
    """Reads lines with one recogniser, and those that it is not sure of with another, too.

    Words that both read alike are sure; where they differ, and the second is sure of the line, the surer one
    is taken and the other kept as an alternative, for the language to decide. Where the second is missing or
    fails, the first stands.
    """

    first: Recogniser
    second: Recogniser
    name: str = "auto"

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        """The words of each line from left to right, their places in pixels of the line's crop.

        Raises:
            RecogniserMissingError: the first recogniser is not installed.
            RecogniserFailedError: it broke down, or took too long.
        """
        words = self.first.read(lines)
        doubtful = [index for index, found in enumerate(words) if _is_doubtful(found)]
        letters, every = sum(_letters(words[index]) for index in doubtful), sum(map(_letters, words))
        if not doubtful or letters < max(_SHARE * every, min(_WORTH, every / 2)):
            return words
        try:
            again = self.second.read([lines[index] for index in doubtful])
        except (RecogniserMissingError, RecogniserFailedError):
            return words
        for index, other in zip(doubtful, again, strict=True):
            words[index] = agreed(words[index], other)
        return words


def _is_doubtful(words: Sequence[SeenWord]) -> bool:
    """Whether a line is print that was not read for sure."""
    return _letters(words) >= _LETTERS and sureness(words) < _DOUBTFUL


def _letters(words: Sequence[SeenWord]) -> int:
    """How many letters and digits a line has."""
    return sum(char.isalnum() for word in words for char in word.text)


def agreed(first: Sequence[SeenWord], second: Sequence[SeenWord]) -> list[SeenWord]:
    """A line as two recognisers read it."""
    if not second:
        return list(first)
    heard = sureness(second) >= _HEARD
    if heard and sureness(first) < _FOREIGN and _SECOND * sureness(second) > sureness(first):
        first, second = second, first
    found = []
    for word in first:
        others = [other for other in second if is_same(word, other)]
        one = len(others) == 1 and (heard or others[0].text == word.text)
        found.append(_joined(word, others[0]) if one else word)
    return found


def is_same(one: SeenWord, other: SeenWord) -> bool:
    """Whether two words stand in the same place of a line."""
    shared = min(one.area[2], other.area[2]) - max(one.area[0], other.area[0])
    return shared > 0.6 * max(one.area[2] - one.area[0], other.area[2] - other.area[0])


def _joined(one: SeenWord, other: SeenWord) -> SeenWord:
    """Two readings of a word as one, with all that it may be."""
    doubt = (1 - one.confidence) * (1 - other.confidence)
    if one.text == other.text:
        return replace(one, confidence=1 - doubt)
    chances = {text: chance / 2 for text, chance in one.alternatives}
    for word in (one, other):
        chances[word.text] = max(chances.get(word.text, 0.0), word.confidence / 2)
    for text, chance in other.alternatives:
        chances[text] = max(chances.get(text, 0.0), chance / 2)
    best, *rest = sorted(chances.items(), key=lambda item: -item[1])
    return replace(
        one, text=best[0], confidence=best[1], alternatives=tuple(Alternative(*each) for each in rest)
    )
