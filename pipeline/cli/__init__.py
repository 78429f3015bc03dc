"""The command line, `kehoach`: every command is one call of a public function.

`main` reads `--lang` and `--debug` before click does, so that even a misspelt option is answered in
the right language, and sees to it that no traceback reaches a user who did not ask for one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from itertools import pairwise, takewhile
from typing import NoReturn

import click

from pipeline.cli.commands import program
from pipeline.cli.console import complain
from pipeline.exitcodes import ExitCode
from pipeline.messages import LANGUAGES, preferred, speaking, translate


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with one of `ExitCode`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = list(takewhile(lambda argument: argument != "--", given))
    with speaking(_language(options) or preferred(os.environ)):
        sys.exit(_run(given, debug="--debug" in options))


def _language(options: Sequence[str]) -> str | None:
    """The last language asked for by `--lang vi` or `--lang=vi`."""
    after = [value for option, value in pairwise(options) if option == "--lang"]
    joined = [option.removeprefix("--lang=") for option in options if option.startswith("--lang=")]
    return next((language for language in reversed(after + joined) if language in LANGUAGES), None)


def _run(arguments: list[str], debug: bool) -> int:
    """Run one command and turn whatever ends it into an exit code."""
    try:
        with program.make_context("kehoach", arguments, obj=debug) as context:
            code = int(program.invoke(context))
        sys.stdout.flush()
        return code
    except click.exceptions.Exit as end:  # after --help and --version
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain("\n" + translate("Stopped."))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at exit
        return ExitCode.CLOSED
    except Exception as error:
        if debug:
            raise
        return _explain(error)


def _explain(error: Exception) -> ExitCode:
    """Say what an error that ended a command means for the user."""
    from pipeline.export import ExportError
    from pipeline.failures import brief, explain, sentence
    from pipeline.store import StoreError

    if isinstance(error, StoreError | ExportError):
        complain(str(error))
        return ExitCode.REFUSED
    if isinstance(error, OSError):
        place = f"{click.format_filename(error.filename)}: " if error.filename else ""
        complain(place + sentence(explain(error)))
        return ExitCode.REFUSED
    complain(
        translate(
            "The program came upon a mistake of its own {detail}. Nothing that was saved is lost. "
            "Please run the same command with --debug added and send what it shows to its developers."
        ).format(detail=brief(error))
    )
    return ExitCode.UNEXPECTED
