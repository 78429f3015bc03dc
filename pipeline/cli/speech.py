"""click's commands, options and arguments, with help in the reader's language.

The language is known only when the program runs, so help texts are message ids (`later`) and are
translated where click shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TypeVar

import click

from pipeline.exitcodes import ExitCode
from pipeline.messages import LANGUAGES, later, translate

F = TypeVar("F", bound=Callable[..., object])

# Words of click's help pages that click itself does not translate.
WORDS = (later("[OPTIONS]"), later("COMMAND [ARGS]..."), later("required"))


class Command(click.Command):
    """A command whose help is a message id."""

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The line under "Commands": the first sentence, whole."""
        return translate(self.help).partition(". ")[0].rstrip(".")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` itself."""
        option = super().get_help_option(ctx)
        if option:
            option.help = translate("Show this message and exit.")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words after the command's name in the usage line."""
        return list(map(translate, super().collect_usage_pieces(ctx)))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the translated help."""
        spoken = copy(self)
        spoken.help = translate(self.help)
        click.Command.format_help_text(spoken, ctx, formatter)


class Group(Command, click.Group):
    """The program itself: its help lists the exit codes."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order in which one needs them."""
        return list(self.commands)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the exit codes under the commands."""
        with formatter.section(translate("Exit codes")):
            formatter.write_dl([(str(code.value), code.meaning) for code in ExitCode])


class Option(click.Option):
    """An option whose help is a message id."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The translated line under "Options"."""
        spoken = copy(self)
        spoken.help = translate(self.help)
        if self.metavar:
            spoken.metavar = translate(self.metavar)
        return click.Option.get_help_record(spoken, ctx)


class Argument(click.Argument):
    """An argument whose name on the help page is a message id."""

    def make_metavar(self, ctx: click.Context) -> str:  # noqa: ARG002
        """The translated name."""
        return translate(self.metavar)


def common(command: F) -> F:
    """Add the options that every command has; `main` looks for them before click does."""
    debug = later("Show the technical details of an error.")
    lang = later("Language of messages and titles (otherwise that of the system).")
    for option in (
        click.option("--debug", is_flag=True, cls=Option, expose_value=False, help=debug),
        click.option("--lang", type=click.Choice(LANGUAGES), cls=Option, expose_value=False, help=lang),
    ):
        command = option(command)
    return command
