"""An outcome that is told beside a measure agrees with it, under the text and the window of each candidature."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from calculator.engine.targets import Objectif, objectives
from calculator.exact.problems import Path, Problem
from calculator.exact.quantities import format_rate
from calculator.rules.addresses import label
from calculator.rules.model import FenetreId, Rules
from calculator.situation.model import Candidature, Mesure, Situation

__all__ = ["contradictions"]


def contradictions(rules: Rules, situation: Situation, path: Path = ()) -> Iterator[Problem]:
    """Each outcome told that the measure beside it contradicts.

    Which window's targets a carry-over is held against is open (L07): there, only what contradicts both is refused.
    """
    for item in situation.candidatures:
        own = (item.fenetre,)
        after = (item.fenetre, item.report) if item.report else ()
        for key, windows in (("mesures", own), ("mesures_report", after)):
            for name, measure in getattr(situation, key).items():
                message = _contradiction(rules, situation, item, name, measure, windows)
                if message:
                    yield Problem.at((*path, key, name, "atteinte"), "atteinte_contradictoire", message)


def _contradiction(
    rules: Rules,
    situation: Situation,
    item: Candidature,
    name: str,
    measure: Mesure,
    windows: tuple[FenetreId, ...],
) -> str | None:
    goals = [
        (window, goal)
        for window in windows
        for goal in objectives(rules, situation.texte, item.domaine, window)
        if goal.indicateur == name
    ]
    told, measured = measure.atteinte, measure.mesuree
    if told is None or measured is None or not goals:
        return None
    if any(goal.is_reached(measured) is told for _, goal in goals):
        return None
    against = " et ".join(f"celle de {window} ({_target(goal)})" for window, goal in goals)
    said = "atteinte" if told else "manquée"
    found = "manque" if told else "atteint"
    return (
        f"{label(name)} : la cible est dite {said}, et {_measured(measure)} {found} {against}, "
        f"texte {situation.texte} : corrigez l’un ou l’autre."
    )


def _target(goal: Objectif) -> str:
    return format_rate(goal.cible) if isinstance(goal.cible, Fraction) else goal.cible


def _measured(measure: Mesure) -> str:
    if measure.presentation is not None:
        return f"la présentation « {'oui' if measure.presentation else 'non'} »"
    assert measure.valeur is not None
    counts = "" if measure.numerateur is None else f" ({measure.numerateur}/{measure.denominateur})"
    return f"le taux de {format_rate(measure.valeur)}{counts}"
