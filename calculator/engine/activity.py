"""The combined activity and the category it gives (I2021 annexe 3 §1 and §3)."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

from calculator.engine.steps import Step
from calculator.rules.model import CategorieId, Rules
from calculator.situation.model import Etablissement

DOUBTFUL_COMPONENTS = {
    "hdj_autres": "L19",
    "journees_ssr": "L19",
    "journees_psy": "L19",
    "seances_dialyse": "L36",
}
"""Day cases in SSR or PSY weigh 1 or 0.5 (L19); dialysis may already be among MCO sessions (L36)."""


def combined_activity(rules: Rules, site: Etablissement) -> Step:
    """The activity in « journées MCO », as the ARS holds it or as the weighted sum of components."""
    if site.activite_combinee is not None:
        return Step(
            "activite_notifiee", site.activite_combinee, "journee_mco", sources=rules.activite.sources
        )
    weights = rules.activite.composantes
    parts = []
    for name, count in (site.activite or {}).items():
        weight = weights[name]
        entries = (
            Step("nombre", count, "aucune", sujet=name),
            Step("poids", weight.poids, "journee_mco", sources=weight.sources, sujet=name),
        )
        doubtful = (DOUBTFUL_COMPONENTS[name],) if name in DOUBTFUL_COMPONENTS and count else ()
        parts.append(Step("composante", count * weight.poids, "journee_mco", entries, (), doubtful, name))
    total = sum((part.number for part in parts), Fraction(0))
    perimeter = ("L38",) if site.statut == "ebnl" else ()
    return Step("activite_estimee", total, "journee_mco", tuple(parts), rules.activite.sources, perimeter)


def thresholds(rules: Rules) -> tuple[Fraction, ...]:
    """Where each category but the first begins."""
    return tuple(bounds.minimum for bounds in list(rules.categories.values())[1:])


def maximum(rules: Rules) -> Fraction:
    """The programme's maximum, beyond which an activity counts for no more (reading L11)."""
    return list(rules.categories.values())[-1].maximum


def category(rules: Rules, activity: Fraction) -> CategorieId:
    """The category of an activity; beyond the programme's maximum, the last one (reading L11)."""
    return list(rules.categories)[bisect_right(thresholds(rules), activity)]
