"""An outcome that is told beside a measure agrees with it, under the text and the window of each candidature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from calculator.exact.formats import format_rate
from calculator.exact.problems import Path, Problem
from calculator.rules.addresses import label
from calculator.rules.model import FenetreId, Regime, Rules
from calculator.rules.objectives import Objectif, objectives
from calculator.situation.model import Candidature, Mesure, Situation

__all__ = ["contradiction", "contradictions"]


def contradictions(rules: Rules, situation: Situation, path: Path = ()) -> Iterator[Problem]:
    """Each outcome told that the measure beside it contradicts.

    Which window's targets a carry-over is held against is open (L07): there, only what contradicts both is refused.
    """
    for index, item in enumerate(situation.candidatures):
        if item.cibles_manquees and _are_reached(rules, situation, item):
            where = (*path, "candidatures", index, "cibles_manquees")
            yield Problem.at(where, "cibles_contradictoires", _all_reached(situation.texte, item))
        own = (item.fenetre,)
        after = (item.fenetre, item.report) if item.report else ()
        for key, windows in (("mesures", own), ("mesures_report", after)):
            for name, measure in getattr(situation, key).items():
                goals = [
                    (window, goal)
                    for window in windows
                    for goal in objectives(rules, situation.texte, item.domaine, window)
                    if goal.indicateur == name
                ]
                told, measured = measure.atteinte, measure.mesuree
                message = contradiction(situation.texte, told, measured, goals, _counts(measure))
                if message:
                    yield Problem.at((*path, key, name, "atteinte"), "atteinte_contradictoire", message)


def _are_reached(rules: Rules, situation: Situation, item: Candidature) -> bool:
    """Whether what is told or measured reaches every target that pays a domain."""
    goals = [
        goal for goal in objectives(rules, situation.texte, item.domaine, item.fenetre) if not goal.bonus
    ]
    return bool(goals) and all(_reaches(goal, situation.mesures.get(goal.indicateur)) for goal in goals)


def _all_reached(text: Regime, item: Candidature) -> str:
    return (
        f"{label(item.domaine)} : une cible obligatoire est dite manquée, et vos mesures les atteignent toutes, "
        f"texte {text} : corrigez l’un ou l’autre."
    )


def _reaches(goal: Objectif, measure: Mesure | None) -> bool:
    if measure is None:
        return False
    return bool(goal.is_reached(measure.mesuree) if measure.atteinte is None else measure.atteinte)


def contradiction(
    text: Regime,
    told: bool | None,
    measured: Fraction | bool | None,
    goals: Sequence[tuple[FenetreId, Objectif]],
    counts: str = "",
) -> str | None:
    """The sentence of an outcome told that a measure contradicts in every window; nothing when they agree."""
    if told is None or measured is None or not goals:
        return None
    if any(goal.is_reached(measured) is told for _, goal in goals):
        return None
    against = " et ".join(f"celle de {window} ({_target(goal)})" for window, goal in goals)
    return (
        f"{label(goals[0][1].indicateur)} : la cible est dite {'atteinte' if told else 'manquée'}, et "
        f"{_measured(measured)}{counts} {'manque' if told else 'atteint'} {against}, "
        f"texte {text} ; corrigez l’un ou l’autre."
    )


def _target(goal: Objectif) -> str:
    return format_rate(goal.cible) if isinstance(goal.cible, Fraction) else goal.cible


def _measured(measured: Fraction | bool) -> str:
    if isinstance(measured, bool):
        return f"la présentation « {'oui' if measured else 'non'} »"
    return f"le taux de {format_rate(measured)}"


def _counts(measure: Mesure) -> str:
    return "" if measure.numerateur is None else f" ({measure.numerateur}/{measure.denominateur})"
