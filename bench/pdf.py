"""PDF files: pages a second beside pdfplumber, and how page decisions agree with the measuring set."""

from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time

import pdfplumber
import pikepdf

from bench.corpus import MEASURING
from parsers.readers import DEFAULT, ReadError, read
from parsers.readers.pdf import findings
from parsers.readers.pdf.decision import Verdict

_MANIFEST = MEASURING / "pdf" / "MANIFEST.md"
_KINDS = (
    ("born-digital", Verdict.DIGITAL),
    ("scan, text layer holds only", Verdict.STAMP),
    ("scan with BAD", Verdict.RUINED),
    ("scan, image only", Verdict.PICTURE),
)
_TARGET = 3.0
"""Times as many pages a second as pdfplumber."""
_PAGES = 12
"""Pages a file that both are timed on, so that no long law outweighs all others."""


def report() -> None:
    """Print both."""
    if not _MANIFEST.exists():
        print("  the measuring set is not here")
        return
    kinds = dict(manifest())
    _agreement(kinds)
    _speed([file for file, kind in kinds.items() if kind is Verdict.DIGITAL])


def manifest() -> Iterator[tuple[Path, Verdict]]:
    """Every file and what it is, by the table of the measuring set."""
    for line in _MANIFEST.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and cells[0].endswith(".pdf"):
            kind = next(verdict for opening, verdict in _KINDS if cells[4].startswith(opening))
            yield _MANIFEST.parent / cells[0], kind


def _agreement(kinds: dict[Path, Verdict]) -> None:
    found: Counter[tuple[str, str]] = Counter()
    pages: Counter[str] = Counter()
    for file, kind in kinds.items():
        verdicts = [each.verdict for each in findings(file.read_bytes(), DEFAULT) if each]
        pages.update(verdicts)
        found[kind, _of_file(verdicts)] += 1
    agreed = sum(count for (kind, said), count in found.items() if kind == said)
    print(f"  page decisions: {agreed} of {len(kinds)} files as the measuring set says", end="")
    print(f" ({agreed / len(kinds):.1%})")
    for (kind, said), count in sorted(found.items()):
        print(f"    {kind:10} decided {said:10} {count:4} files")
    print("    pages:", ", ".join(f"{count} {verdict}" for verdict, count in pages.most_common()))


def _of_file(verdicts: list[Verdict]) -> Verdict:
    """What a file is: a stamp stands on one page of a scan."""
    printed = Counter(verdict for verdict in verdicts if verdict is not Verdict.BLANK)
    if Verdict.STAMP in printed and set(printed) <= {Verdict.STAMP, Verdict.PICTURE}:
        return Verdict.STAMP
    return printed.most_common(1)[0][0] if printed else Verdict.BLANK


def _speed(files: list[Path]) -> None:
    ours = theirs = 0.0
    pages = 0
    ratios: list[float] = []
    warm_up = _opening(files[0])
    read(warm_up, files[0].name)
    _plumb(warm_up)
    for file in files:
        source = _opening(file)
        start = process_time()
        try:
            count = len(read(source, file.name).pages)
        except ReadError as error:
            print(f"    {file.name} was not read: {error}")
            continue
        middle = process_time()
        _plumb(source)
        end = process_time()
        pages, ours, theirs = pages + count, ours + middle - start, theirs + end - middle
        ratios.append((end - middle) / (middle - start))
    ratio = theirs / ours
    print(f"  {len(ratios)} born-digital files, {pages} pages, at most {_PAGES} a file, processor time")
    print(f"    kehoach, whole documents:                 {pages / ours:7.1f} pages/s")
    print(f"    pdfplumber, extract_text, extract_tables: {pages / theirs:7.1f} pages/s")
    verdict = "above" if ratio >= _TARGET else "BELOW"
    print(
        f"    ratio {ratio:.1f} ({verdict} the target of {_TARGET:.0f}); "
        f"by file: median {median(ratios):.1f}, least {min(ratios):.1f}"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"    peak memory of this process: {peak:.0f} MiB")


def _opening(file: Path) -> bytes:
    """The first pages of a file, as a file."""
    opening = BytesIO()
    with pikepdf.open(file) as pdf:
        del pdf.pages[_PAGES:]
        pdf.save(opening)
    return opening.getvalue()


def _plumb(source: bytes) -> None:
    with pdfplumber.open(BytesIO(source)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
