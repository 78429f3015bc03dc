"""A PostgreSQL server of the tests' own: started in a temporary folder, reached through a socket there."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Where Debian keeps them; each version has a folder of its own."""
NOBODY = "nobody"
"""Who runs the server where the tests run as root, whom it refuses."""


def program(name: str) -> str | None:
    """The path of one of PostgreSQL's programs, of the newest version."""
    found = next((folder / name for folder in reversed(PROGRAMS) if (folder / name).exists()), None)
    return str(found) if found else shutil.which(name)


class Server:
    """A server with one role, `tests`, that may do anything."""

    def __init__(self) -> None:
        self._user = NOBODY if os.getuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: the name of a socket has 107 bytes
        if self._user:
            os.chown(self._folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._data = self._folder / "data"
        self._run("initdb", "-D", self._data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = f"-c listen_addresses= -c unix_socket_directories={self._folder} -c fsync=off"
        log = self._folder / "log"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", settings, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop; `immediate` is as if the power went."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "stop")

    def remove(self) -> None:
        """Stop for ever."""
        self.stop("immediate")
        shutil.rmtree(self._folder)

    def create(self, name: str) -> str:
        """A new database; its URL."""
        self._run(
            "psql", "-h", self._folder, "-U", "tests", "-d", "postgres", "-c", f"CREATE DATABASE {name}"
        )
        return f"postgresql://tests@/{name}?host={self._folder}"

    def drop(self, name: str) -> None:
        """Remove a database, whoever uses it."""
        self._psql(f"DROP DATABASE {name} WITH (FORCE)")

    def _psql(self, statement: str) -> None:
        self._run("psql", "-h", self._folder, "-U", "tests", "-d", "postgres", "-c", statement)

    def _run(self, name: str, *arguments: str | Path) -> None:
        command = [program(name) or name, *map(str, arguments)]
        done = subprocess.run(
            command, user=self._user, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        assert done.returncode == 0, done.stdout.decode()
