"""Invented outlines: sections numbered in one of the styles in use, with headings, items and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from parsers.plan import Section
from tests.papers.wording import Speaker, phrases

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_PARTS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám")
_LETTERS = "abcdđeghik"
Level: TypeAlias = Callable[[int, str], tuple[str, str]]
"""Gives marker and label of the nth section (from 0) below one with a marker."""


def _signs(signs: Sequence[str], closing: str) -> Level:
    return lambda at, _: (signs[at], f"{signs[at]}{closing}")


def _numbers(closing: str) -> Level:
    return lambda at, _: (str(at + 1), f"{at + 1}{closing}")


def _compounds(closing: str) -> Level:
    return lambda at, above: (f"{above}.{at + 1}", f"{above}.{at + 1}{closing}")


def _parts(at: int, _: str) -> tuple[str, str]:
    return (f"Phần thứ {_PARTS[at]}",) * 2


_NUMBERINGS: tuple[tuple[Level, ...], ...] = (
    (_signs(_ROMAN, "."), _numbers("."), _signs(_LETTERS, ")")),
    (_signs(_ROMAN, "."), _numbers("."), _compounds(".")),
    (_signs("ABCDEGHIKL", "."), _signs(_ROMAN, "."), _numbers(".")),
    (_numbers("."), _compounds("."), _signs(_LETTERS, ")")),
    (_parts, _signs(_ROMAN, "."), _numbers(".")),
)
_PARTY = (_signs(_ROMAN, "-"), _numbers("-"), _compounds("-"))


class Outline:
    """Sections in the making, all in one style of numbering."""

    def __init__(self, speaker: Speaker, party: bool) -> None:
        self._speaker = speaker
        self._levels = _PARTY if party else speaker.rng.choice(_NUMBERINGS)
        self.sections: list[Section] = []

    def add(self, above: Section | None, title: str | None, paragraphs: Sequence[str] = ()) -> Section:
        """Add a section below another, or at the top."""
        depth = 0 if above is None else self._depth(above) + 1
        siblings = self.sections if above is None else above.children
        marker, label = self._levels[depth](len(siblings), above.marker if above else "")
        path = marker
        if above is not None:
            path = f"{above.path}.{marker.removeprefix(f'{above.marker}.')}"
        section = Section(marker=marker, label=label, path=path, title=title, paragraphs=list(paragraphs))
        siblings.append(section)
        return section

    def bullets(self, kind: str, count: int) -> list[str]:
        """A list of sentences of a kind."""
        lines = [self._speaker.say(kind).rstrip(".;") for _ in range(count)]
        return [f"- {line}{'.' if at == count - 1 else ';'}" for at, line in enumerate(lines)]

    def work(self, above: Section) -> None:
        """Fill a section with headed items, some with items of their own, or with items that run on."""
        rng, speaker = self._speaker.rng, self._speaker
        if rng.random() < 0.25:
            for _ in range(rng.randint(3, 6)):
                self.add(above, None, [speaker.say("details")])
            return
        for title in rng.sample(phrases("item_titles"), rng.randint(2, 5)):
            section = self.add(above, title)
            form = rng.random()
            if form < 0.35:
                section.paragraphs = [speaker.say("details") for _ in range(rng.randint(1, 2))]
            elif form < 0.7:
                section.paragraphs = self.bullets("details", rng.randint(2, 4))
            else:
                for _ in range(rng.randint(2, 4)):
                    self.add(section, None, [speaker.say("details")])

    def _depth(self, section: Section) -> int:
        """How deep a section stands."""
        level, depth = self.sections, 0
        while not any(each is section for each in level):
            level, depth = [child for each in level for child in each.children], depth + 1
        return depth
