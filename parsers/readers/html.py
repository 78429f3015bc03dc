"""HTML files: web pages, and Word documents saved as such."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from parsers.document import Document
from parsers.readers.blocks import lay_out
from parsers.readers.compose import Composer
from parsers.readers.decode import decode
from parsers.readers.errors import ReadError, Reason
from parsers.readers.flow import Flow
from parsers.readers.inline import MARKUP
from parsers.readers.options import Options
from parsers.readers.source import document

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_TEXT = re.compile("[\0\ufeff\ufffe\uffff]")
_CODE = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object"}
_CONTROLS = {"select", "button", "textarea", "datalist"}
_NOISE = {"head", "nav"}
_EDGES = {"header", "footer"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)


def read_html(source: bytes, name: str, options: Options) -> Document:
    """Read an HTML file.

    All that is in the body is kept, in reading order, but code, forms, navigation and what is hidden.

    Raises:
        ReadError: `too-large`, or `empty` where it shows no text.
    """
    from lxml import etree

    limits = options.limits
    limits.check("bytes", len(source), limits.source_bytes)
    composer = Composer(limits)
    text = _DECLARATION.sub("", _NO_TEXT.sub("", _decode(source)))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(Reason.DAMAGED, f"The HTML cannot be parsed: {error.msg}.") from error
    fatal = parser.error_log.filter_from_fatals()
    if len(fatal):
        # The parser has stopped there, and the rest of the page would be missing.
        raise ReadError(Reason.DAMAGED, f"The HTML cannot be parsed to its end: {fatal[0].message}.")
    if root is None:
        raise ReadError(Reason.EMPTY, "The HTML file shows no text.")
    flow = Flow(composer.drop)
    _walk(root, flow)
    lay_out(flow.finish(), composer)
    return document(source, name, "text/html", composer, paged=False)


def _decode(source: bytes) -> str:
    """UTF-8 and UTF-16 by the bytes, anything else by what the page says of itself."""
    declared = _CHARSET.search(source, 0, 4096)
    if declared and not _is_utf8(source):
        encoding = declared[1].decode("ascii").lower()
        # Browsers read Latin-1 as Windows-1252 (WHATWG Encoding Standard, 4.2).
        encoding = "cp1252" if encoding in {"iso-8859-1", "latin1", "us-ascii"} else encoding
        try:
            if codecs.lookup(encoding).name not in {"utf-8", "utf-16", "utf-16-le", "utf-16-be"}:
                return source.decode(encoding)
        except (LookupError, UnicodeError):
            pass
    return decode(source).text


def _is_utf8(source: bytes) -> bool:
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _walk(root: _Element, flow: Flow) -> None:
    """Go through a tree without recursion: broken pages nest without end."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: set[_Element] = set()
    for event, element in walker:
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if element is not root and _skip(element, tag):
                _drop(element, tag, flow)
                skipped.add(element)
                walker.skip_subtree()
                continue
            flow.number = element.sourceline
            flow.start(tag, {str(k): str(v) for k, v in element.attrib.items()})
            flow.data(element.text or "")
        else:
            if element in skipped:
                skipped.remove(element)
            else:
                flow.end(tag)
            flow.data(element.tail or "")


def _skip(element: _Element, tag: str) -> bool:
    if not tag or tag in _CODE or tag in _CONTROLS or tag in _NOISE:
        return True
    if tag in _EDGES:
        # The head of the site has links; the letterhead of a paper has none.
        inside = any(e.tag in {"article", "main"} for e in element.iterancestors())
        return not inside and element.find(".//a") is not None
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


def _drop(element: _Element, tag: str, flow: Flow) -> None:
    if not tag:
        return
    shown = " ".join("".join(map(str, element.itertext())).split())
    if tag in _CODE:
        shown = f"<{tag}> of {len(shown)} characters" if shown else ""
    flow.drop(MARKUP, shown)
