"""The small calculators of the pages: a few fields in, a drawing out, by the same templates as the build's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from calculator.drawing import canvas
from calculator.exact.problems import InvalidInput, Problem
from calculator.questions.mini.views import VIEWS, Incomplete, Montre
from calculator.rules.model import Rules
from calculator.situation.permalink import write_fragment
from calculator.words.typography import french
from calculator.words.understanding import understood

__all__ = ["draw", "reply", "show"]

type Json = dict[str, Any]

MISSING = ("activite_absente", "mesure_incomplete")
"""Faults of an input that is still being typed: they are said, and mark no field."""


def reply(rules: Rules, request: Json) -> Json:
    """Answer ``{"action": "mini", "vue": …, "sujet": …, "champs": {…}, "racine": …}``.

    ``sujet`` is the rule of the page. The answer is a drawing, or the problems of each field; without any
    problem, ``annonce`` says what is still to be typed.
    """
    fields: Mapping[str, str] = request["champs"]
    shared = {"compris": understood(rules, fields)}
    try:
        shown = show(rules, request["vue"], request.get("sujet", ""), fields)
    except Incomplete as missing:
        return {"ok": False, "problemes": [], "annonce": french(str(missing)), **shared}
    except InvalidInput as error:
        problems = [_located(problem) for problem in error.problems]
        many = len(problems)
        said = "Une erreur à corriger." if many == 1 else f"{many} erreurs à corriger."
        return {"ok": False, "problemes": problems, "annonce": said, **shared}
    fragment = write_fragment(rules, shown.situation)
    html = draw(rules, shown, request.get("racine", "/"), fragment)
    return {"ok": True, "html": html, "annonce": french(shown.annonce), "situation": fragment, **shared}


def show(rules: Rules, vue: str, sujet: str, fields: Mapping[str, str]) -> Montre:
    """What a view makes of some fields. Raises ``InvalidInput``, or ``Incomplete`` before there is enough."""
    try:
        return VIEWS[vue](rules, sujet, fields)
    except InvalidInput as error:
        if all(problem.code in MISSING for problem in error.problems):
            raise Incomplete(_sentence(error.problems[0].message)) from None
        raise


def draw(rules: Rules, shown: Montre, root: str = "/", fragment: str = "") -> str:
    """The drawing of a view; the way on to the simulator stands in it when there is a fragment."""
    return canvas.draw(rules, shown.gabarit, root, fragment=fragment, **shown.valeurs)


def _located(problem: Problem) -> Json:
    """A problem with its field, which is the end of its path: ``activite.journees_mco``."""
    field = problem.chemin.removeprefix("activite.").removeprefix("prerequis.")
    return {**problem.to_data(), "message": french(_sentence(problem.message)), "champ": field}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
