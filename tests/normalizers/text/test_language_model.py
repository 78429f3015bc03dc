"""The language model: what is trained comes back, sums to one, and is the same every time."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from normalizers.text import _core, language
from normalizers.text.decoder import model_arrays
from normalizers.text.language import Language
from normalizers.text.tokens import END, NOTHING, NUMBER, SPECIAL, START, old_style, sign, tokens
from normalizers.text.training.language import Options, corpus_lines, paragraphs_of, part, train

WORDS = [
    "ủy",
    "ban",
    "nhân",
    "dân",
    "xã",
    "tổ",
    "chức",
    "hội",
    "nghị",
    "tuyên",
    "truyền",
    "về",
    "phòng",
    "chống",
    "cháy",
    "rừng",
    "trong",
    "mùa",
    "khô",
]
SMALL = Options(syllable_count=1, foreign_count=3, thresholds=(0, 0.5, 0.5))


def lines(count: int) -> list[str]:
    rng = random.Random(4)
    start = (rng.randrange(len(WORDS)) for _ in range(count))
    return [" ".join(WORDS[i : i + rng.randint(3, 9)]) + f", năm {2000 + i}." for i in start]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp("model")
    train(lines(400), folder, options=SMALL)
    return language.open_model(folder)


def costs(model: Language, words: list[int]) -> list[float]:
    found = np.empty(len(words), np.float32)
    _core.score(model_arrays(model), (np.array(words, np.uint16), found))
    return [float(cost) for cost in found]


def test_a_usual_sequence_costs_less_than_a_shuffled_one(model: Language) -> None:
    usual = [START, *(model.ids[word] for word in ["tổ", "chức", "hội", "nghị", "tuyên", "truyền"])]
    shuffled = [START, *(model.ids[word] for word in ["truyền", "hội", "tuyên", "tổ", "nghị", "chức"])]
    assert sum(costs(model, usual)) + 5 < sum(costs(model, shuffled))


@pytest.mark.parametrize("context", ["", "tổ", "tổ chức", "hội nghị tuyên", "rừng xã khô"])
def test_probabilities_after_a_context_sum_to_one(model: Language, context: str) -> None:
    before = [START, *(model.ids[word] for word in context.split())]
    total = sum(
        np.exp(-costs(model, [*before, word])[-1])
        for word in range(len(model.words))
        if word not in (NOTHING, START)
    )
    assert total == pytest.approx(1, abs=0.05)


def test_the_same_text_gives_the_same_files(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("\n".join(lines(300)), encoding="utf-8")
    plan = list(paragraphs_of("I. MỤC ĐÍCH\n1. Tổ chức hội\nnghị phòng chống cháy rừng.\n"))
    assert plan == ["I. MỤC ĐÍCH", "1. Tổ chức hội nghị phòng chống cháy rừng."]
    for name in "xy":
        train(corpus_lines(corpus, "train"), tmp_path / name, plan)
    assert [p.read_bytes() for p in sorted((tmp_path / "x").iterdir())] == [
        p.read_bytes() for p in sorted((tmp_path / "y").iterdir())
    ]


def test_the_test_part_is_never_trained_on(tmp_path: Path) -> None:
    held_out = next(
        text for i in range(9999) if part(text := f"tổ chức hội nghị lạ{chr(97 + i % 26)} {i}") == "test"
    )
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("\n".join([*lines(300), *[held_out] * 500]), encoding="utf-8")
    train(corpus_lines(corpus, "train"), tmp_path / "model")
    words = set(language.open_model(tmp_path / "model").words)
    assert not words & {token for token in held_out.split() if token.startswith("lạ")}


def test_tables_find_what_was_put_in() -> None:
    rng = np.random.default_rng(1)
    keys = np.unique(rng.integers(1, 1 << 42, 5000, dtype=np.uint64))
    table = language.build(keys, -np.arange(len(keys)) / len(keys) * 10, None)
    mixed = language.hashed(keys)
    for key, mark in zip(keys.tolist(), mixed.tolist(), strict=True):
        at = ((mark >> 32) * table.homes) >> 32
        while table.slots[at] >> 8 != max(mark & 0xFFFFFF, 1):
            assert table.slots[at], key
            at += 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số 12/2021/NĐ-CP", "số 12/2021/ nđ - cp"),
        ("ngày 05/8/2024, tại", "ngày 05/8/2024 , tại"),
        ("khóa QH14.", "khóa qh14 ."),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert list(tokens(text)) == expected.split()


def test_signs() -> None:
    assert sign("2021-2025") == sign("iii") == NUMBER
    assert [SPECIAL[sign(token)] for token in ("12/", "qh14", ",", ";", "-", "vi")] == [
        "<code>", "<mixed>", ",", ".", "-", "<unk>",
    ]  # fmt: skip
    assert SPECIAL[END] == "</s>"


@pytest.mark.parametrize(
    ("new", "old"), [("hoà", "hòa"), ("uỷ", "ủy"), ("khoẻ", "khỏe"), ("quý", "quý"), ("hoàn", "hoàn")]
)
def test_old_style(new: str, old: str) -> None:
    assert old_style(new) == old
