"""Searchable copies show the pages as they are, with our words under them in their places."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from parsers.document import Box, Document, Line, Origin, Page, Word
from parsers.readers import Options
from pipeline.failures import UnfitError
from pipeline.searchable import searchable
from pipeline.searchable.paper import paper
from tests.parsers.readers.pdf.paper import Paper, changed
from tests.parsers.readers.pdf.scans import pictures, scanned

pdfplumber = pytest.importorskip("pdfplumber")
pytest.importorskip("ocrmypdf")
WIDTH, HEIGHT = 400.0, 300.0


def found(copy: Path, page: int = 0) -> dict[str, tuple[float, float]]:
    """The middle of each word of a page, as a viewer finds it."""
    with pdfplumber.open(copy) as pdf:
        return {
            word["text"]: ((word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2)
            for word in pdf.pages[page].extract_words()
        }


def middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def is_archival(copy: Path) -> bool:
    with pikepdf.open(copy) as pdf:
        return bool(pdf.open_metadata().pdfa_status)


def blank(width: float, height: float) -> bytes:
    """A picture of an empty page, 72 dots an inch."""
    buffer = BytesIO()
    Image.new("L", (round(width), round(height)), 250).save(buffer, "PNG")
    return buffer.getvalue()


def read_before(turn: int, skew: float) -> Document:
    """Words that were read on a page that lies so."""
    size = (WIDTH, HEIGHT) if turn % 180 == 0 else (HEIGHT, WIDTH)
    lines = []
    for number, text in enumerate(("Tổ chức phong trào thi đua", "trồng một nghìn cây xanh")):
        words, x, y = [], 60.0, 80.0 + 40 * number
        for word in text.split():
            words.append(Word(text=word, box=Box(x0=x, y0=y, x1=x + 6 * len(word), y1=y + 13)))
            x += 6 * len(word) + 4
        lines.append(Line(text=text, words=words, box=Box.around(w.box for w in words if w.box)))
    page = Page(number=1, width=size[0], height=size[1], turn=turn, skew=skew, origin=Origin.OCR, lines=lines)
    return Document(name="a.pdf", sha256="0" * 64, media_type="image/png", paged=True, pages=[page])


@pytest.mark.parametrize(
    ("turn", "skew"), [(0, 0.0), (0, 2.0), (0, -1.5), (90, 2.0), (180, 0.0), (270, -1.5)]
)
def test_words_are_put_where_they_were_read(tmp_path: Path, turn: int, skew: float) -> None:
    from pipeline.searchable import engine

    document = read_before(turn, skew)
    [page] = document.pages
    (tmp_path / "in.pdf").write_bytes(paper(blank(WIDTH, HEIGHT), document, [1], Options()))
    engine.run(tmp_path / "in.pdf", tmp_path / "out.pdf", document, Options())
    assert is_archival(tmp_path / "out.pdf")
    with pdfplumber.open(tmp_path / "out.pdf") as pdf:
        letters = pdf.pages[0].chars
    for line in page.lines:
        for word in line.words:
            assert word.box
            box = page.shown(word.box)
            inside = "".join(
                c["text"]
                for c in letters
                if box.x0 - 1 <= (c["x0"] + c["x1"]) / 2 <= box.x1 + 1
                and box.y0 - 2 <= (c["top"] + c["bottom"]) / 2 <= box.y1 + 2
            )
            assert set(word.text) <= set(inside)


def test_a_scan_becomes_a_pdf_in_which_words_are_found(tmp_path: Path) -> None:
    made = Paper().text(80, 100, "Phát động phong trào thi đua yêu nước trong toàn xã,")
    printed = made.text(80, 120, "trồng mới một nghìn cây xanh trên các tuyến đường.").pdf()
    (tmp_path / "in.pdf").write_bytes(printed)
    copy = searchable(scanned(printed), "quet.pdf", tmp_path / "out.pdf")
    assert (copy.pages, copy.laid, copy.unread) == (1, 1, 0)
    due, words = found(tmp_path / "in.pdf"), found(tmp_path / "out.pdf")
    near = [word for word in due if word in words and words[word] == pytest.approx(due[word], abs=4)]
    assert len(near) >= 0.9 * len(due)
    assert "thi" in near
    assert "đua" in near


def test_pages_with_their_own_text_are_kept_and_misread_layers_replaced(tmp_path: Path) -> None:
    lines = ("Ủy ban nhân dân xã xây dựng kế hoạch trồng cây xanh", "trên các tuyến đường liên thôn của xã.")
    printed = Paper().lines(80, 100, *lines).pdf()
    layer = "\n".join(["Uy ban nhan dan x4 xay dung k6 hoach tr6ng cdy xanh trén cdc tuy6n dudng"] * 4)
    both = BytesIO()
    with (
        pikepdf.open(BytesIO(printed)) as pdf,
        pikepdf.open(BytesIO(scanned(printed, layer=layer))) as scan,
    ):
        pdf.pages.extend(scan.pages)
        pdf.save(both)
    copy = searchable(both.getvalue(), "hai.pdf", tmp_path / "out.pdf")
    assert (copy.pages, copy.laid) == (2, 1)
    words = found(tmp_path / "out.pdf", 1)
    assert "tuyến" in words
    assert "tuy6n" not in words
    with pikepdf.open(tmp_path / "out.pdf") as pdf, pikepdf.open(BytesIO(printed)) as before:
        kept = pdf.pages[0].Contents.read_bytes().split()
        assert kept == before.pages[0].Contents.read_bytes().split()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "L"), ("TIFF", "1")])
def test_pictures_become_pages(tmp_path: Path, kind: str, mode: str) -> None:
    [picture] = pictures(Paper().text(80, 100, "Phong trào thi đua trồng cây xanh của xã").pdf(), 200)
    file = BytesIO()
    more = {"save_all": True, "append_images": [picture.convert(mode)]} if kind == "TIFF" else {}
    picture.convert(mode).save(file, kind, dpi=(200, 200), **more)
    copy = searchable(file.getvalue(), "anh", tmp_path / "out.pdf")
    assert (copy.pages, copy.laid) == ((2, 2) if kind == "TIFF" else (1, 1))
    assert copy.archival
    x, y = found(tmp_path / "out.pdf", copy.pages - 1)["trồng"]
    assert 190 < x < 240
    assert 90 < y < 102


def test_a_locked_file_is_copied_without_its_lock(tmp_path: Path) -> None:
    source = changed(Paper().lines(80, 100, "Kế hoạch trồng cây", "của xã năm nay").pdf(), password="mật")
    copy = searchable(source, "khoa.pdf", tmp_path / "out.pdf", Options(passwords=("mật",)))
    assert (copy.laid, copy.unread) == (0, 0)
    assert "trồng" in found(tmp_path / "out.pdf")


def test_only_pages_can_be_copied(tmp_path: Path) -> None:
    with pytest.raises(UnfitError) as error:
        searchable("Trồng cây.".encode(), "a.txt", tmp_path / "out.pdf")
    assert error.value.reason == "not-pages"
    assert not (tmp_path / "out.pdf").exists()
