"""The door between the page and Python: JSON text in, JSON text out, every request answered."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from calculator.drawing.form_steps import progress, stumbles
from calculator.drawing.result import announce, draw_problems, draw_result, to_paste
from calculator.drawing.sons import announce_sons, draw_sons
from calculator.engine.results import establishments
from calculator.engine.simulation import compute
from calculator.engine.sons import answer_sons, check_sons, read_sons
from calculator.exact.problems import InvalidInput, Problem
from calculator.exact.reading import parse_json
from calculator.files import documents
from calculator.files.answer import answer
from calculator.questions.analyses import analyse
from calculator.questions.fields import Fields
from calculator.questions.mini import door as mini
from calculator.questions.versions import compare_under, draw_comparison
from calculator.rules.model import Rules
from calculator.rules.packaged import packaged_rules
from calculator.situation.intake import read_input
from calculator.situation.permalink import Fragment, read_fragment, stamp, write_fragment
from calculator.situation.rest import rest_of
from calculator.words.faults import in_words, with_its_field
from calculator.words.typography import french
from calculator.words.understanding import doubtful, understood

__all__ = ["compute", "handle"]

type Json = dict[str, Any]


class File(Protocol):
    """The bytes of a file, as JavaScript hands them over."""

    def to_bytes(self) -> bytes: ...


def handle(text: str, file: File | None = None) -> str:
    """Answer one request of the page.

    ``{"action": "dessiner", "fragment": …, "racine": …}`` draws a situation given as a permalink; with
    ``"parties": […]``, without the parts that the page has already (``draw_result``);
    ``{"action": "simuler", "situation": …}`` gives the JSON of the contract;
    ``{"action": "analyser", "analyse": …, "fragment": …, "champs": {…}, "racine": …}`` draws one of
    ``analyses.desk.ANALYSES``;
    ``{"action": "document", "nom": …, "fragment": …, "jour": …, "adresse": …}`` makes one of ``documents.MAKERS``;
    ``{"action": "comparer", "fragment": …, "regles": …, "estampille": …, "racine": …}`` draws what a situation
    was under a release of the rules;
    ``{"action": "sons", "champs": {…}, "racine": …}`` checks an order of software against SONS;
    ``{"action": "mini", …}`` draws a small calculator (``mini.reply``);
    ``{"action": "lot", "geste": …}`` is about a list, as ``calculator.lot.bridge`` says, and may bring the
    bytes of a ``file``.

    An input that cannot be computed answers ``{"ok": false, "problemes": […]}``; « dessiner » adds ``reste``, what
    can be computed beside them (``{"html": …, "sans": […]}``, what it leaves out in words), or nothing. A fault of ours
    ``{"ok": false, "panne": …}``.
    """
    try:
        request = parse_json(text)
        if file is not None:
            request["fichier"] = file.to_bytes()
        action = ACTIONS[request["action"]]
        reply = action(packaged_rules(), request)
    except Exception:  # the page must hear of any fault, with its trace
        reply = {"ok": False, "panne": traceback.format_exc(limit=-8)}
    # Half a character, as JSON may write one, goes out as « ? ».
    return json.dumps(reply, ensure_ascii=False).encode(errors="replace").decode()


def _simulate(rules: Rules, request: Json) -> Json:
    try:
        given = read_input(rules, request["situation"])
    except InvalidInput as error:
        return {"ok": False, "problemes": [problem.to_data() for problem in error.problems]}
    return {"ok": True, "resultat": answer(rules, compute(rules, given))}


def _draw(rules: Rules, request: Json) -> Json:
    link = read_fragment(request["fragment"])
    root = request.get("racine", "/")
    warnings = [*link.warnings, *_other_rules(rules, link)]
    shared = {
        "champs": link.champs,
        "compris": understood(rules, link.champs, link.prefixes),
        "doutes": {name: french(said) for name, said in doubtful(link.champs, link.prefixes).items()},
        "avertissements": [_located(problem, problem.chemin) for problem in warnings],
        "html_avertissements": draw_problems(rules, [(p, None) for p in warnings], root, "Sur ce lien :")
        if warnings
        else "",
    }
    try:
        given = read_input(rules, link.data)
    except InvalidInput as error:
        found = [(problem, link.field_of(problem.chemin)) for problem in error.problems]
        located = [(in_words(rules, problem, field, link), field) for problem, field in found]
        listed = [(with_its_field(rules, problem, field, link), field) for problem, field in located]
        return {
            "ok": False,
            "problemes": [_located(problem, field) for problem, field in located],
            "html": draw_problems(rules, listed, root, "Chaque ligne mène à son champ :"),
            "annonce": _count(len(located)),
            "etapes": stumbles(rules, link, [field for _, field in located if field]),
            "reste": _rest(rules, link, error, root),
            **shared,
        }
    result = compute(rules, given)
    fragment = write_fragment(rules, given)
    return {
        "ok": True,
        "html": draw_result(rules, result, root, fragment, request.get("parties")),
        "annonce": announce(result),
        "phrase": to_paste(result),
        "etapes": progress(rules, result, link.prefixes),
        "situation": fragment,
        **shared,
    }


def _rest(rules: Rules, link: Fragment, error: InvalidInput, root: str) -> Json | None:
    """What can be computed beside the problems of a link, with what it leaves out; nothing for no amount."""
    found = rest_of(rules, link.data, error)
    if found is None:
        return None
    result = compute(rules, found.given)
    if not found.entier:
        result = replace(result, totaux=replace(result.totaux, complet=False))
    if not any(item.forfait for site in establishments(result) for item in site.candidatures):
        return None
    return {"html": draw_result(rules, result, root), "sans": list(map(french, found.sans))}


def _analyse(rules: Rules, request: Json) -> Json:
    root = request.get("racine", "/")
    fields = Fields(request["champs"])
    try:
        given = read_input(rules, read_fragment(request["fragment"]).data)
        html, sentence = analyse(rules, request["analyse"], compute(rules, given), fields, root)
    except InvalidInput as error:
        located = [(problem, problem.chemin) for problem in error.problems]
        return {
            "ok": False,
            "problemes": [_located(problem, field) for problem, field in located],
            "annonce": _count(len(located)),
            "compris": fields.compris,
        }
    return {
        "ok": True,
        "html": html,
        "annonce": french(sentence),
        "compris": {name: french(text) for name, text in fields.compris.items()},
    }


def _compare(rules: Rules, request: Json) -> Json:
    data = read_fragment(request["fragment"]).data
    found = compare_under(rules, request["regles"], request["estampille"], data)
    return {"ok": True, "html": draw_comparison(rules, found, request["racine"])}


def _document(rules: Rules, request: Json) -> Json:
    try:
        given = read_input(rules, read_fragment(request["fragment"]).data)
    except InvalidInput as error:
        return {"ok": False, "problemes": [problem.to_data() for problem in error.problems]}
    day = date.fromisoformat(request["jour"])
    demande = documents.Demande(
        rules, compute(rules, given), day, request["adresse"], request.get("details", False)
    )
    return {"ok": True, **documents.make(demande, request["nom"])}


def _sons(rules: Rules, request: Json) -> Json:
    root = request.get("racine", "/")
    try:
        order = read_sons(rules, request["champs"])
    except InvalidInput as error:
        # A criterion of the quote stands under « devis »; its field has its own name.
        located = [(problem, problem.chemin.removeprefix("devis.") or None) for problem in error.problems]
        return {
            "ok": False,
            "problemes": [_located(problem, field) for problem, field in located],
            "html": draw_problems(rules, located, root),
            "annonce": _count(len(located)),
        }
    result = check_sons(rules, order)
    return {
        "ok": True,
        "html": draw_sons(rules, result, root),
        "annonce": announce_sons(rules, result),
        "resultat": answer_sons(result),
    }


def _list(rules: Rules, request: Json) -> Json:
    from calculator.lot.bridge import ROOM  # loaded when a list comes: a simulation starts without it

    return ROOM.answer(rules, request)


def _other_rules(rules: Rules, link: Fragment) -> list[Problem]:
    if link.stamp is None or link.stamp == stamp(rules):
        return []
    message = f"ce lien a été fait avec les règles {link.stamp[:40]} ; celles d’ici sont {stamp(rules)}."
    return [Problem("regles", "autres_regles", message)]


def _located(problem: Problem, field: str | None) -> Json:
    return {**problem.to_data(), "message": french(problem.message), "champ": field}


def _count(number: int) -> str:
    return "Une erreur à corriger." if number == 1 else f"{number} erreurs à corriger."


ACTIONS: dict[str, Callable[[Rules, Json], Json]] = {
    "simuler": _simulate,
    "dessiner": _draw,
    "analyser": _analyse,
    "comparer": _compare,
    "document": _document,
    "sons": _sons,
    "mini": mini.reply,
    "lot": _list,
}
