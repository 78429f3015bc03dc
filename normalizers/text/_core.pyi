from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Arrays = Sequence[NDArray[np.generic]]

def score(model: Arrays, arrays: Arrays, /) -> None: ...
def search(
    channel: Arrays,
    syllables: Arrays,
    others: Arrays,
    automaton: Arrays,
    arrays: Arrays,
    most: int,
    window: float,
    limit: float,
    foreign: float,
    /,
) -> None: ...
def align(channel: Arrays, arrays: Arrays, counts: Arrays, /) -> None: ...
def decode(
    model: Arrays, arrays: Arrays, nodes: int, beam: int, width: float, trust: float, temperature: float, /
) -> float: ...
