"""Scanned pages are recognised, laid out as printed ones are, and joined with what they say of themselves."""

from __future__ import annotations

import pytest

from parsers.document import Document, Origin
from parsers.readers import Engine, Limits, Ocr, Options, ReadError, Reason, read
from parsers.recognition.kept import end_idle
from tests.parsers.readers.pdf.paper import Paper, stamped
from tests.parsers.readers.pdf.scans import scanned

BODY = (
    "Thực hiện chương trình công tác năm, Ủy ban nhân dân xã xây dựng kế hoạch",
    "chăm sóc cây xanh trên các tuyến đường của xã, cụ thể như sau:",
)
MISREAD = "\n".join(
    ["Thyc hign chirong trinh cong tac nam, Uy ban nhan dan xa xay dung ke hoach trong cay xanh tren"] * 3
)


def letterhead() -> Paper:
    paper = Paper()
    paper.text(95, 70, "ỦY BAN NHÂN DÂN").text(105, 86, "XÃ ĐỒNG LÀNG", font="Bold")
    paper.text(100, 120, "Số:             /KH-UBND")
    paper.text(280, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font="Bold", size=12)
    paper.text(330, 88, "Độc lập - Tự do - Hạnh phúc", font="Bold")
    paper.text(300, 122, "Đồng Làng, ngày 12 tháng 3 năm 2024", font="Italic")
    return paper.lines(85, 220, *BODY)


def table() -> Paper:
    paper = Paper().lines(85, 80, *BODY).grid((80, 120, 300, 500), (130, 155, 180))
    paper.text(88, 147, "TT").text(128, 147, "Nội dung").text(308, 147, "Đơn vị chủ trì")
    return paper.text(95, 172, "1").text(128, 172, "Trồng cây xanh").text(308, 172, "Công an xã")


def texts(document: Document) -> list[str]:
    return [line.text for _, line in document.lines()]


def test_a_scan_is_read_as_the_print_is() -> None:
    printed = table().pdf()
    digital, scan = read(printed, "in.pdf"), read(scanned(printed), "quet.pdf")
    assert texts(scan) == texts(digital)
    assert [line.cells is None for _, line in scan.lines()] == [
        line.cells is None for _, line in digital.lines()
    ]
    assert (scan.origin, scan.pages[0].origin) == (Origin.OCR, Origin.OCR)
    assert 0.5 < scan.pages[0].confidence < 1
    for (_, found), (_, due) in zip(scan.lines(), digital.lines(), strict=True):
        assert found.box
        assert due.box
        assert (found.box.x0, found.box.y1) == pytest.approx((due.box.x0, due.box.y1), abs=4)
        assert all(word.confidence is not None and word.box for word in found.words)


def test_two_columns_of_a_scan_are_read_one_after_the_other() -> None:
    found = texts(read(scanned(letterhead().pdf()), "dau.pdf"))
    assert found[:2] == ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG LÀNG"]
    assert found[3:6] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Làng, ngày 12 tháng 3 năm 2024",
    ]


def test_a_number_stamped_on_a_scan_is_read_in_its_blank() -> None:
    document = read(stamped(scanned(letterhead().pdf()), 128, 120, "47"), "dong-dau.pdf")
    (line,) = (line for _, line in document.lines() if "KH-UBND" in line.text)
    assert line.text == "Số: 47 /KH-UBND"
    assert [word.confidence for word in line.words if word.text == "47"] == [None]
    assert document.pages[0].decision
    assert document.pages[0].decision.reason.startswith("is a picture, with no text but")


def test_initials_at_the_end_of_the_text_are_no_part_of_it() -> None:
    paper = Paper().lines(85, 100, *BODY, "Cả lớp thực hiện nghiêm túc./.Vnh")
    assert texts(read(scanned(paper.pdf()), "ky-nhay.pdf"))[-1] == "Cả lớp thực hiện nghiêm túc./."


