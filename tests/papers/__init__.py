"""Test documents: any plan as the paper that an office would print and scan, with all that is on it known.

- `printed(plan, style)`: a born-digital PDF, its truth and the record due from it, as a `Document`
- `Style.any(seed)`: a way of setting a paper
- `tests.papers.scan.scanned(plan, document, handling, seed)`: the same as scanned or photographed
- `tests.papers.files`: scans as PDF, TIFF, PNG and JPEG files
"""

from __future__ import annotations

from tests.papers.document import Document, printed
from tests.papers.style import Style

__all__ = ["Document", "Style", "printed"]
