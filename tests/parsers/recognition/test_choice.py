"""One recogniser, or two of which the second is asked where the first is not sure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from parsers.recognition.choice import TwoOpinions, agreed, recogniser
from parsers.recognition.errors import RecogniserFailedError, RecogniserMissingError
from parsers.recognition.network import Network
from parsers.recognition.words import Alternative, LineImage, SeenWord

LINE = LineImage(np.full((40, 400), 255, np.uint8), (0, 0, 400, 40), 200)


def words(text: str, confidence: float, *alternatives: tuple[str, float]) -> list[SeenWord]:
    """Words of 100 pixels each."""
    return [
        SeenWord(
            word, (100.0 * i, 5, 100.0 * i + 90, 35), confidence, tuple(Alternative(*a) for a in alternatives)
        )
        for i, word in enumerate(text.split())
    ]


class Fixed:
    """Always reads the same, and counts what it is asked."""

    name = "fixed"

    def __init__(self, found: list[SeenWord], error: Exception | None = None) -> None:
        self.found, self.error, self.asked = found, error, 0

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        self.asked += len(lines)
        if self.error:
            raise self.error
        return [self.found for _ in lines]


def test_who_is_sure_is_not_asked_again() -> None:
    second = Fixed(words("nào đó", 0.9))
    assert TwoOpinions(Fixed(words("chợ phiên", 0.97)), second).read([LINE]) == [words("chợ phiên", 0.97)]
    assert second.asked == 0


def test_a_doubtful_line_is_read_again() -> None:
    both = TwoOpinions(Fixed(words("chơ phiên", 0.7)), Fixed(words("chợ phiên", 0.9)))
    (line,) = both.read([LINE, LINE][:1])
    assert [word.text for word in line] == ["chợ", "phiên"]
    assert "chơ" in [each.text for each in line[0].alternatives]
    assert line[1].confidence > 0.9


def test_blots_are_not_read_again() -> None:
    second = Fixed(words("x", 0.9))
    TwoOpinions(Fixed(words("%", 0.1)), second).read([LINE])
    assert second.asked == 0


class Page:
    """Reads each line of a page as it is told."""

    name = "page"

    def __init__(self, *lines: list[SeenWord]) -> None:
        self.lines = lines

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        return [list(self.lines[at]) for at in range(len(lines))]


@pytest.mark.parametrize(("sure", "asked"), [(5, 2), (40, 0)])
def test_doubtful_lines_are_read_again_where_they_are_much_of_a_page(sure: int, asked: int) -> None:
    doubtful = words("chơ phiên vùng cao biên giới", 0.7)
    page = [doubtful, doubtful, *[words("chợ phiên vùng cao biên giới", 0.97)] * sure]
    second = Fixed(words("chợ phiên vùng cao biên giới", 0.9))
    TwoOpinions(Page(*page), second).read([LINE] * len(page))
    assert second.asked == asked


@pytest.mark.parametrize("error", [RecogniserMissingError("none"), RecogniserFailedError("late")])
def test_the_first_stands_where_the_second_fails(error: Exception) -> None:
    found = words("chơ phiên", 0.4)
    assert TwoOpinions(Fixed(found), Fixed([], error)).read([LINE]) == [found]


def test_print_unlike_any_is_left_to_the_second() -> None:
    line = agreed(words("0ne l1ne", 0.2), words("one line again", 0.9))
    assert [word.text for word in line] == ["one", "line", "again"]


def test_a_surer_reading_wins_and_the_other_is_kept() -> None:
    (word,) = agreed(words("số", 0.92, ("sổ", 0.08)), words("sở", 0.85))
    assert word.text == "số"
    assert [each.text for each in word.alternatives] == ["sở", "sổ"]


def test_who_is_unsure_of_a_line_is_heard_only_where_it_agrees() -> None:
    first = words("thống kê", 0.3)
    blurred = words("dunh", 0.75)[:1] + words("x kê", 0.7)[1:]
    thong, ke = agreed(first, blurred)
    assert thong == first[0]
    assert (ke.text, ke.confidence) == ("kê", pytest.approx(0.79))


def test_the_one_that_is_asked_for_reads() -> None:
    assert recogniser("tesseract").name == "tesseract"
    assert isinstance(recogniser("own"), Network)
    assert recogniser("auto").name == "auto"


def test_tesseract_reads_alone_where_our_own_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise RecogniserMissingError("not installed")

    monkeypatch.setattr(Network, "__init__", missing)
    assert recogniser("auto").name == "tesseract"
    with pytest.raises(RecogniserMissingError):
        recogniser("own")
