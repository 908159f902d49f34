"""The carry-over (report): what the open readings L07 and L08 would each give, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.engine import targets
from calculator.engine.account import Compte, settle
from calculator.engine.forfait import Forfait, compute
from calculator.engine.steps import Step
from calculator.rules.model import FenetreId, Rules
from calculator.situation.model import Candidature, Situation


@dataclass(frozen=True, slots=True)
class Hypothese:
    """One branch of an open reading, with its own account; amounts in cents, ``None`` while undecided.

    ``plafond`` is the most that it can earn, given what is told already.
    """

    lecture: str
    hypothese: str
    libelle: str
    avance_a_rembourser: int | None
    compte: Compte
    plafond: int
    lectures: tuple[str, ...] = ()

    @property
    def montant_acquis(self) -> int | None:
        return None if self.explication is None else self.explication.cents

    @property
    def explication(self) -> Step | None:
        """How what it earns is reckoned."""
        return self.compte.acquis


@dataclass(frozen=True, slots=True)
class Report:
    """A carry-over to work out: the candidature as it is, and what was paid of it."""

    rules: Rules
    situation: Situation
    item: Candidature
    forfait: Forfait
    avance: Step
    solde: Step

    def branch(
        self, reading: str, name: str, label: str, earned: Step | None, back: int | None, ceiling: int,
        doubts: tuple[str, ...] = (),
    ) -> Hypothese:  # fmt: skip
        account = settle(earned, self.avance, self.solde)
        return Hypothese(reading, name, label, back, account, ceiling, doubts)


def is_needed(rules: Rules, item: Candidature, bilan: targets.Bilan) -> bool:
    """Whether a carry-over that was asked for decides something: a target or the CRO was missed before."""
    if item.report is None or bilan.atteintes is None:
        return False
    return not bilan.atteintes or (item.cro and bilan.bonus(rules.bonus_cro.indicateur) is False)


def hypotheses(case: Report, bilan: targets.Bilan) -> tuple[Hypothese, ...]:
    """The branches of a carry-over that was asked for and is needed; none otherwise.

    L07: targets and share of the initial window (A) or of the carry-over window (B).
    L08: only the CRO is missed; its 10 % bears on the forfait of the initial window (A) or of the
    carry-over window (B), or, beyond F1 to F2, does not exist at all (C).
    An outcome told of the carry-over holds in every branch: which target it was held against is theirs to say.
    """
    if not is_needed(case.rules, case.item, bilan):
        return ()
    assert case.item.report is not None
    make = _bonus_alone if bilan.atteintes else _whole_domain
    return tuple(make(case, case.item.report))


def _whole_domain(case: Report, later: FenetreId) -> Iterator[Hypothese]:
    rules, item = case.rules, case.item
    for name, window in (("A", item.fenetre), ("B", later)):
        outcome = _outcome(case, window)
        under = compute(rules, item.domaine, window, case.forfait.base, cro=item.cro)
        bonus = outcome.bonus(rules.bonus_cro.indicateur) if item.cro else True
        amount = None
        if outcome.atteintes is False:
            amount = Step("acquis_cibles_manquees", 0, "centime", sujet=item.domaine)
        elif outcome.atteintes and bonus is not None:
            root, doubts = (under.forfait, ()) if bonus else (under.sans_bonus, ("L23",))
            amount = Step("acquis_apres_report", root.cents, "centime", (root,), (), doubts, item.domaine)
        back = None if outcome.atteintes is None else 0 if outcome.atteintes else case.avance.cents
        which = "initiale" if name == "A" else "de report"
        label = f"Cibles et part de la fenêtre {which} ({window})"
        ceiling = (
            0 if outcome.atteintes is False else (under.sans_bonus if bonus is False else under.forfait).cents
        )
        yield case.branch("L07", name, label, amount, back, ceiling, _readings(outcome, amount))


def _bonus_alone(case: Report, later: FenetreId) -> Iterator[Hypothese]:
    rules, item, plain = case.rules, case.item, case.forfait.sans_bonus
    for name, window in (("A", item.fenetre), ("B", later)):
        outcome = _outcome(case, window)
        reached = outcome.bonus(rules.bonus_cro.indicateur)
        bonus = 0
        if reached is not False:
            bonus = compute(rules, item.domaine, window, case.forfait.base, cro=True).bonus_centimes
        amount = None
        if reached is not None:
            entries = (plain, Step("bonus_reporte", bonus, "centime", sujet=window))
            amount = Step("acquis_avec_bonus_reporte", plain.cents + bonus, "centime", entries)
        which = "initiale" if name == "A" else "de report"
        label = f"CRO reporté en {later}, bonus sur le forfait de la fenêtre {which} ({window})"
        yield case.branch("L08", name, label, amount, 0, plain.cents + bonus, _readings(outcome, amount))
    if (item.fenetre, later) != ("F1", "F2"):
        label = "Pas de report du CRO hors de F1 vers F2 : domaine payé sans bonus"
        yield case.branch("L08", "C", label, plain, 0, plain.cents)


def _outcome(case: Report, window: FenetreId) -> targets.Bilan:
    """The measures of the carry-over against the targets of a window."""
    situation = case.situation
    return targets.assess(case.rules, situation.texte, case.item.domaine, window, situation.mesures_report)


def _readings(outcome: targets.Bilan, amount: Step | None) -> tuple[str, ...]:
    """The readings that a branch depends on, besides the one that opens it."""
    found = {name for target in outcome.cibles for name in target.lectures} | set(outcome.lectures)
    return tuple(sorted(found.union(*(step.lectures for step in amount.walk()) if amount else ())))
