"""Running one command line from its words to its exit code.

`run` reads `--lang` and `--debug` before click does, so that even a misspelt option is answered in
the right language, and sees to it that no traceback reaches a user who did not ask for one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from itertools import pairwise, takewhile

import click

from pipeline.cli.commands import program
from pipeline.cli.console import complain
from pipeline.exitcodes import ExitCode
from pipeline.messages import LANGUAGES, preferred, speaking, translate


def run(given: Sequence[str]) -> int:
    """Run the command line and return one of `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = list(takewhile(lambda argument: argument != "--", given))
    debug = "--debug" in options
    if not debug:  # what a library cannot close after an error is told already
        sys.unraisablehook = lambda _: None
    with speaking(_language(options) or preferred(os.environ)):
        return _run(list(given), debug)


def _language(options: Sequence[str]) -> str | None:
    """The last language asked for by `--lang vi` or `--lang=vi`."""
    after = [value for option, value in pairwise(options) if option == "--lang"]
    joined = [option.removeprefix("--lang=") for option in options if option.startswith("--lang=")]
    return next((language for language in reversed(after + joined) if language in LANGUAGES), None)


def _run(arguments: list[str], debug: bool) -> int:
    """Run one command and turn whatever ends it into an exit code."""
    try:
        code = _command(arguments, debug)
        if sys.stdout:  # None where the shell has closed it
            sys.stdout.flush()
        return code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain("\n" + translate("Stopped."))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return ExitCode.CLOSED
    except Exception as error:
        if debug:
            raise
        return _explain(error)


def _command(arguments: list[str], debug: bool) -> int:
    try:
        with program.make_context("kehoach", arguments, obj=debug) as context:
            return int(program.invoke(context))
    except click.exceptions.Exit as end:  # after --help and --version
        return end.exit_code


def _forget_output() -> None:
    """Send what stdout still holds nowhere, so that the flush at exit cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: Exception) -> ExitCode:
    """Say what an error that ended a command means for the user."""
    from pipeline.addresses import AddressError
    from pipeline.engines import EngineError
    from pipeline.export import ExportError
    from pipeline.failures import brief, explain, sentence
    from pipeline.store import StoreError
    from pipeline.watching import WatchError

    if isinstance(error, StoreError | ExportError | EngineError | AddressError | WatchError):
        complain(str(error))
        return ExitCode.REFUSED
    if isinstance(error, OSError):
        place = f"{click.format_filename(error.filename)}: " if error.filename else ""
        complain(place + sentence(explain(error)))
        if not error.filename:  # it was the output that could not be written
            _forget_output()
        return ExitCode.REFUSED
    complain(
        translate(
            "The program came upon a mistake of its own {detail}. Nothing that was saved is lost. "
            "Please run the same command with --debug added and send what it shows to its developers."
        ).format(detail=brief(error))
    )
    return ExitCode.UNEXPECTED
