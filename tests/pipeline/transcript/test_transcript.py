"""What was read, as text and as XML with places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parsers.document import Box, Cell, Document, Line, Page, Word
from pipeline.failures import UnfitError
from pipeline.transcript import Form, transcript
from pipeline.transcript.blocks import Block, Table, blocks

ALTO = {"a": "http://www.loc.gov/standards/alto/ns-v4#"}
HTML = {"h": "http://www.w3.org/1999/xhtml"}


def line(text: str, x: float, y: float, *, gap: int = 0, boxes: bool = True) -> Line:
    """A line of words, each five points a character, seven tenths sure."""
    words = []
    for word in text.split() if boxes else ():
        width = 5.0 * len(word)
        words.append(Word(text=word, box=Box(x0=x, y0=y, x1=x + width, y1=y + 12), confidence=0.7))
        x += width + 5
    return Line(text=text, words=words, gap=gap)


def row(y: float, *texts: str) -> Line:
    """A table row, each cell a hundred points wide; a line of a cell has its words to itself."""
    cells, words = [], []
    for number, text in enumerate(texts):
        x0 = 50 + 100.0 * number
        cells.append(Cell(text=text, box=Box(x0=x0, y0=y, x1=x0 + 100, y1=y + 40)))
        for printed, part in enumerate(text.split("\n")):
            words += line(part, x0 + 2, y + 2 + 14 * printed).words
    return Line(text="\t".join(texts), cells=cells, table=1, words=words)


def document(*pages: list[Line]) -> Document:
    made = [Page(number=n, lines=lines, width=600, height=800) for n, lines in enumerate(pages, 1)]
    return Document(name='xã "A".pdf', sha256="0" * 64, media_type="application/pdf", paged=True, pages=made)


PAPER = document(
    [
        line("UBND XÃ A", 50, 50),
        line("Số: 1/KH", 50, 64),
        line("CỘNG HÒA", 300, 50),
        line("Trồng cây", 50, 120, gap=2),
        row(200, "1", "Trồng cây\n- xoài", "Tổ 1"),
        row(240, "2", "", "Tổ 2"),
    ],
    [],
    [line("Hết.", 50, 50)],
)


def test_text_parts_cells_by_tabs_and_pages_by_form_feeds() -> None:
    assert transcript(PAPER) == (
        "UBND XÃ A\nSố: 1/KH\nCỘNG HÒA\n\nTrồng cây\n1\tTrồng cây - xoài\tTổ 1\n2\t\tTổ 2\n\f\fHết.\n"
    )


def test_what_a_cell_covers_is_empty_so_that_columns_stay_columns() -> None:
    def line(*cells: Cell) -> Line:
        return Line(text="\t".join(cell.text for cell in cells), cells=list(cells), table=1)

    rows = [
        line(Cell(text="1"), Cell(text="Xã", rows=2), Cell(text="Quý I")),
        line(Cell(text="2"), Cell(text="Quý II")),
        line(Cell(text="Kinh phí", columns=3)),
        line(Cell(text="3"), Cell(text="Tổ 3"), Cell(text="Quý III", rows=2)),
        line(Cell(text="4"), Cell(text="Tổ 4")),
    ]
    document = Document(name="a.pdf", sha256="0" * 64, media_type="x", pages=[Page(number=1, lines=rows)])
    due = ["1\tXã\tQuý I", "2\t\tQuý II", "Kinh phí\t\t", "3\tTổ 3\tQuý III", "4\tTổ 4\t"]
    assert transcript(document).splitlines() == due


def test_blocks_are_columns_and_what_gaps_part() -> None:
    found = [
        [" ".join(word.text for word in words) for words in block.lines]
        for block in blocks(PAPER.pages[0])
        if isinstance(block, Block)
    ]
    assert found == [["UBND XÃ A", "Số: 1/KH"], ["CỘNG HÒA"], ["Trồng cây"]]


def test_the_cells_of_a_table_hold_their_printed_lines() -> None:
    [table] = [block for block in blocks(PAPER.pages[0]) if isinstance(block, Table)]
    assert [[[w.text for w in words] for words in cell.lines] for cell in table.cells] == [
        [["1"]], [["Trồng", "cây"], ["-", "xoài"]], [["Tổ", "1"]], [["2"]], [["Tổ", "2"]],
    ]  # fmt: skip


def test_alto_says_where_words_stand_and_how_sure_they_are() -> None:
    tree = etree.fromstring(transcript(PAPER, Form.ALTO).encode())
    strings = tree.findall(".//a:String", ALTO)
    assert [s.get("CONTENT") for s in strings[:3]] == ["UBND", "XÃ", "A"]
    assert [strings[0].get(name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT", "WC")] == [
        "833", "833", "333", "200", "0.700",
    ]  # fmt: skip
    assert len(tree.findall(".//a:Page", ALTO)) == 3
    assert len(tree.findall(".//a:ComposedBlock[@TYPE='table']/a:TextBlock", ALTO)) == 5
    assert tree.findtext(".//a:MeasurementUnit", namespaces=ALTO) == "inch1200"
    names = tree.xpath("//@ID")
    assert isinstance(names, list)
    assert len(names) == len(set(names))


def test_hocr_says_where_words_stand_and_how_sure_they_are() -> None:
    tree = etree.fromstring(transcript(PAPER, Form.HOCR).encode())
    pages = tree.findall(".//h:div[@class='ocr_page']", HTML)
    assert pages[0].get("title") == (
        'image "xã \\"A\\".pdf"; bbox 0 0 2500 3333; ppageno 0; scan_res 300 300'
    )
    assert len(pages) == 3
    first = tree.find(".//h:span[@class='ocrx_word']", HTML)
    assert first is not None
    assert (first.text, first.get("title")) == ("UBND", "bbox 208 208 292 258; x_wconf 70")
    assert len(tree.findall(".//h:div[@class='ocr_table']/h:p[@class='ocr_par']", HTML)) == 5


@pytest.mark.parametrize("form", [Form.ALTO, Form.HOCR])
def test_without_places_there_is_nothing_to_show_them_of(form: Form) -> None:
    with pytest.raises(UnfitError) as error:
        transcript(document([line("Trồng cây", 0, 0, boxes=False)]), form)
    assert error.value.reason == "no-places"


def test_words_share_the_place_of_their_line_or_cell_where_they_have_none() -> None:
    box = Box(x0=0, y0=0, x1=90, y1=12)
    plain = Line(text="một hai ba", box=box)
    table = Line(text="mười\thai", cells=[Cell(text="mười", box=box), Cell(text="hai")], table=1)
    found = list(blocks(document([plain, table]).pages[0]))
    assert isinstance(found[0], Block)
    assert isinstance(found[1], Table)
    assert [(w.text, round(w.box.x0), round(w.box.x1)) for w in found[0].lines[0]] == [
        ("một", 0, 27), ("hai", 36, 63), ("ba", 72, 90),
    ]  # fmt: skip
    assert [w.text for cell in found[1].cells for words in cell.lines for w in words] == ["mười"]


@given(st.text(st.characters(exclude_categories=()), max_size=8))
def test_any_text_makes_sound_xml(text: str) -> None:
    word = Word(text=text, box=Box(x0=1, y0=2, x1=3, y1=4))
    paper = document([Line(text=text, words=[word])])
    paper.name = text
    for form in (Form.ALTO, Form.HOCR):
        etree.fromstring(transcript(paper, form).encode())
