"""Repair of ruined text, beside pyvi's `add_accents` where that is installed.

The held-out text is the part of the corpus that no model was trained on; the four clean seeds were counted
into the shipped language model, so their line says "seen".
"""

from __future__ import annotations

import importlib.util
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import Any, get_args

from bench.corpus import MEASURING, ROOT, SAMPLES
from normalizers.text.channel import skeleton
from normalizers.text.encodings import convert
from normalizers.text.legacy import Encoding, to_legacy
from normalizers.text.paragraphs import MIDDLE, Paragraph
from normalizers.text.reading import read_stripped, shipped
from normalizers.text.repair import Repaired, repair
from normalizers.text.training.language import corpus_lines

Restore = Callable[[str], str]
Tokens = Callable[[str], list[str]]

SON_LA = "002_639ea0e56d86ebfc.txt"
RUINED_PDF = "4d764b_308qd2025.signed.pdf"
MODELS = ROOT / "data" / "models"
PART = "test"
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)


def report() -> None:
    """Print every figure with what is to be reached."""
    _models()
    score = _scorer()
    if score is None:
        print("  the measuring set is not here")
        return
    tokens: Tokens = score.tokens
    peer = _pyvi()
    running, single = _held_out()
    plans = [(MEASURING / "plans" / name / "flow.txt").read_text("utf-8") for name in ("p03", "kh753")]
    unseen = [line for text in plans for line in text.split("\n") if line.strip()]
    for name, lines, least in (
        ("running paragraphs", running, 99.5),
        ("single lines", single, 99.2),
        ("two unseen plans, line by line", unseen, 99.2),
    ):
        ours = _share_right(lines, _restored(lines), tokens)
        print(f"  held-out text without marks, {name}: {_percent(ours, least)}", end="")
        print(
            f", pyvi {100 * _share_right(lines, map(peer, map(_stripped, lines)), tokens):.2f} %"
            if peer
            else ""
        )
    whole = _share_right(plans, (repair(_stripped(text)).text for text in plans), tokens)
    print(f"  the same two plans without marks, each as a document: {_percent(whole, 99.2)}")
    seed = (MEASURING / "seeds" / SON_LA).read_text("utf-8")
    gold = (MEASURING / "gold" / "002_first_77_lines.txt").read_text("utf-8")
    repaired = repair(seed)
    figure = score.score(_first(gold), _first(repaired.text))["accuracy"]
    print(f"  Sơn La, lines 1–77: {_percent(figure, 99.3)}", end="")
    print(
        f", pyvi {100 * score.score(_first(gold), _first(peer(_stripped(seed))))['accuracy']:.2f} %"
        if peer
        else ""
    )
    bad = (MEASURING / "plans" / "p03" / "badtext.txt").read_text("utf-8")
    flow = (MEASURING / "plans" / "p03" / "flow.txt").read_text("utf-8")
    _print_found("p03, misread", flow, bad, 95, tokens, peer)
    layer = _ruined_layer()
    if layer:
        _print_found("a real ruined layer", *layer, 90, tokens, peer)
    else:
        print("  a real ruined layer: needs pdftotext, pdftoppm and tesseract with vie")
    _clean(tokens, running + single)
    _encodings(running)
    _speed(running, seed + bad, flow)
    _reliability(single, gold, repaired, seed)


def _models() -> None:
    size = sum(path.stat().st_size for path in MODELS.rglob("*") if path.is_file()) / 1e6
    command = (
        "import time, resource, numpy; t = time.perf_counter(); m = resource.getrusage(0).ru_maxrss\n"
        "from normalizers.text.repair import repair; repair('Can cu Luat Thi dua, khen thuong nam 2022')\n"
        "print(time.perf_counter() - t, (resource.getrusage(0).ru_maxrss - m) / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], check=True, capture_output=True, text=True, cwd=ROOT
    )
    seconds, memory = map(float, done.stdout.split())
    print(f"  models: {size:.1f} MB (25), first repair after {seconds:.2f} s (0.3), {memory:.0f} MiB (300)")


