"""A whole page in French typography: the prose, the theme and what the rules say, by the same function."""

from __future__ import annotations

import re

from calculator.words.typography import french

_AS_WRITTEN = re.compile(r"<(script|style|pre|code|textarea)\b.*?</\1>", re.DOTALL)


def typeset(html: str) -> str:
    """The HTML of a page with its no-break spaces; code and scripts stay as they are written."""
    parts, end = [], 0
    for kept in _AS_WRITTEN.finditer(html):
        parts += [french(html[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join((*parts, french(html[end:])))
