"""How likely some frames are chains of words out of closed lists: CTC's forward and backward passes.

As in Graves et al., "Connectionist temporal classification" (2006), but for all words of a list at once, and
a word may begin wherever another has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]
    """Chances by class and frame, shape (frames, classes), class 0 CTC's blank; or `Mass`."""
    Mass = NDArray[np.float64]
    """By edge of a frame, from the left of the first one on, how likely a word ends or begins there."""


_DOUBT = 0.8
"""What the network's chances are raised to: it is too sure of print unlike what it learnt."""


class Words(NamedTuple):
    """A list of words as classes."""

    texts: tuple[str, ...]
    kinds: NDArray[np.int64]
    """Shape (words, letters of the longest), 0 behind the end of a shorter one."""
    lengths: NDArray[np.int64]

    def only(self, kept: NDArray[np.int64]) -> Words:
        """Some of them."""
        lengths = self.lengths[kept]
        return Words(
            tuple(self.texts[at] for at in kept), self.kinds[kept, : lengths.max(initial=1)], lengths
        )

    def and_(self, others: Words) -> Words:
        """These and others."""
        import numpy as np

        longest = max(self.kinds.shape[1], others.kinds.shape[1])
        kinds = [np.pad(each.kinds, ((0, 0), (0, longest - each.kinds.shape[1]))) for each in (self, others)]
        lengths = np.concatenate((self.lengths, others.lengths))
        return Words(self.texts + others.texts, np.vstack(kinds), lengths)

    def backward(self) -> Words:
        """The same read from the right."""
        import numpy as np

        at = self.lengths[:, None] - 1 - np.arange(self.kinds.shape[1])
        turned = np.take_along_axis(self.kinds, at.clip(min=0), axis=1)
        return self._replace(kinds=np.where(at >= 0, turned, 0))


def softened(found: NDArray[np.float32]) -> Reals:
    """The chances of each class in each frame against the likeliest one, less sure than the network's.

    Args:
        found: their logarithms.
    """
    import numpy as np

    chances: Reals = np.exp(_DOUBT * (found - found.max(axis=1, keepdims=True)).astype(np.float64))
    return chances


def spelled(texts: Sequence[str], alphabet: str) -> Words:
    """Words by the classes of their letters; those of other letters are left out."""
    import numpy as np

    texts = [text for text in texts if text and all(sign in alphabet for sign in text)]
    kinds = np.zeros((len(texts), max(map(len, texts), default=1)), np.int64)
    for row, text in zip(kinds, texts, strict=True):
        row[: len(text)] = [alphabet.index(sign) + 1 for sign in text]
    return Words(tuple(texts), kinds, np.array([len(text) for text in texts], np.int64))


def at_best(shares: Reals, words: Words) -> Reals:
    """By word, a bound that no place of it in the frames exceeds, as a logarithm."""
    import numpy as np

    best = np.log(np.maximum(shares.max(axis=0), 1e-30))
    found: Reals = np.where(words.kinds > 0, best[words.kinds], 0.0).sum(axis=1)
    return found


def ends(shares: Reals, words: Words, begins: Mass) -> Reals:
    """By word and edge of a frame, how likely the word is what ends there.

    Args:
        shares: by frame and class.
        words: what may stand there.
        begins: how likely a word begins at each edge.
    """
    import numpy as np

    count, longest = words.kinds.shape
    kinds = words.kinds.T  # words side by side, which are many, where letters are few
    # The chance of all paths so far that end in a letter, and in the blank before it, or after the last one.
    letter, blank = np.zeros((longest, count)), np.zeros((longest + 1, count))
    other = (kinds[1:] != kinds[:-1]).astype(np.float64)
    chances, blanks = shares[:, kinds], shares[:, 0].tolist()
    ended = np.zeros((len(shares), longest, count))
    for frame, chance in enumerate(chances):
        follows = letter + blank[:-1]
        follows[1:] += letter[:-1] * other
        blank[1:] += letter
        follows[0] += begins[frame]
        blank[0] += begins[frame]
        letter = np.multiply(follows, chance, out=follows)
        blank *= blanks[frame]
        np.add(letter, blank[1:], out=ended[frame])
    found = np.zeros((count, len(shares) + 1))
    found[:, 1:] = ended[:, words.lengths - 1, np.arange(count)].T
    return found


def spaced(shares: Reals, space: int, ended: Mass) -> Mass:
    """How likely a space ends at each edge that begins where words have ended."""
    import numpy as np

    found = np.zeros_like(ended)
    so_far = 0.0
    for frame, share in enumerate(shares[:, space].tolist()):
        so_far = (so_far + float(ended[frame])) * share
        found[frame + 1] = so_far
    return found


def empty(shares: Reals, space: int) -> Mass:
    """How likely nothing but white stands left of each edge."""
    import numpy as np

    white = np.maximum(shares[:, 0], shares[:, space])
    return np.concatenate(([1.0], np.cumprod(white)))
