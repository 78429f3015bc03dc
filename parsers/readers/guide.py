"""Who goes along while the pages of a file are read, and may have them recognised elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.readers.recognised import Seen


class Guide:
    """Lets every page be read, and recognised, here and now; others may have other plans."""

    def begin(self, page: int, of: int) -> None:
        """A page is begun.

        Args:
            page: its number, from 1.
            of: how many pages the file has.

        Raises:
            parsers.readers.paging.Unread: it is not to be opened.
        """

    def look(self, page: int, here: Callable[[], Seen]) -> Seen:
        """What is recognised on a page.

        Args:
            page: its number, from 1.
            here: recognises it.

        Raises:
            parsers.readers.paging.Unread: it is not recognised.
        """
        del page
        return here()
