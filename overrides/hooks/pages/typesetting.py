"""A whole page in French typography: the prose, the theme and what the rules say, by the same function."""

from __future__ import annotations

import re

from calculator.exact.formats import NARROW_SPACE
from calculator.words.typography import french

_AS_WRITTEN = re.compile(r"<(script|style|pre|code|textarea)\b.*?</\1>", re.DOTALL)


# In a text, never in an attribute; a row of several numbers, quoted from a table, is not one number.
_TEXT = re.compile(r">[^<]*\d \d{3}[^<]*<")
_NUMBER = re.compile(r"(?<![\w,.])(?<!\d )\d{1,3}(?: \d{3}){1,2}(?![\w]| \d)")


def typeset(html: str) -> str:
    """The HTML of a page with its no-break spaces; code and scripts stay as they are written."""
    parts, end = [], 0
    for kept in _AS_WRITTEN.finditer(html):
        parts += [_whole(french(html[end : kept.start()])), kept[0]]
        end = kept.end()
    return "".join((*parts, _whole(french(html[end:]))))


def _whole(html: str) -> str:
    """The HTML with each number in one piece, whoever wrote it."""
    return _TEXT.sub(
        lambda text: _NUMBER.sub(lambda number: number[0].replace(" ", NARROW_SPACE), text[0]), html
    )
