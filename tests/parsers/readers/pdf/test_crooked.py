"""Words of a page that was scanned askew or on its side are found where a viewer shows them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from parsers.document import Box, Document
from parsers.readers import read
from tests.parsers.readers.pdf.paper import Paper, changed
from tests.parsers.readers.pdf.scans import pictures

LINES = (
    "Thực hiện chương trình công tác năm, Ủy ban nhân dân xã xây dựng kế hoạch",
    "chăm sóc cây xanh trên các tuyến đường của xã, giao các thôn trồng mỗi thôn",
    "một nghìn cây xoài, cây mít và cây bưởi trước ngày lễ, cụ thể như sau:",
)


def places(document: Document) -> dict[str, Box]:
    """Where the words of more than three letters are shown."""
    return {
        word.text: page.shown(word.box)
        for page, line in document.lines()
        for word in line.words
        if word.box and len(word.text) > 3
    }


def pasted(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    width, height = picture.width * 72 / 300, picture.height * 72 / 300
    canvas = Canvas(buffer, pagesize=(width, height))
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    canvas.save()
    return buffer.getvalue()


def middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def test_words_of_a_skewed_scan_are_where_they_are_shown() -> None:
    printed = Paper().lines(80, 100, *LINES).lines(80, 500, *LINES[::-1]).pdf()
    [picture] = pictures(printed)
    askew = picture.rotate(-2, Image.Resampling.BICUBIC, fillcolor=255)
    document = read(pasted(askew), "quet.pdf")
    straight, found = places(read(printed, "in.pdf")), places(document)
    page = document.pages[0]
    assert page.skew == pytest.approx(2, abs=0.2)
    turned = page.model_copy(update={"skew": 2.0, "turn": 0})
    near = [
        word
        for word in straight
        if word in found and middle(found[word]) == pytest.approx(middle(turned.shown(straight[word])), abs=6)
    ]
    assert len(near) > 0.8 * len(straight)


def test_words_of_a_scan_on_its_side_are_where_they_are_shown() -> None:
    printed = Paper().lines(80, 100, *LINES).lines(80, 500, *LINES[::-1]).pdf()
    [picture] = pictures(printed)
    document = read(pasted(picture.rotate(90, expand=True)), "quet.pdf")
    assert document.pages[0].turn == 90
    straight, found = places(read(printed, "in.pdf")), places(document)
    page = document.pages[0].model_copy(update={"skew": 0.0})
    near = [
        word
        for word in straight
        if word in found and middle(found[word]) == pytest.approx(middle(page.shown(straight[word])), abs=4)
    ]
    assert len(near) > 0.8 * len(straight)


def test_words_of_print_that_runs_up_the_page_are_where_they_are_shown() -> None:
    upright = Paper().lines(80, 100, *LINES).pdf()
    paper = Paper()
    for number, line in enumerate(LINES):
        paper.text(100 + 18 * number, 700, line, angle=90)
    document = read(paper.pdf(), "doc.pdf")
    page = document.pages[0]
    assert page.turn == 90
    assert page.shown_size == pytest.approx((595, 842), abs=1)
    box = places(document)["hiện"]
    assert box.y1 - box.y0 > box.x1 - box.x0
    assert 85 < box.x0 < 100 < box.x1 < 105
    assert read(changed(upright, rotate=90), "xoay.pdf").pages[0].turn == 270
