"""What is to be verified in a list of establishments: each anomaly with its column, its code, its sentence.

An anomaly never stops a calculation; what stops it is an error of ``batch.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from calculator.engine.targets import NEAR
from calculator.exact.problems import Problem, suggestion
from calculator.exact.quantities import format_number, format_rate
from calculator.lot.reading.columns import ACTIVITY, domain_key, rate_key, told_key
from calculator.lot.reading.records import Cell
from calculator.rules.addresses import label
from calculator.rules.model import CategorieId, DomaineId, FenetreId, Rules
from calculator.rules.objectives import Objectif
from calculator.situation.identification import find_region, finess_key_is_valid

FINESS_LENGTH = 9


def read_finess(cell: Cell) -> tuple[str, Problem | None]:
    """The FINESS as text, and what is doubtful of it; a number lost its zeros and gets them back."""
    if isinstance(cell, str):
        finess = "".join(cell.split())
        if finess_key_is_valid(finess):
            return finess, None
        message = f"« {finess} » : neuf caractères dont une clé de contrôle sont attendus ; vérifiez-le."
        padded = finess.zfill(FINESS_LENGTH)
        if padded != finess and finess_key_is_valid(padded):
            message += f" Un zéro initial perdu ? « {padded} » serait valable."
        return finess, Problem("finess", "finess_douteux", message)
    finess = str(cell).zfill(FINESS_LENGTH)
    message = f"« {cell} » est un nombre dans le classeur : lu « {finess} »."
    if not finess_key_is_valid(finess):
        message += " Sa clé de contrôle est fausse ; vérifiez-le."
    return finess, Problem("finess", "finess_numerique", message)


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


class Duplicates:
    """Which establishment asked for which domains: the only thing kept from row to row, a number for each."""

    def __init__(self, domains: Iterable[DomaineId]) -> None:
        self._bits = {domain: 1 << rank for rank, domain in enumerate(domains)}
        self._width = len(self._bits)
        self._seen: dict[str, int] = {}

    def check(self, finess: str, domains: Iterable[DomaineId], line: int) -> Problem | None:
        """Note a row; say which of its domains the same FINESS has asked for already."""
        asked = sum(self._bits[domain] for domain in domains)
        if not asked:
            return None
        known = self._seen.get(finess)
        if known is None:
            self._seen[finess] = line << self._width | asked
            return None
        self._seen[finess] = known | asked
        again = [label(domain) for domain, bit in self._bits.items() if bit & asked & known]
        if not again:
            return None
        message = (
            f"{', '.join(again)} : déjà demandé pour ce FINESS, vu d’abord ligne {known >> self._width} ; "
            "un seul financement par domaine sur tout le programme."
        )
        return Problem("finess", "domaine_en_double", message)


def above_maximum(maximum: int) -> Problem:
    message = (
        f"l’activité dépasse le maximum du programme ({format_number(maximum)}) : "
        "le forfait reste à son maximum (lecture L11)."
    )
    return Problem(ACTIVITY, "activite_au_dessus_du_maximum", message)


def other_category(declared: CategorieId, computed: CategorieId) -> Problem:
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
    message = f"sans effet : {label(domain)} n’est pas demandé, « {domain_key(domain)}_fenetre » est vide."
    return Problem(column, "sans_effet", message)


def missing_activity() -> Problem:
    return Problem(
        ACTIVITY, "activite_absente", "l’activité combinée manque : donnez celle que l’ARS a notifiée."
    )


def window_without_volet(rules: Rules, domain: DomaineId, window: FenetreId) -> Problem:
    windows = ", ".join(rules.volets[rules.domaines[domain].volet].parts.valeurs)
    message = f"{window} ne finance pas {label(domain)} (lecture L17) ; fenêtres : {windows}."
    return Problem(f"{domain_key(domain)}_fenetre", "fenetre_sans_volet", message)


def missing_base(domain: DomaineId) -> Problem:
    message = (
        f"aucun texte en main ne donne le forfait de {label(domain)} (lecture L04) : "
        "écrivez le forfait de base notifié par l’ARS ; les totaux sont ceux du reste."
    )
    return Problem(f"{domain_key(domain)}_forfait_base_euros", "forfait_base_absent", message)