def _scorer() -> Any:
    file = MEASURING / "tools" / "score_text.py"
    spec = importlib.util.spec_from_file_location("score_text", file) if file.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pyvi() -> Restore | None:
    if importlib.util.find_spec("pyvi") is None:
        print("  pyvi is not installed; type: pip install -e '.[bench]'")
        return None
    from pyvi import ViUtils

    def restored(line: str) -> str:
        try:
            return str(ViUtils.add_accents(line)) if line.strip() else line
        except KeyError:  # it fails on some signs
            return line

    return lambda text: "\n".join(map(restored, text.split("\n")))


def _held_out() -> tuple[list[str], list[str]]:
    """Paragraphs and single lines of the official texts that are held out, chosen by a fixed seed."""
    with tempfile.TemporaryDirectory() as folder:
        name = "admin_legal.txt.xz"
        (Path(folder) / name).symlink_to(MEASURING / "corpus" / name)
        lines = list(corpus_lines(Path(folder), PART))
    random.Random(1).shuffle(lines)
    running = [line for line in lines if 300 <= len(line) <= 3000]
    single = [line for line in lines if 30 <= len(line) <= 120]
    return running[:400], single[:2000]


def _stripped(text: str) -> str:
    return skeleton(unicodedata.normalize("NFC", text))


def _restored(lines: Iterable[str]) -> Iterator[str]:
    """Each line by itself, known to be stripped."""
    reader = shipped()
    cut = [_paragraph(_stripped(line)) for line in lines]
    for read in read_stripped(reader, cut):
        yield " ".join(read.texts)


def _paragraph(line: str) -> Paragraph:
    texts = line.split()
    return Paragraph(texts, [0] * len(texts), [MIDDLE] * len(texts), [False] * len(texts))


def _share_right(gold: Iterable[str], found: Iterable[str], tokens: Tokens) -> float:
    from rapidfuzz.distance import Levenshtein

    total = wrong = 0
    for true, read in zip(gold, found, strict=True):
        a, b = ([token.lower() for token in tokens(text)] for text in (true, read))
        total += len(a)
        wrong += Levenshtein.distance(a, b)
    return 1 - wrong / max(1, total)


def _first(text: str) -> str:
    return "\n".join(text.split("\n")[:77])


def _percent(share: float, least: float) -> str:
    return f"{100 * share:.2f} % ({'reached' if 100 * share >= least else 'NOT reached'}: {least} %)"


def _print_found(name: str, gold: str, raw: str, least: float, tokens: Tokens, peer: Restore | None) -> None:
    """Share of the true syllables that were found, in any order."""
    true = Counter(token.lower() for token in tokens(gold))

    def share(text: str) -> float:
        return (true & Counter(token.lower() for token in tokens(text))).total() / true.total()

    other = f", pyvi {share(peer(_stripped(raw))):.3f}" if peer else ""
    print(
        f"  {name}, syllables found: raw {share(raw):.3f}, {_percent(share(repair(raw).text), least)}{other}"
    )


def _ruined_layer() -> tuple[str, str] | None:
    """What Tesseract reads off the first six pages of a scan, and the layer in the file."""
    pdf = MEASURING / "pdf" / RUINED_PDF
    if not all(map(shutil.which, ("pdftotext", "pdftoppm", "tesseract"))):
        return None
    with tempfile.TemporaryDirectory() as folder:
        layer = subprocess.run(["pdftotext", "-l", "6", pdf, "-"], check=True, capture_output=True, text=True)
        render = ["pdftoppm", "-r", "250", "-l", "6", "-gray", "-png", pdf, f"{folder}/page"]
        subprocess.run(render, check=True)
        pages = [
            subprocess.run(["tesseract", page, "-", "-l", "vie"], capture_output=True, text=True, check=False)
            for page in sorted(Path(folder).glob("*.png"))
        ]
    if any(page.returncode for page in pages):
        return None
    return "".join(page.stdout for page in pages), layer.stdout


