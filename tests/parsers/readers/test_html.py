"""HTML files: blocks become lines, tables rows; code, forms and navigation are left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Document
from parsers.readers import ReadError, Reason, read

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Trang</title><style>p {margin: 0}</style></head>
<body>
<header><a href="/">Trang chủ</a></header>
<nav><ul><li>Tin tức</li></ul></nav>
<script>var a = "<p>không</p>";</script>
<table><tr><td><p>UBND XÃ AN<br>VĂN PHÒNG</p></td><td><b>CỘNG HÒA</b></td></tr></table>
<p align="center"><strong>KẾ HOẠCH</strong></p>
<p>Về việc <b>trồng</b>
   cây   &amp; chăm sóc*</p><p>&nbsp;</p>
<div>I. MỤC ĐÍCH<p>Một</p>Hai</div>
<ol type="I" start="2"><li>Ba</li><li><p>Bốn</p></li></ol>
<ul><li>- Năm</li><li>Sáu</ul>
<p>Rộng 5 m<sup>2</sup>, theo Luật<sup>[1]</sup></p>
<table>
<thead><tr><th rowspan="2">TT</th><th colspan="2">Việc</th></tr><tr><th>A</th><th>B</th></tr></thead>
<tr><td>1</td><td><ul><li>x</li><li>y</li></ul></td><td></td></tr>
</table>
<footer>Nơi nhận: không có liên kết</footer>
<button>Tải về</button>
</body></html>"""

LINES = [
    ["UBND XÃ AN\nVĂN PHÒNG", "CỘNG HÒA"],
    "KẾ HOẠCH",
    "Về việc trồng cây & chăm sóc*",
    "I. MỤC ĐÍCH",
    "Một",
    "Hai",
    "II. Ba",
    "III. Bốn",
    "- Năm",
    "- Sáu",
    "Rộng 5 m2, theo Luật",
    ["TT", "Việc"],
    ["A", "B"],
    ["1", "- x\n- y", ""],
    "Nơi nhận: không có liên kết",
]


def shown(document: Document) -> list[str | list[str]]:
    return [
        line.text if line.cells is None else [cell.text for cell in line.cells]
        for _, line in document.lines()
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_page(encoding: str) -> None:
    document = read(PAGE.encode(encoding), "a.bin")
    assert document.media_type == "text/html"
    assert shown(document) == LINES
    lines = [line for _, line in document.lines()]
    assert [line.text for line in lines if line.bold] == ["KẾ HOẠCH"]
    assert lines[3].gap == 1
    spans = [(cell.columns, cell.rows, cell.header) for cell in lines[11].cells or []]
    assert spans == [(1, 2, True), (2, 1, True)]
    gone = " ".join(each.text for each in document.dropped)
    assert all(text in gone for text in ("Trang chủ", "Tin tức", "Tải về", "[1]", "<script>"))


def test_the_declared_charset_counts_where_the_bytes_are_no_utf8() -> None:
    source = '<html><meta charset="windows-1258"><p>K\u00ea\u0301'.encode("cp1258")
    assert shown(read(source, "a.html")) == ["K\u00ea\u0301"]
    source = "<html><meta charset=iso-8859-1><p>Kế “hoạch”".encode()
    assert shown(read(source, "a.html")) == ["Kế “hoạch”"]


def test_tables_that_only_place_things_are_no_tables() -> None:
    source = b"<html><table><tr><td>A<table><tr><td>1<td>2</table>B</td></tr></table><table><tr><td>C</table>"
    assert shown(read(source, "a.html")) == ["A", ["1", "2"], "B", "C"]


@pytest.mark.parametrize("tags", ["<div><b>", "<table><tr><td>", "<ul><li>"])
def test_deep_nesting_is_read_whole_or_refused(tags: str) -> None:
    *_, (_, last) = read(f"<html>{tags * 300}Kế".encode(), "a.html").lines()
    assert last.text.endswith("Kế")
    with pytest.raises(ReadError, match="cannot be parsed") as caught:
        read(f"<html>{tags * 5000}Kế".encode(), "a.html")
    assert caught.value.reason is Reason.DAMAGED


@given(
    st.lists(st.sampled_from(["<table>", "<tr>", "<td>", "</table>", "<p>", "<li>", "<b>", "<ol>", "a", "<"]))
)
def test_broken_html_is_read_or_refused(parts: list[str]) -> None:
    try:
        read(("<html>" + "".join(parts)).encode(), "a.html")
    except ReadError as error:
        reason = error.reason
    else:
        reason = Reason.EMPTY
    assert reason is Reason.EMPTY
