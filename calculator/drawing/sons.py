"""The HTML fragment of a SONS answer, and the sentence that says it: drawn at build time and in the browser."""

from __future__ import annotations

from calculator.drawing.canvas import draw
from calculator.engine.sons import SonsResult
from calculator.rules.model import Rules

__all__ = ["announce_sons", "draw_sons", "draw_sons_form"]


def draw_sons(rules: Rules, result: SonsResult, root: str = "/") -> str:
    """The verdicts on an order, what is missed first. ``root`` is the site's root seen from the page."""
    apart = {"non_respectee": "Ce qui n’est pas respecté", "a_completer": "Ce qui reste à compléter"}
    groups = [
        (title, [item for item in result.standing if item.statut == statut and not item.conteste])
        for statut, title in {**apart, "respectee": "Ce qui est respecté"}.items()
    ]
    disputed = [item for item in result.standing if item.conteste]
    groups.insert(1, ("Ce que deux diapositives disent autrement", disputed))
    former = [item for item in result.verdicts if item.remplace]
    groups.append(("Ce que disaient les échéances d’origine, remplacées depuis", former))
    return draw(
        rules,
        "sons/result.html",
        root,
        statut=result.statut,
        annonce=announce_sons(rules, result),
        groupes=groups,
        lectures=result.lectures,
        echeances=_deadlines_asked(rules, result),
    )


def _deadlines_asked(rules: Rules, result: SonsResult) -> str:
    """Under which deadlines the answer is given, in words."""
    moved = [item.libelle for item in result.verdicts if item.calendrier == "report"]
    first = list(dict.fromkeys(item.libelle for item in result.standing if item.calendrier in SLIDES))
    said = [f"selon les diapositives d’origine pour {_joined(first)}"] if first else []
    if moved:
        said.insert(0, f"selon les échéances reportées en {_year(rules)} pour {_joined(moved)}")
    return f"Réponse {' ; '.join(said)}."


SLIDES = ("tableau", "calendrier")


def _year(rules: Rules) -> int:
    return min(item.le.year for item in rules.sons.echeances.values() if item.calendrier == "report")


def _joined(names: list[str]) -> str:
    return " et ".join(name[:1].lower() + name[1:] for name in names)


def draw_sons_form(rules: Rules, root: str = "/") -> str:
    """The questions on an order, each named after a key of ``DemandeSons`` or a criterion of the quote."""
    lanes: dict[str, list[str]] = {}
    for name, brick in rules.sons.briques.items():
        lanes.setdefault(brick.couloir, []).append(name)
    return draw(rules, "sons/form.html", root, couloirs=lanes)


def announce_sons(rules: Rules, result: SonsResult) -> str:
    """The one sentence that says a SONS answer aloud."""
    name = rules.sons.briques[result.demande.brique].sigle
    settled = [item.statut for item in result.standing if not item.conteste]
    missed, missing = settled.count("non_respectee"), settled.count("a_completer")
    disputed = " Deux diapositives se contredisent : demandez à l’ASP."
    match result.statut:
        case "respectee":
            return f"{name} : toutes les règles du SONS sont respectées."
        case "non_respectee":
            many = missed > 1
            rules_missed = (
                f"{missed} règles du SONS ne sont pas respectées"
                if many
                else "une règle du SONS n’est pas respectée"
            )
            return f"{name} : {rules_missed}."
        case "a_completer":
            points = f"{missing} points restent" if missing > 1 else "un point reste"
            return f"{name} : {points} à compléter." + (
                disputed if len(settled) < len(result.standing) else ""
            )
        case _:
            return f"{name} : le reste est respecté.{disputed}"
