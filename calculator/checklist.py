"""The eligibility of several candidatures as one list: a rule that answers the same for all is told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculator.eligibility import Motif
from calculator.simulation import CandidatureResult

__all__ = ["Point", "checklist"]

ORDER = ("non_eligible", "a_completer", "eligible")
_FIELDS = {"territoire": "region", "deja_finance": "domaines_deja_finances"}


@dataclass(frozen=True, slots=True)
class Point:
    """What a rule answers, for which domains, and the field of the form that would answer it."""

    motif: Motif
    domaines: tuple[str, ...]
    champ: str


def checklist(candidatures: Iterable[CandidatureResult]) -> Mapping[str, tuple[Point, ...]]:
    """The points to look at, by answer: refusals first, then what is missing, then what is met."""
    found: dict[tuple[str, str, str], tuple[Motif, list[str]]] = {}
    for item in candidatures:
        for motif in item.eligibilite.motifs:
            key = (motif.regle, motif.statut, motif.message)
            found.setdefault(key, (motif, []))[1].append(item.candidature.domaine)
    points = [Point(motif, tuple(domains), _field(motif, domains[0])) for motif, domains in found.values()]
    return {statut: tuple(point for point in points if point.motif.statut == statut) for statut in ORDER}


def _field(motif: Motif, domain: str) -> str:
    if motif.regle == "periode_candidature":
        return f"{domain}.deposee_le"
    return _FIELDS.get(motif.regle, motif.regle)
