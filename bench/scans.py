"""Scans that recognition is measured on, with what is truly printed on them.

Invented plans, scanned lightly and heavily and photographed, from seeds that nothing was tuned on, and two
scans of the measuring set where it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bench.corpus import MEASURING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAPERS = 6
"""Of each level."""
_PAGES = 3
"""Of each paper."""
_SEED = 7_000
"""No seed below it was looked at while the steps were made."""
_RESOLUTIONS = (200, 150, 300)
KH753 = "52265d_kh_753_khao_sat_xac_dinh_chi_so_hai_long_cua_nguoi_dan_doi_v.pdf"


class Scan(NamedTuple):
    """A scan as a file and as pictures, and what is truly printed on it."""

    file: bytes
    pictures: list[NDArray[np.uint8]]
    dpi: int
    text: str


def groups() -> Iterator[tuple[str, list[Scan]]]:
    """The scans by where they come from; none where the measuring set is missing."""
    for level in ("light", "heavy", "photo"):
        yield level, [generated(level, seed) for seed in range(_SEED, _SEED + PAPERS)]
    yield "p03", list(_measured("plans/p03/scan.pdf", "plans/p03/lines.txt", 200))
    yield "kh753", list(_measured(f"pdf/{KH753}", "plans/kh753/lines.txt", 240))


def generated(level: str, seed: int, dpi: int | None = None) -> Scan:
    """The first pages of an invented plan, scanned, at one of the usual resolutions or at that asked for."""
    import numpy as np

    from tests.papers import Style, printed
    from tests.papers.files import as_pdf
    from tests.papers.plans import invented
    from tests.papers.scan import Handling, Level, scanned

    plan = invented(seed)
    document = printed(plan, Style.any(seed))
    dpi = dpi or _RESOLUTIONS[seed % len(_RESOLUTIONS)]
    scan = scanned(plan, document, Handling.any(Level(level), dpi, np.random.default_rng(seed)), seed)
    scan = replace(scan, pictures=scan.pictures[:_PAGES])
    text = "\f".join(document.truth.lines().split("\f")[:_PAGES])
    pictures = [np.array(each.convert("L") if each.mode == "1" else each, np.uint8) for each in scan.pictures]
    return Scan(as_pdf(scan), pictures, dpi, text)


def _measured(file: str, lines: str, dpi: int) -> Iterator[Scan]:
    import numpy as np
    import pypdfium2

    if not (MEASURING / file).exists():
        return
    content = (MEASURING / file).read_bytes()
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [page.render(scale=dpi / 72, rev_byteorder=True).to_numpy() for page in pdf]
    pictures = [np.ascontiguousarray(page) for page in pages]
    yield Scan(content, pictures, dpi, (MEASURING / lines).read_text(encoding="utf-8"))
