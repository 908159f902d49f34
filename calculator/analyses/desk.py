"""The analyses by name: what each reads of its fields, which template draws it, the sentence that says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from calculator import drawing
from calculator.analyses.fields import Fields
from calculator.analyses.suivi import Delai, Suivi, follow
from calculator.rules import Regime, Rules
from calculator.simulation import DossierResult, Result

__all__ = ["ANALYSES", "analyse", "draw_forms"]

type Values = dict[str, Any]


def analyse(
    rules: Rules, name: str, result: Result | DossierResult, fields: Fields, root: str = "/"
) -> tuple[str, str]:
    """The fragment of an analysis and the sentence that says it; raises ``InvalidInput`` on its fields."""
    results = result.etablissements if isinstance(result, DossierResult) else (result,)
    values, sentence = ANALYSES[name](rules, results, fields)
    fields.check()
    return drawing._draw(rules, f"analyse_{name}.html", root, **values), sentence


def draw_forms(rules: Rules, root: str = "/") -> str:
    """The analyses of the page of the simulator, closed, each with its fields."""
    return drawing._draw(rules, "analyses.html", root)


def _suivi(rules: Rules, results: tuple[Result, ...], fields: Fields) -> tuple[Values, str]:
    start, end = fields.day("du"), fields.day("au")
    time = None
    if start and end and end < start:
        fields.refuse("au", "fin_avant_debut", "la fin précède le début.")
    elif start and end:
        time = Delai(start, end)
    elif (start or end) and not fields.problems:
        fields.refuse("au" if start else "du", "date_absente", "donnez les deux dates.")
    suivis = []
    for result in results:
        texts: list[Regime] = [result.regime]
        if fields.is_checked("autre_texte"):
            texts += [text for text in ("I2023", "I2021") if text != result.regime]
        suivis.append((result, follow(rules, result.situation, texts, time)))
    return {"suivis": suivis, "delai": time}, _say_marks([one for _, found in suivis for one in found])


def _say_marks(found: list[Suivi]) -> str:
    answers = [mark.atteinte for one in found for mark in one.reperes if mark.demandee]
    if not answers:
        return "Aucune cible à suivre : choisissez un domaine."
    counts = {True: "atteinte", False: "manquée", None: "à mesurer"}
    said = [f"{answers.count(key)} {word}" for key, word in counts.items() if answers.count(key)]
    return f"Cibles de vos fenêtres : {', '.join(said)}."


ANALYSES: Mapping[str, Callable[[Rules, tuple[Result, ...], Fields], tuple[Values, str]]] = {
    "cibles": _suivi,
}
"""What the page may ask for, and the name of the template that draws it."""
