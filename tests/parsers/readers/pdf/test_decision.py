"""Each page is decided by its text and what covers it; any measure of how a text reads can be given."""

from __future__ import annotations

import pytest

from parsers.readers import Ocr
from parsers.readers.pdf.decision import REASONS, Finding, Reading, Verdict, assess, decide, step

GOOD = (
    "Các thôn tổ chức phát dọn đường làng, ngõ xóm vào sáng thứ Bảy hằng tuần; vận động mỗi hộ trồng ít nhất "
    "hai cây xanh trước cổng nhà và chăm sóc cho đến khi cây sống được. "
)
RUINED = (
    "Cdc thon t6 chic phat don duong lang, ngo xom vao sang tha Bay hang tuan; van dong moi ho trong it nhat "
    "hai cay xanh tricc cong nha va cham soc cho den khi cay song dugc. "
)
SIGNED = (
    "Ký bởi: Văn phòng xã Email: vanthu@xa.vn Cơ quan: Ủy ban nhân dân xã Thời gian ký: 02.01.2024 15:39:00"
)
ENGLISH = (
    "The committee shall plant at least two trees in front of every house before the end of the year. " * 3
)


@pytest.mark.parametrize(
    ("verdict", "visible", "hidden", "stamped", "pictures", "shapes"),
    [
        (Verdict.DIGITAL, GOOD, "", "", 0.0, 0),
        (Verdict.DIGITAL, "Phụ lục I", "", "", 0.0, 0),
        (Verdict.DIGITAL, GOOD, "", SIGNED, 1.0, 0),  # a picture as background
        (Verdict.DIGITAL, RUINED, "", "", 0.1, 0),  # printed so: for repair to mend
        (Verdict.DIGITAL, ENGLISH, "", "", 0.2, 0),
        (Verdict.LAYER, "", GOOD, "", 1.0, 0),
        (Verdict.RUINED, "", RUINED, "", 1.0, 0),
        (Verdict.RUINED, "", GOOD + RUINED, "", 1.0, 0),
        (Verdict.RUINED, RUINED, "", "", 0.95, 0),
        (Verdict.PICTURE, "", " \n", "", 1.0, 0),
        (Verdict.PICTURE, "", "", "", 0.3, 0),
        (Verdict.STAMP, "", "", SIGNED, 1.0, 0),
        (Verdict.STAMP, SIGNED, "", "", 1.0, 0),
        (Verdict.STAMP, "12 CÔNG BÁO/Số 7", "", "", 0.9, 0),
        (Verdict.OUTLINES, "", "", "", 0.0, 2500),
        (Verdict.BLANK, "", "", "", 0.0, 3),
        (Verdict.BLANK, " ", "", "", 0.01, 0),
        (Verdict.UNMAPPED, "\ue001\ue002\ufffd a" * 9, "", "", 0.0, 0),
    ],
)
def test_verdict(
    verdict: Verdict, visible: str, hidden: str, stamped: str, pictures: float, shapes: int
) -> None:
    assert decide(visible, hidden, stamped, pictures, shapes).verdict is verdict


def test_every_verdict_has_a_reason_for_people() -> None:
    assert set(REASONS) == set(Verdict)


@pytest.mark.parametrize(
    ("verdict", "pictures", "steps"),
    [
        (Verdict.DIGITAL, 0.0, "use use use use"),
        (Verdict.DIGITAL, 0.4, "use recognise use use"),
        (Verdict.LAYER, 1.0, "use recognise use recognise"),
        (Verdict.BLANK, 0.0, "use use use use"),
        (Verdict.RUINED, 1.0, "recognise recognise use recognise"),
        (Verdict.PICTURE, 1.0, "recognise recognise leave recognise"),
        (Verdict.STAMP, 1.0, "recognise recognise leave recognise"),
        (Verdict.OUTLINES, 0.0, "recognise recognise leave recognise"),
        (Verdict.UNMAPPED, 0.0, "recognise recognise leave recognise"),
    ],
)
def test_what_is_done_with_a_page(verdict: Verdict, pictures: float, steps: str) -> None:
    found = Finding(verdict, Reading(0, 0.0, 0.0), pictures)
    modes = (Ocr.AUTO, Ocr.ALWAYS, Ocr.NEVER, Ocr.REDO)
    assert [str(step(found, mode)) for mode in modes] == steps.split()


def test_vietnamese_is_told_by_its_marked_syllables() -> None:
    good, ruined, nothing = assess(GOOD), assess(RUINED), assess("12/3 …")
    assert good.known == 1
    assert good.marked > 0.6
    assert ruined.marked == 0
    assert nothing == Reading(0, 0.0, 0.0)


def test_another_measure_can_decide() -> None:
    decision = decide("", RUINED, "", 1.0, 0, lambda text: Reading(100, 0.9, 0.8))
    assert (decision.verdict, decision.reading.words) == (Verdict.LAYER, 100)
