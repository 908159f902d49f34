"""Where each step of the simulator's form stands, in words, from what was understood of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from calculator.engine.checklist import checklist, numbered
from calculator.engine.eligibility import Eligibilite, Etat, assess
from calculator.engine.results import DossierResult, Result, establishments
from calculator.exact.formats import format_euros
from calculator.rules.addresses import label
from calculator.rules.model import Rules
from calculator.situation.model import Candidature
from calculator.situation.permalink import STAMP, Fragment

__all__ = ["AU_DEPART", "EQUIPEMENT", "progress", "step_of", "stumbles"]

EQUIPEMENT = ("laboratoire_interne", "imagerie_interne", "chirurgie")
"""The conditions that tell what an establishment has: they stand with the establishment."""

DANS_LES_MESURES = ("report", "deposee_le")
"""What is asked of a candidature beside its measures."""

AU_DEPART: Mapping[str, str] = {
    "etape.activite": "à compléter",
    "etape.etablissement": "à compléter",
    "etape.prerequis": "facultatif pour le montant",
    "etape.candidatures": "à compléter",
    "etape.mesures": "facultatif",
    "etape.resultat": "à venir",
}
"""Before anything is typed. ``activite`` is all that the amount asks of the establishment."""

type Etats = dict[str, str]


def step_of(rules: Rules, field: str) -> str:
    """The step of the form that holds a field."""
    if field in (*rules.prerequis, "audit_realise_le", "domaines_deja_finances"):
        return "prerequis"
    if field in rules.conditions and field not in EQUIPEMENT:
        return "prerequis"
    option = field.partition(".")[2]
    if (
        field.removeprefix("report.").removesuffix(".atteinte") in rules.indicateurs
        or option in DANS_LES_MESURES
    ):
        return "mesures"
    site = ("nom", "finess", "region", "statut", "ght", "activite_combinee", "activite")
    return "etablissement" if field in (*site, *rules.activite.composantes, *EQUIPEMENT) else "candidatures"


def progress(rules: Rules, result: Result | DossierResult, prefixes: Iterable[str]) -> Etats:
    """The states of the steps of each establishment, named as their parameters are."""
    return {
        prefix + name: state
        for prefix, item in zip(prefixes, establishments(result), strict=True)
        for name, state in (*_steps(rules, item), ("etape.resultat", _total(result)))
    }


def stumbles(rules: Rules, link: Fragment, faulty: Iterable[str]) -> Etats:
    """The states when something is wrong: what is to mend, and how many answers the other steps hold."""
    answers, faults = Counter[str](), Counter[str]()
    for counts, names in (
        (answers, [name for name, text in link.champs.items() if text.strip()]),
        (faults, faulty),
    ):
        for name in {*names} - {STAMP}:
            prefix = max((prefix for prefix in link.prefixes if name.startswith(prefix)), key=len)
            counts[f"{prefix}etape.{step_of(rules, name.removeprefix(prefix))}"] += 1
    found = {prefix + name: "" for prefix in link.prefixes for name in AU_DEPART}
    found |= {name: _many(number) for name, number in answers.items()}
    found |= {name: f"à corriger : {_many(number)}" for name, number in faults.items()}
    return found | {
        f"{prefix}etape.activite": found[f"{prefix}etape.etablissement"] for prefix in link.prefixes
    }


def _steps(rules: Rules, result: Result) -> Iterator[tuple[str, str]]:
    situation, site = result.situation, result.situation.etablissement
    listes = checklist(enumerate(_answers(rules, result)))

    def fields(etat: Etat, step: str) -> set[str]:
        return {point.champ for point in listes[etat] if step_of(rules, point.champ) == step}

    missing = fields("a_repondre", "etablissement")
    missing |= {"ght"} if site.ght is None else set()
    missing |= {"statut"} if site.statut is None and site.ght != "aucun" else set()
    yield "etape.activite", "complété"
    yield "etape.etablissement", _state(len(missing))
    touched = {*situation.prerequis, *situation.conditions, *situation.domaines_deja_finances} - {*EQUIPEMENT}
    if touched:
        seen: dict[Etat, int] = {etat: len(fields(etat, "prerequis")) for etat in ("a_prouver", "manque")}
        rest = [numbered(etat, number) for etat, number in seen.items() if number]
        yield "etape.prerequis", ", ".join([_state(len(fields("a_repondre", "prerequis"))), *rest])
    else:
        yield "etape.prerequis", AU_DEPART["etape.prerequis"]
    applied = [f"{label(item.domaine)} en {item.fenetre}" for item in situation.candidatures]
    yield "etape.candidatures", f"complété : {', '.join(applied)}" if applied else "choisissez un domaine"
    yield "etape.mesures", _measures(rules, result)


def _answers(rules: Rules, result: Result) -> Iterator[Eligibilite]:
    """What the rules say of each candidature; of the first domain in its first window before there is one."""
    if result.candidatures:
        yield from (item.eligibilite for item in result.candidatures)
        return
    domain = next(iter(rules.domaines))
    window = next(iter(rules.volets[rules.domaines[domain].volet].parts.valeurs))
    yield assess(rules, result.situation, Candidature(domaine=domain, fenetre=window))


def _measures(rules: Rules, result: Result) -> str:
    """The targets that decide a payment: those of a bonus only where it is applied for."""
    bonus = rules.bonus_cro.indicateur
    asked = [
        target.atteinte
        for item in result.candidatures
        for target in item.bilan.cibles
        if (
            item.candidature.cro and target.indicateur == bonus
            if target.bonus
            else not item.bilan.sans_nommer
        )
    ]
    missing = asked.count(None)
    if missing == len(asked):
        return AU_DEPART["etape.mesures"]
    if missing == 0 and any(
        branch.montant_acquis is None for item in result.candidatures for branch in item.hypotheses
    ):
        return "à compléter : mesures du report"
    return _state(missing)


def _total(result: Result | DossierResult) -> str:
    if any(item.candidatures for item in establishments(result)):
        return format_euros(result.totaux.forfait)
    return "choisissez un domaine"


def _state(missing: int) -> str:
    return f"à compléter : {_many(missing)}" if missing else "complété"


def _many(number: int) -> str:
    return f"{number} réponse{'s' if number > 1 else ''}"
