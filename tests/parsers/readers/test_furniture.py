"""Page numbers of an annex that is numbered anew."""

from __future__ import annotations

from parsers.document import Box, Line, Page
from parsers.readers import furniture


def page(number: int, *lines: tuple[str, float, float]) -> Page:
    """A page of A4 across, of lines with the places of their middles."""
    made = [Line(text=text, box=Box(x0=x - 3, y0=y, x1=x + 3, y1=y + 14)) for text, x, y in lines]
    return Page(number=number, width=842, height=595, lines=made)


def left_after(*lines: tuple[str, float, float]) -> list[str]:
    texts = ("Cây xoài.", "Cây mít.", "Cây bưởi.")
    pages = [*(page(at, (text, 300, 100)) for at, text in enumerate(texts, 1)), page(4, *lines)]
    furniture.remove(pages, lambda *_: None, paged=True)
    return [line.text for line in pages[-1].lines]


def test_a_lower_number_in_the_middle_of_the_margin_is_that_of_the_page() -> None:
    text = ("Trồng cây.", 300.0, 100.0)
    assert left_after(("2", 421, 30), text) == ["Trồng cây."]
    assert left_after(text, ("2", 421, 570)) == ["Trồng cây."]
    assert left_after(("2", 100, 30), text) == ["2", "Trồng cây."]
    assert left_after(("2", 421, 100), text) == ["2", "Trồng cây."]
    assert left_after(("7", 421, 30), text) == ["7", "Trồng cây."]
    assert left_after(("2", 421, 30), text, ("3", 421, 300)) == ["2", "Trồng cây.", "3"]
