"""Word files: automatic numbers, tables, tracked changes, text boxes, page breaks, broken archives."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parsers.document import Document
from parsers.readers import Limits, Options, ReadError, Reason, read

NUMBERING = """
<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="91">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>
<w:num w:numId="92"><w:abstractNumId w:val="90"/>
  <w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def word(body: str, numbering: str = "") -> bytes:
    """A Word file with the given XML in its body."""
    made = docx.Document()
    element = made.element.body
    for child in list(element):
        if not child.tag.endswith("sectPr"):
            element.remove(child)
    wrapped = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a')} {OTHER_NAMES}>{body}</w:body>")
    for index, child in enumerate(list(wrapped)):
        element.insert(index, child)
    if numbering:
        part = made.part.numbering_part.element
        for child in list(part):
            part.remove(child)
        for child in list(parse_xml(f"<w:numbering {nsdecls('w')}>{numbering}</w:numbering>")):
            part.append(child)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


OTHER_NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(number: int, level: int, text: str) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


MERGE, SPAN = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def shown(document: Document) -> list[str | list[str]]:
    return [
        line.text if line.cells is None else [each.text for each in line.cells]
        for _, line in document.lines()
    ]


def test_automatic_numbers_are_printed() -> None:
    body = (
        item(90, 0, "MỤC ĐÍCH")
        + item(90, 1, "Mục đích")
        + item(90, 1, "Yêu cầu")
        + item(90, 2, "Một")
        + item(90, 2, "Hai")
        + item(90, 3, "Ba")
        + item(91, 0, "Bốn")
        + item(91, 1, "Năm")
        + item(90, 0, "NỘI DUNG")
        + item(90, 1, "Sáu")
        + item(92, 1, "Bảy")
        + item(0, 0, "Tám")
    )
    assert shown(read(word(body, NUMBERING), "a.docx")) == [
        "I. MỤC ĐÍCH",
        "1. Mục đích",
        "2. Yêu cầu",
        "2.1. Một",
        "2.2. Hai",
        "a) Ba",
        "- Bốn",
        "• Năm",
        "II. NỘI DUNG",
        "1. Sáu",
        "5. Bảy",
        "Tám",
    ]


def test_numbers_of_a_style() -> None:
    made = docx.Document()
    made.add_paragraph("Một", style="List Number")
    made.add_paragraph("Hai", style="List Number")
    made.add_paragraph("Ba", style="List Bullet")
    made.add_heading("Bốn")
    target = io.BytesIO()
    made.save(target)
    document = read(target.getvalue(), "a.docx")
    assert shown(document) == ["1. Một", "2. Hai", "• Ba", "Bốn"]
    assert [line.text for _, line in document.lines() if line.bold] == ["Bốn"]


def test_tables_keep_their_spans_and_their_place() -> None:
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell(p('TT'), MERGE)}"
        f"{cell(p('Việc'), SPAN)}</w:tr>"
        f"<w:tr>{cell(p(''), '<w:vMerge/>')}{cell(p('A'))}{cell(p('B'))}</w:tr>"
        f"<w:tr>{cell(p('1'))}{cell(p('x') + p('y'))}{cell(p(''))}</w:tr>"
    )
    document = read(word(p("Trước") + f"<w:tbl>{rows}</w:tbl>" + p("") + p("Sau")), "a.docx")
    assert shown(document) == ["Trước", ["TT", "Việc"], ["A", "B"], ["1", "x\ny", ""], "Sau"]
    lines = [line for _, line in document.lines()]
    spans = [(each.columns, each.rows, each.header) for each in lines[1].cells or []]
    assert spans == [(1, 2, True), (2, 1, True)]
    assert [line.table for line in lines] == [None, 1, 1, 1, None]
    assert lines[-1].gap == 1


def test_nested_tables_are_flattened() -> None:
    inner = f"<w:tbl><w:tr>{cell(p('a'))}{cell(p('b'))}</w:tr></w:tbl>"
    first = f"<w:tr>{cell(p('1'))}{cell(p('x') + inner + p(''))}</w:tr>"
    outer = f"<w:tbl>{first}<w:tr>{cell(p('2'))}{cell(p('y'))}</w:tr></w:tbl>"
    assert shown(read(word(outer), "a.docx")) == [["1", "x\na b"], ["2", "y"]]


def test_tracked_changes_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Trồng </w:t></w:r><w:del><w:r><w:delText>lúa</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>ngô</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    document = read(word(body), "a.docx")
    assert shown(document) == ["Trồng ngô"]
    assert [each.text for each in document.dropped] == ["lúa", "ẩn"]


