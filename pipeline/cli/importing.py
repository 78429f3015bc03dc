"""The commands that fill a store and look after it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from pipeline.cli.console import complain, console, tell
from pipeline.cli.reading import reading
from pipeline.cli.speech import Argument, Command, Option, common
from pipeline.exitcodes import ExitCode
from pipeline.messages import later, plural, translate

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.bulk import Choices, Summary, Watcher

DB = later("PLANS.DB")
NO_REPAIR = later("Leave words as they are that bad recognition has ruined.")
COUNT = later("N")
MIB = 2**20


def _working(command: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Add the options of commands that work through the queue."""
    command = reading(command)
    for option in reversed(
        (
            click.option("--no-repair", is_flag=True, cls=Option, help=NO_REPAIR),
            click.option("--jobs", type=click.IntRange(1), metavar=COUNT, cls=Option,
                         help=later("How many files to work on at once; otherwise one for each core.")),
            click.option("--scheduler", metavar=later("ADDRESS"), cls=Option,
                         help=later("Work on the Dask cluster with this scheduler, as tcp://host:8786.")),
            click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar=later("SECONDS"),
                         cls=Option, help=later("How long work on one file may take (otherwise 1900 s).")),
            click.option("--memory", type=click.IntRange(64), metavar=later("MIB"), cls=Option,
                         help=later("How much memory work on one file may take (otherwise 3072 MiB).")),
            click.option("--log", type=click.Choice(("json",)), cls=Option,
                         help=later("Write a line of JSON for every file to the standard error.")),
        )
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(
    cls=Command,
    help=later(
        "Read files into a database. A PATH is a file, a folder, a pattern, an archive (.zip, .tar …), an "
        "address such as s3://bucket/folder, or @ and a file that lists such. Every file is noted before "
        "work on it begins, so that an import that was broken off goes on where it was. Files that were read "
        "before and have not changed are skipped; a file that cannot be read is noted and the others go on."
    ),
)
@click.argument("paths", nargs=-1, required=True, cls=Argument, metavar=later("PATH..."))
@click.option("--db", required=True, metavar=DB, cls=Option,
              help=later("The database to fill, made if it is not there."))  # fmt: skip
@click.option("--again", is_flag=True, cls=Option, help=later("Read files that have not changed, too."))
@_working
@common
@click.pass_obj
def ingest(debug: bool, /, paths: tuple[str, ...], db: str, again: bool, **options: object) -> ExitCode:
    """Fill a store."""
    from pipeline.bulk import ingest

    choices = _choices(options, again=again, debug=debug)
    return _worked(lambda watcher: ingest(paths, db, choices=choices, watcher=watcher), db, options)


@click.command(cls=Command, help=later("Try the files again that failed, or those that failed for a reason."))
@click.argument("db", cls=Argument, metavar=DB)
@click.option("--reason", "reasons", multiple=True, metavar=later("CODE"), cls=Option,
              help=later("Only those that failed for this reason; `kehoach status` names it."))  # fmt: skip
@_working
@common
@click.pass_obj
def retry(debug: bool, /, db: str, reasons: tuple[str, ...], **options: object) -> ExitCode:
    """Take up what failed."""
    from pipeline.bulk import retry

    choices = _choices(options, debug=debug)
    nothing = translate("No file failed for such a reason; `kehoach status {db}` names them.").format(db=db)
    nothing = nothing if reasons else translate("There is no file that failed.")
    return _worked(
        lambda watcher: retry(db, reasons, choices=choices, watcher=watcher), db, options, nothing=nothing
    )


@click.command(
    cls=Command,
    help=later(
        "Make the plans anew from their stored text, without opening or recognising a file: those that "
        "another version of kehoach made, or all of them."
    ),
)
@click.argument("db", cls=Argument, metavar=DB)
@click.option("--all", "everything", is_flag=True, cls=Option, help=later("Make all plans anew."))
@_working
@common
@click.pass_obj
def reparse(debug: bool, /, db: str, everything: bool, **options: object) -> ExitCode:
    """Run the later stages again."""
    from pipeline.bulk import reparse

    choices = _choices(options, debug=debug)
    nothing = translate("All plans were made by this version of kehoach. To make them anew, add --all.")
    return _worked(
        lambda watcher: reparse(db, everything=everything, choices=choices, watcher=watcher),
        db,
        options,
        nothing=nothing,
    )


@click.command(cls=Command, help=later("Count what is in a database and list the files that failed."))
@click.argument("db", cls=Argument, metavar=DB)
@click.option("--json", "as_json", is_flag=True, cls=Option, help=later("Print one JSON object."))
@common
def status(db: str, as_json: bool) -> ExitCode:
    """Count a store."""
    from pipeline.status import LISTED, status, table

    found = status(db, failed=None if as_json else LISTED)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        console().print(table(found))
    return ExitCode.DONE


@click.command(
    cls=Command,
    help=later(
        "Read what is put into FOLDER into a database, until it is stopped: each file once it has stopped "
        "growing. Links that lead out of the folder are not followed."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), cls=Argument, metavar=later("FOLDER"))
@click.option("--db", required=True, metavar=DB, cls=Option,
              help=later("The database to fill, made if it is not there."))  # fmt: skip
@click.option("--poll", is_flag=True, cls=Option,
              help=later("Look at the files every now and then, as network drives need it."))  # fmt: skip
