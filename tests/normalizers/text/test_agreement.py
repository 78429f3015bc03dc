"""A name that stands in a paper in two ways is written as it stands more often, if it was read doubtfully."""

from __future__ import annotations

import pytest

from normalizers.text.agreement import agreements
from normalizers.text.documents import disagrees, repair_document
from normalizers.text.edits import apply
from parsers.document import Document, Line, Page, Word


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        (
            "Tổ Văn nghệ xã\nTố Văn nghệ xã; Tổ Văn nghệ xã.",
            "Tổ Văn nghệ xã\nTổ Văn nghệ xã; Tổ Văn nghệ xã.",
        ),
        ("- Đội Thể thao\n- Đội Thề thao\nĐội Thể thao", "- Đội Thể thao\n- Đội Thể thao\nĐội Thể thao"),
        ("Hội Cựu giáo viên\nHội Cựu giáo viêm\nHội Cựu giáo viên", "Hội Cựu giáo viên\n" * 3),
        ("Tổ Văn nghệ\nTố Văn nghệ", "Tổ Văn nghệ\nTố Văn nghệ"),
        ("Thôn Đông An\nThôn Tây An\nThôn Đông An", "Thôn Đông An\nThôn Tây An\nThôn Đông An"),
        ("Tháng 3 năm\nTháng 8 năm\nTháng 3 năm", "Tháng 3 năm\nTháng 8 năm\nTháng 3 năm"),
    ],
)
def test_written_alike(text: str, alike: str) -> None:
    assert apply(text, agreements(text)) == alike.rstrip("\n")


@pytest.mark.parametrize(("other", "found"), [("Tổ", "Tổ Văn nghệ"), ("Tồ", "Tố Văn nghệ")])
def test_only_where_the_recogniser_held_it_possible(other: str, found: str) -> None:
    texts = ("Tổ Văn nghệ", "Tố Văn nghệ", "Tổ Văn nghệ")
    lines = [
        Line(text=text, words=[Word(text=w, alternatives=[(other, 0.1)]) for w in text.split()])
        for text in texts
    ]
    document = Document(
        name="a.pdf", sha256="0" * 64, media_type="application/pdf", pages=[Page(number=1, lines=lines)]
    )
    result = repair_document(document)
    assert [line.text for _, line in result.document.lines()] == [texts[0], found, texts[2]]
    assert disagrees(document) is (found != texts[1])
    assert result.repaired.undo() == "\n".join(texts)
