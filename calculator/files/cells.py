"""One cell of a table for a French spreadsheet: euros, yes or no, and a text that starts no formula."""

from __future__ import annotations

import re

from calculator.exact.signs import without

_NUMBER = re.compile(r"[-+]?[0-9][0-9 \u00a0\u202f]*([.,][0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what would start one.

    Signs that are not seen go first: a spreadsheet may drop them, and read what they hid.
    """
    text = without(text)
    start = text.lstrip()
    risky = start.startswith(_FORMULA) or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if risky and not _NUMBER.fullmatch(text) else text


def euros_text(cents: int | None) -> str:
    """``109738,12``: what a French spreadsheet reads as a number."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{rest:02d}"


def yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else "oui" if answer else "non"
