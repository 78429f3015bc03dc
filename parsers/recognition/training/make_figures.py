"""The reader of handwritten figures from nothing: made blanks, training, the file, and its confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from data.paper.wear import LEVELS, Level
from parsers.recognition.figures import CARD, DIGITS, MODEL, STRETCHED, FigureReader
from parsers.recognition.fitting import HEIGHT, STRIDE, fitted
from parsers.recognition.sessions import Curve
from parsers.recognition.training.hands import Set, Writer, hand_faces, scanned
from parsers.recognition.training.made_blanks import Blank, blanks, glimpse
from parsers.recognition.training.make import note, require_training
from parsers.recognition.training.measuring import Read, curve, reliability

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

_SCANNED = 8
"""How often scanned digits are taken, beside each face once: each of them is another writer's."""
_GLIMPSES = 2
"""Looks at each made blank: what is read may not hang on where it was cut."""
_MEASURED = 1000
"""Blanks that nothing was trained on, at each level of wear, that the model is measured on."""


def make_figures(
    digits: Path, folder: Path, *, seed: int, count: int, workers: int, tell: Callable[[str], None]
) -> None:
    """Train a reader of figures on so many looks at made blanks and write its model and card to a folder.

    The state of the training is kept in `figures.pt` there until it is done: the same call goes on from it.

    Args:
        digits: a folder with scanned digits, `0.json` to `9.json`, as `hands.scanned` reads them.
        folder: where the model goes, made if it is not there.
        seed: of the weights and of all blanks.
        count: looks at made blanks to train on, two at each blank.
        workers: processes that draw blanks.
        tell: says how far it is.

    Raises:
        data.paper.faces.MissingFontError: no face is installed.
        NotDigitsError: the files are no digits.
        OSError: the folder cannot be written.
        RecogniserMissingError: PyTorch or ONNX is not installed.
    """
    require_training()
    from parsers.recognition.training.export import export
    from parsers.recognition.training.fit import fit
    from parsers.recognition.training.net import FIGURES

    start = monotonic()
    source = partial(_drawn, writers(digits, held_out=False))
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "figures.pt"
    net = fit(FIGURES, source, seed, count, workers=workers, draft=draft, tell=tell)
    export(net, folder / MODEL)
    note(
        folder / CARD,
        alphabet=2 * DIGITS,
        height=HEIGHT,
        stretched=STRETCHED,
        stride=STRIDE,
        trained={"blanks": count, "seed": seed},
        confidence=Curve(1.0, 0.0)._asdict(),
    )
    _calibrate(digits, folder, seed)
    draft.unlink(missing_ok=True)
    tell(f"{monotonic() - start:.0f} s")


def _drawn(
    every: Sequence[Writer], _short: bool, rng: Generator
) -> Iterator[tuple[NDArray[np.uint8], list[int]]]:
    """Endless looks at blanks as the network is given them, and the classes of their figures."""
    for blank in blanks(every, rng, held_out=False):
        first = 1 if blank.by_hand else 1 + len(DIGITS)
        classes = [first + int(digit) for digit in blank.figures]
        for _ in range(_GLIMPSES):
            yield fitted(glimpse(blank, rng), STRETCHED), classes


def writers(digits: Path, *, held_out: bool) -> list[Writer]:
    """Those who fill in made blanks beside strokes of a pen; those that are held out, or the others."""
    faces = [Set(path) for path in hand_faces(held_out=held_out)]
    return [*[scanned(digits, held_out=held_out)] * _SCANNED, *faces]


def held_out(digits: Path, seed: int, level: Level) -> list[Blank]:
    """Made blanks that nothing was trained on: other scanned digits, faces held out for hand and print."""
    import numpy as np

    rng = np.random.default_rng((seed, LEVELS.index(level), 1))
    return list(islice(blanks(writers(digits, held_out=True), rng, held_out=True, level=level), _MEASURED))


def judged(reader: FigureReader, made: Sequence[Blank]) -> list[Read]:
    """How surely the figures of each blank that has some were read, and whether they are right."""
    read = reader.read([(blank.image, blank.allowed) for blank in made])
    return [
        Read(figures.confidence, figures.text == blank.figures)
        for figures, blank in zip(read, made, strict=True)
        if figures.text
    ]


def _calibrate(digits: Path, folder: Path, seed: int) -> None:
    """Fit the confidence on blanks held out, and write it and how well they were read on the card."""
    raw = FigureReader(folder, Curve(1.0, 0.0))
    reads = {level: judged(raw, held_out(digits, seed, level)) for level in LEVELS}
    every = [read for level in LEVELS for read in reads[level]]
    fitted_curve = curve(every)
    held = reliability([read._replace(confidence=fitted_curve.at(read.confidence)) for read in every])
    wrong = {
        level: round(sum(not read.right for read in found) / max(1, len(found)), 4)
        for level, found in reads.items()
    }
    note(folder / CARD, wrong=wrong, confidence=fitted_curve._asdict() | {"reliability": held})
