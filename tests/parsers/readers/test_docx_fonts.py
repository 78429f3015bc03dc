"""The font of each word of a Word file: from its run, its styles, the defaults, the theme or its list."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parsers.document import Line
from parsers.readers import read

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {defaults}/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Parent"><w:rPr><w:rFonts w:ascii="P" w:hAnsi="P"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Parent"/>
  <w:rPr><w:rFonts w:ascii="C"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:rFonts w:ascii="S" w:hAnsi="S"/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="M %1."/>
    <w:rPr><w:rFonts w:ascii="L" w:hAnsi="L"/></w:rPr></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
"""


def lines(body: str, defaults: str = 'w:asciiTheme="majorHAnsi" w:hAnsiTheme="minorHAnsi"') -> list[Line]:
    """The lines of a Word file whose theme has Calibri for headings and Cambria for text."""
    made = docx.Document()
    parts = (
        (made.styles.element, STYLES.format(defaults=defaults)),
        (made.part.numbering_part.element, NUMBERING),
        (made.element.body, body),
    )
    for element, content in parts:
        for child in list(element):
            element.remove(child)
        for child in list(parse_xml(f"<w:x {nsdecls('w')}>{content}</w:x>")):
            element.append(child)
    target = io.BytesIO()
    made.save(target)
    return [line for _, line in read(target.getvalue(), "a.docx").lines()]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def fonts(line: Line) -> list[tuple[str, str | None]]:
    return [(word.text, word.font) for word in line.words]


OWN = '<w:rFonts w:ascii="R" w:hAnsi="R" w:cs="X"/>'
CHILD = '<w:pStyle w:val="Child"/>'


@pytest.mark.parametrize(
    ("text", "of_run", "of_paragraph", "font"),
    [
        ("a", OWN, CHILD, "R"),
        ("é", OWN, "", "R"),
        ("é", OWN + "<w:cs/>", "", "X"),
        ("a", '<w:rStyle w:val="Strong"/>', CHILD, "S"),
        ("a", "", CHILD, "C"),
        ("é", "", CHILD, "P"),
        ("a", '<w:rFonts w:hAnsi="R"/>', CHILD, "C"),
        ("a", "", "", "Calibri"),
        ("é", "", "", "Cambria"),
        ("a", '<w:rFonts w:ascii="R" w:asciiTheme="minorHAnsi"/>', "", "Cambria"),
        ("a", '<w:rFonts w:ascii="R" w:asciiTheme="nonsense"/>', "", "R"),
    ],
)
def test_the_nearest_font_holds(text: str, of_run: str, of_paragraph: str, font: str) -> None:
    assert fonts(lines(paragraph(run(text, of_run), of_paragraph))[0]) == [(text, font)]


def test_a_file_that_names_no_font() -> None:
    assert fonts(lines(paragraph(run("a")), defaults="")[0]) == [("a", None)]


def test_a_word_in_two_fonts_is_in_two_pieces_and_runs_in_one_font_are_not() -> None:
    body = paragraph(run("mộ", OWN) + run("t hai", OWN) + run("ba bốn"))
    assert fonts(lines(body)[0]) == [("một", "R"), ("hai", "R"), ("ba", "Cambria"), ("bốn", "Cambria")]


def test_the_marker_of_a_list_has_its_own_font_or_that_of_the_paragraph() -> None:
    def item(level: int) -> str:
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        return paragraph(run("a", OWN), CHILD + listed)

    found = lines(item(0) + item(1))
    assert fonts(found[0]) == [("M", "L"), ("1.", "L"), ("a", "R")]
    assert fonts(found[1]) == [("1)", "C"), ("a", "R")]


def test_lines_and_cells_have_the_words_of_their_text() -> None:
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph(run(text, OWN))}</w:tc>" for text in ("a b", "c"))
    broken = f"<w:r><w:rPr>{OWN}</w:rPr><w:t>d</w:t><w:br/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t></w:r>"
    row = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    found = lines(row + paragraph(broken))
    assert [line.text for line in found] == ["a b\tc", "a b\tc", "d", "e\xadf"]
    assert [[word.text for word in line.words] for line in found] == [
        ["a", "b", "c"],
        ["a", "b", "c"],
        ["d"],
        ["e\xadf"],
    ]
