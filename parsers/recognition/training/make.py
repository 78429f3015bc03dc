"""The recogniser from nothing: texts, training, the file, and what its confidence means."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from data.paper.faces import faces
from data.paper.wear import LEVELS, Level
from parsers.recognition.alphabet import ALPHABET, classes
from parsers.recognition.errors import RecogniserMissingError
from parsers.recognition.fitting import HEIGHT, NARROWED, STRIDE, fitted
from parsers.recognition.network import CARD, MODEL, Network
from parsers.recognition.sessions import Curve
from parsers.recognition.training.lines import Kind, lines
from parsers.recognition.training.measuring import curve, judged, reliability, wrong
from parsers.recognition.training.texts import LONGEST, corpus, texts
from parsers.recognition.words import LineImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

_SHARE = 0.12
"""Of the paragraphs of a corpus that are printed: far more than there is time for in a night."""
_MEASURED = 400
"""Lines in faces held out, at each level of wear, that the model is measured on."""
_VERSION = 1
_LONGEST_SHORT = 18
"""Signs of a short line."""


def make(
    texts_folder: Path, folder: Path, *, seed: int, count: int, workers: int, tell: Callable[[str], None]
) -> None:
    """Train a recogniser on so many lines and write its model and card to a folder.

    The state of the training is kept in `draft.pt` there until it is done: the same call goes on from it.

    Args:
        texts_folder: a corpus, `*.txt` and `*.txt.xz`, a paragraph a line.
        folder: where the model goes, made if it is not there.
        seed: of the weights and of all lines. On the same machine it gives the same model.
        count: lines to train on.
        workers: processes that draw lines.
        tell: says how far it is.

    Raises:
        data.paper.faces.MissingFontError: no face is installed.
        OSError: the corpus cannot be read, or the folder not written.
        RecogniserMissingError: PyTorch or ONNX is not installed.
    """
    require_training()
    from parsers.recognition.training.export import export
    from parsers.recognition.training.fit import fit
    from parsers.recognition.training.net import LINES

    start = monotonic()
    families = sorted({face.family for face in faces(held_out=False)})
    paragraphs = corpus(texts_folder, _SHARE, seed)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "draft.pt"
    source = partial(_drawn, paragraphs)
    net = fit(LINES, source, seed, count, workers=workers, draft=draft, tell=tell)
    card: dict[str, object] = {
        "alphabet": ALPHABET,
        "height": HEIGHT,
        "narrowed": NARROWED,
        "stride": STRIDE,
        "version": _VERSION,
        "trained": {"lines": count, "seed": seed, "paragraphs": len(paragraphs), "families": families},
        "confidence": Curve(1.0, 0.0)._asdict(),
    }
    with tempfile.TemporaryDirectory() as whole:
        export(net, Path(whole) / MODEL, quantised=False)
        note(Path(whole) / CARD, **card)
        before = {level: round(wrong(Network(Path(whole)), _held_out(seed, level)), 5) for level in LEVELS}
    export(net, folder / MODEL)
    note(folder / CARD, **card)
    after = {level: round(wrong(Network(folder), _held_out(seed, level)), 5) for level in LEVELS}
    note(folder / CARD, wrong={"32 bits": before, "8 bits": after})
    calibrate(folder, seed)
    draft.unlink(missing_ok=True)
    tell(f"{monotonic() - start:.0f} s")


def calibrate(folder: Path, seed: int) -> None:
    """Fit the confidence of a folder's model on made lines in faces held out, and write it on its card."""
    made = [line for level in LEVELS for line in _held_out(seed, level)]
    reads = judged(Network(folder, Curve(1.0, 0.0)), made)
    fitted = curve(reads)
    held = reliability([read._replace(confidence=fitted.at(read.confidence)) for read in reads])
    note(folder / CARD, confidence=fitted._asdict() | {"reliability": held})


def _drawn(
    paragraphs: list[str], short: bool, rng: Generator
) -> Iterator[tuple[NDArray[np.uint8], list[int]]]:
    """Endless lines as the network is given them, and the classes of what they say."""
    for line in lines(texts(paragraphs, rng, _LONGEST_SHORT if short else LONGEST), rng):
        yield fitted(line.image), classes(line.text)


def _held_out(seed: int, level: Level) -> list[tuple[LineImage, str]]:
    """Made lines that nothing was trained on: in faces held out, and of no corpus."""
    import numpy as np

    rng = np.random.default_rng((seed, LEVELS.index(level)))
    made = islice(lines(texts([], rng), rng, Kind(faces(held_out=True), level)), _MEASURED)
    return [(LineImage(line.image, (0, 0, *line.image.shape[::-1]), line.dpi), line.text) for line in made]


def note(card: Path, **found: object) -> None:
    """Write what was found on a card."""
    known = json.loads(card.read_text(encoding="utf-8")) if card.exists() else {}
    card.write_text(json.dumps(known | found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def require_training() -> None:
    """Look whether what trains is installed.

    Raises:
        RecogniserMissingError: PyTorch or ONNX is not installed.
    """
    try:
        import onnx  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        raise RecogniserMissingError(
            f"{error.name} is not installed; type: pip install 'kehoach[train]'"
        ) from error
