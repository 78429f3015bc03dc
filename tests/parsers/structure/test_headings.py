"""What of a numbered paragraph is its title: the rules of the record contract, case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.structure import headings
from parsers.structure.markers import Kind
from tests.paper import Named, cases

if TYPE_CHECKING:
    from typing import NotRequired


class Case(Named):
    """A paragraph after its marker, with the title and the running text in it."""

    text: str
    title: str | None
    running: str | None
    kind: NotRequired[str]
    followed: NotRequired[bool]
    bold: NotRequired[bool]


@pytest.mark.parametrize("case", cases("headings.json"))
def test_title_and_running_text(case: Case) -> None:
    kind = Kind(case.get("kind", "decimal"))
    found = headings.split(case["text"], kind, case.get("followed", False), case.get("bold", False))
    assert found == (case["title"], case["running"])


@given(st.text(), st.sampled_from(Kind), st.booleans(), st.booleans())
def test_title_and_text_are_what_stands_there(text: str, kind: Kind, followed: bool, bold: bool) -> None:
    title, running = headings.split(text, kind, followed, bold)
    left = text
    for part in (title, running):
        if part:
            assert part in left
            left = left.replace(part, "", 1)
    assert not left.strip(" .:\t\n") or left.isspace() or not any(c.isalnum() for c in left)


@given(st.text(alphabet="aăâ (“”):;.,", max_size=400))
def test_marks_in_any_order_do_not_matter(text: str) -> None:
    headings.split(text, Kind.DECIMAL, True)
