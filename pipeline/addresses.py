"""Inputs by address: `s3://bucket/folder`, `https://…` and whatever else fsspec opens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from parsers.readers import Limits
from pipeline.inputs import Input
from pipeline.messages import translate

if TYPE_CHECKING:
    from fsspec.spec import AbstractFileSystem

_TIMES = ("LastModified", "mtime", "last_modified", "updated", "created")
"""Under which names file systems of fsspec tell when a file was changed."""


class AddressError(Exception):
    """An address that cannot be listed. The text says why and what to do next, in the reader's language."""


def walk(address: str) -> Iterator[Input]:
    """The files at an address: itself, or those below it, in sorted order.

    Raises:
        AddressError: fsspec, or what it needs for this kind of address, is not installed.
    """
    system, path = _system(address)
    try:
        listed = system.find(path, detail=True)
    except Exception:  # noqa: BLE001  # every kind of storage has errors of its own; reading says which
        listed = {}
    if not listed:
        yield Input(address, 0, None)
    for name, told in sorted(listed.items()):
        if not any(part.startswith(".") for part in name.removeprefix(path).split("/")):
            yield Input(system.unstrip_protocol(name), int(told.get("size") or 0), _modified(told))


def fetch(address: str, limits: Limits) -> bytes:
    """The bytes at an address.

    Raises:
        OSError: they cannot be had.
        parsers.readers.ReadError: there are more than a plan has.
    """
    system, path = _system(address)
    try:
        with system.open(path, "rb", cache_type="none") as stream:
            source: bytes = stream.read(limits.source_bytes + 1)
    except OSError:
        raise
    except Exception as error:
        raise OSError(str(error)) from error
    limits.check("bytes", len(source), limits.source_bytes)
    return source


def _system(address: str) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        message = translate(
            "Addresses like {address} need a library that is not installed ({detail}). "
            "Type: pip install 'kehoach[cloud]'"
        )
        raise AddressError(message.format(address=address, detail=error)) from None
    return system, os.fspath(path)


def _modified(told: dict[str, object]) -> int | None:
    """When a file was changed, in nanoseconds since 1970, where the storage tells."""
    value = next((told[name] for name in _TIMES if told.get(name) is not None), None)
    if isinstance(value, datetime):
        return int(value.timestamp() * 1e9)
    return int(value * 1e9) if isinstance(value, int | float) else None
