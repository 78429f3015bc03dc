"""What signing software stamps on a page is left out, but for the number of the paper."""

from __future__ import annotations

from parsers.readers.pdf.glyphs import Glyph, Style
from parsers.readers.pdf.marginal import without_marginal
from parsers.readers.pdf.sheet import Frame


def printed(text: str, base: float, stamp: int | None = None) -> list[Glyph]:
    style = Style("Times", 12, bold=False, visible=True, turn=0, light=False, stamp=stamp)
    return [Glyph(letter, 100 + 6 * at, 106 + 6 * at, base, style) for at, letter in enumerate(text)]


def read(glyphs: list[Glyph]) -> tuple[str, list[str]]:
    dropped: list[str] = []
    kept = without_marginal(glyphs, (), Frame.__new__(Frame), dropped.append)
    return "".join(glyph.text for glyph in kept), dropped


def test_the_number_in_a_signature_is_kept() -> None:
    glyphs = printed("Số: 47/KH-UBND", 20, 0) + printed("Thời gian ký: 02.01.2024 15:39:00", 34, 0)
    assert read(glyphs + printed("KẾ HOẠCH", 80)) == (
        "Số: 47/KH-UBNDKẾ HOẠCH",
        ["Thời gian ký: 02.01.2024 15:39:00"],
    )


def test_what_a_signature_says_of_itself_is_left_out() -> None:
    glyphs = printed("Người ký: Vừ A Sùng", 20, 3) + printed("Số chứng thư: 47", 34, 3)
    assert read(glyphs + printed("KẾ HOẠCH", 80))[0] == "KẾ HOẠCH"


def test_an_annotation_that_fills_in_a_number_is_kept() -> None:
    assert read(printed("47", 20, 0) + printed("Số: /KH-UBND", 20)) == ("47Số: /KH-UBND", [])
