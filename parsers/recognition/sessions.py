"""Networks of this package as onnxruntime runs them, and what their chances are worth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.errors import RecogniserMissingError
from parsers.recognition.fitting import HEIGHT, STRIDE

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime
    from numpy.typing import NDArray

HOME = Path(str(files("data") / "models" / "recogniser"))
"""The folder of the networks that the package comes with."""


class Curve(NamedTuple):
    """Confidence is the logistic function of `slope` times the log odds of a chance, plus `level`."""

    slope: float
    level: float

    def at(self, chance: float) -> float:
        """The confidence for a chance."""
        chance = min(max(chance, 1e-6), 1 - 1e-6)
        return 1 / (1 + exp(-(self.slope * log(chance / (1 - chance)) + self.level)))


class Opened(NamedTuple):
    """A network, and what its card says."""

    session: onnxruntime.InferenceSession
    alphabet: str
    curve: Curve

    def chances(self, crops: Sequence[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
        """The logarithms of the chances of shape (frames, classes) of each fitted crop."""
        import numpy as np

        batch = np.zeros((len(crops), 1, HEIGHT, max(crop.shape[1] for crop in crops)), np.float32)
        for row, crop in zip(batch, crops, strict=True):
            np.divide(crop, 255, out=row[0, :, : crop.shape[1]])
        logits = np.asarray(self.session.run(None, {"crops": batch})[0], np.float32)
        logits -= logits.max(axis=2, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=2, keepdims=True))
        for row, crop in zip(logits, crops, strict=True):
            yield row[: crop.shape[1] // STRIDE]


@cache
def opened(model: Path, card: Path) -> Opened:
    """The network of a file.

    Raises:
        RecogniserMissingError: onnxruntime or the model is missing, or the model cannot be used.
    """
    try:
        import cv2  # noqa: F401
        import onnxruntime
    except ImportError as error:
        raise RecogniserMissingError(
            f"{error.name} is not installed; type: pip install onnxruntime opencv-python-headless"
        ) from error
    try:
        known = json.loads(card.read_text(encoding="utf-8"))
        curve = Curve(known["confidence"]["slope"], known["confidence"]["level"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own, some without a text
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise RecogniserMissingError(
            f"the model in {model.parent} cannot be used ({reason}); type: kehoach train-recogniser"
        ) from error
    return Opened(session, str(known["alphabet"]), curve)
