"""The plans with a gold record, what the pipeline makes of them, and how two records are compared."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from normalizers.text.clean import clean
from parsers.readers import read
from parsers.structure import structure
from pipeline.stages import parse

if TYPE_CHECKING:
    from parsers.document import Document
    from parsers.plan import Plan

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

ROOT = Path(__file__).parents[1]
MEASURING = ROOT.parent / "shared"


def _plans(*folders: Path) -> dict[str, Path]:
    """The plans of folders that have a gold record, by name."""
    return {
        source.stem: source
        for folder in folders
        for record in sorted(folder.glob("*.json"))
        for source in folder.glob(f"{record.stem}.*")
        if source != record
    }


PLANS = _plans(ROOT / "data" / "samples", ROOT / "tests" / "golden")
"""Every sample and golden plan by its name."""
BLIND = _plans(ROOT / "tests" / "blind")
"""Every plan written without a look at the readers by its name."""

_PLACING = {"label", "page", "box", "at", "caption_at", "places", "heads", "repaired", "message", "schema"}
"""What a gold record leaves out, or what is worded for people."""
_TONE = "\u0300\u0301\u0303\u0309\u0323"
_OPEN_GLIDE = re.compile(
    rf"(?<!q)(o(?=[{_TONE}][ae])|u(?=[{_TONE}]y))([{_TONE}])([aey])(?![\w{_TONE}\u0302\u0306\u031b])",
    re.IGNORECASE,
)


def gold(source: Path) -> dict[str, Json]:
    """The record that is due from a plan."""
    record: dict[str, Json] = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    return record


@cache
def parsed(source: Path) -> Plan:
    """The plan that the pipeline makes of a file. Shared between tests: leave it as it is."""
    return parse(source)


@cache
def document(source: Path) -> Document:
    """A file as read and cleaned. Shared between tests: leave it as it is."""
    return clean(read(source.read_bytes(), source.name))


def structured(text: str) -> Plan:
    """The parts of a plan that `text` holds, as printed."""
    return structure(clean(read(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"), "invented.txt")))


def record(plan: Plan) -> dict[str, Json]:
    """A plan as plain JSON."""
    found: dict[str, Json] = json.loads(plan.model_dump_json())
    return found


def comparable(value: Json) -> Json:
    """A value with its text NFC and in one tone placement (hoà = hòa), and without its place on the page."""
    match value:
        case str():
            decomposed = unicodedata.normalize("NFD", value)
            return unicodedata.normalize("NFC", _OPEN_GLIDE.sub(r"\1\3\2", decomposed))
        case list():
            return [comparable(each) for each in value]
        case dict():
            return {key: comparable(each) for key, each in value.items() if key not in _PLACING}
        case _:
            return value


def as_far_as(expected: Json, found: Json) -> Json:
    """What `found` says about the keys that `expected` has."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: as_far_as(expected[key], found.get(key)) for key in expected}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [as_far_as(a, b) for a, b in zip(expected, found, strict=True)]
    return found
