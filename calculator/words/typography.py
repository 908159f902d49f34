"""French as it is shown: the spaces that may not break, and periods in words."""

from __future__ import annotations

import re

from calculator.exact.formats import MONTHS, NARROW_SPACE, SPACE, format_date
from calculator.rules.model import Periode

__all__ = ["french", "period", "short_period"]

_OPENED = re.compile(r"«(?:[ \u00a0\u202f]|&nbsp;)?")

# A drawing is searched at each keystroke: a pattern that begins with the letter to find is fast, so what
# must stand before it is looked at afterwards.
_SPACES = (
    (re.compile(r" (?=[;!?](?:\s|<|$))", re.MULTILINE), NARROW_SPACE),
    (re.compile(r" (?=:(?:\s|<|$))", re.MULTILINE), SPACE),
    (
        re.compile(r" (?=\d{3})(?<=\d )(?=(?:\d{3} )*\d{3}(?:,\d+)?[ \u00a0](?:€|journées|euros))"),
        NARROW_SPACE,
    ),
    (re.compile(r" (?=%|€|k€|M€)(?<=\d )"), SPACE),
    (re.compile(r"n° (?<=\bn° )(?=\S)"), f"n°{SPACE}"),
    (re.compile(r"1er(?<!\w1er)(?![\w-])"), "1ᵉʳ"),
)
_INNER = re.compile(r"(«[^«»]*)«[ \u00a0\u202f]?([^«»]*?)[ \u00a0\u202f]?»(?=[^«»]*(?:«[^«»]*»[^«»]*)*»)")
_QUOTED = re.compile(r"(<q>[^<«»]*)«[ \u00a0\u202f]?([^<«»]*?)[ \u00a0\u202f]?»")
_STRAIGHT = tuple(re.compile(rf"{sign}(?=[^\W\d_])") for sign in ("'", "&#39;"))
"""An apostrophe before a letter, as typed, or as a template escapes it."""


def french(text: str) -> str:
    """A sentence, a drawing or a page, with no-break spaces where French wants them."""
    text = _nested(text)
    *quoted, rest = _OPENED.sub(f"«{SPACE}", text).split("»")
    text = "".join(f"{_without_space(part)}{SPACE}»" for part in quoted) + rest
    for pattern, space in _SPACES:
        text = pattern.sub(space, text)
    for pattern in _STRAIGHT:
        text = pattern.sub(_apostrophe, text)
    return text


def _nested(text: str) -> str:
    """What is quoted inside a quotation, between “ and ”."""
    for pattern in (_INNER, _QUOTED):
        found = 1
        while found:
            text, found = pattern.subn(r"\1“\2”", text)
    return text


def _apostrophe(found: re.Match[str]) -> str:
    """« ’ », but in a quotation, which stays as it is printed."""
    text, end = found.string, found.start()
    quoted = any(text.rfind(a, 0, end) > text.rfind(b, 0, end) for a, b in (("«", "»"), ("<q>", "</q>")))
    return found[0] if quoted or not text[end - 1 : end].isalpha() else "’"


def _without_space(text: str) -> str:
    """A text without the space that ends it."""
    return text[:-1] if text.endswith((" ", SPACE, NARROW_SPACE)) else text.removesuffix("&nbsp;")


def period(dates: Periode | None) -> str:
    """« du 1er juillet 2022 au 31 mars 2023 »; a year shared by both ends is said once."""
    if dates is None:
        return "–"
    start = format_date(dates.debut)
    if dates.fin is None:
        return f"à partir du {start}, fin non imprimée"
    return f"du {_without_year(dates, start)} au {format_date(dates.fin)}"


def short_period(dates: Periode) -> str:
    """« 1er juil. 2022 – 31 mars 2023 », for a column."""
    start = _abridged(format_date(dates.debut))
    if dates.fin is None:
        return f"dès le {start}"
    return f"{_without_year(dates, start)} – {_abridged(format_date(dates.fin))}"


def _without_year(dates: Periode, start: str) -> str:
    same = dates.fin is not None and dates.debut.year == dates.fin.year
    return start.removesuffix(f"{SPACE}{dates.debut.year}") if same else start


def _abridged(day: str) -> str:
    for month in MONTHS:
        day = day.replace(month, _SHORT.get(month, month))
    return day


_SHORT = {
    "janvier": "janv.",
    "février": "févr.",
    "avril": "avr.",
    "juillet": "juil.",
    "septembre": "sept.",
    "octobre": "oct.",
    "novembre": "nov.",
    "décembre": "déc.",
}
