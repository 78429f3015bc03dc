"""Whatever the bytes: an answer or a `ReadError`; whatever the text: no printed character is lost."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.document import Document
from parsers.readers import Ocr, Options, ReadError, read
from parsers.readers.inline import literal


@pytest.fixture(autouse=True, scope="module")
def without_libreoffice() -> Iterator[None]:
    """No program is started for bytes that look like an old Word file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        yield


FRAGMENTS = [
    *(
        "**",
        "*",
        "***",
        "_",
        "__",
        "****",
        "(*)",
        "* ",
        "- ",
        "+ ",
        "# ",
        "## ",
        "#",
        "\\*",
        "\\-",
        "\\",
        "`",
    ),
    *("|", "| a | b |", "|---|---|", "--|--", "---", "***", "___", "----\t--", "\t", "a\tb", "1.\tb", "\ta"),
    *(
        "<p>",
        "</p>",
        "<br>",
        "<br/>",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<ol>",
        "<table>",
        "</table>",
        "<tr>",
    ),
    *("<td>", "</td>", '<td colspan="2">', "<th>", "<b>", "</b>", "<sup>2</sup>", "<sup>", "</sup>", "<sub>"),
    *(
        "m^{2}",
        "^{ab}",
        "^{",
        "}",
        "$^{1}$",
        "$m^{2}$",
        "30^{o}C",
        "&amp;",
        "&nbsp;",
        "&#10;",
        "&lt;p&gt;",
        "&",
    ),
    *("![x](y.png)", "[a](http://b.vn)", "[", "](", ")", "<", ">", "<!-- x -->", "```", "<h1>", "</h1>"),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\f",
        "\v",
        "\u2028",
        " ",
        "\xa0",
        "2",
        "- 2 -",
        "Trang 2/5",
        "Page 3",
        "I.",
    ),
    *(
        "Số: 7/KH-UBND",
        "ệ",
        "e\u0302\u0323",
        "\u0300",
        "Đ",
        "\x00",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "“x”",
        "Mục",
    ),
]
TEXTS = st.one_of(
    st.text(), st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5))).map("".join)
)


def characters(text: str) -> Counter[str]:
    """Non-space characters; decomposed, since marks that are taken out may part a letter from its accent."""
    return Counter(c for c in unicodedata.normalize("NFD", text) if not c.isspace())


def kept_and_dropped(document: Document) -> Counter[str]:
    lines = [
        line.text if line.cells is None else "".join(cell.text for cell in line.cells)
        for _, line in document.lines()
    ]
    return characters("".join(lines) + "".join(each.text for each in document.dropped))


@given(st.binary())
@example(b"PK\x03\x04")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example(b"<html>")
@example(b"\xff\xfea")
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    try:
        document = read(source, "any.txt")
    except ReadError as error:
        sentence = str(error)
    else:
        sentence = "Read."
        assert any(page.lines for page in document.pages)
    assert sentence.endswith(".")


@given(TEXTS)
@example("**a\n\nb**")
@example("| a | b |\n|---|---|\n| c | d |")
@example("<table><tr><td>a</td><td><ul><li>b</ul></td></tr></table>")
def test_no_printed_character_is_lost(text: str) -> None:
    # A byte order mark keeps the text from being taken for another encoding.
    try:
        document = read(b"\xef\xbb\xbf" + text.encode(), "any.txt")
    except ReadError:
        return
    if document.media_type == "text/plain":
        assert not characters(text) - kept_and_dropped(document)


@given(TEXTS)
def test_rows_have_their_cells_as_text_and_lines_hold_no_line_end(text: str) -> None:
    try:
        document = read(b"\xef\xbb\xbf" + text.encode(), "any.txt")
    except ReadError:
        return
    for _, line in document.lines():
        if line.cells is None:
            assert line.text
            assert "\n" not in line.text
            assert line.table is None
        else:
            assert line.text == "\t".join(cell.text for cell in line.cells)
            assert line.table is not None


@given(st.text(st.characters(blacklist_characters="\\&")))
def test_text_without_marks_is_left_alone(text: str) -> None:
    assert literal(text, lambda reason, gone: pytest.fail("nothing to drop")) == text


SHARED = Path(__file__).parents[4] / "shared"


@pytest.mark.shared
def test_real_texts_lose_nothing_and_malformed_files_are_read_or_refused() -> None:
    if not SHARED.is_dir():
        pytest.skip("the measuring set ../shared is not here")
    for path in [*SHARED.glob("seeds/*.txt"), *SHARED.glob("plans/*/*.txt")]:
        document = read(path.read_bytes(), path.name)
        assert not characters(path.read_text("utf-8")) - kept_and_dropped(document), path
    for path in SHARED.glob("malformed/*.*"):
        with suppress(ReadError):
            read(path.read_bytes(), path.name, Options(ocr=Ocr.NEVER))
