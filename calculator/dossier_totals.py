"""The sums of a dossier: by establishment, by domain, by window (reading L26)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calculator.rules import DomaineId, FenetreId
from calculator.simulation import Result, Totaux, named
from calculator.total import counted


class Terme(NamedTuple):
    """A candidature of a sum."""

    etablissement: str
    domaine: DomaineId
    fenetre: FenetreId
    montants: Totaux


class Somme(NamedTuple):
    """The amounts of a domain or a window, and the candidatures that they add."""

    montants: Totaux
    termes: tuple[Terme, ...]


class Sommes(NamedTuple):
    """Each group sums to the total of the dossier; a candidature that is refused is in none."""

    etablissements: tuple[tuple[str, Totaux], ...]
    domaines: Mapping[DomaineId, Somme]
    fenetres: Mapping[FenetreId, Somme]


def sums(results: Iterable[Result]) -> Sommes:
    """Sum the amounts of the establishments of a dossier, in their order."""
    sites = tuple(named(results))
    domains: dict[DomaineId, list[Terme]] = {}
    windows: dict[FenetreId, list[Terme]] = {}
    for name, result in sites:
        for item in counted([result]):
            asked, amounts = item.candidature, item.forfait
            total = Totaux(amounts.forfait.cents, amounts.avance.cents, amounts.solde.cents)
            term = Terme(name, asked.domaine, asked.fenetre, total)
            domains.setdefault(asked.domaine, []).append(term)
            windows.setdefault(asked.fenetre, []).append(term)
    return Sommes(
        tuple((name, result.totaux) for name, result in sites),
        {name: _sum(domains[name]) for name in sorted(domains)},
        {name: _sum(windows[name]) for name in sorted(windows)},
    )


def _sum(terms: list[Terme]) -> Somme:
    return Somme(Totaux.of(term.montants for term in terms), tuple(terms))
