"""The options of every command that reads files: recognition and passwords."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from pipeline.cli.speech import Option
from pipeline.messages import later, translate

if TYPE_CHECKING:
    from parsers.readers import Options

R = TypeVar("R")

OCR = ("auto", "always", "never", "redo")
"""The values of `parsers.readers.Ocr`, which is not loaded for a help page."""
RECOGNISERS = ("auto", "own", "tesseract")
"""The values of `parsers.readers.Engine`."""


def reading(command: Callable[..., R]) -> Callable[..., R]:
    """Add the options; the command gets what they come to as `reading`."""

    @wraps(command)
    def with_options(
        *args: object, ocr: str, recogniser: str, password_file: Path | None, **kwargs: object
    ) -> R:
        return command(*args, reading=_options(ocr, recogniser, password_file), **kwargs)

    described: Callable[..., R] = with_options
    for option in (
        click.option("--password-file", type=click.Path(path_type=Path), metavar=later("FILE"), cls=Option,
                     help=later("A file with the passwords of locked PDF files, one a line.")),
        click.option("--recogniser", type=click.Choice(RECOGNISERS), default="auto", cls=Option,
                     help=later("What recognises pages: our own model, Tesseract, or what there is.")),
        click.option("--ocr", type=click.Choice(OCR), default="auto", cls=Option,
                     help=later("Recognise pages (OCR): those whose text is missing or ruined (auto), "
                                "also those recognised before (redo), all with pictures, or none.")),
    ):  # fmt: skip
        described = option(described)
    return described


def _options(ocr: str, recogniser: str, password_file: Path | None) -> Options:
    from parsers.readers import Engine, Ocr, Options

    passwords = _passwords(password_file) if password_file else ()
    return Options(ocr=Ocr(ocr), recogniser=Engine(recogniser), passwords=passwords)


def _passwords(file: Path) -> tuple[str, ...]:
    """The lines of a file that are not empty."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = translate("The file of passwords {file} cannot be read as text.").format(file=file)
        raise click.UsageError(message) from error
    return tuple(filter(None, text.splitlines()))
