"""How right the records are, beside a regular expression on the same plans."""

from __future__ import annotations

import importlib.util
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from statistics import mean
from typing import Any

from bench import baseline
from bench.corpus import MEASURING, Case
from pipeline import Plan, parse

Outline = Iterable[tuple[str, str]]
Score = Callable[[dict[str, Any], dict[str, Any]], tuple[dict[str, float], list[str]]]


def report(label: str, cases: list[Case]) -> None:
    """Print outline F1 of both, and all measures where the scorer of the measuring set is there."""
    if not cases:
        print(f"  {label}: none here")
        return
    plans = [parse(case.source, case.name) for case in cases]
    ours = mean(f1(_gold(case), _outline(plan)) for case, plan in zip(cases, plans, strict=True))
    # A regular expression works on plain text only; it is compared where it can be.
    plain = [case for case in cases if case.name.endswith((".txt", ".md"))]
    same = mean(f1(_gold(c), _outline(parse(c.source, c.name))) for c in plain)
    regex = mean(f1(_gold(c), baseline.outline(c.source.decode("utf-8", "replace"))) for c in plain)
    print(f"  {label}, {len(cases)} plans: outline F1 {ours:.3f}")
    print(f"    plain text only, {len(plain)} plans: {same:.3f}, regular expression {regex:.3f}", end="")
    print(f" ({same / regex:.1f} times)" if regex else "")
    score = _scorer()
    if score is None:
        print("    all measures: the measuring set is not here")
        return
    figures = [
        score(case.gold, json.loads(plan.model_dump_json()))[0]
        for case, plan in zip(cases, plans, strict=True)
    ]
    for name in dict.fromkeys(key for found in figures for key in found):
        print(f"    {name:12} {mean(found[name] for found in figures if name in found):.3f}")


def f1(gold: Outline, found: Outline) -> float:
    """F1 over (path, title), both folded."""
    expected, given = Counter(map(_folded, gold)), Counter(map(_folded, found))
    total = expected.total() + given.total()
    return 2 * (expected & given).total() / total if total else 1.0


def _folded(item: tuple[str, str]) -> tuple[str, str]:
    path, title = (" ".join(unicodedata.normalize("NFC", text).casefold().split()) for text in item)
    return path, title.strip(" .:*")


def _outline(plan: Plan) -> Outline:
    return [(section.path, section.title or "") for section in plan.walk()]


def _gold(case: Case) -> Outline:
    def walk(sections: list[dict[str, Any]]) -> Iterable[tuple[str, str]]:
        for section in sections:
            yield section["path"], section.get("title") or ""
            yield from walk(section.get("children") or [])

    return walk(case.gold.get("sections") or [])


def _scorer() -> Score | None:
    """`score` of the measuring set's own scorer."""
    file = MEASURING / "tools" / "score_record.py"
    if not file.exists():
        return None
    sys.path.insert(0, str(file.parent))
    spec = importlib.util.spec_from_file_location("score_record", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Score = module.score
    return score
