"""The stamp of an office where a paper came in is no part of the letterhead nor of the subject."""

from __future__ import annotations

from parsers.document import Box, Document, Line, Page, Word
from parsers.plan import Plan
from parsers.structure import structure

TOP = [
    ("UBND XÃ MẪU LÂM", 120.0, 90.0, 13.0),
    ("Số: 47/KH-UBND", 130.0, 120.0, 13.0),
    ("CÔNG VĂN ĐẾN", 95.0, 150.0, 7.0),
    ("Ngay", 95.0, 160.0, 9.0),
    ("KẾ HOẠCH", 260.0, 165.0, 14.0),
]
BODY = [("Căn cứ tình hình của xã;", 120.0, 230.0, 14.0), ("I. MỤC ĐÍCH", 120.0, 250.0, 14.0)]


def line(*parts: tuple[str, float, float, float], sure: float | None = 0.9) -> Line:
    words = []
    for text, start, y, size in parts:
        x = start
        for word in text.split():
            box = Box(x0=x, y0=y - size, x1=x + 0.5 * size * len(word), y1=y)
            words.append(Word(text=word, box=box, confidence=sure, size=size))
            x = box.x1 + 0.3 * size
    boxes = [word.box for word in words if word.box]
    return Line(text=" ".join(word.text for word in words), words=words, box=Box.around(boxes))


def plan(*lines: Line) -> Plan:
    page = Page(number=1, width=595, height=842, lines=list(lines))
    return structure(
        Document(name="a.pdf", sha256="0" * 64, media_type="application/pdf", paged=True, pages=[page])
    )


def test_small_words_left_of_the_title_go() -> None:
    subject = line(("Chuyển:", 95.0, 184.0, 9.0), ("Làm sạch đường làng", 200.0, 185.0, 14.0))
    found = plan(*map(line, TOP), subject, *map(line, BODY))
    assert found.subject == "Làm sạch đường làng"
    assert found.evidence["issuer"].raw == "UBND XÃ MẪU LÂM"
    assert [each.text for each in found.dropped if each.reason == "furniture"] == [
        "CÔNG VĂN ĐẾN",
        "Ngay",
        "Chuyển:",
    ]


def test_its_words_may_stand_on_the_line_of_the_title() -> None:
    title = line(("Ngày:", 95.0, 164.0, 9.0), ("KẾ HOẠCH", 260.0, 165.0, 14.0))
    subject = line(("Làm sạch đường làng", 200.0, 185.0, 14.0))
    found = plan(*map(line, TOP[:3]), title, subject, *map(line, BODY))
    assert found.subject == "Làm sạch đường làng"
    assert found.evidence["issuer"].raw == "UBND XÃ MẪU LÂM"
    assert [each.text for each in found.dropped] == ["CÔNG VĂN ĐẾN", "Ngày:"]


def test_what_was_not_recognised_or_is_as_large_stays() -> None:
    subject = line(("Về việc", 95.0, 184.0, 13.0), ("làm sạch đường làng", 200.0, 185.0, 14.0))
    assert plan(*map(line, [*TOP[:2], TOP[4]]), subject, *map(line, BODY)).subject.startswith("Về việc")
    small = line(("Về việc", 95.0, 184.0, 9.0), ("làm sạch đường làng", 200.0, 185.0, 14.0), sure=None)
    assert plan(*map(line, [*TOP[:2], TOP[4]]), small, *map(line, BODY)).subject.startswith("Về việc")


def test_the_number_stays_however_small_it_is() -> None:
    number = line(("Số: 58/KH-UBND", 130.0, 120.0, 9.0))
    subject = line(("Làm sạch đường làng", 200.0, 185.0, 14.0))
    found = plan(line(TOP[0]), number, line(TOP[4]), subject, *map(line, BODY))
    assert not found.dropped
    assert "58" in {evidence.raw for evidence in found.evidence.values()}
