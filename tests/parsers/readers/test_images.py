"""Pictures of pages make the same document as a PDF of them, whatever they are packed in."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from parsers.document import Document, Origin
from parsers.readers import DEFAULT, Limits, Ocr, Options, ReadError, Reason, read
from parsers.readers.guide import Guide
from tests.parsers.readers.pdf.paper import Paper
from tests.parsers.readers.pdf.scans import DPI, pictures, scanned

BODY = ("Thực hiện chương trình công tác năm, Ủy ban nhân dân xã", "chăm sóc cây xanh trên các tuyến đường.")
UPSIDE_DOWN, SIDEWAYS = 3, 6
ORIENTATION = 0x112


def paper() -> bytes:
    sheet = Paper().lines(85, 80, *BODY).grid((80, 120, 300, 500), (130, 155, 180))
    sheet.text(88, 147, "TT").text(128, 147, "Nội dung").text(308, 147, "Đơn vị")
    return sheet.text(95, 172, "1").text(128, 172, "Trồng cây").text(308, 172, "Công an xã").pdf()


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def texts(document: Document) -> list[str]:
    return [line.text for _, line in document.lines()]


def refused(source: bytes, options: Options = DEFAULT) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(source, "trang.png", options)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {"dpi": (DPI, DPI)}),
        ("PNG", {}),
        ("JPEG", {"dpi": (DPI, DPI), "quality": 90}),
        ("JPEG", {"dpi": (72, 72), "quality": 90}),
        ("WEBP", {"quality": 90}),
        ("BMP", {"dpi": (DPI, DPI)}),
        ("TIFF", {"dpi": (DPI, DPI), "compression": "tiff_lzw"}),
    ],
)
def test_a_picture_is_read_as_the_pdf_of_it(kind: str, options: dict[str, object]) -> None:
    (picture,) = pictures(paper())
    document = read(saved(picture, kind, **options), "a/trang")
    assert texts(document) == texts(read(scanned(paper()), "trang.pdf"))
    assert (document.origin, document.paged, document.name) == (Origin.OCR, True, "trang")
    assert document.media_type == f"image/{kind.lower()}"
    assert document.pages[0].width == pytest.approx(595, rel=0.01)


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    (picture,) = pictures(paper())
    if mode == "I;16":
        picture = picture.convert("I").point(lambda grey: grey * 200).convert("I;16")
    elif mode in {"RGBA", "LA"}:
        clear = Image.new("LA", picture.size, (0, 0))
        clear.putalpha(picture.point(lambda grey: 255 - grey))
        picture = clear.convert(mode)
    else:
        picture = picture.convert(mode)
    document = read(saved(picture, "TIFF", dpi=(DPI, DPI)), "trang.tif")
    assert texts(document)[:2] == list(BODY)


@pytest.mark.parametrize("orientation", [UPSIDE_DOWN, SIDEWAYS])
def test_the_camera_says_which_way_is_up(orientation: int) -> None:
    (picture,) = pictures(paper())
    turned = picture.rotate(180 if orientation == UPSIDE_DOWN else 90, expand=True)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    assert texts(read(saved(turned, "JPEG", exif=exif, quality=90), "anh.jpg"))[:2] == list(BODY)


def test_a_telefax_has_more_dots_across_than_down() -> None:
    (picture,) = pictures(paper(), 204)
    flat = picture.resize((picture.width, picture.height // 2))
    document = read(saved(flat, "TIFF", dpi=(204, 102)), "fax.tif")
    assert document.pages[0].height == pytest.approx(842, rel=0.01)


def test_each_picture_of_a_tiff_is_a_page() -> None:
    (picture,) = pictures(paper())
    blank = Image.new("L", picture.size, 255)
    source = saved(picture, "TIFF", dpi=(DPI, DPI), save_all=True, append_images=[blank, picture])
    document = read(source, "ba-trang.tif")
    assert [len(page.lines) for page in document.pages] == [4, 0, 4]
    assert refused(source, Options(limits=Limits(pages=2))).reason is Reason.TOO_LARGE


def test_each_page_is_announced() -> None:
    class Begun(Guide):
        def __init__(self) -> None:
            self.begun: list[tuple[int, int]] = []

        def begin(self, page: int, of: int) -> None:
            self.begun.append((page, of))

    guide = Begun()
    pdf = Paper().lines(85, 80, *BODY).page().lines(85, 80, *BODY).pdf()
    read(pdf, "giay.pdf", Options(guide=guide))
    assert guide.begun == [(1, 2), (2, 2)]


def test_a_page_that_is_damaged_does_not_lose_the_others() -> None:
    (picture,) = pictures(paper())
    source = bytearray(saved(picture, "TIFF", save_all=True, append_images=[picture], compression="tiff_lzw"))
    source[8:60] = bytes(52)
    document = read(bytes(source), "hong.tif")
    assert any("page 1 was not read" in each.text for each in document.dropped) or document.pages[0].lines
    assert texts(document)[-4:-2] == list(BODY)


def test_what_cannot_be_read_says_why() -> None:
    (picture,) = pictures(paper())
    png = saved(picture, "PNG")
    assert refused(png[: len(png) // 2]).reason is Reason.DAMAGED
    assert refused(png, Options(limits=Limits(megapixels=1))).reason is Reason.TOO_LARGE
    assert refused(png, Options(ocr=Ocr.NEVER)).reason is Reason.NEEDS_RECOGNITION
    assert refused(saved(Image.new("L", (900, 1200), 255), "PNG")).reason is Reason.ILLEGIBLE
    bomb = saved(Image.new("1", (40_000, 40_000)), "PNG")
    assert refused(bomb).reason is Reason.TOO_LARGE
