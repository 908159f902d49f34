"""The carry-over (report): what the open readings L07 and L08 would each give, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.engine import targets
from calculator.engine.forfait import Forfait, compute
from calculator.engine.steps import Step
from calculator.rules.model import FenetreId, Rules
from calculator.situation.model import Candidature, Situation


@dataclass(frozen=True, slots=True)
class Hypothese:
    """One branch of an open reading; amounts in cents, ``None`` while undecided."""

    lecture: str
    hypothese: str
    libelle: str
    montant_acquis: int | None
    avance_a_rembourser: int | None
    explication: Step | None = None
    lectures: tuple[str, ...] = ()


def hypotheses(
    rules: Rules, situation: Situation, item: Candidature, forfait: Forfait, bilan: targets.Bilan
) -> tuple[Hypothese, ...]:
    """The branches of a carry-over that was asked for and is needed; none otherwise.

    L07: targets and share of the initial window (A) or of the carry-over window (B).
    L08: only the CRO is missed; its 10 % bears on the forfait of the initial window (A) or of the
    carry-over window (B), or, beyond F1 to F2, does not exist at all (C).
    """
    if item.report is None:
        return ()
    if bilan.atteintes is False:
        return tuple(_whole_domain(rules, situation, item, forfait, item.report))
    if bilan.atteintes and item.cro and bilan.bonus(rules.bonus_cro.indicateur) is False:
        return tuple(_bonus_alone(rules, situation, item, forfait, item.report))
    return ()


def _whole_domain(
    rules: Rules, situation: Situation, item: Candidature, forfait: Forfait, later: FenetreId
) -> Iterator[Hypothese]:
    for name, window in (("A", item.fenetre), ("B", later)):
        outcome = targets.assess(rules, situation.texte, item.domaine, window, situation.mesures_report)
        under = compute(rules, item.domaine, window, forfait.base, cro=item.cro)
        amount = None
        if outcome.atteintes is False:
            amount = Step("acquis_cibles_manquees", 0, "centime", sujet=item.domaine)
        elif outcome.atteintes:
            bonus = outcome.bonus(rules.bonus_cro.indicateur) if item.cro else True
            if bonus is not None:
                root, doubts = (under.forfait, ()) if bonus else (under.sans_bonus, ("L23",))
                amount = Step("acquis_apres_report", root.cents, "centime", (root,), (), doubts, item.domaine)
        due = None if outcome.atteintes is None else 0 if outcome.atteintes else forfait.avance.cents
        which = "initiale" if name == "A" else "de report"
        label = f"Cibles et part de la fenêtre {which} ({window})"
        yield Hypothese("L07", name, label, amount and amount.cents, due, amount, _readings(outcome, amount))


def _bonus_alone(
    rules: Rules, situation: Situation, item: Candidature, forfait: Forfait, later: FenetreId
) -> Iterator[Hypothese]:
    for name, window in (("A", item.fenetre), ("B", later)):
        outcome = targets.assess(rules, situation.texte, item.domaine, window, situation.mesures_report)
        reached = outcome.bonus(rules.bonus_cro.indicateur)
        amount = None
        if reached is not None:
            bonus = (
                compute(rules, item.domaine, window, forfait.base, cro=True).bonus_centimes if reached else 0
            )
            entries = (forfait.sans_bonus, Step("bonus_reporte", bonus, "centime", sujet=window))
            amount = Step("acquis_avec_bonus_reporte", forfait.sans_bonus.cents + bonus, "centime", entries)
        which = "initiale" if name == "A" else "de report"
        label = f"CRO reporté en {later}, bonus sur le forfait de la fenêtre {which} ({window})"
        yield Hypothese("L08", name, label, amount and amount.cents, 0, amount, _readings(outcome, amount))
    if (item.fenetre, later) != ("F1", "F2"):
        label = "Pas de report du CRO hors de F1 vers F2 : domaine payé sans bonus"
        yield Hypothese("L08", "C", label, forfait.sans_bonus.cents, 0, forfait.sans_bonus)


def _readings(outcome: targets.Bilan, amount: Step | None) -> tuple[str, ...]:
    """The readings that a branch depends on, besides the one that opens it."""
    found = {name for target in outcome.cibles for name in target.lectures} | set(outcome.lectures)
    return tuple(sorted(found.union(*(step.lectures for step in amount.walk()) if amount else ())))
