"""When each amount comes, and what becomes of it: reached, missed, carried over, with or without the bonus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from calculator.engine.account import Compte, due
from calculator.engine.results import CandidatureResult, Result
from calculator.engine.simulation import simulate
from calculator.rules.model import FenetreId, IndicateurId, Periode, Rules
from calculator.situation.model import Candidature, Mesure, Situation

__all__ = ["Echeance", "Echeancier", "Issue", "schedule"]


@dataclass(frozen=True, slots=True)
class Issue:
    """How a candidature may end: what is earned in all, what is then paid, what is paid back, in cents."""

    libelle: str
    acquis: int
    reste: int
    a_rembourser: int
    lectures: tuple[str, ...] = ()
    mesuree: bool = False

    @classmethod
    def of(cls, label: str, made: CandidatureResult, *, measured: bool = False) -> Issue | None:
        """The end of a candidature as the engine computes it; nothing while it is undecided."""
        return cls.of_account(label, made.compte, measured=measured)

    @classmethod
    def of_account(
        cls, label: str, account: Compte, doubts: tuple[str, ...] | None = None, *, measured: bool = False
    ) -> Issue | None:
        """An end by its account; its readings are those of what is earned, unless they are given."""
        earned, rest, back = account.acquis, account.reste_a_recevoir, account.a_rembourser
        if earned is None or rest is None or back is None:
            return None
        found = earned.lectures if doubts is None else doubts
        return cls(label, earned.cents, rest.cents, back.cents, found, measured)


@dataclass(frozen=True, slots=True)
class Echeance:
    """A payment: nothing in the texts gives its day, only the days around it."""

    item: CandidatureResult
    quoi: Literal["avance", "solde"]
    montant: int
    autour: Periode


@dataclass(frozen=True, slots=True)
class Echeancier:
    """The payments of one establishment in time, and how each candidature may end."""

    echeances: tuple[Echeance, ...]
    issues: tuple[tuple[CandidatureResult, tuple[Issue, ...]], ...]

    @property
    def total(self) -> int:
        """What the payments come to, those of the candidatures that are refused left out."""
        return sum(one.montant for one in self.echeances if not one.item.est_refusee)


def schedule(rules: Rules, result: Result) -> Echeancier:
    """The advance follows the decision of the ARS, the balance the end of the measure (L30).

    The advance is what was paid; the balance is what was paid of it and what is still to receive, or, while
    the targets do not say, all that the forfait leaves. A candidature without amounts is in none.
    """
    payments = []
    known = [item for item in result.candidatures if item.forfait is not None]
    for item in known:
        window = rules.fenetres[item.candidature.fenetre]
        advance, balance = _payments(item)
        payments.append(Echeance(item, "avance", advance, window.instruction))
        payments.append(Echeance(item, "solde", balance, window.mesure[result.regime]))
    payments.sort(key=lambda one: (one.autour.fin or one.autour.debut, one.autour.debut))
    outcomes = tuple((item, tuple(_outcomes(rules, result, item))) for item in known)
    return Echeancier(tuple(payments), outcomes)


def _payments(item: CandidatureResult) -> tuple[int, int]:
    """The advance and the balance of a candidature, in cents."""
    account = item.compte
    assert account.avance_versee is not None
    assert account.solde_verse is not None
    advance, rest = account.avance_versee.cents, account.reste_a_recevoir
    if rest is not None:
        return advance, account.solde_verse.cents + rest.cents
    return advance, due(item.montants.forfait.cents, advance)[0]


def _outcomes(rules: Rules, result: Result, item: CandidatureResult) -> Iterator[Issue]:
    """Where the measures lead, then each end, computed by the engine from rates that would lead to it."""
    applied = item.candidature
    everything = dict.fromkeys(rules.indicateurs, True)
    no_bonus = everything | {rules.bonus_cro.indicateur: False}
    nothing = dict.fromkeys(rules.indicateurs, False)
    alone = replace(applied, report=None)
    ends = [
        (item, "Selon vos mesures"),
        (_run(rules, result.situation, alone, everything, {}), "Toutes les cibles atteintes"),
        (_run(rules, result.situation, alone, no_bonus, {}), "Seule la cible du CRO manquée, sans report"),
        (_run(rules, result.situation, alone, nothing, {}), "Une cible obligatoire manquée, sans report"),
    ]
    for made, label in ends[:2] + ends[2 if applied.cro else 3 :]:
        issue = Issue.of(label, made, measured=made is item)
        if issue is not None:
            yield issue
    later = applied.report or _next(rules, applied)
    if later is None:
        return
    for measured, missed in ((nothing, "Cible manquée"), (no_bonus, "CRO seul manqué")):
        if measured is no_bonus and not applied.cro:
            continue
        carried = _run(rules, result.situation, replace(applied, report=later), measured, everything)
        for branch in carried.hypotheses:
            label = f"{missed}, puis report en {later} réussi, {branch.lecture} {branch.hypothese} : {branch.libelle}"
            issue = Issue.of_account(label, branch.compte, (branch.lecture,))
            assert issue is not None, branch
            yield issue
    lost = _run(rules, result.situation, replace(applied, report=later), nothing, nothing)
    issue = Issue.of(f"Cible manquée en {applied.fenetre} puis en report", lost)
    assert issue is not None, "every branch of a carry-over that fails earns nothing"
    yield issue


def _run(
    rules: Rules,
    situation: Situation,
    applied: Candidature,
    measured: Mapping[IndicateurId, bool],
    afterwards: Mapping[IndicateurId, bool],
) -> CandidatureResult:
    (made,) = simulate(
        rules,
        replace(
            situation,
            candidatures=(applied,),
            mesures=_measures(measured),
            mesures_report=_measures(afterwards),
        ),
    ).candidatures
    return made


def _measures(answers: Mapping[IndicateurId, bool]) -> dict[IndicateurId, Mesure]:
    return {name: Mesure(atteinte=answer) for name, answer in answers.items()}


def _next(rules: Rules, applied: Candidature) -> FenetreId | None:
    """The window after, to which a carry-over is supposed to go (L07)."""
    windows = rules.volets[rules.domaines[applied.domaine].volet].parts.valeurs
    return next((window for window in windows if window > applied.fenetre), None)