@_working
@common
@click.pass_obj
def watch(debug: bool, /, folder: Path, db: str, poll: bool, **options: object) -> ExitCode:
    """Fill a store as files come."""
    from threading import Event

    from pipeline.bulk import ingest
    from pipeline.cli.progress import Files
    from pipeline.watching import settled

    choices, named = _choices(options, debug=debug), Files()
    stop = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    code = ExitCode.DONE
    try:
        tell(translate("Watching {folder}. Press Ctrl-C to stop.").format(folder=folder))
        for files in settled(folder, stop, poll=poll):
            summary = ingest(files, db, choices=choices, watcher=named)
            if summary.refusal:
                complain(summary.refusal)
                return ExitCode.REFUSED
            code = ExitCode.FAILURES if summary.failed else code
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code


@click.command(
    cls=Command,
    help=later("Look whether the ledger, the plans, their hashes and, with --files, the files agree."),
)
@click.argument("db", cls=Argument, metavar=DB)
@click.option("--files", is_flag=True, cls=Option, help=later("Read every file again, and compare it."))
@common
def check(db: str, files: bool) -> ExitCode:
    """Look through a store."""
    from pipeline.integrity import check

    count = 0
    for finding in check(db, files=files):
        click.echo(f"{finding.where}: {finding.what}")
        count += 1
    tell(plural("{count} finding", "{count} findings", count) if count else translate("All is well."))
    return ExitCode.WRONG if count else ExitCode.DONE


@click.command(
    cls=Command,
    help=later("Put several databases together. Of one database that makes a copy, even while it is in use."),
)
@click.argument("dbs", nargs=-1, required=True, cls=Argument, metavar=later("PLANS.DB..."))
@click.option("-o", "--output", "target", required=True, metavar=DB, cls=Option,
              help=later("The database to put them into, made if it is not there."))  # fmt: skip
@common
def merge(dbs: tuple[str, ...], target: str) -> ExitCode:
    """Make one store of several."""
    from pipeline.merging import merge

    merge(dbs, target)
    click.echo(target)
    return ExitCode.DONE


COMMANDS = (ingest, watch, retry, reparse, status, check, merge)


def _choices(given: dict[str, object], *, again: bool = False, debug: bool = False) -> Choices:
    from parsers.readers import Options
    from pipeline.bulk import Choices
    from pipeline.isolation import USUAL

    options, allowance = given["reading"], USUAL
    if not isinstance(options, Options):
        raise TypeError("no options of reading")
    if isinstance(timeout := given["timeout"], float):  # what was read within nine tenths of it is kept
        options = replace(options, limits=replace(options.limits, seconds=0.9 * timeout))
        allowance = replace(allowance, seconds=timeout)
    if isinstance(memory := given["memory"], int):
        allowance = replace(allowance, memory=memory * MIB)
    jobs = given["jobs"]
    scheduler = given["scheduler"]
    return Choices(
        again=again,
        scheduler=str(scheduler) if scheduler else None,
        repair=not given["no_repair"],
        options=options,
        jobs=jobs if isinstance(jobs, int) else None,
        allowance=allowance,
        debug=debug,
    )


def _worked(
    work: Callable[[Watcher], Summary], db: str, options: dict[str, object], *, nothing: str = ""
) -> ExitCode:
    """Do the work with its progress shown, then say what was done; `nothing` where there was none to do."""
    from pipeline.cli.progress import watcher

    before = signal.signal(signal.SIGTERM, _stop)
    try:
        with watcher(log=options["log"] == "json") as shown:
            summary = work(shown)
    finally:
        signal.signal(signal.SIGTERM, before)
    if nothing and not (summary.found or summary.refusal or summary.interrupted):
        tell(nothing)
        return ExitCode.NOTHING
    console().print(_table(summary))
    if summary.refusal:
        complain(summary.refusal)
        return ExitCode.REFUSED
    if summary.interrupted:
        tell(translate("Stopped. What was read is saved in {db}; the same command goes on.").format(db=db))
        return ExitCode.INTERRUPTED
    if summary.failed:
        return ExitCode.FAILURES
    return ExitCode.DONE if summary.read else ExitCode.NOTHING


def _named(reason: str) -> str:
    """A reason as `--reason` takes it, and what it stands for."""
    from pipeline.failures import meaning

    return f"{reason}: {meaning(reason)}" if meaning(reason) else reason


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """End on SIGTERM as on Ctrl-C."""
    raise KeyboardInterrupt


def _table(summary: Summary) -> Table:
    """What a run did, one line for each kind of outcome."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right", style="bold")
    pages, seconds = summary.pages, max(summary.seconds, 0.001)
    lines = [
        (translate("Files found"), summary.found),
        (translate("Read"), summary.read),
        (translate("Not changed since they were read"), summary.unchanged),
        (translate("Same content as another file"), summary.duplicates),
        (translate("No documents"), summary.not_documents),
        (translate("Failed before, not changed since"), summary.failed_before),
        (translate("Failed"), summary.failed),
        *((f"  {_named(reason)}", number) for reason, number in summary.reasons.most_common()),
        (translate("Left for the next time"), summary.left),
        (translate("Pages"), pages.pages_in),
        (translate("Pages that could not be read"), pages.failed),
        (translate("Blank pages"), pages.skipped),
    ]
    always = {translate("Files found"), translate("Read"), translate("Failed")}
    for label, number in lines:
        if number or label in always:
            table.add_row(label, f"{number:,}")
    rate = translate("{rate:.1f} pages/s").format(rate=pages.pages_in / seconds)
    table.add_row(plural("Time: {count} second", "Time: {count} seconds", round(seconds)), rate)
    return table
