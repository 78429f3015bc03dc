"""Making the models of repair: from a corpus, or from the models there are and a user's own plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from normalizers.text.models import CONFUSIONS, LANGUAGE, shipped
from pipeline.lessons import lessons
from pipeline.messages import plural, translate

Tell = Callable[[str], None]


class Taught(NamedTuple):
    """What models were made from."""

    plans: int
    """Clean plans that were learnt from."""
    left: int
    """Plans that were not clean, or could not be read."""
    has_text: bool
    """Whether there was anything to learn from; if not, nothing was written."""


def train(out: Path, *, corpus: Path | None = None, source: str | None = None, tell: Tell) -> Taught:
    """Make models in the folder `out`.

    With a corpus they are made from nothing: its texts, the sample plans and the plans of `source`, and the
    confusions from the pairs of `data/training`; the same files give the same models, bit for bit. Without
    one the language model of the package learns from the plans of `source`.

    Args:
        out: the folder to fill, made if it is not there.
        corpus: a folder of texts, `*.txt` or `*.txt.xz`, one paragraph a line.
        source: a database or a folder of plans; damaged ones are left out.
        tell: says how far it is.

    Raises:
        OSError: the corpus cannot be read.
        pipeline.export.ExportError: the folder cannot be written.
        pipeline.store.StoreError: `source` is no folder, and the database cannot be opened.
    """
    found = list(lessons(source)) if source else []
    plans = [lesson.paragraphs for lesson in found if lesson.paragraphs]
    taught = Taught(len(plans), len(found) - len(plans), bool(plans) if corpus is None else _has_text(corpus))
    if not taught.has_text:
        return taught
    if source:
        tell(plural("{count} clean plan to learn from", "{count} clean plans to learn from", taught.plans))
    paragraphs = [paragraph for plan in plans for paragraph in plan]
    out.mkdir(parents=True, exist_ok=True)
    if corpus is None:
        _learn(out, paragraphs, tell)
    else:
        _make(out, corpus, paragraphs, tell)
    return taught


def _learn(out: Path, paragraphs: list[str], tell: Tell) -> None:
    from normalizers.text import language
    from normalizers.text.training.interpolation import interpolate
    from pipeline.export.files import replacing

    with _timed(translate("Language model"), tell), replacing(out / LANGUAGE, folder=True) as draft:
        interpolate(language.open_model(shipped() / LANGUAGE), paragraphs, draft)


def _make(out: Path, corpus: Path, paragraphs: list[str], tell: Tell) -> None:
    from normalizers.text.training import channel, language
    from pipeline.export.files import replacing

    plans = [*_samples(), *paragraphs]
    with _timed(translate("Language model"), tell), replacing(out / LANGUAGE, folder=True) as draft:
        language.train(language.corpus_lines(corpus, "train"), draft, plans)
    pairs = Path(str(files("data") / "training" / "misread.jsonl.xz"))
    with _timed(translate("Confusions of recognisers"), tell), replacing(out / CONFUSIONS, False) as file:
        channel.train_channel(pairs, file)


def _has_text(corpus: Path) -> bool:
    return any(path.name.endswith((".txt", ".txt.xz")) for path in corpus.iterdir())


def _samples() -> Iterator[str]:
    """The paragraphs of the sample plans that are plain text."""
    from normalizers.text.training.language import paragraphs_of

    for path in sorted(Path(str(files("data") / "samples")).glob("*.txt")):
        yield from paragraphs_of(path.read_text(encoding="utf-8"))


@contextmanager
def _timed(name: str, tell: Tell) -> Iterator[None]:
    """Say that something begins, and how long it took."""
    tell(f"{name} …")
    start = monotonic()
    yield
    tell(translate("{name}: {seconds:.0f} seconds").format(name=name, seconds=monotonic() - start))
