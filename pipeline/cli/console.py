"""Where output goes: results to stdout, everything else to stderr; no traceback to anybody."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.exitcodes import ExitCode

if TYPE_CHECKING:
    from rich.console import Console

UNBOUNDED = 10_000
"""Columns of an output that is no terminal: nothing is wrapped there."""


class Refusal(click.ClickException):
    """Something that cannot be done, in one sentence; `exit_code` says of what kind it is."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        self.exit_code: int = code  # type: ignore[misc]  # click declares it for the class


def console() -> Console:
    """Coloured output on stdout: in a terminal its width and colours, elsewhere plain long lines."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    return Console(width=None if terminal else UNBOUNDED, highlight=False, soft_wrap=not terminal)


def complain(message: str) -> None:
    """Say on stderr that something went wrong."""
    click.secho(message, err=True, fg="red")


def tell(message: str) -> None:
    """Say something on stderr that is no result."""
    click.echo(message, err=True)


def put(pieces: Iterable[str], target: Path | None = None) -> None:
    """Write text as it comes, to a file that is replaced when all is there, or to stdout.

    Raises:
        pipeline.export.ExportError: the file cannot be written.
        OSError: stdout cannot be.
    """
    from pipeline.streams import encoded

    if target is None:
        with click.open_file("-", "wb") as stdout:
            stdout.writelines(map(encoded, pieces))
            stdout.flush()
        return
    from pipeline.export.files import replacing

    with replacing(target, folder=False) as draft, draft.open("wb") as file:
        file.writelines(map(encoded, pieces))
