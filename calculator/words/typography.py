"""French as it is shown: the spaces that may not break, and periods in words."""

from __future__ import annotations

import re

from calculator.exact.quantities import MONTHS, NARROW_SPACE, SPACE, format_date
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
)


def french(text: str) -> str:
    """A sentence, a drawing or a page, with no-break spaces where French wants them."""
    *quoted, rest = _OPENED.sub(f"«{SPACE}", text).split("»")
    text = "".join(f"{_without_space(part)}{SPACE}»" for part in quoted) + rest
    for pattern, space in _SPACES:
        text = pattern.sub(space, text)
    return text


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
