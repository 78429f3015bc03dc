"""Pages printed from Markdown: rows between pipes are rows of a table, whole over line and page breaks."""

from __future__ import annotations

import pytest

from normalizers.values import resolve
from parsers.document import Document, Line
from parsers.readers import piped
from parsers.structure import structure
from tests.placed import paper, printed


def parted(*pages: list[Line]) -> tuple[Document, list[tuple[str, int]]]:
    document = paper(*pages)
    dropped: list[tuple[str, int]] = []
    piped.part(document.pages, lambda text, page: dropped.append((text, page)))
    return document, dropped


def texts(document: Document, page: int = 1) -> list[str]:
    return [line.text for line in document.pages[page - 1].lines]


def test_rows_that_wrap_are_rows_of_cells_also_over_a_page_break() -> None:
    document, dropped = parted(
        [
            printed("II. LỊCH"),
            printed("| TT | Việc |"),
            printed("Chủ trì |"),
            printed("||||"),
            printed("| 1 | Trồng cây"),
            printed("đầu xuân | Thôn 1 |"),
            printed("| 2 | Tưới cây | Thôn"),
        ],
        [printed("2 |"), printed("III. KINH PHÍ"), printed("Tự túc.")],
    )
    rows = [[cell.text for cell in line.cells] for line in document.pages[0].lines if line.cells]
    assert rows == [
        ["TT", "Việc", "Chủ trì"],
        ["1", "Trồng cây đầu xuân", "Thôn 1"],
        ["2", "Tưới cây", "Thôn 2"],
    ]
    assert {line.table for line in document.pages[0].lines[1:]} == {1}
    assert texts(document, 2) == ["III. KINH PHÍ", "Tự túc."]
    assert dropped == [("||||", 1)]


def test_what_stands_side_by_side_is_parted() -> None:
    document, _ = parted(
        [
            printed("ỦY BAN NHÂN DÂN XÃ SƠN LÂM | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập"),
            printed("- Tự do - Hạnh phúc"),
            printed("Số: 7/KH-UBND | Sơn Lâm, ngày 05 tháng 3 năm 2024"),
            printed("KẾ HOẠCH", gap=1),
            printed("Trồng cây năm 2024"),
            printed("I. MỤC ĐÍCH", gap=1),
            printed("Phủ xanh đồi trọc."),
            printed("Nơi nhận: - Các thôn; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần", gap=1),
            printed("Văn Mẫu"),
        ]
    )
    plan = resolve(structure(document))
    assert (plan.issuer.name, plan.code, plan.issued) == (
        "Ủy ban nhân dân xã Sơn Lâm",
        "7/KH-UBND",
        "2024-03-05",
    )
    assert (plan.signature.position, plan.signature.name) == ("PHÓ CHỦ TỊCH", "Trần Văn Mẫu")
    assert plan.evidence["signature.name"].box == (80.0, 240.0, 405.0, 274.0)
    assert plan.recipients == ["Các thôn", "Lưu: VT"]


@pytest.mark.parametrize(
    "line",
    [
        printed("| TT | Việc | Chủ trì |"),
        printed("Điện thoại: 0123 | Thư: mau"),
        printed("a | b | CHỦ TỊCH HỘI ĐỒNG Trần Văn Mẫu"),
        printed("Nơi nhận | CHỦ TỊCH Trần Văn Mẫu", sure=0.9),
    ],
)
def test_other_pipes_stay(line: Line) -> None:
    document, dropped = parted([line, printed("Hết.")])
    assert (texts(document), dropped) == ([line.text, "Hết."], [])
