"""Edits are applied and undone exactly, and are refused where they do not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.edits import Edit, apply, undo


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))))
def test_undoing_gives_the_raw_text(pieces: list[tuple[str, str, str]]) -> None:
    raw, text, edits = "", "", []
    for kept, before, after in pieces:
        raw, text = raw + kept, text + kept
        edits.append(Edit(len(raw), len(raw) + len(before), before, after, "test"))
        raw, text = raw + before, text + after
    assert apply(raw, edits) == text
    assert undo(text, edits) == raw


def test_an_edit_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply("hoa", [Edit(0, 3, "hoà", "hòa", "test")])
    with pytest.raises(ValueError, match="does not fit"):
        apply("hoa", [Edit(1, 2, "o", "ô", "test"), Edit(0, 1, "h", "H", "test")])