@pytest.mark.parametrize(("text", "kept"), [("Digitally signed by A", False), ("a beautiful picture", True)])
def test_the_emblem_of_a_signature_at_the_head_is_no_text(text: str, kept: bool) -> None:
    paper = letterhead().lines(85, 50, "CONGTIN.VN").lines(85, 300, *BODY)
    document = read(stamped(scanned(paper.pdf()), 80, 50, text, emblem=True), "bieu-tuong.pdf")
    assert any("CONGTIN" in line for line in texts(document)) is kept
    assert any("XÃ ĐỒNG LÀNG" in line for line in texts(document))


def test_a_ruined_layer_gives_way_to_what_is_recognised() -> None:
    source = scanned(Paper().lines(85, 100, *BODY).pdf(), layer=MISREAD)
    assert texts(read(source, "hong.pdf")) == list(BODY)
    assert texts(read(source, "hong.pdf", Options(ocr=Ocr.NEVER))) == MISREAD.splitlines()


def test_a_layer_that_reads_better_than_the_picture_is_kept() -> None:
    document = read(scanned(Paper().picture().pdf(), layer=MISREAD), "trong.pdf")
    assert texts(document) == MISREAD.splitlines()
    assert document.origin is Origin.OCR_LAYER
    assert document.pages[0].decision
    assert document.pages[0].decision.step == "use"


def test_always_recognises_what_the_pictures_of_a_page_show() -> None:
    source = Paper().picture(0.2).lines(85, 300, *BODY).pdf()
    auto, always = (read(source, "hinh.pdf", Options(ocr=mode)) for mode in (Ocr.AUTO, Ocr.ALWAYS))
    assert (auto.origin, always.origin) == (Origin.DIGITAL, Origin.OCR)
    assert texts(auto) == texts(always) == list(BODY)


def test_a_page_may_not_have_too_many_pixels() -> None:
    with pytest.raises(ReadError) as caught:
        read(scanned(table().pdf()), "to.pdf", Options(limits=Limits(megapixels=0.5)))
    assert caught.value.reason is Reason.TOO_LARGE
    assert "2 megapixels" in caught.value.message


def test_what_is_not_reached_in_time_is_left() -> None:
    with pytest.raises(ReadError) as caught:
        read(scanned(table().pdf()), "lau.pdf", Options(limits=Limits(seconds=-1)))
    assert caught.value.reason is Reason.TIMED_OUT


def test_a_recogniser_that_takes_too_long_fails_its_page() -> None:
    with pytest.raises(ReadError) as caught:
        read(
            scanned(table().pdf()),
            "lau.pdf",
            Options(recogniser=Engine.TESSERACT, limits=Limits(page_seconds=0.01)),
        )
    assert caught.value.reason is Reason.TIMED_OUT
    assert "too long" in caught.value.message


WITH_TESSERACT = Options(recogniser=Engine.TESSERACT)


@pytest.fixture
def _without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    end_idle()
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.mark.usefixtures("_without_tesseract")
def test_without_a_recogniser_a_scan_says_what_to_install() -> None:
    with pytest.raises(ReadError) as caught:
        read(scanned(table().pdf()), "quet.pdf", WITH_TESSERACT)
    assert caught.value.reason is Reason.RECOGNISER_MISSING
    assert "apt-get install tesseract-ocr" in caught.value.message


@pytest.mark.usefixtures("_without_tesseract")
def test_without_a_recogniser_a_ruined_layer_is_used_and_said_to_be() -> None:
    document = read(scanned(Paper().lines(85, 100, *BODY).pdf(), layer=MISREAD), "hong.pdf", WITH_TESSERACT)
    assert texts(document) == MISREAD.splitlines()
    assert document.origin is Origin.OCR_LAYER
    assert document.pages[0].decision
    assert "apt-get install tesseract-ocr" in document.pages[0].decision.reason


@pytest.mark.usefixtures("_without_tesseract")
def test_without_a_recogniser_pages_of_text_are_read_as_ever() -> None:
    assert texts(read(Paper().lines(85, 100, *BODY).pdf(), "in.pdf")) == list(BODY)
