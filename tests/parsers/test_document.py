"""The document model: what readers hand on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from parsers.document import Box, Cell, Document, Line, Origin, Page, Word

SHA = "0" * 64


def document(*pages: Page) -> Document:
    return Document(name="a.txt", sha256=SHA, media_type="text/plain", pages=list(pages))


def test_lines_come_in_reading_order_with_their_pages() -> None:
    pages = [Page(number=n, lines=[Line(text=f"{n}.{k}") for k in (1, 2)]) for n in (1, 2)]
    assert [(page.number, line.text) for page, line in document(*pages).lines()] == [
        *((1, "1.1"), (1, "1.2")),
        *((2, "2.1"), (2, "2.2")),
    ]


@given(st.lists(st.floats(0, 1), max_size=5))
def test_confidence_is_the_mean_of_the_pages(values: list[float]) -> None:
    found = document(*(Page(number=n, confidence=value) for n, value in enumerate(values, 1))).confidence
    assert found == pytest.approx(sum(values) / len(values) if values else 1)
    assert 0 <= found <= 1


def test_what_a_reader_does_not_know_has_a_default() -> None:
    line = Line(text="x")
    assert (line.number, line.gap, line.bold, line.cells, line.words, line.box) == (
        None,
        0,
        False,
        None,
        [],
        None,
    )
    assert (Cell(text="x").columns, Cell(text="x").rows, Cell(text="x").header) == (1, 1, False)
    assert (document().origin, document().paged, document().dropped) == (Origin.TEXT, False, [])


def test_documents_share_no_lists() -> None:
    first, second = document(), document()
    first.pages.append(Page(number=1))
    assert second.pages == []


@pytest.mark.parametrize(
    "made",
    [
        lambda: Page(number=0),
        lambda: Page(number=1, confidence=1.5),
        lambda: Cell(text="x", columns=0),
        lambda: Line(text="x", gap=-1),
        lambda: Word(text="x", confidence=-0.1),
        lambda: Line.model_validate({"text": "x", "colour": "red"}),
    ],
)
def test_what_cannot_be_is_refused(made: object) -> None:
    assert callable(made)
    with pytest.raises(ValidationError):
        made()


def test_a_document_survives_json() -> None:
    word = Word(text="Số", box=Box(x0=1, y0=2, x1=3, y1=4), confidence=0.9, font="Times", size=14)
    row = Line(
        text="a\tb", cells=[Cell(text="a", columns=2, header=True), Cell(text="b")], table=1, words=[word]
    )
    whole = document(Page(number=1, lines=[row], width=595, origin=Origin.OCR, confidence=0.8))
    assert Document.model_validate_json(whole.model_dump_json()) == whole
