"""What ALTO and hOCR have in common as XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

PROGRAM = "kehoach"
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root(tag: str, namespace: str) -> _Element:
    """A document's outermost element; the namespace is that of all its elements."""
    from lxml.etree import fromstring

    return fromstring(f'<{tag} xmlns="{namespace}"/>')


def add(parent: _Element, tag: str, attributes: Mapping[str, str], text: str = "") -> _Element:
    """Put an element at the end of another and return it.

    Characters that XML 1.0 has no way to write become U+FFFD.
    """
    from lxml.etree import SubElement

    namespace, _, _ = parent.tag.rpartition("}")
    legal = {name: _ILLEGAL.sub("\ufffd", value) for name, value in attributes.items()}
    element = SubElement(parent, f"{namespace}}}{tag}", legal)
    if text:
        element.text = _ILLEGAL.sub("\ufffd", text)
    return element


def release() -> str:
    """The version of this program."""
    return version(PROGRAM)


def serialized(element: _Element, doctype: str = "", *, indented: bool = False) -> str:
    """A document, UTF-8 being its encoding; `indented` where white space between elements means nothing."""
    from lxml.etree import indent, tostring

    if indented:
        indent(element, " ")
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + doctype + tostring(element, encoding="unicode") + "\n"
