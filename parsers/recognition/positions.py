"""Reads a line above a signer's name where letters are doubtful: of all that may stand there, the likeliest.

They are a closed list (Decree 30/2020/NĐ-CP, annex I, part II, section I.7): a position, alone or after a
capacity, or the body that is signed for. A seal hides how a line begins, or its letters stand before it.
"""

from __future__ import annotations

from functools import cache, partial
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data import rows
from parsers.recognition.chains import Words, at_best, empty, ends, softened, spelled
from parsers.recognition.fitting import fitted
from parsers.recognition.network import CARD, MODEL
from parsers.recognition.sessions import HOME, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.chains import Mass, Reals
    from parsers.recognition.words import Grey

_NARROWED = (0.7, 0.85)
"""How much narrower letters are made, by look: a line is to be likely in each of them."""
_BESIDE = 0.2
"""By frame, the chance of what a seal or a pen left beside a line, against that of what it reads as."""
_HIDDEN, _LOST = 3, 2.5
"""Letters at the start of a line that a seal may hide, and what each costs as a logarithm of a chance."""
_UNCOMMON = {"KT.": 0.5, "TM.": 1.0, "T/M": 0.3, "TL.": 0.05, "TUQ.": 0.02}
"""How often somebody signs for the head of an office, or for a body, by how often the head himself does."""
_UNSTOPPED = 1.0
"""What it costs that the full stop of a capacity is missing, or lost."""
_BEAM = 12.0
"""Logarithm of a chance: lines so much less likely than others, wherever they stand, are left out."""
_NEVER = 1e-300
"""The chance of what has none."""


class Line(NamedTuple):
    """The likeliest line."""

    text: str
    """In capitals."""
    confidence: float
    """Probability that it is the line that stands there, where one of the list does."""
    likeness: float
    """By letter, the logarithm of the chance that it is, against that of the best reading."""
    left: float
    right: float
    """Where it begins and ends, as shares of the width of the crop."""


class Lines(NamedTuple):
    """All lines that there may be, whole and without letters at their start."""

    words: Words
    whole: tuple[str, ...]
    """By word, the line that it is, or is left of."""
    common: NDArray[np.float64]
    """By word, how likely that line is, as a logarithm."""
    lost: NDArray[np.float64]
    """By word, what it costs that it is no more than that of it."""

    def near(self, bound: NDArray[np.float64]) -> Lines:
        """Those that have a chance."""
        import numpy as np

        most = bound + self.common - self.lost
        kept = np.flatnonzero(most > most.max() - _BEAM)
        whole = tuple(self.whole[at] for at in kept)
        return Lines(self.words.only(kept), whole, self.common[kept], self.lost[kept])


class Seen(NamedTuple):
    """A line in one look at a crop."""

    likeness: float
    """The logarithm of the chance that it is what stands there, against that of the best reading."""
    common: float
    right: float
    left: Callable[[], float]
    """Gives where it begins: takes time."""


class PositionReader:
    """Reads lines above names with the model of a folder, otherwise that of the package.

    Args:
        folder: with the files `lines.onnx` and `card.json`.

    Raises:
        parsers.recognition.errors.RecogniserMissingError: onnxruntime or the model is missing, or the model
            cannot be used.
    """

    def __init__(self, folder: Path = HOME) -> None:
        self._model = opened(folder / MODEL, folder / CARD)
        self._space = self._model.alphabet.index(" ") + 1

    def read(self, crops: Sequence[Grey]) -> list[Line | None]:
        """The likeliest line of each crop; none of an empty one."""
        return [self._read(crop) if crop.size else None for crop in crops]

    def _read(self, crop: Grey) -> Line | None:
        looks = [self._look(crop, narrowed) for narrowed in _NARROWED]
        likeness = {
            text: sum(look[text].likeness for look in looks) / len(looks)
            for text in set(looks[0]).intersection(*looks[1:])
        }
        if not likeness:
            return None
        likely = {text: like + looks[0][text].common for text, like in likeness.items()}
        best = max(likely, key=likely.__getitem__)
        total = sum(exp(chance - likely[best]) for chance in likely.values())
        letters, seen = sum(map(str.isalpha, best)), looks[0][best]
        return Line(best, 1 / total, likeness[best] / letters, seen.left(), seen.right)

    def _look(self, crop: Grey, narrowed: float) -> dict[str, Seen]:
        """The lines that have a chance."""
        import numpy as np

        (found,) = self._model.chances([fitted(crop, narrowed)])
        likely = softened(found)
        lines = _lines(self._model.alphabet)
        lines = lines.near(at_best(likely, lines.words))
        before, after = self._beside(likely), self._beside(likely[::-1])[::-1]
        ended = ends(likely, lines.words, before) * after
        rights = ended.argmax(axis=1) / len(likely)
        likeness = np.log(np.maximum(ended.sum(axis=1), _NEVER)) - lines.lost

        def left(at: int) -> float:
            word = lines.words.only(np.array([at])).backward()
            back = ends(likely[::-1], word, after[::-1])[0, ::-1] * before
            return float(back.argmax() / len(likely))

        seen: dict[str, Seen] = {}
        measures = zip(lines.whole, likeness.tolist(), lines.common.tolist(), rights.tolist(), strict=True)
        for at, (whole, like, common, right) in enumerate(measures):
            one = Seen(like, common, right, partial(left, at))
            if whole not in seen or one.likeness > seen[whole].likeness:
                seen[whole] = one
        return seen

    def _beside(self, shares: Reals) -> Mass:
        """How likely nothing of a line stands left of each edge."""
        import numpy as np

        beside = shares[:, : self._space + 1].copy()
        beside[:, 0] = np.maximum(beside[:, 0], _BESIDE)
        return empty(beside, self._space)


@cache
def opening_words() -> frozenset[str]:
    """The words that such lines begin with."""
    return frozenset(text.split()[0] for text, _ in _rated())


@cache
def _lines(alphabet: str) -> Lines:
    """The lines whose letters the network knows, in the order of its classes."""
    import numpy as np

    left = [
        (word[hidden:], text, common, lost + _LOST * hidden)
        for text, common in _rated()
        for word, lost in _printed(text)
        for hidden in range(_HIDDEN + 1)
        if all(sign in alphabet for sign in word) and word[hidden] != " "
    ]
    texts, whole, common, lost = zip(*left, strict=True)
    return Lines(spelled(texts, alphabet), whole, np.array(common), np.array(lost))


def _printed(line: str) -> Iterator[tuple[str, float]]:
    """How a line may be printed, and what that costs: its capacity also without the full stop."""
    yield line, 0.0
    if ". " in line:
        yield line.replace(". ", " ", 1), _UNSTOPPED


def _rated() -> Iterator[tuple[str, float]]:
    """Each line that may stand above a name, and how likely it is, as a logarithm."""
    for row in rows("signing"):
        words, common = row["words"].upper(), log(10) * float(row["tens"] or 0)
        if row["kind"] == "position" and " " in words:
            yield words, common
            if not words.startswith("PHÓ "):
                for mark in ("KT.", "TL.", "TUQ."):
                    yield f"{mark} {words}", common + log(_UNCOMMON[mark])
        elif row["kind"] == "body":
            for mark in ("TM.", "T/M"):
                yield f"{mark} {words}", common + log(_UNCOMMON[mark])
