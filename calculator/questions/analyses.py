"""The analyses by name: what each reads of its fields, which template draws it, the sentence that says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import floor
from typing import Any

from calculator.drawing.canvas import draw
from calculator.engine.results import DossierResult, Result, establishments
from calculator.engine.simulation import compute
from calculator.engine.tariff import HUNDREDTH
from calculator.exact.formats import format_euros
from calculator.questions.fields import Fields
from calculator.questions.measures import Delai, Suivi, follow
from calculator.questions.origins import origins, units
from calculator.questions.paid import Constat, told
from calculator.questions.payment import Nature, Rapprochement, reconcile
from calculator.questions.scenarios import compare
from calculator.questions.schedule import schedule
from calculator.questions.windows import Moment, Option, choices
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, Regime, Rules
from calculator.situation.intake import read_input
from calculator.situation.model import Dossier
from calculator.situation.permalink import read_fragment, write_fragment

__all__ = ["ANALYSES", "analyse", "draw_forms"]

type Values = dict[str, Any]


def analyse(
    rules: Rules, name: str, result: Result | DossierResult, fields: Fields, root: str = "/"
) -> tuple[str, str]:
    """The fragment of an analysis and the sentence that says it; raises ``InvalidInput`` on its fields."""
    values, sentence = ANALYSES[name](rules, establishments(result), fields)
    fields.check()
    return draw(rules, f"questions/{name}.html", root, **values), sentence


def draw_forms(rules: Rules, root: str = "/") -> str:
    """The analyses of the page of the simulator, closed, each with its fields."""
    return draw(rules, "questions/analyses.html", root, NATURES=NATURES)


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
    regime = results[0].regime
    return {"suivis": suivis, "delai": time}, _say_marks(
        [one for _, found in suivis for one in found], regime
    )


def _say_marks(found: list[Suivi], regime: Regime) -> str:
    """The answers under the text that applies: those of another are beside, and counted nowhere."""
    answers = [
        mark.atteinte for one in found for mark in one.reperes if mark.demandee and mark.texte == regime
    ]
    if not answers:
        return "Aucune cible à suivre : choisissez un domaine."
    counts = {True: "atteinte", False: "manquée", None: "à mesurer"}
    said = []
    for key, word in counts.items():
        number = answers.count(key)
        if number:
            said.append(f"{number} {word}{'s' if number > 1 and key is not None else ''}")
    return f"Cibles de vos fenêtres, texte {regime} : {', '.join(said)}."


def _paiement(rules: Rules, results: tuple[Result, ...], fields: Fields) -> tuple[Values, str]:
    several = len(results) > 1
    notified: dict[DomaineId | None, int] = {}
    found: list[Rapprochement] = []
    for nature, prefix in PREFIXES.items():
        given: dict[DomaineId | None, int] = {}
        for name in (*(rules.domaines if nature == "forfait" else ()), None):
            cents = fields.euros(f"{prefix}.{name or 'total'}")
            if cents is not None:
                given[name] = cents
        notified |= given if nature == "forfait" else {}
        found += () if several else reconcile(rules, results[0], given, nature)
    checked = [] if several else list(told(rules, results[0]))
    origines = {name: origins(rules, name, cents) for name, cents in notified.items() if name is not None}
    activity = floor(results[0].activite.number * HUNDREDTH)
    behind = [item for items in origines.values() for item in items]
    values = {
        "plusieurs": several,
        "candidatures": [] if several else results[0].candidatures,
        "notifies": notified,
        "constats": checked,
        "rapprochements": found,
        "origines": origines,
        "miennes": [] if several else [item for item in behind if item.contains(activity)],
        "arrondis": {name: units(notified[name]) for name in origines},
        "NATURES": NATURES,
    }
    return values, " ".join([*map(_say_paid, checked), *_say_gaps(found, told=bool(checked))])


def _say_paid(found: Constat) -> str:
    name = label(found.domaine)
    if found.retenues:
        return f"{name} : {found.retenues[0][0]}."
    assert found.proche is not None
    sentence, gap = found.proche
    return f"{name} : aucune hypothèse ne donne ce paiement ; la plus proche, à {format_euros(gap)} près : {sentence}."


def _say_gaps(found: Sequence[Rapprochement], *, told: bool) -> Iterator[str]:
    if not found and not told:
        yield "Aucun montant à rapprocher d’un calcul."
    for item in found:
        yield (
            f"{label(item.domaine) if item.domaine else 'Total'} : écart de {format_euros(item.ecart)}, "
            f"{len(item.explications) or 'aucune'} hypothèse{'s' if len(item.explications) > 1 else ''}."
        )


def _echeancier(rules: Rules, results: tuple[Result, ...], fields: Fields) -> tuple[Values, str]:
    plans = [(result, schedule(rules, result)) for result in results]
    count = sum(len(plan.echeances) for _, plan in plans)
    return {"echeanciers": plans}, f"{count} versements à suivre." if count else "Aucun versement à suivre."


def _fenetres(rules: Rules, results: tuple[Result, ...], fields: Fields) -> tuple[Values, str]:
    expected = {
        name: measure
        for name, indicator in rules.indicateurs.items()
        if (measure := fields.measure(f"prevu.{name}", is_rate=indicator.nature == "taux")) is not None
    }
    moment = Moment(fields.day("candidature_des"), fields.day("taux_des"))
    compared = [
        (result, choices(rules, result, {**result.situation.mesures, **expected}, moment))
        for result in results
    ]
    best = [
        f"{label(one.domaine)} : {one.meilleure.fenetre}, {_at_least(one.meilleure)}"
        for _, found in compared
        for one in found
        if one.meilleure
    ]
    sentence = f"Fenêtre la mieux payée que vos taux atteignaient : {', '.join(best)}." if best else ""
    return {
        "comparaisons": compared
    }, sentence or "Les fenêtres sont côte à côte ; donnez vos taux pour les départager."


def _at_least(best: Option) -> str:
    """What a window earns; with and without the bonus while its rate is unknown."""
    if best.gain is not None:
        return format_euros(best.gain)
    return f"{format_euros(best.montants.forfait)} avec le bonus, {format_euros(best.montants.sans_bonus)} sans lui"


def _scenarios(rules: Rules, results: tuple[Result, ...], fields: Fields) -> tuple[Values, str]:
    kept = [line for line in fields.typed.get("gardes", "").split("\n") if line]
    names = {fragment: f"Scénario {chr(ord('A') + index)}" for index, fragment in enumerate(kept)}
    situations = tuple(result.situation for result in results)
    current = write_fragment(rules, situations[0] if len(situations) == 1 else Dossier(situations))
    if names:
        names.setdefault(current, "Situation actuelle")
    compared = [compute(rules, read_input(rules, read_fragment(fragment).data)) for fragment in names]
    values = {
        "gardes": kept,
        "scenarios": list(names.values()),
        "lignes": compare(rules, compared) if compared else (),
        "liens": [(name, fragment) for fragment, name in names.items() if fragment != current],
    }
    count = len(names)
    return values, f"{count} scénarios côte à côte." if count > 1 else "Aucun autre scénario à comparer."


NATURES: Mapping[Nature, str] = {"forfait": "Forfait", "avance": "Avance", "solde": "Solde"}
"""What a notified amount may be."""

PREFIXES: Mapping[Nature, str] = {"forfait": "notifie", "avance": "avance", "solde": "solde"}
"""What begins the name of the field of each."""

ANALYSES: Mapping[str, Callable[[Rules, tuple[Result, ...], Fields], tuple[Values, str]]] = {
    "cibles": _suivi,
    "fenetres": _fenetres,
    "scenarios": _scenarios,
    "echeancier": _echeancier,
    "paiement": _paiement,
}
"""What the page may ask for, and the name of the template that draws it."""
