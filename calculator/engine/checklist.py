"""Eligibility as a list to check: what is missing, what is to prove, what is to answer, what is met.

A rule that answers the same for several candidatures, or several windows, is told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calculator.engine.eligibility import Eligibilite, Etat, Motif
from calculator.engine.results import CandidatureResult
from calculator.rules.model import DomaineId, FenetreId

__all__ = ["ETATS", "Point", "Verdict", "by_domain", "checklist", "counted", "numbered", "verdicts"]

ETATS: Mapping[Etat, tuple[str, str, str]] = {
    "manque": ("Ce qui manque", "point manque", "points manquent"),
    "a_prouver": ("À prouver", "à prouver", "à prouver"),
    "a_repondre": ("À répondre", "à répondre", "à répondre"),
    "rempli": ("Rempli", "rempli", "remplis"),
}
"""The states of a point, the gravest first: the title of their list; one of them, several of them."""

_FIELDS = {"territoire": "region", "deja_finance": "domaines_deja_finances"}


class Verdict(NamedTuple):
    """Whether a candidature is eligible, and why."""

    domaine: DomaineId
    fenetre: FenetreId
    eligibilite: Eligibilite


class Point[T](NamedTuple):
    """What a rule answers, and for what: domains, or windows."""

    motif: Motif
    pour: tuple[T, ...]

    @property
    def champ(self) -> str:
        """The field of the form that answers it."""
        if self.motif.regle == "periode_candidature":
            return f"{self.pour[0]}.deposee_le"
        return _FIELDS.get(self.motif.regle, self.motif.regle)


def checklist[T](answers: Iterable[tuple[T, Eligibilite]]) -> Mapping[Etat, tuple[Point[T], ...]]:
    """The points of some answers, by state, each with what it holds for."""
    found: dict[tuple[str, str, str], tuple[Motif, dict[T, None]]] = {}
    for name, answer in answers:
        for motif in answer.motifs:
            key = (motif.regle, motif.etat, motif.message)
            found.setdefault(key, (motif, {}))[1][name] = None
    told = [Point(motif, tuple(names)) for motif, names in found.values()]
    return {etat: tuple(point for point in told if point.motif.etat == etat) for etat in ETATS}


def verdicts(candidatures: Iterable[CandidatureResult]) -> tuple[Verdict, ...]:
    """What the rules answer to the candidatures of an establishment, apart from the amounts."""
    return tuple(
        Verdict(item.candidature.domaine, item.candidature.fenetre, item.eligibilite) for item in candidatures
    )


def by_domain(answers: Iterable[Verdict]) -> Mapping[Etat, tuple[Point[str], ...]]:
    """The list of an establishment, each point with the domains that it holds for."""
    return checklist((item.domaine, item.eligibilite) for item in answers)


def counted(answer: Eligibilite) -> str:
    """« 1 point manque, 2 à prouver, 8 à répondre, 5 remplis »"""
    numbers = {etat: sum(motif.etat == etat for motif in answer.motifs) for etat in ETATS}
    return ", ".join(numbered(etat, number) for etat, number in numbers.items() if number)


def numbered(etat: Etat, number: int) -> str:
    """« 1 point manque », « 2 remplis »"""
    _, one, several = ETATS[etat]
    return f"{number} {several if number > 1 else one}"
