"""When each amount comes, and what becomes of it: reached, missed, carried over, with or without the bonus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from calculator.engine.simulation import CandidatureResult, Result, simulate
from calculator.exact.reading import Rate
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
        if made.acquis is None or made.a_rembourser is None:
            return None
        earned, due = made.acquis.cents, made.a_rembourser.cents
        rest = earned - made.forfait.avance.cents if earned else 0
        return cls(label, earned, rest, due, made.acquis.lectures, measured)


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


def schedule(rules: Rules, result: Result) -> Echeancier:
    """The advance follows the decision of the ARS, the balance the end of the measure (L30)."""
    payments = []
    for item in result.candidatures:
        window = rules.fenetres[item.candidature.fenetre]
        payments.append(Echeance(item, "avance", item.forfait.avance.cents, window.instruction))
        payments.append(Echeance(item, "solde", item.forfait.solde.cents, window.mesure[result.regime]))
    payments.sort(key=lambda one: (one.autour.fin or one.autour.debut, one.autour.debut))
    outcomes = tuple((item, tuple(_outcomes(rules, result, item))) for item in result.candidatures)
    return Echeancier(tuple(payments), outcomes)


def _outcomes(rules: Rules, result: Result, item: CandidatureResult) -> Iterator[Issue]:
    """Where the measures lead, then each end, computed by the engine from rates that would lead to it."""
    applied, amounts = item.candidature, item.forfait
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
            assert branch.montant_acquis is not None, branch
            earned = branch.montant_acquis
            label = f"{missed}, puis report en {later} réussi, {branch.lecture} {branch.hypothese} : {branch.libelle}"
            yield Issue(label, earned, earned - amounts.avance.cents, 0, (branch.lecture,))
    lost = _run(rules, result.situation, replace(applied, report=later), nothing, nothing)
    back = {branch.avance_a_rembourser for branch in lost.hypotheses}
    assert back == {amounts.avance.cents}, back
    yield Issue(f"Cible manquée en {applied.fenetre} puis en report", 0, 0, amounts.avance.cents)


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
            mesures=_measures(rules, measured),
            mesures_report=_measures(rules, afterwards),
        ),
    ).candidatures
    return made


def _measures(rules: Rules, answers: Mapping[IndicateurId, bool]) -> dict[IndicateurId, Mesure]:
    return {
        name: Mesure(taux=Rate(Fraction(int(answer))))
        if rules.indicateurs[name].nature == "taux"
        else Mesure(presentation=answer)
        for name, answer in answers.items()
    }


def _next(rules: Rules, applied: Candidature) -> FenetreId | None:
    """The window after, to which a carry-over is supposed to go (L07)."""
    windows = rules.volets[rules.domaines[applied.domaine].volet].parts.valeurs
    return next((window for window in windows if window > applied.fenetre), None)
