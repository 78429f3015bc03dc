"""A model that learns from plans prefers what they say, forgets nothing else, and still sums to one."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from normalizers.text import _core, language
from normalizers.text.decoder import model_arrays
from normalizers.text.language import Language
from normalizers.text.tokens import NOTHING, START, UNKNOWN, old_style, sign, tokens
from normalizers.text.training.interpolation import interpolate, lookup
from normalizers.text.training.language import Options, train

GENERAL = [
    *("ủy", "ban", "nhân", "dân", "xã", "tổ", "chức", "hội", "nghị", "tuyên", "truyền", "về", "phòng"),
    *("chống", "cháy", "rừng", "trong", "mùa", "khô"),
]
PLAN = [*GENERAL[::-3], *GENERAL[1::-1], *GENERAL[::3]]
SMALL = Options(syllable_count=1, foreign_count=3, thresholds=(0, 0.5, 0.5))


@pytest.fixture(scope="module")
def general(tmp_path_factory: pytest.TempPathFactory) -> Language:
    rng = random.Random(4)
    starts = (rng.randrange(len(GENERAL)) for _ in range(600))
    folder = tmp_path_factory.mktemp("general")
    train((" ".join(GENERAL[i : i + rng.randint(3, 9)]) for i in starts), folder, options=SMALL)
    return language.open_model(folder)


@pytest.fixture(scope="module")
def taught(general: Language, tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp("taught")
    learnt = interpolate(general, [" ".join(PLAN)] * 30, folder)
    assert learnt.syllables == 30 * len(PLAN)
    assert learnt.added > 0
    return language.open_model(folder)


def cost(model: Language, text: str) -> float:
    numbers = [START]
    for token in tokens(text):
        meaning = sign(token)
        numbers.append(model.ids.get(old_style(token), UNKNOWN) if meaning == UNKNOWN else meaning)
    found = np.empty(len(numbers), np.float32)
    _core.score(model_arrays(model), (np.array(numbers, np.uint16), found))
    return float(found.sum())


def test_the_phrases_of_the_plans_become_likely(general: Language, taught: Language) -> None:
    assert cost(taught, " ".join(PLAN)) < 0.9 * cost(general, " ".join(PLAN))


def test_what_the_plans_do_not_speak_of_stays_likely(general: Language, taught: Language) -> None:
    text = " ".join(GENERAL)
    assert cost(taught, text) < 1.8 * cost(general, text) + 5
    assert set(taught.words) == set(general.words)


@pytest.mark.parametrize(
    "history", [[], ["khô"], ["mùa", "rừng"], ["nhân", "dân", "xã"], ["rừng", "hội", "dân"]]
)
def test_what_may_follow_sums_to_one(taught: Language, history: list[str]) -> None:
    before = [START, *(taught.ids[word] for word in history)]
    total = 0.0
    for word in range(len(taught.words)):
        if word in (NOTHING, START):
            continue
        numbers = np.array([*before, word], np.uint16)
        found = np.empty(len(numbers), np.float32)
        _core.score(model_arrays(taught), (numbers, found))
        total += float(np.exp(-found[-1]))
    assert total == pytest.approx(1, abs=0.06)


def test_every_old_n_gram_is_still_found(general: Language, taught: Language) -> None:
    numbers = np.array([general.ids[word] for word in GENERAL], np.uint64)
    pairs = numbers[:-1] << np.uint64(language.BITS) | numbers[1:]
    before = lookup(general.tables[0], pairs)
    assert (before >= 0).any()
    assert np.array_equal(lookup(taught.tables[0], pairs)[before >= 0], before[before >= 0])


def test_the_same_plans_give_the_same_model(general: Language, tmp_path: Path) -> None:
    for name in ("a", "b"):
        interpolate(general, [" ".join(PLAN)] * 3, tmp_path / name)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_nothing_to_learn_changes_nothing_that_is_said(general: Language, tmp_path: Path) -> None:
    assert interpolate(general, [], tmp_path).added == 0
    text = " ".join(GENERAL)
    assert cost(language.open_model(tmp_path), text) == pytest.approx(cost(general, text), abs=0.01)
