"""What the bench kept, as tables for the page « Performances et fiabilité »."""

from __future__ import annotations

from bench.mesures import Mesure, Partie, figure, kept
from calculator.quantities import SPACE, format_date


def draw(part: str) -> str:
    """The table of a part, and when and where it was measured."""
    item = kept().get(part)
    if item is None:
        return "Pas encore relevé.\n{ .sunes-edition }"
    lines = ["| Mesure | Relevé | But |", "| --- | --- | --- |", *map(_line, item.mesures)]
    return "\n".join([*lines, "", _where(item), "{ .sunes-edition }"])


def _line(item: Mesure) -> str:
    value = f"{figure(item.valeur)}{SPACE}{item.unite}" if item.unite else figure(item.valeur)
    verdict = f"{item.but} : **{'✓ tenu' if item.tenu else '✗ manqué'}**" if item.but else "pour information"
    return f"| {item.nom[0].upper()}{item.nom[1:]} | {value} | {verdict} |"


def _where(item: Partie) -> str:
    words = (f"Mesuré le {format_date(item.date)}", item.machine, item.navigateur)
    return ", ".join(word for word in words if word) + "."
