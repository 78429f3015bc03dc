"""Run all measurements and print them with the machine that they were made on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from bench import (
    ablation,
    accuracy,
    agreement,
    bulk,
    corpus,
    figures,
    importing,
    lines,
    pdf,
    recognition,
    repair,
    speed,
)


def machine() -> str:
    """The processor, its cores and the Python."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


print(f"Machine: {machine()}")
print("Speed")
speed.report(corpus.texts())
print("Accuracy")
accuracy.report("samples", corpus.samples())
accuracy.report("written blind", corpus.blind())
accuracy.report("measuring set", corpus.measuring())
print("PDF files")
pdf.report()
print("Recognition of lines")
lines.report()
print("Handwritten figures")
figures.report()
print("Recognition of pages")
recognition.report()
print("What each part of recognition brings")
ablation.report()
print("Agreement with Tesseract on other papers")
agreement.report()
print("Import of scans")
importing.report()
print("Repair")
repair.report()
print("Bulk import")
bulk.report()
