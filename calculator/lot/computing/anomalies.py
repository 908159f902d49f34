"""What is to be verified in a list of establishments: each anomaly with its column, its code, its sentence.

An anomaly never stops a calculation; what stops it is an error of ``batch.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from calculator.engine.targets import NEAR
from calculator.exact.formats import format_number, format_rate
from calculator.exact.problems import Problem, suggestion
from calculator.lot.reading.columns import ACTIVITY, domain_key, rate_key, told_key
from calculator.rules.addresses import label
from calculator.rules.model import CategorieId, DomaineId, FenetreId, Rules
from calculator.rules.objectives import Objectif
from calculator.situation.identification import find_region


class Place(NamedTuple):
    """A region as it was understood: its INSEE name if known, and whether the programme covers it."""

    region: str | None
    retenue: bool
    anomalies: tuple[Problem, ...] = ()


class Places:
    """The regions that a list names, each looked up once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[str | None, Place] = {None: Place(None, True)}

    def find(self, name: str | None) -> Place:
        place = self._known.get(name)
        if place is None and name is not None:
            place = self._known[name] = self._look_up(name)
        assert place is not None
        return place

    def _look_up(self, name: str) -> Place:
        territory = self._rules.territoire
        region = find_region(self._rules, name)
        if region is None:
            hint = suggestion(name, [*self._rules.enveloppes.regions, *territory.exclus])
            message = f"région inconnue « {name} » ; {hint}"
            return Place(None, True, (Problem("region", "region_inconnue", message),))
        if region in territory.exclus:
            message = f"{region} est hors du programme : la ligne ne compte pas dans les totaux."
            return Place(region, False, (Problem("region", "hors_programme", message),))
        if region in territory.non_tranches:
            message = f"aucun texte en main n’exclut {region} ni ne lui donne d’enveloppe (lecture L32)."
            return Place(region, True, (Problem("region", "territoire_non_tranche", message),))
        return Place(region, True)


def above_maximum(maximum: int) -> Problem:
    """An activity beyond the programme's maximum, which pays no more (reading L11)."""
    message = (
        f"l’activité dépasse le maximum du programme ({format_number(maximum)}) : "
        "le forfait reste à son maximum (lecture L11)."
    )
    return Problem(ACTIVITY, "activite_au_dessus_du_maximum", message)


def other_category(declared: CategorieId, computed: CategorieId) -> Problem:
    """A category that is not the one the activity gives."""
    message = f"« {declared} » est déclarée, mais l’activité donne la catégorie {computed}."
    return Problem("categorie_declaree", "categorie_contredite", message)


def contradicted_claim(
    domain: DomaineId,
    window: FenetreId,
    targets: Iterable[Objectif],
    values: Mapping[str, Any],
    *,
    reached: bool,
) -> Problem:
    """What the rates say against the claim « cible atteinte », indicator by indicator."""
    column = f"{domain_key(domain)}_cible_atteinte_declaree"
    if reached:
        message = f"« non » est déclaré, mais les taux atteignent les cibles de {label(domain)} en {window}."
    else:
        required = [item for item in targets if not item.bonus]
        missed = [told for item in required if (told := _missed(item, values))]
        message = f"« oui » est déclaré, mais en {window} {' et '.join(missed)}."
    return Problem(column, "cible_contredite", message)


def _missed(item: Objectif, values: Mapping[str, Any]) -> str | None:
    """How a target is missed, nothing when it is not."""
    name, told = label(item.indicateur), values.get(told_key(item.indicateur))
    measured = values.get(rate_key(item.indicateur))
    if (told is None and item.is_reached(measured) is not False) or told:
        return None
    if measured is None:
        return f"{name} est dite manquée"
    if isinstance(item.cible, str):
        return f"{name} n’est pas fait"
    near = " de moins d’un demi-point" if measured >= item.cible - NEAR else ""
    return f"{name} à {format_rate(measured)} est sous sa cible{near} ({format_rate(item.cible)})"


def without_effect(column: str, domain: DomaineId) -> Problem:
    """A cell that changes nothing for its row."""
    message = f"sans effet : {label(domain)} n’est pas demandé, « {domain_key(domain)}_fenetre » est vide."
    return Problem(column, "sans_effet", message)


def bare_one(column: str) -> Problem:
    """A rate of 1, that may be 1 % as well as 100 %."""
    return Problem(column, "un_lu_cent_pour_cent", "« 1 » est lu 100 % : écrivez « 1 % » si c’en est un.")


def missing_activity() -> Problem:
    """A row without an activity."""
    return Problem(
        ACTIVITY, "activite_absente", "l’activité combinée manque : donnez celle que l’ARS détient."
    )


def window_without_volet(rules: Rules, domain: DomaineId, window: FenetreId) -> Problem:
    """A window that does not pay the domain asked for (reading L17)."""
    windows = ", ".join(rules.volets[rules.domaines[domain].volet].parts.valeurs)
    message = f"{window} ne finance pas {label(domain)} (lecture L17) ; fenêtres : {windows}."
    return Problem(f"{domain_key(domain)}_fenetre", "fenetre_sans_volet", message)


def missing_base(domain: DomaineId) -> Problem:
    """A domain whose forfait no text gives, without the one notified (reading L04)."""
    message = (
        f"aucun texte en main ne donne le forfait de {label(domain)} (lecture L04) : "
        "écrivez le forfait de base notifié par l’ARS ; les totaux sont ceux du reste."
    )
    return Problem(f"{domain_key(domain)}_forfait_base_euros", "forfait_base_absent", message)