def test_signs_breaks_tabs_and_capitals() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/><w:caps/></w:rPr><w:t>Kế hoạch</w:t><w:br/><w:t>năm</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>98/2023/NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Số: 7/KH</w:t><w:tab/><w:tab/><w:t>Huế, ngày 2</w:t></w:r></w:p>"
        "<w:p><w:r><w:tab/><w:t>1.</w:t><w:tab/><w:t>Một</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>Luật</w:t></w:r><w:r>{RAISED}<w:t>1</w:t></w:r>"
        f"<w:r><w:t>, 5 m</w:t></w:r><w:r>{RAISED}<w:t>2</w:t></w:r></w:p>"
    )
    document = read(word(body), "a.docx")
    assert shown(document) == [
        "KẾ HOẠCH",
        "NĂM",
        "98/2023/NĐ-CP",
        ["Số: 7/KH", "Huế, ngày 2"],
        "1. Một",
        "Luật, 5 m2",
    ]
    assert [line.text for _, line in document.lines() if line.bold] == ["KẾ HOẠCH", "NĂM"]


def test_text_boxes_and_content_controls_once() -> None:
    box = f"<w:txbxContent>{p('Trong khung')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>Ngoài khung</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('Trong ô')}</w:sdtContent></w:sdt>"
    )
    assert shown(read(word(body), "a.docx")) == ["Trong khung", "Ngoài khung", "Trong ô"]


def test_pages() -> None:
    manual = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    seen = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>B</w:t></w:r></w:p>"
    middle = "<w:p><w:r><w:t>C </w:t><w:lastRenderedPageBreak/><w:t>D</w:t></w:r></w:p>"
    row = f"<w:tr>{cell(seen)}{cell(p('2'))}</w:tr>"
    table = f"<w:tbl><w:tr>{cell(p('A'))}{cell(p('1'))}</w:tr>{row}</w:tbl>"
    document = read(word(p("A") + manual + seen + middle + table + p("E", "<w:pageBreakBefore/>")), "a.docx")
    assert [(page.number, line.text) for page, line in document.lines()] == [
        (1, "A"),
        (2, "B"),
        (2, "C"),
        (3, "D"),
        (3, "A\t1"),
        (4, "B\t2"),
        (5, "E"),
    ]
    assert document.paged
    assert {line.table for _, line in document.lines()} == {None, 1}


def test_heads_and_feet_are_furniture() -> None:
    made = docx.Document()
    made.add_paragraph("Một")
    made.sections[0].header.paragraphs[0].text = "Trang 1"
    target = io.BytesIO()
    made.save(target)
    document = read(target.getvalue(), "a.docx")
    assert [(each.reason, each.text) for each in document.dropped] == [("furniture", "Trang 1")]


def rewritten(source: bytes, name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return target.getvalue()


def refused(source: bytes, limits: Limits = Limits()) -> ReadError:  # noqa: B008
    with pytest.raises(ReadError) as caught:
        read(source, "a.docx", Options(limits=limits))
    return caught.value


def test_broken_files() -> None:
    whole = word(p("Một"))
    assert refused(whole[: len(whole) // 2]).reason is Reason.DAMAGED
    assert refused(rewritten(whole, "word/document.xml", b"<w:document")).reason is Reason.DAMAGED
    assert refused(rewritten(whole, "word/document.xml", b"<a/>")).reason is Reason.DAMAGED
    assert refused(word(p(" "))).reason is Reason.EMPTY
    deep = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    deep += (
        b"<w:sdt><w:sdtContent>" * 900
        + b"<w:p/>"
        + b"</w:sdtContent></w:sdt>" * 900
        + b"</w:body></w:document>"
    )
    assert refused(rewritten(whole, "word/document.xml", deep)).reason is Reason.DAMAGED


def test_a_bomb_is_not_unpacked() -> None:
    bomb = rewritten(word(p("Một")), "word/document.xml", bytes(5_000_000))
    assert refused(bomb, Limits(unpacked_bytes=1_000_000)).reason is Reason.TOO_LARGE


def test_damaged_bytes_are_read_or_refused() -> None:
    """Any byte of the file changed, or its end lost: an answer or a `ReadError`."""
    whole = word(item(90, 0, "Một") + f"<w:tbl><w:tr>{cell(p('a'))}{cell(p('b'))}</w:tr></w:tbl>", NUMBERING)
    chance = random.Random(7)
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read(bytes(broken[: chance.choice([len(broken), chance.randrange(1, len(broken))])]), "a.docx")
        except ReadError as error:
            assert error.message  # noqa: PT017
