"""A quotation mark is there where its counterpart is, if the word may have been read with it."""

from __future__ import annotations

import pytest

from parsers.document import Line, Word
from parsers.readers.quotations import settle_quotations


def _line(*words: str | tuple[str, str, float]) -> Line:
    made = [
        Word(text=word, confidence=0.9)
        if isinstance(word, str)
        else Word(text=word[0], confidence=0.5, alternatives=[(word[1], word[2])])
        for word in words
    ]
    return Line(text=" ".join(word.text for word in made), words=made)


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (
            [_line("phong", "trào", ("Chung", "“Chung", 0.4), "tay"), _line("vì", "làng”", "năm")],
            ["phong trào “Chung tay", "vì làng” năm"],
        ),
        ([_line(("Chung", "“Chung", 0.001), "tay”")], ["Chung tay”"]),
        ([_line(("Chung", "“Chung", 0.4), "tay")], ["Chung tay"]),
        (
            [_line("“Đẹp", "làng", ("quê", "quê”", 0.2), "và", "“Sạch", "phố”")],
            ["“Đẹp làng quê” và “Sạch phố”"],
        ),
    ],
)
def test_counterparts(lines: list[Line], texts: list[str]) -> None:
    assert [line.text for line in settle_quotations(lines)] == texts
