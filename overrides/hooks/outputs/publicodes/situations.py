"""A situation as publicodes takes it, or why the model does not express it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from calculator.engine.results import DossierResult, Result
from calculator.engine.simulation import compute
from calculator.exact.reading import write_decimal
from calculator.rules.model import IndicateurId, Rules
from calculator.situation.intake import read_input
from calculator.situation.model import Candidature, Mesure, Situation
from overrides.hooks.outputs.publicodes.activity import ESTIMATED, HELD, component
from overrides.hooks.outputs.publicodes.targets import TEXT
from overrides.hooks.outputs.publicodes.writing import YES_NO, euros, named, percent, slug
from tests.support.cases import Case

__all__ = ["LIMITS", "expressed", "limit", "translated"]

LIMITS: Mapping[str, str] = {
    "saisie": "le refus d’une saisie impossible, et sa phrase",
    "eligibilite": "l’éligibilité : prérequis, conditions, territoire, dates de dépôt. Une candidature non éligible y garde un montant",
    "dossier": "un dossier de plusieurs établissements : évaluez-les un à un",
    "report": "le report d’une fenêtre à une autre, et ce qu’en disent les lectures",
    "base": "le volet 2 sans son forfait de base, que les totaux de ce site laissent de côté",
    "aides": "les pilotes Mon espace santé et l’expérimentation, qui ne sont dans aucun total",
}
"""What the model does not say, in words, by name."""


def limit(result: Result | DossierResult) -> str | None:
    """The first limit that a computed situation meets, if it meets one."""
    if isinstance(result, DossierResult):
        return "dossier"
    given = result.situation
    if any(item.est_refusee for item in result.candidatures):
        return "eligibilite"
    if given.mesures_report or any(item.report for item in given.candidatures):
        return "report"
    if any(item.forfait is None for item in result.candidatures):
        return "base"
    if given.pilote_mes or given.experimentation:
        return "aides"
    return None


def expressed(rules: Rules, cases: Iterable[Case]) -> Iterator[tuple[Case, Result]]:
    """Of some example cases, those that the model expresses, with the answer of the engine."""
    for case in cases:
        if case.refus is None:
            result = compute(rules, read_input(rules, case.situation))
            if limit(result) is None:
                assert isinstance(result, Result)
                yield case, result


def translated(situation: Situation) -> dict[str, str]:
    """What an establishment declares, by the name of the rule; numbers, amounts and texts as publicodes writes them."""
    site = situation.etablissement
    found = {named(TEXT): f"'{situation.texte}'"}
    if site.activite_combinee is not None:
        found[named(HELD)] = write_decimal(site.activite_combinee)
    counted: Mapping[str, Fraction] = {"journees_mco": Fraction(0)} | dict(site.activite or {})
    if site.activite:
        found |= {named(ESTIMATED, component(name)): write_decimal(count) for name, count in counted.items()}
    for item in situation.candidatures:
        found |= _candidature(item)
    for name, measure in situation.mesures.items():
        found |= _measure(name, measure)
    return found


def _candidature(item: Candidature) -> Iterator[tuple[str, str]]:
    yield named(item.domaine), "oui"
    yield named(item.domaine, "fenêtre"), f"'{item.fenetre}'"
    if item.cro:
        yield named(item.domaine, "bonus CRO"), "oui"
    if item.cibles_manquees:
        yield named(item.domaine, "cibles manquées"), "oui"
    for name, amount in (
        ("forfait de base", item.forfait_base),
        ("avance versée", item.avance_versee),
        ("solde versé", item.solde_verse),
    ):
        if amount is not None:
            yield named(item.domaine, name), euros(amount)


def _measure(name: IndicateurId, measure: Mesure) -> Iterator[tuple[str, str]]:
    own = (name[:3], slug(name))
    if measure.atteinte is not None:
        yield named(*own, "annoncée"), YES_NO[measure.atteinte]
    if measure.presentation is not None:
        yield named(*own, "faite"), YES_NO[measure.presentation]
    if measure.taux is not None:
        yield named(*own, "taux"), percent(measure.taux)
    if measure.numerateur is not None and measure.denominateur is not None:
        yield named(*own, "numérateur"), str(measure.numerateur)
        yield named(*own, "dénominateur"), str(measure.denominateur)
