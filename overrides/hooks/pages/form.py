"""The form of the simulator as the build draws it, and what helps to fill each of its fields."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from calculator.drawing.canvas import draw
from calculator.drawing.form_steps import AU_DEPART, EQUIPEMENT
from calculator.drawing.tasks import TACHES
from calculator.exact.formats import format_date, format_euros, format_number, format_rate
from calculator.rules.addresses import label
from calculator.rules.model import Rules
from overrides.hooks.pages.outcome import outcome

__all__ = ["Aide", "aide", "draw_doors", "draw_form"]

JOUR = "jj/mm/aaaa"


class Aide(NamedTuple):
    """The help of a field: its unit where it is typed, an example, what to know; the rule and the readings."""

    unite: str
    exemple: str
    texte: str
    regle: str = ""
    lectures: tuple[str, ...] = ()


PAID = {
    "avance_versee": ("Vide, l’avance calculée est tenue pour versée.", "33 000 €"),
    "solde_verse": ("Vide, rien d’autre que l’avance n’est tenu pour versé.", "66 840,49 €"),
}
"""What was paid of a candidature: what an empty field says, and an amount as people write it."""


def draw_form(rules: Rules, root: str = "/") -> str:
    """The form of the simulator, its choices and its help filled from the rules."""
    return draw(
        rules,
        "form/form.html",
        root,
        aide=functools.partial(aide, rules),
        TACHES=TACHES,
        AU_DEPART=AU_DEPART,
        EQUIPEMENT=EQUIPEMENT,
        ISSUES={domain: outcome(rules, domain) for domain in rules.domaines},
    )


def draw_doors(rules: Rules, root: str = "/") -> str:
    """What people come to the simulator for, as links that open it there."""
    return draw(rules, "form/doors.html", root, TACHES=TACHES)


def aide(rules: Rules, name: str) -> Aide:
    """The help of the field that gives a parameter of the permalink. A field without help is a fault."""
    plain = name.removeprefix("report.")
    if plain.removesuffix(".atteinte") in rules.indicateurs and plain not in rules.indicateurs:
        return Aide(
            "",
            "« Atteinte », quand la notification l’écrit sans donner de taux",
            "L’issue telle qu’elle vous a été dite. À côté d’un taux, elle doit s’accorder avec lui.",
        )
    if name in rules.prerequis:
        return _prerequisite(rules, name)
    if name in rules.conditions:
        return _condition(rules, name)
    if plain in rules.indicateurs:
        return _indicator(rules, plain)
    if name in rules.activite.composantes:
        return _component(rules, name)
    domain, _, option = name.partition(".")
    if domain in rules.domaines:
        return _candidature(rules, domain, option)
    return _others(rules)[name]


def _prerequisite(rules: Rules, name: str) -> Aide:
    rule = rules.prerequis[name]  # type: ignore[index]
    shown = rule.justificatifs[0] if rule.justificatifs else "cette capacité"
    example = (
        f"« Atteint, preuve à l’appui » si vous aviez de quoi le montrer ({shown[:1].lower()}{shown[1:]})"
    )
    return Aide("", example, f"Ce qui était demandé : {rule.cible.rstrip('.')}.", name)


def _condition(rules: Rules, name: str) -> Aide:
    rule = rules.conditions[name]  # type: ignore[index]
    source = rule.sources[0]
    told = f"Ce que dit le texte ({source.texte}, {source.endroit}) : « {source.citation} »."
    example = "« Oui » quand la réponse valait à la date de la candidature"
    return Aide("", example, told, name, rule.lectures)


def _indicator(rules: Rules, name: str) -> Aide:
    rule = rules.indicateurs[name]  # type: ignore[index]
    notes = " ".join(item.texte for item in rule.precisions[:1])
    told = f"{rule.libelle.removesuffix('.')}. {notes}".strip()
    if rule.nature == "presentation":
        return Aide("", "« Oui » une fois la présentation faite", told, name)
    doubts = tuple(item for item in rule.lectures if item == "L25")
    return Aide("rapport ou taux", "490/1000, 49 %, 0,49", told, name, doubts)


def _component(rules: Rules, name: str) -> Aide:
    rule = rules.activite.composantes[name]  # type: ignore[index]
    unit = "séance" if rule.unite == "seance" else "journée"
    told = f"Toutes celles de {rules.activite.annee}. Chacune compte pour {format_number(rule.poids)} journée MCO."
    doubts = tuple(name for source in rule.sources for name in source.lectures)
    return Aide(f"{unit}s", "1 000", told, "", doubts)


def _candidature(rules: Rules, domain: str, option: str) -> Aide:
    windows = rules.volets[rules.domaines[domain].volet].parts.valeurs  # type: ignore[index]
    if option == "deposee_le":
        first = rules.fenetres[next(iter(windows))]
        told = "Le jour du dépôt sur Démarches simplifiées. Hors de la période de la fenêtre, la candidature est écartée."
        return Aide(JOUR, _day(first.candidature.debut), told, "periode_candidature")
    if option == "report":
        told = (
            "La fenêtre vers laquelle un report a été demandé, quand une cible n’a pas été atteinte. "
            "Aucun texte en notre possession n’en fixe les conditions : chaque hypothèse est montrée."
        )
        return Aide("", f"« Vers {list(windows)[1]} »", told, "", ("L07",))
    if option == "cibles_manquees":
        told = "Une cible obligatoire a été manquée, sans que vous disiez laquelle : c’est assez pour le montant."
        return Aide("", "« Non », quand la notification ne nomme pas la cible", told, "versements")
    what, example = PAID[option]
    return Aide("euros", example, f"{what} Ce qui reste dû s’en déduit, au centime.")


def _others(rules: Rules) -> Mapping[str, Aide]:
    year, cro = rules.activite.annee, rules.bonus_cro
    activity = format_number(rules.exemple.activite_combinee)
    excluded = ", ".join(rules.territoire.exclus)
    audit = next(item.exception for item in rules.prerequis.values() if item.exception)
    base = (
        "Celui de la part entière : la part de la fenêtre, l’avance et le solde s’en déduisent. "
        "Aucun texte en notre possession ne donne ce montant, et nous ne l’inventons pas."
    )
    return {
        "activite_combinee": Aide(
            "journées MCO",
            activity,
            f"Le nombre que l’ARS détient pour vous, pour {year}, avec deux décimales au plus. Il prévaut sur toute estimation.",
        ),
        "nom": Aide(
            "texte libre",
            "Centre hospitalier du Val",
            "Il nomme l’établissement dans un dossier et sur le justificatif. Il reste dans votre navigateur.",
        ),
        "finess": Aide(
            "neuf caractères",
            "010000156",
            "Le numéro de l’établissement dans FINESS. Le dernier chiffre est une clé : si elle est fausse, "
            "nous le disons, et le calcul continue.",
        ),
        "region": Aide(
            "",
            f"« {next(iter(rules.enveloppes.regions))} »",
            f"Elle dit si l’établissement est dans le programme. Hors du programme : {excluded}.",
            "territoire",
            ("L32",),
        ),
        "statut": Aide(
            "",
            "« Public » pour un centre hospitalier",
            "Il dit si deux directeurs validaient la candidature : c’est le cas du public, dans un GHT.",
            "validation_directions",
        ),
        "ght": Aide(
            "",
            "« Établissement partie » pour un membre qui n’est pas le support",
            "Les membres d’un groupement hospitalier de territoire avaient des conditions de plus.",
            "sdsi_ght",
        ),
        "domaines_deja_finances": Aide(
            "",
            "« DS 2 » si SUN-ES a déjà financé votre biologie",
            "Un domaine n’était financé qu’une fois sur tout le programme.",
            "deja_finance",
        ),
        "cro": Aide(
            "",
            "demandé par l’établissement de l’instruction",
            f"Le « forfait avancé » : {format_rate(cro.taux)} de plus sur {label(cro.domaine)}, si vous avez une activité "
            f"de chirurgie et que la cible de {label(cro.indicateur)} est atteinte.",
            cro.indicateur,
        ),
        "forfait_base": Aide("euros", "40 000 ou 40 k€", base, "", ("L04",)),
        "audit_realise_le": Aide(
            JOUR,
            _day(audit.realise_au_plus_tard),
            f"Avec un bon de commande, admis en {audit.fenetre} seulement : au plus tard le "
            f"{format_date(audit.realise_au_plus_tard)}.",
            next(name for name, item in rules.prerequis.items() if item.exception),
        ),
        "forfait_volet_2": Aide(
            "euros",
            "40 000 ou 40 k€",
            f"Le forfait du volet 2 qui vous a été notifié : le pilote en reçoit {format_rate(rules.pilote_mes.part)}.",
            "",
            ("L28",),
        ),
        "forfait": Aide(
            "euros",
            "90 000 ou 90 k€",
            f"Celui qui vous a été notifié, plafonné à {format_euros(rules.experimentation.plafond)} par établissement.",
        ),
        "texte": Aide(
            "",
            "celle de 2023, sauf pour comparer",
            "Il change les dates et les cibles ; aucun texte lu ne change un forfait.",
            "",
            ("L24",),
        ),
        "numerateur": Aide(
            "séjours, comptes rendus ou correspondants", "490", "Ce qui est compté parmi le dénominateur."
        ),
        "denominateur": Aide(
            "tous ceux qui comptent",
            "1 000",
            "Vos propres comptes : le guide qui le définit nous manque.",
            "",
            ("L25",),
        ),
        "taux": Aide(
            "pourcentage", "49 %", "À la place du numérateur et du dénominateur. Le signe % est nécessaire."
        ),
        "presentation": Aide(
            "",
            "« Oui » une fois la présentation faite",
            "La présentation en CME, ou dans l’instance équivalente.",
        ),
    }


def _day(day: date) -> str:
    """« 01/09/2021 », as one types it."""
    return f"{day:%d/%m/%Y}"
