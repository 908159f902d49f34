"""The sums of a dossier: by establishment, by domain, by window (reading L26)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calculator.rules import DomaineId, FenetreId
from calculator.simulation import Result, Totaux
from calculator.total import counted


class Sommes(NamedTuple):
    """Each group sums to the total of the dossier; a candidature that is refused is in none."""

    etablissements: tuple[tuple[str, Totaux], ...]
    domaines: Mapping[DomaineId, Totaux]
    fenetres: Mapping[FenetreId, Totaux]


def sums(results: Iterable[Result]) -> Sommes:
    """Sum the amounts of the establishments of a dossier, in their order."""
    results = tuple(results)
    names = (item.situation.etablissement.nom for item in results)
    sites = tuple(
        (name or f"Établissement {number}", item.totaux)
        for number, (name, item) in enumerate(zip(names, results, strict=True), 1)
    )
    domains: dict[DomaineId, list[Totaux]] = {}
    windows: dict[FenetreId, list[Totaux]] = {}
    for item in counted(results):
        amounts = item.forfait
        total = Totaux(amounts.forfait.cents, amounts.avance.cents, amounts.solde.cents)
        domains.setdefault(item.candidature.domaine, []).append(total)
        windows.setdefault(item.candidature.fenetre, []).append(total)
    return Sommes(
        sites,
        {name: Totaux.of(domains[name]) for name in sorted(domains)},
        {name: Totaux.of(windows[name]) for name in sorted(windows)},
    )
