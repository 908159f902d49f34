"""The computed rows as a reader looks at them: sorted, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.lot.computing.row import Ligne
from calculator.lot.reading.columns import ACTIVITY
from calculator.lot.study.kinds import kind
from calculator.situation.identification import fold

PAGE = 50
"""How many rows a page of the table shows."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a reader asks to see; an empty criterion asks for nothing.

    ``tri`` is a key of ``ORDERS``, ``sens`` is ``asc`` or ``desc``, ``etat`` one of ``STATES``.
    """

    tri: str = "gravite"
    sens: str = "asc"
    page: int = 1
    texte: str = ""
    etat: str = ""
    nature: str = ""
    domaine: str = ""
    fenetre: str = ""
    categorie: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows that are shown, of ``total`` that answer the demand, of ``ensemble`` in the list."""

    lignes: Sequence[Ligne]
    numero: int
    pages: int
    premier: int
    total: int
    ensemble: int


STATES = {"erreur": "En erreur", "a_verifier": "À vérifier", "sans_remarque": "Sans remarque"}


def state(line: Ligne) -> str:
    """How a row stands: a key of ``STATES``."""
    return "erreur" if line.erreurs else "a_verifier" if line.avertissements else "sans_remarque"


_GRAVITY = {name: rank for rank, name in enumerate(STATES)}

ORDERS: dict[str, Callable[[Ligne], Any]] = {
    "gravite": lambda line: _GRAVITY[state(line)],
    "ligne": lambda line: line.ligne,
    "nom": lambda line: fold(line.valeurs["nom"]) if "nom" in line.valeurs else None,
    "activite": lambda line: line.valeurs.get(ACTIVITY),
    "forfait": lambda line: line.totaux and line.totaux.forfait,
    "avance": lambda line: line.totaux and line.totaux.avance,
    "solde": lambda line: line.totaux and line.totaux.solde,
    "ecart": lambda line: gap(line),
}
"""By what the rows may be sorted; a row that has nothing to sort by comes last."""


def gap(line: Ligne) -> int | None:
    """Notified less computed over the domains of a row, in cents; ``None`` where nothing is notified."""
    gaps = [item.ecart for item in line.demandes if item.ecart is not None]
    return sum(gaps) if gaps else None


class Shelf:
    """The rows of a list, in the order of the list."""

    def __init__(self, lines: Sequence[Ligne]) -> None:
        self.lines = lines
        self._sought: dict[int, str] = {}

    def page(self, demand: Demand) -> Page:
        found = self.select(demand)
        pages = max(1, -(-len(found) // PAGE))
        number = min(max(demand.page, 1), pages)
        start = (number - 1) * PAGE
        shown = found[start : start + PAGE]
        return Page(shown, number, pages, start + 1 if found else 0, len(found), len(self.lines))

    def select(self, demand: Demand) -> list[Ligne]:
        """Every row that answers the demand, in its order."""
        tests = list(self._tests(demand))
        kept = [line for line in self.lines if all(test(line) for test in tests)]
        order = ORDERS[demand.tri]
        keyed = [(order(line), line) for line in kept]
        known = [entry for entry in keyed if entry[0] is not None]
        known.sort(key=lambda entry: entry[0], reverse=demand.sens == "desc")
        return [line for _, line in known] + [line for key, line in keyed if key is None]

    def _tests(self, demand: Demand) -> Iterator[Callable[[Ligne], bool]]:
        if demand.etat:
            yield lambda line: state(line) == demand.etat
        if demand.nature:
            yield lambda line: any(
                kind(item.code) == demand.nature for item in (*line.erreurs, *line.avertissements)
            )
        if demand.domaine or demand.fenetre:
            yield lambda line: any(
                demand.domaine in ("", item.domaine) and demand.fenetre in ("", item.fenetre)
                for item in line.demandes
            )
        if demand.categorie:
            yield lambda line: line.categorie == demand.categorie
        if demand.region:
            yield lambda line: line.region == demand.region
        if sought := fold(demand.texte):
            yield lambda line: sought in self._text(line)

    def _text(self, line: Ligne) -> str:
        """What is searched of a row: its name, its FINESS, its dossier."""
        text = self._sought.get(line.ligne)
        if text is None:
            said = (str(line.valeurs.get(key, "")) for key in ("nom", "finess", "dossier"))
            text = self._sought[line.ligne] = fold("|".join(said))
        return text
