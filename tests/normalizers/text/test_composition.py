"""Two steps of edits become one that leads from the first text to the last, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.composition import compose, earlier
from normalizers.text.edits import Edit, apply, undo

TEXT = st.text("ab \n", max_size=12)


@st.composite
def edited(draw: st.DrawFn, text: str, reason: str) -> list[Edit]:
    """Edits of a text, in order and apart."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return [
        Edit(start, end, text[start:end], draw(TEXT), reason, 0.9)
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@given(st.data(), TEXT)
def test_one_list_of_edits_does_what_two_did(data: st.DataObject, raw: str) -> None:
    first = data.draw(edited(raw, "one"))
    middle = apply(raw, first)
    second = data.draw(edited(middle, "two"))
    last = apply(middle, second)
    both = compose(raw, first, middle, second)
    assert apply(raw, both) == last
    assert undo(last, both) == raw


def test_edits_of_one_word_are_joined_and_others_are_kept() -> None:
    raw, middle = "\xad6ng nd", "ông nd"
    first = [Edit(0, 4, "\xad6ng", "ông", "characters", 0.9)]
    second = [
        Edit(0, 3, "ông", "ống", "misread", 0.7, ("ổng",)),
        Edit(4, 6, "nd", "nó", "misread", 0.8),
    ]
    assert compose(raw, first, middle, second) == [
        Edit(0, 4, "\xad6ng", "ống", "characters+misread", 0.7, ("ổng",)),
        Edit(5, 7, "nd", "nó", "misread", 0.8),
    ]


def test_what_is_changed_and_changed_back_is_no_edit() -> None:
    assert not compose("hoà", [Edit(0, 3, "hoà", "hòa", "x")], "hòa", [Edit(0, 3, "hòa", "hoà", "y")])


def test_spans_go_back_over_edits_and_widen_to_whole_ones() -> None:
    edits = [Edit(0, 1, "a", "xyz", "r"), Edit(4, 6, "bc", "", "r"), Edit(8, 10, "de", "d", "r")]
    # raw "a...bc..de." becomes "xyz.....d."
    assert earlier(edits, [(1, 2), (3, 5), (7, 8), (8, 9)]) == [(0, 1), (1, 3), (7, 8), (8, 10)]
