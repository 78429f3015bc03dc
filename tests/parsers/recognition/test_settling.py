"""What language may choose among, and in which order it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.recognition.settling import settled
from parsers.recognition.words import Alternative, SeenWord

AREA = (0.0, 0.0, 1.0, 1.0)


def word(text: str, confidence: float = 1.0, *others: tuple[str, float]) -> SeenWord:
    return SeenWord(text, AREA, confidence, tuple(Alternative(*each) for each in others))


class Asked:
    """Keeps what it is asked, and takes the last reading of each word."""

    def __init__(self) -> None:
        self.readings: list[list[str]] = []

    def __call__(self, words: Sequence[Sequence[Alternative]]) -> list[str]:
        self.readings = [[each.text for each in readings] for readings in words]
        return [each[-1] for each in self.readings]


def test_the_lines_of_a_cell_are_read_together() -> None:
    asked = Asked()
    lines = [[word("vườn")], [word("trồng")], [word("ươm")], [word("cây")]]
    found = settled(lines, [3, 5, 3, 5], asked)
    assert asked.readings == [["vườn"], ["ươm"], ["trồng"], ["cây"]]
    assert found == lines


def test_what_is_sure_has_no_other_reading() -> None:
    asked = Asked()
    settled([[word("cổng", 0.995, ("cống", 0.004)), word("cổng", 0.9, ("cống", 0.1))]], [None], asked)
    assert asked.readings[0] == ["cổng"]
    assert {"cổng", "cống"} <= set(asked.readings[1])


def test_the_point_after_a_syllable_in_capitals_may_be_a_comma() -> None:
    asked = Asked()
    settled([[word("VƯỜN."), word("TM."), word("vườn.")]], [None], asked)
    assert [("VƯỜN," in asked.readings[0]), len(asked.readings[1]), asked.readings[2]] == [True, 1, ["vườn."]]


def test_a_letter_of_an_unsure_word_may_have_been_taken_for_a_figure() -> None:
    asked = Asked()
    settled([[word("3ÚT", 0.5, ("JÚT", 0.4), ("5ÚT", 0.1)), word("m2", 0.995, ("m²", 0.004))]], [None], asked)
    assert asked.readings == [["3ÚT", "JÚT"], ["m2"]]


def test_a_note_on_a_recipient_has_a_stroke() -> None:
    line = [word("(th);", 0.3), word("(plh),", 0.6), word("(ph)"), word("(tch)", 0.3), word("(p.h)", 0.3)]
    (found,) = settled([line], [None], Asked())
    assert [each.text for each in found] == ["(t/h);", "(p/h),", "(ph)", "(tch)", "(p/h)"]


def test_a_recipient_is_reported_to() -> None:
    asked = Asked()
    ((found, sure),) = settled([[word("(híc);", 0.3), word("(hic);")]], [None], asked)
    assert (found.text, sure.text) == ("(b/c);", "(hic);")
    (line,) = settled([[word("tỉnh"), word("(b", 0.5), word("c):", 0.6)]], [None], asked)
    assert [found.text for found in line] == ["tỉnh", "(b/c);"]
    (line,) = settled([[word("mục"), word("(b"), word("và")]], [None], asked)
    assert [found.text for found in line] == ["mục", "(b", "và"]


def test_what_was_read_before_is_kept() -> None:
    ((found,),) = settled([[word("cống", 0.6, ("cổng", 0.4))]], [None], lambda _: ["cổng"])
    assert (found.text, found.confidence) == ("cổng", 0.4)
    assert Alternative("cống", 0.6) in found.alternatives
