"""The plans that are measured on: samples, those written blind and, where it is there, the measuring set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"
BLIND = ROOT / "tests" / "blind"
MEASURING = ROOT.parent / "shared"


class Case(NamedTuple):
    """A plan and the record that it should become."""

    name: str
    source: bytes
    gold: dict[str, Any]


def samples() -> list[Case]:
    """The sample plans with their gold records."""
    return list(_cases(SAMPLES, SAMPLES))


def blind() -> list[Case]:
    """The plans written without a look at the readers, with their gold records."""
    return list(_cases(BLIND, BLIND))


def measuring() -> list[Case]:
    """The seeds of the measuring set that have a gold record; none where the set is missing."""
    return list(_cases(MEASURING / "seeds", MEASURING / "gold"))


def texts() -> list[tuple[str, bytes]]:
    """Every plan, with or without a gold record."""
    seeds = [(path.name, path.read_bytes()) for path in sorted((MEASURING / "seeds").glob("*.txt"))]
    return [(case.name, case.source) for case in samples()] + seeds


def _cases(plans: Path, gold: Path) -> Iterator[Case]:
    for record in sorted(gold.glob("*.json")):
        for plan in plans.glob(f"{record.stem}.*"):
            if plan != record:
                yield Case(plan.name, plan.read_bytes(), json.loads(record.read_text(encoding="utf-8")))