def _clean(tokens: Tokens, held_out: list[str]) -> None:
    """Share of the syllables of clean texts that repair changes."""
    seeds = [p.read_text("utf-8") for p in sorted((MEASURING / "seeds").glob("*.txt")) if p.name != SON_LA]
    plans = [(MEASURING / "plans" / name / "flow.txt").read_text("utf-8") for name in ("p03", "kh753")]
    samples = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    unseen = [*plans, "\n".join(held_out), *held_out]
    for name, texts in (
        ("seen: four seeds, samples", seeds + samples),
        ("unseen: plans, held-out lines", unseen),
    ):
        changed = sum(len(repair(text).edits) for text in texts)
        total = sum(len(tokens(text)) for text in texts)
        share = 100 * changed / total
        verdict = "reached" if share <= 0.05 else "NOT reached"
        print(
            f"  clean text, {name}: {changed} of {total} syllables changed, {share:.3f} % ({verdict}: 0.05 %)"
        )


def _encodings(lines: list[str]) -> None:
    text = "\n".join(lines)
    words = text.split()
    for encoding in get_args(Encoding):
        try:
            found = convert(to_legacy(text, encoding)).text.split()
        except UnicodeEncodeError:
            continue
        right = sum(a == b for a, b in zip(words, found, strict=False)) / len(words)
        print(f"  {encoding} made of clean text: {_percent(right, 99.9)}")


def _speed(lines: list[str], ruined: str, clean: str) -> None:
    def rate(size: int, work: Callable[[], object]) -> float:
        work()
        rounds = []
        for _ in range(3):
            start = process_time()
            work()
            rounds.append(process_time() - start)
        return size / min(rounds)

    stripped = [_stripped(line) for line in lines]
    syllables = sum(len(line.split()) for line in stripped)
    text = clean * (1 + 1_000_000 // len(clean))
    for name, figure, least in (
        ("stripped text, decoder", rate(syllables, lambda: list(_restored(lines))), 100_000),
        ("stripped text, all of repair", rate(syllables, lambda: repair("\n\n".join(stripped))), 100_000),
        ("ruined text", rate(len(ruined.split()), lambda: repair(ruined)), 10_000),
    ):
        print(
            f"  {name}: {figure:,.0f} syllables/s on one core, {figure / least:.2f} of the {least:,} to reach"
        )
    figure = rate(len(text), lambda: repair(text))
    print(
        f"  clean text: {figure:,.0f} characters/s on one core, {figure / 1e6:.2f} of the 1,000,000 to reach"
    )


def _reliability(lines: list[str], gold: str, repaired: Repaired, raw: str) -> None:
    """How often words are right that were given so much probability."""
    stripped, misread = [], []
    cut = [_paragraph(_stripped(line)) for line in lines]
    for line, read in zip(lines, read_stripped(shipped(), cut), strict=True):
        for true, text, probability in zip(line.split(), read.texts, read.probabilities, strict=True):
            stripped.append((probability, _same(true, text)))
    starts = {edit.start: edit for edit in repaired.edits}
    offset = 0
    for line, true_line in zip(raw.split("\n"), _first(gold).split("\n"), strict=False):
        found, true = list(re.finditer(r"\S+", line)), true_line.split()
        if len(found) == len(true):
            for match, word in zip(found, true, strict=True):
                edit = starts.get(offset + match.start())
                if edit:
                    misread.append((edit.score, _same(word, edit.after)))
        offset += len(line) + 1
    print("  reliability: probability given, words, share right, of stripped lines and of Sơn La")
    for low, high in zip(_BINS, (*_BINS[1:], 1.01), strict=True):
        cells = []
        for pairs in (stripped, misread):
            inside = [(p, right) for p, right in pairs if low <= p < high]
            given = sum(p for p, _ in inside) / max(1, len(inside))
            right = sum(right for _, right in inside) / max(1, len(inside))
            cells.append(f"{given:.3f} {len(inside):6} {right:.3f}" if inside else f"{'–':>18}")
        print(f"    {low:5.3f}–{min(high, 1):5.3f}   {cells[0]}   {cells[1]}")


def _same(true: str, found: str) -> bool:
    """Whether two words are the same but for signs and capitals."""
    a, b = ("".join(filter(str.isalnum, text)).lower() for text in (true, found))
    return a == b


if __name__ == "__main__":
    report()
