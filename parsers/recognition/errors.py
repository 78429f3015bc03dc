"""What keeps a page from being recognised."""

from __future__ import annotations


class RecogniserMissingError(Exception):
    """A recogniser cannot run here; the message says what to install, in one sentence."""


class RecogniserFailedError(Exception):
    """A recogniser broke down over a page, or took too long; the message says so in one sentence."""
