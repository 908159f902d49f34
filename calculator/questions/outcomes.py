"""What each hypothesis on a candidature pays: a window, a bonus, what became of the targets, an advance rounded or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from calculator.engine import targets
from calculator.engine.account import due
from calculator.engine.forfait import Forfait, compute, scale_base
from calculator.engine.results import CandidatureResult, Result
from calculator.engine.steps import KILO_EURO, Step
from calculator.exact.formats import format_number
from calculator.exact.rounding import round_half_up
from calculator.rules.addresses import label
from calculator.rules.model import Regime, Rules
from calculator.rules.objectives import objectives
from calculator.situation.model import Candidature, Mesure, Situation

type Issue = Literal["atteintes", "sans_bonus", "manquees"]


class Verse(NamedTuple):
    """What was paid of a domain, in cents; ``None``: not told."""

    avance: int | None
    solde: int | None


class Scenario(NamedTuple):
    """A hypothesis: the advance and the balance that it gives, in cents, and how it is said.

    ``choix`` is what of it bears on the advance alone; ``rang`` is how far it stands from what was declared;
    ``situation`` holds it, when the form can.
    """

    avance: int
    solde: int
    choix: str
    issue: str
    rang: int
    situation: Situation | None

    def said(self, paid: Verse) -> str:
        """The hypothesis; what became of the targets says nothing of an advance."""
        return self.choix.format("" if paid.solde is None else self.issue)

    def gap(self, paid: Verse) -> int:
        """How far it is from what was paid, in cents, on all that was told."""
        pairs = ((paid.avance, self.avance), (paid.solde, self.solde))
        return sum(abs(found - given) for given, found in pairs if given is not None)


def scenarios(rules: Rules, result: Result, item: CandidatureResult) -> Iterator[Scenario]:
    """Every hypothesis on a candidature that has amounts: windows, bonus, outcomes, carry-overs, other categories."""
    asked, base = item.candidature, item.montants.base
    for window in rules.volets[rules.domaines[asked.domaine].volet].parts.valeurs:
        for cro in (False, True) if asked.domaine == rules.bonus_cro.domaine else (False,):
            told = asked.cibles_manquees and window == asked.fenetre
            choice = replace(asked, fenetre=window, cro=cro, report=None, cibles_manquees=told)
            made = compute(rules, asked.domaine, window, base, cro=cro)
            yield from _outcomes(rules, result, asked, choice, made)
    yield from _carried(rules, result, item)
    yield from _of_another_category(rules, item)


def _outcomes(
    rules: Rules, result: Result, asked: Candidature, choice: Candidature, made: Forfait
) -> Iterator[Scenario]:
    """What a choice pays, whatever became of its targets; first what the measures say, under each text."""
    told = dict(_by_text(rules, result, choice))
    issues: tuple[Issue, ...] = (
        ("atteintes", "sans_bonus", "manquees") if choice.cro else ("atteintes", "manquees")
    )
    moved = (choice.fenetre != asked.fenetre) + (choice.cro != asked.cro)
    for issue in issues:
        texts = [text for text, found in told.items() if found == issue]
        if result.regime in texts:
            far, why, situation = 0, "", _with(result.situation, choice)
        elif texts:
            far, why = 1, f", selon les cibles de {texts[0]}"
            situation = _with(
                replace(result.situation, texte=texts[0]), replace(choice, cibles_manquees=False)
            )
        else:
            far, why, situation = 2 if result.regime in told else 1, "", _told(rules, result, choice, issue)
        words = _choice(rules, choice) + "{}"
        yield from _paid(made, _earned(made, issue), words, _ISSUES[issue] + why, 3 * moved + far, situation)


def _by_text(rules: Rules, result: Result, choice: Candidature) -> Iterator[tuple[Regime, Issue]]:
    """What the measures say of a choice under each text; an outcome told holds under its own alone."""
    for text in sorted(get_args(Regime), key=lambda name: name != result.regime):
        measures, missed = result.situation.mesures, choice.cibles_manquees
        if text != result.regime or not _is_asked(result, choice):
            missed = False
            alone = {name: measure.sans_annonce() for name, measure in measures.items()}
            measures = {name: measure for name, measure in alone.items() if measure is not None}
        bilan = targets.assess(rules, text, choice.domaine, choice.fenetre, measures, missed=missed)
        bonus = bilan.bonus(rules.bonus_cro.indicateur) if choice.cro else True
        if bilan.atteintes is False:
            yield text, "manquees"
        elif bilan.atteintes and bonus is not None:
            yield text, "atteintes" if bonus else "sans_bonus"


def _is_asked(result: Result, choice: Candidature) -> bool:
    """Whether a choice is the window asked for."""
    asked = result.situation.candidatures
    return any((one.domaine, one.fenetre) == (choice.domaine, choice.fenetre) for one in asked)


def _told(rules: Rules, result: Result, choice: Candidature, issue: Issue) -> Situation:
    """The situation of a choice, the outcome of its targets being told; of several, missed, none is named."""
    measures = {
        name: measure
        for name, measure in result.situation.mesures.items()
        if rules.indicateurs[name].domaine != choice.domaine
    }
    bonus = rules.bonus_cro.indicateur
    goals = objectives(rules, result.regime, choice.domaine, choice.fenetre)
    unnamed = issue == "manquees" and sum(not goal.bonus for goal in goals) > 1
    for goal in goals:
        if not goal.bonus and not unnamed:
            measures[goal.indicateur] = Mesure(atteinte=issue != "manquees")
        elif choice.cro and goal.indicateur == bonus and issue != "manquees":
            measures[goal.indicateur] = Mesure(atteinte=issue == "atteintes")
    return _with(replace(result.situation, mesures=measures), replace(choice, cibles_manquees=unnamed))


def _with(situation: Situation, choice: Candidature) -> Situation:
    changed = tuple(choice if one.domaine == choice.domaine else one for one in situation.candidatures)
    return replace(situation, candidatures=changed)


def _earned(made: Forfait, issue: Issue) -> int:
    return {"atteintes": made.forfait.cents, "sans_bonus": made.sans_bonus.cents, "manquees": 0}[issue]


def _paid(
    made: Forfait, earned: int, words: str, issue: str, rank: int, situation: Situation | None
) -> Iterator[Scenario]:
    """The advance as computed, then rounded to the k€, as some were paid (L06): the balance follows from it."""
    exact = made.avance.cents
    rounded = round_half_up(Fraction(exact, KILO_EURO)) * KILO_EURO
    for advance, how in ((exact, ""), (rounded, ", l’avance étant arrondie au k€ (L06)")):
        if not how or rounded != exact:
            yield Scenario(advance, due(earned, advance)[0], words + how, issue, rank + bool(how), situation)


def _carried(rules: Rules, result: Result, item: CandidatureResult) -> Iterator[Scenario]:
    """A carry-over that succeeds: the advance of the first window, the forfait of either (L07)."""
    asked, base = item.candidature, item.montants.base
    windows = [
        w for w in rules.volets[rules.domaines[asked.domaine].volet].parts.valeurs if w > asked.fenetre
    ]
    for later in windows if asked.report is None else [asked.report]:
        situation = _told(rules, result, replace(asked, report=later), "manquees")
        reached = _told(rules, result, replace(asked, fenetre=later), "atteintes").mesures
        situation = replace(
            situation,
            mesures_report={
                n: m for n, m in reached.items() if rules.indicateurs[n].domaine == asked.domaine
            },
        )
        made = compute(rules, asked.domaine, later, base, cro=asked.cro)
        words = f"cible manquée en {asked.fenetre}, puis report en {later} réussi, part de {later} (L07, hypothèse B)"
        advance = item.montants.avance.cents
        far = 4 if asked.report is None else 1
        yield Scenario(advance, due(made.forfait.cents, advance)[0], words, "", far, situation)


def _of_another_category(rules: Rules, item: CandidatureResult) -> Iterator[Scenario]:
    """The ends of the scale of every category: what a wrong category would have been held to."""
    asked = item.candidature
    if rules.domaines[asked.domaine].bareme is None:
        return
    ends = {bound: name for name, band in rules.categories.items() for bound in (band.maximum, band.minimum)}
    for activity, name in ends.items():
        base = scale_base(rules, asked.domaine, Step("activite_notifiee", activity, "journee_mco"))
        made = compute(rules, asked.domaine, asked.fenetre, base, cro=asked.cro)
        where = f"une activité de {format_number(activity)} journées MCO, au bord de la catégorie {name}"
        issues: tuple[Issue, ...] = ("atteintes", "sans_bonus") if asked.cro else ("atteintes",)
        for issue in issues:
            words = f"{_choice(rules, asked)}, pour {where}{{}}"
            yield from _paid(made, _earned(made, issue), words, _ISSUES[issue], 8, None)


_ISSUES = {
    "atteintes": ", toutes les cibles étant atteintes",
    "sans_bonus": ", la cible du CRO étant manquée (L23)",
    "manquees": ", une cible obligatoire étant manquée : l’avance est à rembourser",
}


def _choice(rules: Rules, choice: Candidature) -> str:
    """« ce que donne DS 1 en F1 avec le bonus CRO »."""
    has_bonus = choice.domaine == rules.bonus_cro.domaine
    bonus = f" {'avec' if choice.cro else 'sans'} le bonus CRO demandé" if has_bonus else ""
    return f"ce que donne {label(choice.domaine)} en {choice.fenetre}{bonus}"
