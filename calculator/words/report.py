"""The answer of the command line, in French, for a finance director."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from calculator.exact.formats import format_euros, format_number, format_rate
from calculator.exact.quantities import days_word
from calculator.rules.addresses import label
from calculator.rules.model import Rules
from calculator.words.explanation import in_kilo_euros
from calculator.words.outline import explain
from calculator.words.targets import ANSWERS, UNNAMED

type Json = dict[str, Any]

ELIGIBILITY = {"eligible": "éligible", "non_eligible": "NON ÉLIGIBLE", "a_completer": "à compléter"}
ACCOUNT = {
    "acquis": "Acquis",
    "avance_versee": "  avance versée",
    "solde_verse": "  solde versé",
    "reste_a_recevoir": "  reste à recevoir",
    "a_rembourser": "À rembourser",
}
WIDTH = 16


def report(rules: Rules, data: Json) -> str:
    """Write a ``resultat`` of the contract as plain text."""
    lines = [
        "SUN-ES, programme clos : calcul non officiel, l’instruction et la notification de l’ARS prévalent.",
        f"Règles {data['regles']['version']}, empreinte {data['regles']['empreinte'][:8]}.",
        "",
    ]
    establishments = data.get("etablissements", [data])
    for item in establishments:
        lines += [*_establishment(rules, item), ""]
    if len(establishments) > 1:
        phrase = data["totaux"]["compte"]["phrase"] + _incomplete(data["totaux"])
        lines += ["DOSSIER", phrase, *_totals(data["totaux"], data.get("explication_totaux", {}))]
    return "\n".join(lines).rstrip()


def _establishment(rules: Rules, data: Json) -> Iterator[str]:
    site = data["etablissement"]
    days = Fraction(site["activite_combinee"])
    activity = f"{format_number(days)} {days_word(days)} MCO"
    yield f"{site.get('nom', 'Établissement')} : activité combinée {activity}, catégorie {site['categorie']}"
    if data["candidatures"]:
        yield data["totaux"]["compte"]["phrase"] + _incomplete(data["totaux"])
    for item in data["candidatures"]:
        yield from _candidature(rules, item)
    if any(item["forfait_centimes"] is not None for item in data["candidatures"]):
        yield "TOTAL, candidatures non éligibles exclues"
        yield from _totals(data["totaux"], data.get("explication_totaux", {}))
    yield from _to_complete(data["candidatures"])
    for item in data.get("possibilites", ()):
        bonus = " avec CRO" if item["cro"] else ""
        name = f"{label(item['domaine'])} {item['fenetre']}{bonus}"
        yield f"  {name:<18}{_amount(item['forfait_centimes'])}"
    for key, name in (("pilote_mes", "Pilote Mon espace santé"), ("experimentation", "Expérimentation")):
        if key in data:
            yield f"{name}, hors total{_amount(data[key]['forfait_centimes'])}"
    for warning in data["avertissements"]:
        yield f"Attention : {warning}"
    yield from explain(rules, data)


def _candidature(rules: Rules, item: Json) -> Iterator[str]:
    domain = rules.domaines[item["domaine"]]
    bonus = " avec bonus CRO" if item["cro"] else ""
    yield f"{label(item['domaine'])} {domain.court}, fenêtre {item['fenetre']}{bonus}"
    account = item["compte"]
    yield f"  {account['phrase']}"
    for key, title in ACCOUNT.items():
        if account[f"{key}_centimes"] is not None:
            yield f"  {title:<20}{_amount(account[f'{key}_centimes'])}"
    if item["forfait_centimes"] is not None:
        yield f"  {'Forfait demandé':<20}{_amount(item['forfait_centimes'])}   {item['explication']['formule']}"
        yield f"  {'  dont avance':<20}{_amount(item['avance_centimes'])}"
        yield f"  {'  dont solde':<20}{_amount(item['solde_centimes'])}"
        yield _rounded(item["arrondi_exemple_officiel"])
    eligibility = item["eligibilite"]
    yield f"  Éligibilité : {ELIGIBILITY[eligibility['statut']]}"
    for reason in eligibility["motifs"]:
        if reason["statut"] == "non_eligible":
            yield f"    - {reason['message']}"
            for source in reason["sources"]:
                yield f"      {source['texte']}, {source['endroit']} : « {source['citation']} »"
    if item["cibles_atteintes"] is False and all(
        target["bonus"] or target["atteinte"] is not False for target in item["cibles"]
    ):
        yield f"  {UNNAMED[0].upper()}{UNNAMED[1:]}"
    for target in item["cibles"]:
        if target["atteinte"] is not None:
            rate = "" if target["taux"] is None else f"{format_rate(Fraction(target['taux']))} pour "
            wanted = target["cible"] if target["cible"] == "oui" else format_rate(Fraction(target["cible"]))
            close = " (moins d’un demi-point sous la cible)" if target["de_justesse"] else ""
            told = "dite " if target["annoncee"] and target["taux"] is None else ""
            yield f"  {label(target['indicateur'])} : {rate}{wanted}, cible {told}{ANSWERS[target['atteinte']]}{close}"
    for branch in item["hypotheses"]:
        name = f"{branch['lecture']}, hypothèse {branch['hypothese']}"
        yield f"  {name} : {branch['libelle']} : {branch['compte']['phrase']}"


def _to_complete(candidatures: list[Json]) -> Iterator[str]:
    """What is still to answer or to prove, each point once, with the domains that it holds for."""
    waiting: dict[str, list[str]] = {}
    for item in candidatures:
        for reason in item["eligibilite"]["motifs"]:
            if reason["statut"] == "a_completer":
                waiting.setdefault(reason["message"], []).append(label(item["domaine"]))
    if waiting:
        yield "À renseigner ou à prouver"
    for message, domains in waiting.items():
        yield f"  - {message}{'' if len(domains) == len(candidatures) else f' [{", ".join(domains)}]'}"


def _incomplete(totals: Json) -> str:
    return "" if totals["complet"] else " ; les totaux sont ceux du reste"


def _totals(totals: Json, why: Json) -> Iterator[str]:
    for key, title in (("forfait", "Forfait"), ("avance", "  dont avance"), ("solde", "  dont solde")):
        amount = _amount(totals[f"{key}_centimes"])
        yield f"  {title:<20}{amount}   {why.get(key, '')}".rstrip()
    if why:
        yield _rounded(why["arrondi_exemple_officiel"])


def _rounded(amounts: Json) -> str:
    return f"  Arrondi comme dans l’exemple officiel : {in_kilo_euros(amounts)} (L06)"


def _amount(cents: int) -> str:
    return format_euros(cents).rjust(WIDTH)
