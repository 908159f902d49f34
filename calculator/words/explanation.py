"""The sentences of the steps: what each is called, how it is computed, how its value is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator.engine.steps import Step, Unite
from calculator.exact.formats import SPACE, format_euros, format_kilo_euros, format_number, format_rate
from calculator.exact.rounding import round_half_up
from calculator.rules.addresses import label
from calculator.rules.model import Rules, Source


class Sentence(NamedTuple):
    """The French of a step: its label (``{}`` … are its subjects) and its formula (``{0}`` … are its entries)."""

    libelle: str
    formule: str = ""


SENTENCES = {
    "activite_notifiee": Sentence("Activité combinée, telle que donnée"),
    "activite_estimee": Sentence("Activité combinée, estimée d’après ses composantes"),
    "composante": Sentence("{}", "{0} × {1}"),
    "nombre": Sentence("Nombre déclaré"),
    "poids": Sentence("Poids en journées MCO"),
    "categorie": Sentence("Catégorie d’activité", "celle qui contient {0}"),
    "borne_basse": Sentence("Début de la catégorie {}"),
    "borne_haute": Sentence("Fin de la catégorie {}"),
    "position": Sentence("Position dans la catégorie {}", "({0} − {1}) ÷ ({2} − {1})"),
    "minimum": Sentence("Forfait {} au début de la catégorie {}"),
    "maximum": Sentence("Forfait {} à la fin de la catégorie {}"),
    "forfait_base": Sentence("Forfait de base {}", "{1} + ({2} − {1}) × {3}"),
    "forfait_base_saisi": Sentence("Forfait de base {}, saisi par vous"),
    "part_fenetre": Sentence("Part payée en fenêtre {}"),
    "taux_bonus": Sentence("Bonus du compte rendu opératoire"),
    "forfait": Sentence("Forfait {}", "{0} × {1}"),
    "forfait_avec_bonus": Sentence("Forfait {} avec bonus CRO", "{0} × (1 + {1}) × {2}"),
    "taux_avance": Sentence("Part de l’avance"),
    "avance": Sentence("Avance {}", "{1} de {0}"),
    "solde": Sentence("Solde {}", "{0} − {1}"),
    "acquis_cibles_manquees": Sentence(
        "Rien n’est acquis pour {} dans sa fenêtre : une cible obligatoire est manquée"
    ),
    "acquis_cibles_atteintes": Sentence("Montant acquis {} : toutes les cibles sont atteintes"),
    "acquis_sans_bonus": Sentence("Montant acquis {} : sans le bonus, la cible du CRO est manquée"),
    "acquis_apres_report": Sentence("Montant acquis {} après report"),
    "bonus_reporte": Sentence("Bonus CRO reporté, fenêtre {}"),
    "acquis_avec_bonus_reporte": Sentence("Montant acquis avec le bonus reporté", "{0} + {1}"),
    "avance_versee_saisie": Sentence("Avance {} versée, saisie par vous"),
    "avance_supposee": Sentence("Avance {} versée, supposée égale à l’avance calculée"),
    "solde_verse_saisi": Sentence("Solde {} versé, saisi par vous"),
    "solde_non_verse": Sentence("Solde {} : aucun versement indiqué"),
    "reste_a_recevoir": Sentence("Reste à recevoir {}", "{0} − {1}"),
    "reste_apres_versements": Sentence("Reste à recevoir {}", "{0} − {1} − {2}"),
    "rien_a_recevoir": Sentence("Rien ne reste à recevoir {}"),
    "trop_verse": Sentence("À rembourser {} : versé au-delà de ce qui est acquis", "{1} − {0}"),
    "trop_verse_en_tout": Sentence("À rembourser {} : versé au-delà de ce qui est acquis", "{1} + {2} − {0}"),
    "total_acquis": Sentence("Total acquis"),
    "total_avance_versee": Sentence("Total des avances versées"),
    "total_solde_verse": Sentence("Total des soldes versés"),
    "total_reste_a_recevoir": Sentence("Total qui reste à recevoir"),
    "total_a_rembourser": Sentence("Total à rembourser"),
    "avance_a_rembourser": Sentence(
        "Avance {} à rembourser : une cible obligatoire est manquée, sans report"
    ),
    "rien_a_rembourser": Sentence("Rien à rembourser pour {}"),
    "remboursement_suspendu": Sentence("Avance {} à rembourser : rien avant l’issue du report"),
    "forfait_volet_2_saisi": Sentence("Forfait du volet 2 notifié, saisi par vous"),
    "part_pilote": Sentence("Part versée aux pilotes Mon espace santé"),
    "forfait_pilote": Sentence("Aide au pilote Mon espace santé", "{1} de {0}"),
    "forfait_experimentation_saisi": Sentence("Forfait de l’expérimentation notifié, saisi par vous"),
    "plafond": Sentence("Plafond de l’expérimentation par établissement"),
    "forfait_plafonne": Sentence("Forfait de l’expérimentation", "le plus petit de {0} et {1}"),
    "total_forfait": Sentence("Forfait total"),
    "total_avance": Sentence("Avance totale"),
    "total_solde": Sentence("Solde total"),
}

SUMS = {"activite_estimee", *(code for code in SENTENCES if code.startswith("total_"))}
"""The steps that add whatever entries they have."""


ABOUT = f"≈{SPACE}"
"""Before a value that is shown rounded."""


def shown(step: Step) -> str:
    """The value of a step as people read it; « ≈ » says that an exact amount is shown to the cent."""
    value = step.valeur
    if not isinstance(value, int | Fraction):
        return str(value)
    match step.unite:
        case "centime":
            return ("" if value.denominator == 1 else ABOUT) + format_euros(round_half_up(value))
        case "taux":
            return format_rate(Fraction(value), fine=True)
        case _:
            return format_number(value)


def libelle(rules: Rules, step: Step) -> str:
    """The label of a step."""
    subject = step.sujet
    if subject in rules.activite.composantes:
        subjects = [rules.activite.composantes[subject].libelle]  # type: ignore[index]
    else:
        subjects = [label(name) for name in subject.split() or [""]]
    return SENTENCES[step.code].libelle.format(*subjects)


def formule(step: Step) -> str:
    """How the value comes from the entries, with their figures; empty for what is given."""
    return _formula(step, map(shown, step.entrees))


def calcul(step: Step) -> tuple[str, str]:
    """What is said before the value of a step, and the value."""
    entries = [shown(entry) for entry in step.entrees]
    return stated(_formula(step, entries), step.unite, shown(step), entries)


def stated(formula: str, unit: Unite, value: str, entries: Iterable[str]) -> tuple[str, str]:
    """What is said before a value, and the value, with one sign between both.

    The sign is « ≈ » when the value, or a figure that it comes from, is shown rounded; what is given has none.
    """
    if not formula:
        return "", value
    if unit == "aucune":
        return f"{formula} : ", value
    about = any(text.startswith(ABOUT) for text in (value, *entries))
    return f"{formula} {'≈' if about else '='} ", value.removeprefix(ABOUT)


def _formula(step: Step, shown_entries: Iterable[str]) -> str:
    entries = [entry.removeprefix(ABOUT) for entry in shown_entries]
    if step.code in SUMS:
        return " + ".join(entries)
    return SENTENCES[step.code].formule.format(*entries)


def in_kilo_euros(amounts: Mapping[str, int]) -> str:
    """The amounts that ``rounded_like_the_example`` gives: « 110 k€, avance 33 k€, solde 77 k€ »."""
    forfait, avance, solde = (
        format_kilo_euros(amounts[f"{key}_centimes"]) for key in ("forfait", "avance", "solde")
    )
    return f"{forfait}, avance {avance}, solde {solde}"


def sources_data(sources: Iterable[Source]) -> list[dict[str, str]]:
    """Sources as the public contract writes them: text, place, quotation and what they are."""
    return [
        {"texte": s.texte, "endroit": s.endroit, "citation": s.citation, "statut": s.statut} for s in sources
    ]


def to_data(rules: Rules, step: Step) -> dict[str, object]:
    """A step and all those below it, as the public contract writes them."""
    return {
        "code": step.code,
        "libelle": libelle(rules, step),
        "formule": formule(step),
        "valeur": None if step.valeur is None else str(step.valeur),
        "unite": step.unite,
        "affichage": shown(step),
        "sources": sources_data(step.sources),
        "lectures": list(step.lectures),
        "entrees": [to_data(rules, entry) for entry in step.entrees],
    }
