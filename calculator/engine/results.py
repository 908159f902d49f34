"""What a simulation gives: the amounts of a candidature, of an establishment, of a dossier, and their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from calculator.engine import account, eligibility, targets
from calculator.engine.account import Compte
from calculator.engine.carry_over import Hypothese
from calculator.engine.forfait import Forfait
from calculator.engine.steps import Step
from calculator.rules.model import CategorieId, FenetreId, Regime
from calculator.situation.model import Candidature, Situation


@dataclass(frozen=True, slots=True)
class CandidatureResult:
    """What a domain in a window gives: amounts, eligibility, targets, the account, what is open.

    ``forfait`` is ``None`` when the base forfait is not told (volet 2, L04). ``acquis`` and ``a_rembourser``
    (of the advance alone) are those of the initial window; ``compte`` waits for the end of a carry-over.
    ``plafond`` is the most that it can earn, in cents, given what is told already. ``sans_bonus`` is the forfait
    that stays open without the bonus, when the bonus alone is what refuses it.
    """

    candidature: Candidature
    forfait: Forfait | None
    eligibilite: eligibility.Eligibilite
    bilan: targets.Bilan
    acquis: Step | None
    a_rembourser: Step | None
    compte: Compte
    hypotheses: tuple[Hypothese, ...]
    plafond: int | None
    lectures: tuple[str, ...]
    sans_bonus: Step | None = None

    @property
    def est_refusee(self) -> bool:
        """Whether it counts in no total."""
        return self.eligibilite.statut == "non_eligible"

    @property
    def montants(self) -> Forfait:
        """The amounts of a candidature that has some."""
        assert self.forfait is not None, self.candidature
        return self.forfait


@dataclass(frozen=True, slots=True)
class Totaux:
    """Sums of stated amounts, in cents, over the candidatures that are not refused, and their account.

    ``complet`` is false when one of them has no amounts: the sums are then those of the rest.
    """

    forfait: int
    avance: int
    solde: int
    compte: Compte = field(default_factory=account.nothing)
    complet: bool = True

    @classmethod
    def of(cls, parts: Iterable[Totaux]) -> Totaux:
        parts = tuple(parts)
        return cls(
            sum(p.forfait for p in parts),
            sum(p.avance for p in parts),
            sum(p.solde for p in parts),
            account.summed(p.compte for p in parts),
            all(p.complet for p in parts),
        )

    @classmethod
    def of_candidature(cls, item: CandidatureResult) -> Totaux:
        """What a candidature adds to a total."""
        found = item.forfait
        if found is None:
            return cls(0, 0, 0, item.compte, False)
        return cls(found.forfait.cents, found.avance.cents, found.solde.cents, item.compte)


@dataclass(frozen=True, slots=True)
class Possibilite:
    """What a domain in a window would give, for who has not applied yet."""

    domaine: str
    fenetre: FenetreId
    cro: bool
    forfait: Forfait


@dataclass(frozen=True, slots=True)
class Aide:
    """An amount outside the totals: the Mon espace santé pilot or the experimentation."""

    forfait: Step
    avance: Step | None = None
    solde: Step | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer for one establishment."""

    situation: Situation
    regime: Regime
    activite: Step
    categorie: CategorieId
    candidatures: tuple[CandidatureResult, ...]
    totaux: Totaux
    possibilites: tuple[Possibilite, ...]
    pilote_mes: Aide | None
    experimentation: Aide | None
    avertissements: tuple[str, ...]

    @property
    def lectures(self) -> tuple[str, ...]:
        """The register numbers that anything stated here depends on, and only those."""
        found = [name for item in self.candidatures for name in item.lectures]
        roots = [aid.forfait for aid in (self.pilote_mes, self.experimentation) if aid]
        roots += [self.activite, *(item.forfait.forfait for item in self.possibilites)]
        found += [name for root in roots for step in root.walk() for name in step.lectures]
        return tuple(sorted(set(found)))


@dataclass(frozen=True, slots=True)
class DossierResult:
    """The answers of a dossier and their sum (reading L26)."""

    etablissements: tuple[Result, ...]
    totaux: Totaux


def establishments(result: Result | DossierResult) -> tuple[Result, ...]:
    """The results of a dossier, or the only one."""
    return result.etablissements if isinstance(result, DossierResult) else (result,)


def named(results: Iterable[Result]) -> Iterator[tuple[str, Result]]:
    """The results of a dossier, each with the name of its establishment, or its number."""
    for number, result in enumerate(results, 1):
        yield result.situation.etablissement.nom or f"Établissement {number}", result
