"""JSON as it is written here: on one line, readable, valid UTF-8 whatever is in it."""

from __future__ import annotations

import json
import re

_UNSAFE = re.compile("[\ud800-\udfff\u2028\u2029\x85]")


class JsonText(str):
    """A text that is JSON already."""

    __slots__ = ()


def json_text(value: object) -> str:
    """JSON of a value; lone surrogates and line separators that are no line feed are escaped."""
    if isinstance(value, JsonText):
        return value
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
