"""Reaching a database: how it is opened, and what its refusals mean.

The one place that knows which kind of database it is. SQLite runs in WAL mode, so that reading goes on
while a plan is stored, and takes its write lock at the beginning of a transaction, so that two writers
wait for each other instead of failing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from sqlalchemy import URL, Connection, Dialect, Engine, Insert, Table, create_engine, event, exc, make_url

from pipeline.json_text import json_text
from pipeline.messages import later, translate

T = TypeVar("T")


class StoreError(Exception):
    """The store cannot be used. The text says why and what to do next, in the reader's language."""

    def __init__(self, message: str, *, passes: bool = False) -> None:
        super().__init__(message)
        self.passes = passes
        """Whether it may go by itself: a server that is being restarted, two runs in each other's way."""


_OTHER = later(
    "The database {name} does not work ({detail}). Check that it is there and that you may use it."
)
_SQLITE = {
    sqlite3.SQLITE_FULL: later(
        "The disk is full, so {name} cannot grow. Make room and try again; what was stored is safe."
    ),
    sqlite3.SQLITE_BUSY: later(
        "Another program is using the database {name}. Wait until it is done, or close it, and try again."
    ),
    sqlite3.SQLITE_READONLY: later(
        "The database {name} may only be read here. Copy it to a folder where you may write, and use that."
    ),
    sqlite3.SQLITE_CANTOPEN: later(
        "The database {name} cannot be opened or made. Check that you may write in its folder."
    ),
    sqlite3.SQLITE_NOTADB: later(
        "{name} is not a database. Choose another file; this one was left as it is."
    ),
    sqlite3.SQLITE_CORRUPT: later(
        "The database {name} is damaged. Use a copy of it, or read the files into a new database."
    ),
    sqlite3.SQLITE_IOERR: later(
        "The disk does not read or write {name} as it should. Check the disk or the network and try again."
    ),
}  # fmt: skip
_SQLITE[sqlite3.SQLITE_LOCKED] = _SQLITE[sqlite3.SQLITE_BUSY]
_SQLITE[sqlite3.SQLITE_PERM] = _SQLITE[sqlite3.SQLITE_CANTOPEN]


# What PostgreSQL says while it is stopped or started, and to one of two that wait for each other, or that
# write the same row (PostgreSQL 15, appendix A).
_PASSING = {"57P01", "57P02", "57P03", "40001", "40P01", "23505"}
_PAUSE = 0.3
"""Seconds between two attempts."""


def location(where: str | Path) -> URL:
    """The URL of a database given as a URL or as the path of an SQLite file.

    Raises:
        StoreError: it looks like a URL but is none.
    """
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except exc.ArgumentError:
        message = translate("“{name}” is not the address of a database. Give a file, or postgresql://….")
        raise StoreError(message.format(name=where)) from None
    postgresql = url.drivername in {"postgres", "postgresql"}
    return url.set(drivername="postgresql+psycopg") if postgresql else url


def connect(url: URL, wait: float) -> Engine:
    """An engine for `url` that waits `wait` seconds for a lock.

    Raises:
        StoreError: there is no driver for this kind of database.
    """
    sqlite = url.get_backend_name() == "sqlite"
    options = {"timeout": wait} if sqlite else {}
    try:
        engine = create_engine(url, json_serializer=json_text, connect_args=options, pool_pre_ping=not sqlite)
    except (exc.NoSuchModuleError, ModuleNotFoundError) as error:
        message = translate("Databases of the kind {name} need a driver that is not installed ({detail}).")
        raise StoreError(message.format(name=url.drivername, detail=error)) from None
    if sqlite:
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insert that leaves out rows that are there already."""
    from sqlalchemy.dialects import postgresql, sqlite

    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()


def insert_plain(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows of text and numbers that name every column, two at least.

    They go to the driver as they are: what SQLAlchemy does for each value takes longer than the database.
    """
    statement, names = _insert(table, connection.dialect)
    values = list(map(itemgetter(*names), rows)) if names else list(map(dict, rows))
    connection.exec_driver_sql(statement, values)


@lru_cache(64)
def _insert(table: Table, dialect: Dialect) -> tuple[str, Sequence[str]]:
    """A statement as its driver takes it, and the order of its values; none where they go by name."""
    statement = table.insert().compile(dialect=dialect)
    return statement.string, tuple(statement.positiontup or ())


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that write."""
    return engine.execution_options(writes=True)


@contextmanager
def guard(url: URL) -> Iterator[None]:
    """Turn what the database refuses into a `StoreError`."""
    try:
        yield
    except exc.DBAPIError as error:
        raise StoreError(explain(url, error.orig), passes=_passes(error)) from error


def patiently(url: URL, wait: float, work: Callable[[], T]) -> T:
    """The value of some work on a database, begun anew for so many seconds while what is wrong may pass.

    Raises:
        StoreError: the database refuses.
    """
    until = monotonic() + wait
    while True:
        try:
            with guard(url):
                return work()
        except StoreError as error:
            if not error.passes or monotonic() > until:
                raise
        sleep(_PAUSE)


def _passes(error: exc.DBAPIError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    lost = error.connection_invalidated or (code is None and hasattr(error.orig, "sqlstate"))
    return lost or code in _PASSING


def explain(url: URL, error: BaseException | None) -> str:
    """The sentence for a database driver's error."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary result code
    detail = " ".join(str(error).split())
    return translate(_SQLITE.get(code, _OTHER)).format(name=name(url), detail=detail)


def name(url: URL) -> str:
    """The database as a person knows it: the file, or the URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string()


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = (
        None  # transactions begin where SQLAlchemy says so, not where the driver guesses
    )
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
