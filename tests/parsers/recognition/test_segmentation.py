"""Pages are turned upright and level, ruled, and taken apart into their lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from parsers.recognition.segmentation import Segments, segment
from tests.parsers.recognition.drawn import BODY, DPI, PICTURE, Drawing


def page() -> Drawing:
    drawing = Drawing()
    drawing.text(35, 25, "PHÒNG GIÁO DỤC", 12)
    drawing.text(30, 31, "TRƯỜNG MẦM NON", 12, bold=True)
    drawing.text(95, 25, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    drawing.text(115, 31, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    drawing.paragraph(60, *BODY)
    return drawing


def boxes(found: Segments) -> list[tuple[int, int]]:
    """The left side and the baseline of every line, in millimetres."""
    return [
        (round(each.line.area[0] / found.dpi * 25.4), round(each.base / found.dpi * 25.4))
        for each in found.lines
    ]


def test_every_line_is_one_and_columns_are_apart() -> None:
    found = segment(page().picture(), DPI)
    assert (found.turn, found.skew) == (0, 0.0)
    left = [29, 34, 94, 114]
    assert sorted(x for x, y in boxes(found)[:4]) == pytest.approx(left, abs=1)
    assert [y for x, y in boxes(found)[4:]] == pytest.approx([60, 67, 74, 81], abs=1)


@pytest.mark.parametrize("angle", [-3.0, 0.7, 2.0])
def test_a_slope_is_taken_out(angle: float) -> None:
    found = segment(page().picture(angle), DPI)
    assert found.skew == pytest.approx(-angle, abs=0.1)
    assert len(found.lines) == 8


@pytest.mark.parametrize(("angle", "turn"), [(90, 90), (180, 180), (270, 270)])
def test_a_page_that_lies_wrong_is_turned(angle: int, turn: int) -> None:
    found = segment(page().picture(angle), DPI)
    assert found.turn == turn
    assert len(found.lines) == 8


def test_cells_are_told_apart_and_rules_are_not_in_their_lines() -> None:
    drawing = page()
    xs, ys = [30.0, 80.0, 130.0, 180.0], [100.0, 116.0, 132.0]
    drawing.table(xs, ys)
    for row, y in enumerate(ys[:-1]):
        for column, x in enumerate(xs[:-1]):
            drawing.text(x + 2, y + 5.5, f"Gạch {row}{column} chỉ đỏ")
            drawing.text(x + 2, y + 12, "nộp hằng quý;")
    found = segment(drawing.picture(), DPI)
    cells = [each.line.cell for each in found.lines if each.line.cell is not None]
    assert len(cells) == 12
    assert len(set(cells)) == 6
    assert len(found.across) == 3
    assert len(found.down) == 4
    for each in found.lines:
        assert (each.line.image[:, 0] > 128).all()
        assert (each.line.image[0] > 128).all()


@pytest.mark.parametrize("padding", [0.6, 0.8, 1.0, 1.5])
@pytest.mark.parametrize("size", [11, 13])
def test_letters_beside_a_rule_stay_with_their_line(padding: float, size: float) -> None:
    drawing = page()
    xs, ys = [30.0, 62.0, 95.0, 130.0, 180.0], [100.0, 118.0, 136.0]
    drawing.table(xs, ys)
    for y in ys[:-1]:
        for x in xs[:-1]:
            for below, text in zip((5, 10, 15), ("tường gạch", "lợp ngói", "của xóm"), strict=True):
                drawing.text(x + padding, y + below, text, size)
    cells = [each.line.cell for each in segment(drawing.picture(), DPI).lines if each.line.cell is not None]
    assert sorted(map(cells.count, set(cells))) == [3] * 8


@pytest.mark.parametrize("x", range(83, 95, 2))
def test_a_column_rule_does_not_part_words_of_the_row_above_it(x: float) -> None:
    drawing = page()
    drawing.table([30.0, 110.0, 180.0], [110.0, 122.0, 134.0])
    for side in (30, 180):
        drawing.rule(side, 103, side, 112)
    drawing.rule(30, 103, 180, 103)
    drawing.text(x, 108.4, "Nhà ngói lợp lại hằng hiên", 13)
    found = segment(drawing.picture(), DPI)
    assert len([each for each in found.lines if each.line.cell is not None]) == 1


def test_a_seal_is_lifted_off_the_letters_under_it() -> None:
    plain, sealed = page(), page()
    sealed.seal(120, 70)
    clean, lifted = segment(plain.picture(), DPI), segment(sealed.picture(), DPI)
    lifted = replace(lifted, lines=tuple(each for each in lifted.lines if not each.stamped))
    assert boxes(lifted) == boxes(clean)
    assert lifted.page.mean() == pytest.approx(clean.page.mean(), abs=0.5)


def test_a_seal_is_lifted_off_a_page_whose_black_letters_have_coloured_fringes() -> None:
    plain, sealed = page(), page()
    sealed.seal(120, 70)
    clean, lifted = (segment(_fringed(drawing.picture()), DPI) for drawing in (plain, sealed))
    assert sum(not each.stamped for each in lifted.lines) == 8
    assert lifted.page.mean() == pytest.approx(clean.page.mean(), abs=0.5)


def _fringed(picture: PICTURE) -> PICTURE:
    """As a scanner shows it whose blue is a pixel beside its red."""
    picture[..., 2] = np.roll(picture[..., 2], 1, axis=1)
    return picture


def test_uneven_light_is_evened() -> None:
    picture = page().picture().astype(float)
    shade = np.linspace(1, 0.45, picture.shape[1])[None, :, None]
    found = segment((picture * shade).astype(np.uint8), DPI)
    assert len(found.lines) == 8
    assert (found.page[-500:] == 255).all()


def test_a_bent_line_is_straightened() -> None:
    picture = page().picture()
    height, width = picture.shape[:2]
    bend = np.round(12 * np.sin(np.linspace(0, np.pi, width))).astype(int)
    rows = np.clip(np.arange(height)[:, None] - bend, 0, height - 1)
    found = segment(picture[rows, np.arange(width)], DPI)
    flat = segment(picture, DPI)
    assert len(found.lines) == len(flat.lines)
    for bent, level in zip(found.lines[4:], flat.lines[4:], strict=True):
        assert bent.line.image.shape[0] <= level.line.image.shape[0] + 4


def odd() -> dict[str, PICTURE]:
    rng = np.random.default_rng(3)
    return {
        "one pixel": np.zeros((1, 1), np.uint8),
        "one row": np.full((1, 900, 3), 7, np.uint8),
        "one column": np.full((900, 1), 200, np.uint8),
        "white": np.full((1200, 800, 3), 255, np.uint8),
        "black": np.zeros((1200, 800), np.uint8),
        "noise": rng.integers(0, 256, (1500, 1100, 3), np.uint8),
        "binary noise": (rng.random((1500, 1100)) < 0.5).astype(np.uint8) * 255,
        "strip": np.pad(np.zeros((40, 19_900), np.uint8), 30, constant_values=255),
        "checks": np.kron(np.indices((60, 60)).sum(axis=0) % 2, np.full((20, 20), 255)).astype(np.uint8),
        "stripes": np.tile(np.repeat([0, 255], 4).astype(np.uint8), (1000, 100)),
        "blot": np.pad(np.zeros((300, 300), np.uint8), 300, constant_values=255),
    }


@pytest.mark.parametrize("name", sorted(odd()))
@pytest.mark.parametrize("dpi", [None, 72.0, 600.0])
def test_odd_pictures_are_taken_apart_without_complaint(name: str, dpi: float | None) -> None:
    found = segment(odd()[name], dpi)
    assert all(min(each.line.image.shape) > 0 for each in found.lines)


def test_pale_print_in_a_dark_rim_is_ink() -> None:
    page = Drawing()
    page.paragraph(60, *BODY)
    picture = 255 - (255 - page.picture()) // 4  # letters of a light grey
    picture[:150] = picture[-150:] = 0
    picture[:, :60] = 0
    assert len(segment(picture, DPI).lines) == len(BODY)


def test_the_dark_rim_of_a_page_is_no_line() -> None:
    page = Drawing()
    page.paragraph(60, *BODY)
    picture = page.picture()
    picture[:40] = picture[-40:] = picture[:, :40] = picture[:, -40:] = 0
    assert len(segment(picture, DPI).lines) == len(BODY)
