"""The command line, `kehoach`: every command is one call of a public function."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with one of `pipeline.exitcodes.ExitCode`."""
    try:
        from pipeline.cli.run import run

        sys.exit(run(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # pressed before or after `run` could answer it
        sys.exit(130)
