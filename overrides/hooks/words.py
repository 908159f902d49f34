"""How the site names and writes things: identifiers, statuses, texts, amounts. French, for readers."""

from __future__ import annotations

import re
from fractions import Fraction

from markupsafe import Markup, escape

from calculator.addresses import label
from calculator.quantities import SPACE, format_euros, format_number, format_rate
from calculator.rules import Statut

__all__ = ["MARKS", "REGIMES", "amount", "difference", "label", "plain", "target", "typographic"]

MARKS: dict[Statut, tuple[str, str]] = {
    "fait": ("●", "Fait"),
    "lecture": ("◐", "Lecture"),
    "ouvert": ("○", "Question ouverte"),
}
"""A status is a word and a shape, never a colour alone."""

REGIMES = {"I2021": "d’origine", "I2023": "en vigueur"}
CONCERNE = {
    "tous": "tous les candidats",
    "DS2": "les candidats à la biologie médicale",
    "DS3": "les candidats à l’imagerie",
    "cro": "les candidats au bonus CRO",
    "ght": "les membres d’un GHT",
    "ght_public": "les membres publics d’un GHT",
}


def amount(cents: int) -> str:
    """An amount of the rules, as short as it is exact: « 18 000 € », « 6 500,50 € »."""
    if cents % 100:
        return format_euros(cents)
    return f"{format_number(cents // 100)}{SPACE}€"


def target(value: Fraction | str | None) -> str:
    """A target as printed: a rate, « oui », or a dash where the window has none."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else format_rate(value)


def difference(before: Fraction | str | None, after: Fraction | str | None) -> str:
    """What became of a target, in words."""
    if before == after:
        return "inchangée" if after is not None else "sans cible"
    if before is None:
        return "nouvelle"
    if after is None:
        return "supprimée"
    if isinstance(before, str) or isinstance(after, str):
        return "modifiée"
    points = (after - before) * 100
    verb = "relevée" if points > 0 else "abaissée"
    return f"{verb} de {format_number(abs(points))}{SPACE}point{'s' if abs(points) >= 2 else ''}"


def plain(text: str) -> Markup:
    """A text for a Markdown heading: nothing in it is markup."""
    return Markup(re.sub(r"([\\`*_\[\]{}])", r"\\\1", escape(text)))


def typographic(text: str) -> str:
    """No-break spaces where French wants them, in a text of the data."""
    text = re.sub(r"« ?", f"«{SPACE}", re.sub(r" ?»", f"{SPACE}»", text))
    text = re.sub(r" ([;!?])", "\N{NARROW NO-BREAK SPACE}\\1", text)
    return re.sub(r" ([:%€])", f"{SPACE}\\1", text)
