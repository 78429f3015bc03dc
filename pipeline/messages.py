"""Messages in the reader's language, by GNU gettext.

Message ids are the English sentences; `locale/vi` holds the Vietnamese ones, those of click
included, which looks its messages up in the same text domain. `make messages` rebuilds the catalog.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

DOMAIN = "kehoach"
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("en", "vi")

gettext.bindtextdomain(DOMAIN, LOCALE)
gettext.textdomain(DOMAIN)


def translate(message: str | None) -> str:
    """`message` in the language of `speaking`, itself where there is no translation."""
    return gettext.gettext(message) if message else ""


def plural(one: str, many: str, count: int) -> str:
    """The form of a message that fits `count`, with `{count}` filled in."""
    return gettext.ngettext(one, many, count).format(count=count)


def later(message: str) -> str:
    """`message` itself: marks a message that is translated where it is shown."""
    return message


def preferred(environ: Mapping[str, str]) -> str:
    """The language that the environment asks for: the first of LANGUAGE, LC_ALL … that is set."""
    tags = next(filter(None, map(environ.get, ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))), "")
    spoken = [tag[:2].casefold() for tag in tags.split(":")]
    return next((language for language in spoken if language in LANGUAGES), LANGUAGES[0])


def language() -> str:
    """The language of the messages now: "en" or "vi"."""
    return preferred(os.environ)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use `language` for all messages, click's too, inside the `with` block."""
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
