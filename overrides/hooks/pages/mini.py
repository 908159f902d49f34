"""The small calculators as the pages hold them before anyone types: the form, and an example that the engine computes.

The figures of an example are those that the rules print; where they print none, an invented case says so.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from calculator.drawing import canvas
from calculator.drawing.sons import draw_sons, draw_sons_form
from calculator.engine.sons import check_sons
from calculator.exact.formats import format_date, format_number
from calculator.exact.reading import write_decimal
from calculator.questions.mini import door as mini
from calculator.rules.model import Rules
from overrides.hooks.gathering.words import label
from overrides.hooks.pages.form import aide
from overrides.hooks.pages.guide import sons_example

__all__ = ["draw_calculator"]


class Example(NamedTuple):
    """What a worked example is called, and what it types."""

    titre: str
    champs: Mapping[str, str]


TITLES = {
    "apercu": "Votre activité",
    "domaine": "Votre forfait",
    "fenetre": "Votre établissement",
    "activite": "Vos journées et séances",
    "prerequis": "Vos prérequis",
    "indicateur": "Votre mesure",
}
"""What each form asks about."""


SUPPOSED_BASE = "40 000 €"
SUPPOSED_MEASURE = "470/1000"
SUPPOSED_ACTIVITY = {"journees_mco": "80 000", "seances_mco": "12 000", "hdj_chirurgie_ambulatoire": "6 000"}
"""What no text gives is supposed, and told so."""


def draw_calculator(rules: Rules, root: str, python: str, vue: str, sujet: str = "") -> Markup:
    """The form of a view about a rule, and its example.

    ``root`` is the root of the site and ``python`` the folder of the browser's Python, seen from the page.
    """
    if vue == "sons":
        given = "Exemple : un DPI, chaque étape à son dernier jour"
        answer = draw_sons(rules, check_sons(rules, sons_example(rules)), root)
    else:
        example = _example(rules, vue, sujet)
        given = example.titre
        answer = mini.draw(rules, mini.show(rules, vue, sujet, example.champs), root)
    return Markup(
        canvas.draw(
            rules,
            "mini/form.html",
            root,
            vue=vue,
            sujet=sujet,
            titre=TITLES.get(vue, ""),
            python=python,
            exemple=given,
            dessin=answer,
            aide=functools.partial(aide, rules),
            formulaire=draw_sons_form(rules, root) if vue == "sons" else "",
        )
    )


def _example(rules: Rules, vue: str, sujet: str) -> Example:
    printed = rules.exemple
    activity = {"activite_combinee": write_decimal(printed.activite_combinee)}
    match vue:
        case "domaine" if not rules.domaines[sujet].bareme:  # type: ignore[index]
            return Example("Exemple : un forfait de base supposé", {"forfait_base": SUPPOSED_BASE})
        case "domaine":
            cro = any(item.cro for item in printed.candidatures if item.domaine == sujet)
            title = f"Exemple de l’instruction : {format_number(printed.activite_combinee)} journées MCO"
            return Example(title, activity | ({"cro": "oui"} if cro else {}))
        case "fenetre":
            title = f"Exemple : l’établissement de l’instruction, tous ses domaines en {sujet}"
            return Example(title, activity | {"cro": "oui"})
        case "activite":
            return Example("Exemple : un établissement supposé", SUPPOSED_ACTIVITY)
        case "indicateur" if rules.indicateurs[sujet].nature == "presentation":  # type: ignore[index]
            return Example("Exemple : la présentation est faite", {"presentation": "oui"})
        case "indicateur":
            above, below = SUPPOSED_MEASURE.split("/")
            counts = {"numerateur": above, "denominateur": below}
            return Example(
                f"Exemple : une mesure supposée, {format_number(int(above))} sur {format_number(int(below))}",
                counts,
            )
        case "prerequis":
            return _prerequisites(rules)
        case _:
            return Example("Exemple de l’instruction", activity)


def _prerequisites(rules: Rules) -> Example:
    """All met but the one that a purchase order may replace, done on the last day that is accepted."""
    answers: dict[str, str] = dict.fromkeys(map(str, rules.prerequis), "atteint")
    name, rule = next((name, rule) for name, rule in rules.prerequis.items() if rule.exception)
    assert rule.exception is not None
    limit = rule.exception.realise_au_plus_tard
    title = f"Exemple : {label(name)} sur bon de commande, audit réalisé le {format_date(limit)}"
    return Example(title, {**answers, name: "bon_de_commande", "audit_realise_le": limit.isoformat()})
