"""Plain text: lines, emphasis, rows, HTML fragments, pages; cases in `cases/text.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers.document import Line
from parsers.readers import Limits, Options, ReadError, Reason, read

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases/text.json").read_text("utf-8"))


def shown(line: Line) -> str | list[str]:
    return line.text if line.cells is None else [cell.text for cell in line.cells]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any]) -> None:
    document = read(case["source"].encode(), "a.txt")
    pages, lines = zip(*document.lines(), strict=True)
    rows = [line for line in lines if line.cells is not None]
    found = {
        "lines": [shown(line) for line in lines],
        "gaps": [line.gap for line in lines],
        "bold": [index for index, line in enumerate(lines) if line.bold],
        "tables": [line.table for line in rows],
        "headers": [i for i, line in enumerate(lines) if line.cells and all(c.header for c in line.cells)],
        "spans": [[[cell.columns, cell.rows] for cell in row.cells] for row in rows],
        "pages": [page.number for page in pages],
        "dropped": [[each.reason, each.text, each.line] for each in document.dropped],
        "furniture": [each.text for each in document.dropped if each.reason == "furniture"],
        "handwriting": [each.text for each in document.dropped if each.reason == "handwriting"],
    }
    assert {key: found[key] for key in case if key in found} == {k: v for k, v in case.items() if k in found}


def test_page_numbers_of_a_text_without_pages_go() -> None:
    """Lone numbers that count up, a page of text apart, with blank lines around."""
    page = "\n".join(["Một dòng chữ chạy dài của một trang giấy đánh máy."] * 30)
    document = read(f"{page}\n\n2\n\n{page}\n\n3\n\n{page}".encode(), "a.txt")
    assert [each.text for each in document.dropped] == ["2", "3"]
    assert not document.paged
    assert [line.gap for _, line in document.lines() if line.gap] == [2, 2]


def test_lines_know_their_place() -> None:
    document = read(b"A\n\nB\n\fC<br>D\n<table>\n<tr><td>e</td>\n<td>f</td></tr></table>", "d/e\\a.txt")
    assert [line.number for _, line in document.lines()] == [1, 3, 4, 4, 6]
    assert document.name == "a.txt"
    assert document.paged
    assert len(document.sha256) == 64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    text = "KẾ HOẠCH số 7/KH-UBND\nVề việc trồng cây năm 2021"
    document = read(text.encode(encoding), "a.txt")
    assert [line.text for _, line in document.lines()] == text.split("\n")


def test_windows_1258() -> None:
    source = "K\u00ea\u0301 hoa\u0323ch tr\u00f4\u0300ng c\u00e2y".encode("cp1258")
    assert [line.text for _, line in read(source, "a.txt").lines()] == [
        "K\u00ea\u0301 hoa\u0323ch tr\u00f4\u0300ng c\u00e2y"
    ]


def test_legacy_font_bytes_come_out_as_western_letters() -> None:
    """TCVN3 text, for a later stage to convert."""
    document = read(b"K\xd5 ho\xb9ch s\xe8 5", "a.txt")
    assert [line.text for _, line in document.lines()] == ["KÕ ho¹ch sè 5"]


def test_broken_utf8_is_read_and_noted() -> None:
    source = "Kế hoạch trồng cây".encode() + b"\xff\n" + "Điều \n".encode() + b"\xe1\xba"
    document = read(source, "a.txt")
    assert [line.text for _, line in document.lines()] == ["Kế hoạch trồng cây\ufffd", "Điều", "\ufffd\ufffd"]
    assert [(each.reason, each.text, each.line) for each in document.dropped] == [
        ("control-characters", r"\xff", 1),
        ("control-characters", r"\xe1 \xba", 3),
    ]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("abcdef", Limits(source_bytes=5)),
        ("a\nb\nc\nd\ne\nf\ng\nh", Limits(lines=2)),
        ("a\tb\tc\nd\te\tf", Limits(cells=4)),
    ],
)
def test_limits(text: str, limits: Limits) -> None:
    with pytest.raises(ReadError) as caught:
        read(text.encode(), "a.txt", Options(limits=limits))
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_huge_text_is_refused() -> None:
    with pytest.raises(ReadError, match="too large") as caught:
        read(b"Ke hoach\n" * (200 * 2**20 // 9), "a.txt")
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "source", [b"", b" \n\t\r\n", b"\0\0\0", b"\xef\xbb\xbf", b"\xff\xfe", b"<p></p>", b"****\n---"]
)
def test_nothing_printed(source: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(source, "a.txt")
    assert caught.value.reason is Reason.EMPTY
