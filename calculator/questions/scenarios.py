"""Situations side by side: what each gives, and what it gives more or less than the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from calculator.engine.results import DossierResult, Result, establishments
from calculator.rules.model import DomaineId, FenetreId, Rules

__all__ = ["Case", "Ligne", "compare"]

ACCOUNT = (
    ("Acquis selon les mesures", "acquis"),
    ("Reste à recevoir", "reste_a_recevoir"),
    ("À rembourser", "a_rembourser"),
)
"""What of the account is told side by side."""


@dataclass(frozen=True, slots=True)
class Case:
    """An amount of a scenario in cents, and its difference with the first; ``None``: there is none."""

    montant: int | None
    ecart: int | None
    fenetre: FenetreId | None = None
    cro: bool = False


@dataclass(frozen=True, slots=True)
class Ligne:
    """One amount across the scenarios: that of a domain, or a total when there is no domain."""

    libelle: str
    domaine: DomaineId | None
    cases: tuple[Case, ...]


def compare(rules: Rules, results: Sequence[Result | DossierResult]) -> tuple[Ligne, ...]:
    """The forfait of each domain that some scenario asks for, then the totals, then their account."""
    lines = []
    for domain, rule in rules.domaines.items():
        cells = [tuple(_asked(result, domain)) for result in results]
        if any(cells):
            amounts = [sum(item[0] for item in found) if found else None for found in cells]
            details = [found[0][1:] if len(found) == 1 else (None, False) for found in cells]
            lines.append(Ligne(rule.court, domain, _cells(amounts, details)))
    for name, read in (("Forfait total", "forfait"), ("Avance", "avance"), ("Solde", "solde")):
        lines.append(Ligne(name, None, _cells([getattr(result.totaux, read) for result in results])))
    for name, read in ACCOUNT:
        steps = [getattr(result.totaux.compte, read) for result in results]
        if any(steps) and any(site.candidatures for result in results for site in establishments(result)):
            lines.append(Ligne(name, None, _cells([step and step.cents for step in steps])))
    return tuple(lines)


def _asked(result: Result | DossierResult, domain: DomaineId) -> Iterator[tuple[int, FenetreId, bool]]:
    for site in establishments(result):
        for item in site.candidatures:
            if item.candidature.domaine == domain and item.forfait is not None:
                yield item.forfait.forfait.cents, item.candidature.fenetre, item.candidature.cro


def _cells(
    amounts: Sequence[int | None], details: Iterable[tuple[FenetreId | None, bool]] | None = None
) -> tuple[Case, ...]:
    first = amounts[0]
    return tuple(
        Case(amount, None if amount is None or first is None or not index else amount - first, *detail)
        for index, (amount, detail) in enumerate(
            zip(amounts, details or [(None, False)] * len(amounts), strict=True)
        )
    )
