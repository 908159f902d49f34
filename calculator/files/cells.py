"""One cell of a table for a French spreadsheet: euros, yes or no, and a text that starts no formula."""

from __future__ import annotations

import re
import unicodedata

from calculator.exact.signs import without

_NUMBER = re.compile(r"[-+]?[0-9][0-9 \u00a0\u202f]*([.,][0-9]+)?")
_DRAWN_AS_NOTHING = "\u115f\u1160\u3164\uffa0"
"""The letters that are blanks; the other signs that nobody sees are told by their category."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what would start one.

    A spreadsheet drops the signs that nobody sees, and then reads what follows them: those that act go, and one
    looks at the first that is seen.
    """
    if text[:1].isascii() and text[:1].isalnum():
        return without(text)
    text = without(text)
    start = _first_seen(text)
    risky = text.startswith(_FORMULA, start) or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if risky and not _NUMBER.fullmatch(text) else text


def _first_seen(text: str) -> int:
    """Where the first sign stands that is neither a space, nor a control sign, nor drawn as nothing."""
    for position, sign in enumerate(text):
        if unicodedata.category(sign)[0] not in "CZM" and sign not in _DRAWN_AS_NOTHING:
            return position
    return len(text)


def euros_text(cents: int | None) -> str:
    """``109738,12``: what a French spreadsheet reads as a number."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{rest:02d}"


def yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else "oui" if answer else "non"
