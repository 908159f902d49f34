"""From untyped data to a situation that the rules can compute, with every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.exact.problems import InvalidInput, Path, Problem, suggestion
from calculator.exact.quantities import QuantityError, parse_boolean
from calculator.exact.reading import read
from calculator.rules.addresses import label
from calculator.rules.model import Rules
from calculator.situation.coherence import contradictions
from calculator.situation.identification import find_region
from calculator.situation.model import Dossier, Situation


def read_situation(rules: Rules, data: object, path: Path = ()) -> Situation:
    """Build a situation that the rules can compute, or raise ``InvalidInput`` with every problem."""
    problems: list[Problem] = []
    situation = None
    try:
        situation = read(Situation, data, path)
    except InvalidInput as error:
        problems += error.problems
    problems += _against_rules(rules, data, path)
    if situation is not None:
        problems += contradictions(rules, situation, path)
    if problems or situation is None:
        raise InvalidInput(problems)
    return situation


def read_input(rules: Rules, data: object) -> Situation | Dossier:
    """Build a situation, or a dossier when the data has the key ``dossier``.

    A result taken away as JSON is read for the situation that it holds.
    """
    if isinstance(data, dict) and {"situation", "resultat"} <= data.keys():
        data = data["situation"]
    if not (isinstance(data, dict) and "dossier" in data):
        return read_situation(rules, data)
    blocks = data["dossier"]
    problems = [
        Problem.at(
            (key,),
            "cle_inconnue",
            f"clé inconnue « {key} » à côté de « dossier » ; seule « texte » s’y place.",
        )
        for key in data
        if key not in ("dossier", "texte")
    ]
    if not isinstance(blocks, list) or not blocks:
        raise InvalidInput(
            [*problems, Problem("dossier", "liste_attendue", "une liste d’établissements est attendue.")]
        )
    situations = []
    for index, block in enumerate(blocks):
        try:
            whole = (
                {**block, "texte": data["texte"]} if "texte" in data and isinstance(block, dict) else block
            )
            situations.append(read_situation(rules, whole, ("dossier", index)))
        except InvalidInput as error:
            problems += error.problems
    if len({situation.texte for situation in situations}) > 1:
        message = "un dossier se calcule sous un seul texte : écrivez-le une fois, à côté de « dossier »."
        problems.append(Problem("texte", "textes_differents", message))
    if problems:
        raise InvalidInput(problems)
    return Dossier(tuple(situations))


def _against_rules(rules: Rules, data: Any, path: Path) -> Iterator[Problem]:
    """What only the rules can refuse, on data that may be wrong elsewhere."""
    if not isinstance(data, dict):
        return
    candidatures = data.get("candidatures")
    seen: set[str] = set()
    for index, item in enumerate(candidatures if isinstance(candidatures, list) else ()):
        if isinstance(item, dict):
            yield from _candidature(rules, item, (*path, "candidatures", index), seen)
    for key in ("mesures", "mesures_report"):
        measures = data.get(key)
        for identifier, measure in measures.items() if isinstance(measures, dict) else ():
            yield from _measure(rules, identifier, measure, (*path, key, identifier))
    site = data.get("etablissement")
    region = site.get("region") if isinstance(site, dict) else None
    if isinstance(region, str) and region.strip() and find_region(rules, region) is None:
        hint = suggestion(
            region, [*rules.enveloppes.regions, *rules.territoire.exclus, *rules.territoire.non_tranches]
        )
        message = f"région inconnue « {region} » ; {hint}"
        yield Problem.at((*path, "etablissement", "region"), "region_inconnue", message)


def _candidature(rules: Rules, item: dict[str, Any], path: Path, seen: set[str]) -> Iterator[Problem]:
    domain = item.get("domaine")
    if not isinstance(domain, str) or domain not in rules.domaines:
        return
    if domain in seen:
        message = f"le domaine {label(domain)} est déjà demandé : une seule candidature par domaine."
        yield Problem.at((*path, "domaine"), "domaine_en_double", message)
    seen.add(domain)
    shares = rules.volets[rules.domaines[domain].volet].parts.valeurs  # type: ignore[index]
    for key in ("fenetre", "report"):
        window = item.get(key)
        if isinstance(window, str) and window in rules.fenetres and window not in shares:
            message = f"{window} ne finance pas le domaine {label(domain)} (lecture L17) ; fenêtres : {', '.join(shares)}."
            yield Problem.at((*path, key), "fenetre_sans_volet", message)
    if _is_true(item.get("cro")) and domain != rules.bonus_cro.domaine:
        message = f"le bonus CRO n’existe que pour le domaine {label(rules.bonus_cro.domaine)}."
        yield Problem.at((*path, "cro"), "cro_hors_domaine", message)
    has_scale = rules.domaines[domain].bareme is not None  # type: ignore[index]
    if has_scale and item.get("forfait_base") is not None:
        message = f"le forfait de {label(domain)} se calcule d’après l’activité : il ne se saisit pas."
        yield Problem.at((*path, "forfait_base"), "forfait_base_inutile", message)


def _is_true(raw: object) -> bool:
    try:
        return parse_boolean(raw)
    except QuantityError:
        return False  # the reader says what is wrong with it


def _measure(rules: Rules, identifier: str, measure: Any, path: Path) -> Iterator[Problem]:
    if identifier not in rules.indicateurs or not isinstance(measure, dict):
        return
    is_presentation = rules.indicateurs[identifier].nature == "presentation"  # type: ignore[index]
    if is_presentation and measure.keys() & {"numerateur", "denominateur", "taux"}:
        yield Problem.at(
            path, "mesure_impossible", f"{label(identifier)} se déclare par une présentation : oui ou non."
        )
    if not is_presentation and "presentation" in measure:
        yield Problem.at(
            path, "mesure_impossible", f"{label(identifier)} se mesure par un taux, pas par une présentation."
        )
