"""Characters are written one way; clean text comes back as the same object."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.clean import clean, clean_text
from parsers.document import Cell, Document, Line, Page, Word

CASES_DIR = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = json.loads((CASES_DIR / "clean.json").read_text("utf-8"))
UNTOUCHED: list[str] = json.loads((CASES_DIR / "clean_untouched.json").read_text("utf-8"))

ODD = "aK ê\u0302\u0323\u0300\u200b\xad\xa0\t\n\r\u2028\x00\x85\uff21ÐКоΑ–“ﬁ\u212a\u0344\u2001\ufeff"
TEXTS = st.one_of(st.text(), st.text(st.sampled_from(ODD)))


def document(*lines: Line) -> Document:
    return Document(
        name="a", sha256="0" * 64, media_type="text/plain", pages=[Page(number=1, lines=list(lines))]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any]) -> None:
    text, removed = clean_text(case["raw"])
    assert text == case["clean"]
    assert removed == case.get("removed", "")


@pytest.mark.parametrize("text", UNTOUCHED)
def test_clean_text_is_untouched(text: str) -> None:
    assert clean_text(text) == (text, "")


@given(TEXTS)
def test_cleaning_is_idempotent(text: str) -> None:
    once, _ = clean_text(text)
    assert clean_text(once) == (once, "")


@given(TEXTS)
def test_what_is_clean(text: str) -> None:
    once, removed = clean_text(text)
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert once == once.strip(" \n")
    assert not set(once) & set("\t\r\v\f\x00\xad\u200b\ufeff\xa0")
    assert not any(c.isalnum() for c in removed)


@given(st.lists(TEXTS), st.lists(TEXTS))
def test_a_document_is_cleaned_once_and_not_changed(texts: list[str], cells: list[str]) -> None:
    lines = [Line(text=text, number=n) for n, text in enumerate(texts)]
    lines.append(Line(text="\t".join(cells), cells=[Cell(text=cell) for cell in cells], table=1))
    given_document = document(*lines)
    before = given_document.model_copy(deep=True)
    once = clean(given_document)
    assert given_document == before
    assert clean(once) == once
    for _, line in once.lines():
        assert line.cells is not None or (line.text and "\n" not in line.text)
        assert line.cells is None or line.text == "\t".join(cell.text for cell in line.cells)


def test_a_letter_has_no_more_than_thirty_accents() -> None:
    text, removed = clean_text("a" + "\u0301\u0323" * 50)
    assert len(unicodedata.normalize("NFD", text)) == 31
    assert len(removed) == 70


def test_clean_lines_are_the_same_objects() -> None:
    given_document = document(
        Line(text="KẾ HOẠCH"), Line(text="1\ta", cells=[Cell(text="1"), Cell(text="a")], table=1)
    )
    cleaned = clean(given_document)
    pairs = zip(given_document.lines(), cleaned.lines(), strict=True)
    assert all(old is new for (_, old), (_, new) in pairs)


def test_what_is_removed_is_noted_and_empty_lines_go() -> None:
    cleaned = clean(
        document(
            Line(text="a\u200b", number=3),
            Line(text="\ufeff", number=4, gap=1),
            Line(text="b\nc", number=5, gap=1, words=[Word(text="b\xad")]),
            Line(text="x\ty", number=6, cells=[Cell(text="x\x01", columns=2), Cell(text="y")], table=1),
        )
    )
    lines = [line for _, line in cleaned.lines()]
    assert [(line.text, line.gap) for line in lines] == [("a", 0), ("b c", 2), ("x\ty", 0)]
    assert lines[1].words[0].text == "b"
    assert (lines[2].cells or [])[0].columns == 2
    assert [(each.reason, each.text, each.line) for each in cleaned.dropped] == [
        ("control-characters", "U+200B", 3),
        ("control-characters", "U+FEFF", 4),
        ("control-characters", "U+0001", 6),
    ]
