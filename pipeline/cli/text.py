"""`kehoach text`: what was read, before it is understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.console import complain, put
from pipeline.cli.reading import reading
from pipeline.cli.speech import Argument, Command, Option, common
from pipeline.exitcodes import ExitCode
from pipeline.messages import later, translate

if TYPE_CHECKING:
    from parsers.readers import Options
    from pipeline.transcript import Form

FORMATS = ("text", "alto", "hocr")
FOLDER = later("FOLDER")
OVERWRITE = later("Replace files in FOLDER that are there already.")


# fmt: off
@click.command(
    cls=Command,
    help=later(
        "Print what was read in each FILE, in reading order and repaired: cells are parted by tabs, pages by "
        "form feeds. A FILE named - is the standard input."
    ),
)
@click.argument("files", nargs=-1, required=True, cls=Argument, metavar=later("FILE..."))
@click.option("--raw", is_flag=True, cls=Option, help=later("Print the text as it was before repair."))
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], cls=Option,
              help=later("Plain text, or XML that says where each word stands and how sure it is."))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), metavar=FOLDER, cls=Option,
              help=later("Write a file for each FILE to this folder instead of the standard output."))
@click.option("--overwrite", is_flag=True, cls=Option, help=OVERWRITE)
@reading
@common
@click.pass_obj
def text(
    debug: bool,
    *,
    reading: Options,
    files: tuple[str, ...],
    raw: bool,
    form: str,
    folder: Path | None,
    overwrite: bool,
) -> ExitCode:
    """Print what was read."""
    from pipeline.failures import explain, sentence
    from pipeline.outputs import Outputs
    from pipeline.transcript import SUFFIXES, Form

    kind = Form(form)
    if kind is not Form.TEXT and len(files) > 1 and folder is None:
        raise click.UsageError(translate("Several files as XML are several files: say where with -o FOLDER."))
    outputs = folder and Outputs(folder, SUFFIXES[kind], overwrite=overwrite)
    failed = False
    between = ""
    for file in files:
        try:
            target = outputs.of(file if file != "-" else _name(file)) if outputs else None
            found = _transcript(file, kind, reading, repair=not raw)
        except Exception as error:
            failure = explain(error)
            if debug and failure.reason == "unexpected":
                raise
            complain(f"{click.format_filename(file)}: {sentence(failure)}")
            failed = True
            continue
        put(_pieces(found, "" if target else between), target)
        if target:
            click.echo(target)
        between = "\f"
    return ExitCode.FAILURES if failed else ExitCode.DONE
# fmt: on


def _name(file: str) -> str:
    return translate("standard input") if file == "-" else Path(file).name


def _transcript(file: str, form: Form, options: Options, *, repair: bool) -> str:
    from pipeline.stages import transcribe
    from pipeline.transcript import transcript

    with click.open_file(file, "rb") as stream:
        source = stream.read(options.limits.source_bytes + 1)
    return transcript(transcribe(source, _name(file), repair=repair, options=options), form)


def _pieces(text: str, before: str) -> Iterator[str]:
    yield before
    yield text
