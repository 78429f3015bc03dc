"""Write test documents: `python -m tests.papers OUT --plans 20 --forms digital,scan`."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parsers.plan import Plan
from tests.papers import Document, Style, printed
from tests.papers.plans import invented
from tests.papers.record import gold
from tests.papers.truth import Truth

if TYPE_CHECKING:
    from tests.papers.scan import Scan

FORMS = ("digital", "text", "scan", "tiff", "png", "jpeg", "layer", "sealed")
_PICTURES = frozenset(FORMS[2:])
_RESOLUTIONS = (150, 200, 200, 300)


@click.command(context_settings={"show_default": True})
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--plans", type=click.IntRange(1), default=10, help="How many plans to invent.")
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A plan to read and print instead of inventing one; may be repeated.",
)
@click.option("--seed", type=int, default=1, help="Everything follows from it.")
@click.option("--forms", default="digital", help=f"Of {', '.join(FORMS)}, joined by commas.")
@click.option(
    "--level", type=click.Choice(["light", "heavy", "photo"]), default="light", help="How bad the scans are."
)
@click.option("--dpi", multiple=True, type=click.IntRange(50, 600), help="Of the scans; one of several.")
@click.option("--usual", is_flag=True, help="Set all papers as the decree has it, none as offices stray.")
@click.option("--truth/--no-truth", default=True, help="Whether to write what is truly on each page.")
def main(
    out: Path,
    *,
    plans: int,
    sources: Sequence[Path],
    seed: int,
    forms: str,
    level: str,
    dpi: Sequence[int],
    usual: bool,
    truth: bool,
) -> None:
    """Write documents to OUT/documents, the records due to OUT/gold, what is on the pages to OUT/truth."""
    wanted = [form.strip() for form in forms.split(",")]
    if unknown := [form for form in wanted if form not in FORMS]:
        raise click.BadParameter(f"{unknown[0]} is none of {', '.join(FORMS)}", param_hint="--forms")
    for folder in ("documents", "gold", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for number, plan in enumerate(_plans(plans, sources, seed)):
        key = f"{seed} {number}"
        style = Style() if usual else Style.any(key)
        document = printed(plan, style)
        resolution = random.Random(key).choice(dpi or _RESOLUTIONS)
        scan = None
        if _PICTURES & set(wanted):
            scan = _scan(plan, document, level, resolution, seed + number)
        for form in wanted:
            name = f"{seed}-{number:05}-{form}"
            if scan and form in _PICTURES:
                record, true = _pictured(out / "documents" / name, scan, form, seed + number)
            else:
                record, true = _written(out / "documents" / name, document, form, number)
            (out / "gold" / f"{name}.json").write_text(gold(record), encoding="utf-8")
            if truth:
                (out / "truth" / f"{name}.json").write_text(true.json(), encoding="utf-8")
                (out / "truth" / f"{name}.lines.txt").write_text(true.lines(), encoding="utf-8")
                (out / "truth" / f"{name}.flow.txt").write_text("\n".join(true.flow) + "\n", encoding="utf-8")


def _plans(count: int, sources: Sequence[Path], seed: int) -> Iterator[Plan]:
    if not sources:
        yield from (invented(f"{seed} {number}") for number in range(count))
        return
    from pipeline.stages import parse

    yield from map(parse, sources)


def _written(file: Path, document: Document, form: str, number: int) -> tuple[Plan, Truth]:
    """A document of text: the PDF, or its text as printed or a paragraph a line."""
    if form == "digital":
        file.with_suffix(".pdf").write_bytes(document.content)
    else:
        flow = "\n".join(document.truth.flow) + "\n"
        file.with_suffix(".txt").write_text(document.truth.lines() if number % 2 else flow, encoding="utf-8")
    return document.record, document.truth


def _scan(plan: Plan, document: Document, level: str, dpi: int, seed: int) -> Scan:
    import numpy as np

    from tests.papers.scan import Handling, Level, scanned

    handling = Handling.any(Level(level), dpi, np.random.default_rng((seed, 3)))
    return scanned(plan, document, handling, seed)


def _pictured(file: Path, scan: Scan, form: str, seed: int) -> tuple[Plan, Truth]:
    """A scan, as the kind of file that is wanted."""
    from tests.papers import files
    from tests.papers.layer import ruined, sealed

    match form:
        case "png" | "jpeg":
            pages = files.as_png(scan) if form == "png" else files.as_jpeg(scan)
            for at, page in enumerate(pages, 1):
                file.with_name(f"{file.name}-{at}.{form}").write_bytes(page)
        case "tiff":
            file.with_suffix(".tiff").write_bytes(files.as_tiff(scan))
        case "layer":
            file.with_suffix(".pdf").write_bytes(ruined(scan, seed))
        case "sealed":
            file.with_suffix(".pdf").write_bytes(
                sealed(scan, scan.record.issuer.name or "", scan.record.issued or "")
            )
        case _:
            file.with_suffix(".pdf").write_bytes(files.as_pdf(scan))
    return scan.record, scan.truth


if __name__ == "__main__":
    main()
