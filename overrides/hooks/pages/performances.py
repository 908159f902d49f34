"""The figures that the bench kept, as tables for the page « Performances et fiabilité »."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from calculator.exact.formats import SPACE, format_date

FILE = Path(__file__).resolve().parents[3] / "bench" / "mesures.json"


@dataclass(frozen=True)
class Mesure:
    """One figure; its goal, at most or at least, when it has one."""

    nom: str
    valeur: float
    unite: str = ""
    au_plus: float | None = None
    au_moins: float | None = None

    @property
    def tenu(self) -> bool:
        return (self.au_plus is None or self.valeur <= self.au_plus) and (
            self.au_moins is None or self.valeur >= self.au_moins
        )

    @property
    def but(self) -> str:
        if self.au_plus is not None:
            return f"au plus {figure(self.au_plus)}"
        return "" if self.au_moins is None else f"au moins {figure(self.au_moins)}"

    @property
    def bilan(self) -> str:
        """« au plus 50 : tenu »; the unit where there is no goal."""
        return f"{self.but} : {'tenu' if self.tenu else 'MANQUÉ'}" if self.but else self.unite


@dataclass(frozen=True)
class Partie:
    """What one part of the bench measured: when, on what, with which browser."""

    date: date
    machine: str
    navigateur: str
    mesures: tuple[Mesure, ...]


def figure(value: float) -> str:
    """« 0,17 », « 4,5 », « 47 », « 7 812 »: as many digits as a measure is worth."""
    digits = 0 if value == int(value) or value >= 20 else 1 if value >= 2 else 2
    return f"{value:,.{digits}f}".replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")


TITLES = {
    "demarrage": "Ouvrir le simulateur, du début de la visite au montant",
    "memoire": "Mémoire que prend un onglet",
    "frappe": "Saisir, de la touche au nouveau montant",
    "lot": "Contrôler une liste, comparé à publicodes",
    "forfait": "Calculer un forfait, hors du navigateur",
    "lighthouse": "Notes de Lighthouse",
    "endurance": "Essais longs",
    "saisie": "Cas d’exemple saisis à la main",
}
"""The title of the table of each part."""


def draw(part: str) -> str:
    """The table of a part, and when and where it was measured."""
    item = kept().get(part)
    if item is None:
        return "Pas encore relevé."
    lines = [
        f"Tableau : {TITLES[part]}",
        "",
        "| Mesure | Relevé | But |",
        "| --- | --- | --- |",
        *map(_line, item.mesures),
    ]
    return "\n".join([*lines, "", _where(item)])


def _line(item: Mesure) -> str:
    value = f"{figure(item.valeur)}{SPACE}{item.unite}" if item.unite else figure(item.valeur)
    verdict = f"{item.but} : **{'✓ tenu' if item.tenu else '✗ manqué'}**" if item.but else "pour information"
    return f"| {item.nom[0].upper()}{item.nom[1:]} | {value} | {verdict} |"


def _where(item: Partie) -> str:
    words = (f"Mesuré le {format_date(item.date)}", item.machine, item.navigateur)
    return ", ".join(word for word in words if word) + "."


def kept() -> dict[str, Partie]:
    """What is kept, by part."""
    return {
        part: Partie(
            date.fromisoformat(item["date"]),
            item["machine"],
            item["navigateur"],
            tuple(Mesure(**one) for one in item["mesures"]),
        )
        for part, item in said().items()
    }


def said() -> dict[str, Any]:
    """The same, as the file holds it."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found
