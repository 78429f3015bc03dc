"""Pages that are recognised apart from their file, by several workers at once: what each of them does.

A worker that has recognised some pages of a file leaves the others to be handed out. Whoever gets some of
them keeps what it sees; whoever gets the file again takes what was seen as its own, so that the document
is the same as if one had read it all.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from parsers.readers.errors import Reason
from parsers.readers.guide import Guide
from parsers.readers.paging import Unread
from pipeline.keeper import step

if TYPE_CHECKING:
    from parsers.readers.recognised import Seen

AT_ONCE = 8
"""Pages of a file that one worker recognises before it leaves the others to be handed out."""


class Apart(NamedTuple):
    """What was found out about pages of a file apart from it."""

    sha256: str
    """Of the file."""
    seen: Mapping[int, bytes]
    """What was recognised, packed, by page; or why it was not."""
    lost: Mapping[int, Unread]
    """Pages that are not to be opened: they have killed a worker, or there is no time for them."""


class Enough(Exception):  # noqa: N818  # no error: the work goes on elsewhere
    """A worker has recognised its share; these pages, by number, are left."""

    def __init__(self, left: range) -> None:
        super().__init__(left)
        self.left = left


class Beginner(Guide):
    """Recognises some pages, and leaves the file at the next that has to be."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._of = 0
        self.seen: dict[int, bytes] = {}

    def begin(self, page: int, of: int) -> None:
        """Go on; or leave at once, where that is to be.

        Raises:
            Enough: no page is to be opened here.
        """
        step()
        self._of = of
        if not self._at_once:
            raise Enough(range(page, of + 1))

    def look(self, page: int, here: Callable[[], Seen]) -> Seen:
        """Recognise a page, or leave.

        Raises:
            Enough: this page and those after it are for others.
            Unread: it is not recognised.
        """
        if len(self.seen) >= self._at_once:
            raise Enough(range(page, self._of + 1))
        return kept(self.seen, page, here)


class Helper(Guide):
    """Recognises its share of the pages."""

    def __init__(self, pages: Collection[int]) -> None:
        self._pages = frozenset(pages)
        self.seen: dict[int, bytes] = {}

    def begin(self, page: int, of: int) -> None:  # noqa: ARG002
        """Leave out what others do.

        Raises:
            Unread: the page is another's.
        """
        if page not in self._pages:
            raise _ELSEWHERE
        step()

    def look(self, page: int, here: Callable[[], Seen]) -> Seen:
        """Recognise a page, and do no more about it.

        Raises:
            Unread: always.
        """
        kept(self.seen, page, here)
        raise _ELSEWHERE


class Finisher(Guide):
    """Takes what was seen elsewhere as seen."""

    def __init__(self, apart: Apart) -> None:
        self._apart = apart

    def begin(self, page: int, of: int) -> None:  # noqa: ARG002
        """Leave out what was lost.

        Raises:
            Unread: the page was.
        """
        step()
        if page in self._apart.lost:
            raise self._apart.lost[page]

    def look(self, page: int, here: Callable[[], Seen]) -> Seen:
        """What was recognised, or is now.

        Raises:
            Unread: it is not recognised.
        """
        if page not in self._apart.seen:
            return here()
        found: Seen | Unread = pickle.loads(zlib.decompress(self._apart.seen[page]))
        if isinstance(found, Unread):
            raise found
        return found


_ELSEWHERE = Unread(Reason.NEEDS_RECOGNITION, "is read elsewhere")


def kept(seen: dict[int, bytes], page: int, here: Callable[[], Seen]) -> Seen:
    """What is recognised on a page, kept to be sent.

    Raises:
        Unread: nothing is, which is kept, too.
    """
    found: Seen | Unread
    try:
        found = here()
    except Unread as left:
        found = left
    seen[page] = zlib.compress(pickle.dumps(found), 1)
    if isinstance(found, Unread):
        raise found
    return found
