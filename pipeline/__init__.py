"""Running documents through the stages, keeping and handing on the results.

The public API, loaded when first used:

- `parse(source, name=None)`: one plan, from bytes, text or a path, as a `Plan`
- `parse_all(source, name=None)`: the plans of a file that may hold several papers
- `repair(text)`: ruined text with its letters back, and every edit explained
- `ingest(paths, db)`: files and folders into a store, as a `Summary`
- `load(db)`: the tables of a store, as pandas data frames
- `Plan`: the record
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.plan import Plan
    from pipeline.bulk import ingest
    from pipeline.export import load
    from pipeline.mending import repair
    from pipeline.stages import parse, parse_all

__all__ = ["Plan", "ingest", "load", "parse", "parse_all", "repair"]

_HOMES = {
    "Plan": "parsers.plan",
    "ingest": "pipeline.bulk",
    "load": "pipeline.export",
    "parse": "pipeline.stages",
    "parse_all": "pipeline.stages",
    "repair": "pipeline.mending",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
