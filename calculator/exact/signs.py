"""Signs that are not seen but act: on a terminal, on the order of the letters, on what opens a file."""

from __future__ import annotations

import re

__all__ = ["escaped", "shown", "without"]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control signs, but for the tabulation and the end of a line, which a report is made of."""
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that change the direction of what follows: a name may then hide its end, an amount be read backwards."""
_UNSEEN = "\u00ad\u180e\u200b\u2060\ufeff"
"""Signs without a width that join nothing: hyphenation, spaces, marks of order."""
_BOTH = re.compile(f"{_CONTROL.pattern}|{_DIRECTION.pattern}")
_LEFT_OUT = re.compile(f"{_BOTH.pattern}|[{_UNSEEN}]")


def shown(text: str) -> str:
    """A text for people: a sign that would act is written as its code, ``\\x1b`` or ``\\u202e``."""
    return _BOTH.sub(_code, text)


def without(text: str) -> str:
    """A text for a file that others open: the signs that would act, and those that hide, are left out."""
    return text if text.isascii() and text.isprintable() else _LEFT_OUT.sub("", text)


def escaped(json_text: str) -> str:
    """A JSON text that shows as it is read: its signs that would act become ``\\u009b``, its values stay."""
    return _BOTH.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text)


def _code(match: re.Match[str]) -> str:
    point = ord(match[0])
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"
