"""Percentiles of greys are those of numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parsers.recognition.percentiles import percentiles


@given(arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9))), st.floats(0, 100))
def test_are_those_of_numpy(greys: np.ndarray, share: float) -> None:
    assert percentiles(greys[::2], (share, 90)) == pytest.approx(np.percentile(greys[::2], (share, 90)))
