"""Putting invented sentences together from the vocabulary."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypedDict

_FILE = Path(__file__).with_name("vocabulary.toml")


class Theme(TypedDict):
    """What a plan is about."""

    name: str
    subject: str
    law: str
    objects: list[str]
    movement: str


class Vocabulary(TypedDict):
    """The parts of the file that are more than lists of phrases."""

    themes: list[Theme]
    bodies: dict[str, list[str]]
    all: dict[str, list[str]]
    recipients: dict[str, list[str]]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, loaded once."""
    loaded: Vocabulary = tomllib.loads(_FILE.read_text(encoding="utf-8"))  # type: ignore[assignment]
    return loaded


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of phrases of the vocabulary by its name."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))[name]
    return tuple(map(str, found))


@dataclass
class Speaker:
    """Says sentences about one theme in one year and place; all chance comes from `rng`."""

    rng: random.Random
    theme: Theme
    year: int
    area: str
    _said: set[str] = field(default_factory=set)

    def say(self, name: str) -> str:
        """A sentence of a kind that was not said before, where one is left."""
        for _ in range(12):
            text = self.rng.choice(phrases(name)).format_map(_Filler(self))
            if text not in self._said:
                break
        self._said.add(text)
        return text

    def one(self, choices: Sequence[str]) -> str:
        """One of several."""
        return self.rng.choice(choices)

    def work(self) -> str:
        """A piece of work, as a row of a table names it."""
        text = f"{self.one(phrases('verbs'))} {self.one(self.theme['objects'])}"
        if self.rng.random() < 0.5:
            text += f" {self.one(phrases('places')).format(area=self.area)}"
        return text


class _Filler(dict[str, str]):
    """Draws what a placeholder stands for when it is met."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def __missing__(self, name: str) -> str:
        return _FILLERS[name](self._speaker)


_COUNTS = ("12", "25", "40", "60", "75", "120", "150", "240", "315", "480", "650", "900")
_SHARES = ("60", "70", "75", "80", "85", "90", "95", "98", "100")
_FILLERS: dict[str, Callable[[Speaker], str]] = {
    "verb": lambda speaker: speaker.one(phrases("verbs")),
    "manner": lambda speaker: speaker.one(phrases("manners")),
    "place": lambda speaker: speaker.one(phrases("places")).format(area=speaker.area),
    "object": lambda speaker: speaker.one(speaker.theme["objects"]),
    "theme": lambda speaker: speaker.theme["name"],
    "area": lambda speaker: speaker.area,
    "year": lambda speaker: str(speaker.year),
    "before": lambda speaker: str(speaker.year - 1),
    "count": lambda speaker: speaker.one(_COUNTS),
    "share": lambda speaker: speaker.one(_SHARES),
    "small": lambda speaker: f"{speaker.rng.randint(2, 9):02}",
    "day": lambda speaker: f"{speaker.rng.randint(5, 28):02}/{speaker.rng.randint(3, 11):02}/{speaker.year}",
}
