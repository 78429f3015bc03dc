"""What `kehoach` tells the shell when it ends."""

from __future__ import annotations

from enum import IntEnum

from pipeline.messages import later, translate


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    FAILURES = 3
    NOTHING = 4
    REFUSED = 5
    WRONG = 6
    INTERRUPTED = 130
    CLOSED = 141

    @property
    def meaning(self) -> str:
        """One sentence for the help page, in the reader's language."""
        return translate(_MEANINGS[self])


_MEANINGS = {
    ExitCode.DONE: later("Everything was done."),
    ExitCode.UNEXPECTED: later("An error that nobody foresaw; the message says how to report it."),
    ExitCode.USAGE: later("The command line was not understood."),
    ExitCode.FAILURES: later("Done, but some files could not be read; each one is named."),
    ExitCode.NOTHING: later("There was nothing to do: no file or plan, or nothing that is new."),
    ExitCode.REFUSED: later("The computer refused: a full disk, no permission, an unusable database."),
    ExitCode.WRONG: later("The check found something wrong; each finding is named."),
    ExitCode.INTERRUPTED: later("Stopped with Ctrl-C; what was saved by then stays saved."),
    ExitCode.CLOSED: later("The program that read the output went away, as `head` does."),
}
