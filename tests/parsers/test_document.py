"""The document model: what readers hand on."""

from __future__ import annotations

import math

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


def seen_from(x: float, y: float, turn: int, skew: float, width: float, height: float) -> tuple[float, float]:
    """Where a point of the page as a viewer shows it (`width` by `height`) is when turned and levelled."""
    for _ in range(turn // 90):
        x, y, width, height = height - y, x, height, width
    slope = math.radians(skew)
    x, y = x - width / 2, y - height / 2
    level = x * math.cos(slope) + y * math.sin(slope), y * math.cos(slope) - x * math.sin(slope)
    return level[0] + width / 2, level[1] + height / 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 1.5, -3.0])
def test_a_box_is_where_a_viewer_shows_it(turn: int, skew: float) -> None:
    width, height = 600.0, 800.0
    x, y = seen_from(100, 200, turn, skew, width, height)
    size = (height, width) if turn % 180 else (width, height)
    page = Page(number=1, width=size[0], height=size[1], turn=turn, skew=skew)
    box = page.shown(Box(x0=x, y0=y, x1=x, y1=y))
    assert (box.x0, box.y0) == pytest.approx((100, 200))
    assert (box.x1, box.y1) == pytest.approx((100, 200))
    assert page.shown_size == (width, height)


def test_boxes_are_gathered_and_parted() -> None:
    box = Box.around([Box(x0=0, y0=5, x1=40, y1=15), Box(x0=50, y0=3, x1=110, y1=15)])
    assert (box.x0, box.y0, box.x1, box.y1) == (0, 3, 110, 15)
    first, second = box.parted(["cây", "thẳm lá"])
    assert (first.x0, first.x1, second.x0, second.x1) == pytest.approx((0, 30, 40, 110))
    assert box.holds(second)
    assert not first.holds(second)
    assert first.beside(second)
    assert not first.beside(Box(x0=0, y0=14, x1=9, y1=30))
