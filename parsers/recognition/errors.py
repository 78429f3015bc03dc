"""What keeps a page from being recognised."""

from __future__ import annotations


class RecogniserMissingError(Exception):
    """A recogniser cannot run here; the message says what to install, in one sentence."""
