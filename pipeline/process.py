"""Telling a process by more than its number, to know later whether it still lives."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path


def identity() -> str:
    """This process: the machine as it is booted now, the process and when it began."""
    return f"{_machine()} {os.getpid()} {_begun(os.getpid())}"


def alive(process: str) -> bool | None:
    """Whether the process with this identity lives; None where it is of another machine."""
    machine, _, rest = process.partition(" ")
    if machine != _machine():
        return None
    number, _, begun = rest.partition(" ")
    return _begun(int(number)) == begun != ""


@cache
def _machine() -> str:
    """The machine, its boot and, within it, the name space that process numbers belong to."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    try:
        return f"{socket.gethostname()}/{boot.read_text().strip()}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return f"{socket.gethostname()}/{os.getpid()}"


def _begun(number: int) -> str:
    """When a process began, in ticks since the boot; empty where it is not there, or dead and unburied."""
    try:
        told = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return ""
    fields = told.rpartition(")")[2].split()  # the name before may hold anything
    return "" if fields[0] in "ZX" else fields[19]
