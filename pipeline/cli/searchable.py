"""`kehoach searchable`: copies of scans in which text can be searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.console import Refusal, complain, tell
from pipeline.cli.reading import reading
from pipeline.cli.speech import Argument, Command, Option, common
from pipeline.cli.text import FOLDER, OVERWRITE
from pipeline.exitcodes import ExitCode
from pipeline.messages import later, plural, translate

if TYPE_CHECKING:
    from parsers.readers import Options
    from pipeline.outputs import Outputs
    from pipeline.searchable import Copy


# fmt: off
@click.command(
    cls=Command,
    help=later(
        "Make a copy of each scan in which text can be searched: a PDF/A that shows the pages as they are, "
        "with the repaired text under them. IN is a PDF, a picture of a page, or a folder of them; pages "
        "that carry their own text are kept as they are, digital signatures are not."
    ),
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), cls=Argument,
                metavar=later("IN..."))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), metavar=FOLDER, required=True,
              cls=Option, help=later("Write the copies to this folder."))
@click.option("--overwrite", is_flag=True, cls=Option, help=OVERWRITE)
@reading
@common
@click.pass_obj
def searchable(
    debug: bool, *, reading: Options, sources: tuple[Path, ...], folder: Path, overwrite: bool
) -> ExitCode:
    """Make searchable copies."""
    from pipeline.failures import explain, sentence
    from pipeline.outputs import Outputs
    from pipeline.searchable import INSTALL, installed

    if not installed():
        message = translate("Searchable copies are made by OCRmyPDF, which is not installed. Type: {command}")
        raise Refusal(message.format(command=INSTALL), ExitCode.REFUSED)
    files = list(_files(sources))
    outputs = Outputs(folder, ".pdf", overwrite=overwrite)
    failed = False
    for file in files:
        try:
            _report(file, _made(file, outputs, reading))
        except Exception as error:
            failure = explain(error)
            if debug and failure.reason == "unexpected":
                raise
            complain(f"{click.format_filename(file)}: {sentence(failure)}")
            failed = True
    if failed:
        return ExitCode.FAILURES
    return ExitCode.DONE if files else ExitCode.NOTHING
# fmt: on


def _made(file: Path, outputs: Outputs, options: Options) -> tuple[Path, Copy]:
    from pipeline.inputs import fetch
    from pipeline.searchable import searchable

    target = outputs.of(file)
    return target, searchable(fetch(str(file), options.limits), file.name, target, options)


def _report(file: Path, made: tuple[Path, Copy]) -> None:
    """Name the copy, and say what it is not."""
    target, copy = made
    click.echo(target)
    name = click.format_filename(file)
    if copy.unread:
        pages = plural("{count} page", "{count} pages", copy.unread)
        message = translate("{name}: {pages} could not be read and have no text in the copy either.")
        tell(message.format(name=name, pages=pages))
    if not copy.archival:
        message = translate(
            "{name}: the copy can be searched but is no PDF/A: what is on its pages does not allow it, fonts "
            "that are not in the file, say."
        )
        tell(message.format(name=name))


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    """The files given, and the PDF files and pictures in the folders given."""
    from parsers.readers import sniff

    for source in sources:
        if not source.is_dir():
            yield source
            continue
        for file in sorted(source.rglob("*")):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(source).parts):
                with file.open("rb") as stream:
                    media_type = sniff.media_type(stream.read(1 << 16))
                if media_type == sniff.PDF or media_type.startswith("image/"):
                    yield file
