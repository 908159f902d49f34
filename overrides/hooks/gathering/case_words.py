"""A case in French: its situation as it is written, and the part of an answer that it expects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from calculator.engine.eligibility import VERDICTS
from calculator.exact.formats import NARROW_SPACE, format_euros, format_number, format_rate
from calculator.rules.addresses import label
from calculator.rules.model import Rules
from overrides.hooks.gathering.words import REGIMES, called

type Json = Mapping[str, Any]
type Lines = Iterator[tuple[str, str]]
type Answers = Iterator[tuple[str, list[str]]]

AMOUNTS = {
    "forfait_base_centimes": "forfait de base",
    "bonus_cro_centimes": "bonus CRO",
    "forfait_centimes": "forfait",
    "avance_centimes": "avance",
    "solde_centimes": "solde",
    "montant_acquis_centimes": "acquis",
    "avance_a_rembourser_centimes": "à rembourser",
}
ACCOUNT = {
    "acquis_centimes": "acquis",
    "avance_versee_centimes": "avance versée",
    "solde_verse_centimes": "solde versé",
    "reste_a_recevoir_centimes": "reste à recevoir",
    "a_rembourser_centimes": "à rembourser",
}
MOTIFS = {"eligible": "rempli", "non_eligible": "refus", "a_completer": "à compléter"}
ETATS = {
    "atteint": "atteint",
    "non_atteint": "non atteint",
    "a_prouver": "à prouver",
    "bon_de_commande": "bon de commande",
}
STATUTS = {"public": "public", "prive": "privé", "ebnl": "privé à but non lucratif"}
GHT = {"aucun": "hors GHT", "partie": "partie d’un GHT", "support": "support d’un GHT"}
REACHED = {True: "domaine atteint", False: "domaine manqué", None: "domaine non décidé"}
FEW = 4
"""Beyond so many reasons a count says more than a list."""


_IDENTIFIER = re.compile(r"\b(?:DS|PS)[1-4](?:\.[1-4])?\b")
_GROUP = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def grouped(text: str) -> str:
    """The groups of digits of a number held together."""
    return _GROUP.sub(NARROW_SPACE, text)


def sentence(rules: Rules, name: str) -> str:
    """The sentence of a case, its keys replaced by what people call them."""
    for items in (rules.conditions, rules.activite.composantes):
        for known, item in items.items():
            name = name.replace(f"« {known} »", f"« {item.libelle} »")
    for key, said in {**VERDICTS, **ETATS}.items():
        name = re.sub(rf"\b{key}\b", said, name)
    return grouped(spelled(name))


def spelled(text: str) -> str:
    """A text whose identifiers are written as people see them."""
    return _IDENTIFIER.sub(lambda found: label(found[0]), text)


def told(rules: Rules, situation: Json) -> Lines:
    """What the establishment declares, as the case writes it: a heading and a text."""
    if isinstance(situation.get("dossier"), list):
        for number, block in enumerate(situation["dossier"], 1):
            lines = (f"{heading.lower()} {text}" for heading, text in told(rules, block))
            yield f"Établissement {number}", " ; ".join(lines)
        return
    site = situation.get("etablissement")
    if isinstance(site, Mapping):
        yield from _site(rules, site)
    candidatures = situation.get("candidatures")
    if isinstance(candidatures, list):
        yield "Candidature", " ; ".join(_application(item) for item in candidatures) or "aucune"
    for key, heading in (("mesures", "Mesuré"), ("mesures_report", "Mesuré au report")):
        if isinstance(measures := situation.get(key), Mapping):
            yield heading, ", ".join(f"{label(name)} : {_measure(item)}" for name, item in measures.items())
    if isinstance(states := situation.get("prerequis"), Mapping):
        yield "Prérequis", ", ".join(f"{label(name)} {ETATS.get(s, s)}" for name, s in states.items())
    if "audit_realise_le" in situation:
        yield "Audit réalisé le", str(situation["audit_realise_le"])
    if isinstance(answers := situation.get("conditions"), Mapping):
        known = {str(name): item.libelle for name, item in rules.conditions.items()}
        yield "Conditions", " ; ".join(f"{known.get(n, n)} : {said}" for n, said in answers.items())
    if funded := situation.get("domaines_deja_finances"):
        yield "Déjà financés", ", ".join(map(label, funded))
    for key, heading, field in (
        ("pilote_mes", "Pilote, forfait de volet 2", "forfait_volet_2"),
        ("experimentation", "Expérimentation, forfait", "forfait"),
    ):
        if isinstance(aid := situation.get(key), Mapping):
            yield heading, str(aid.get(field, ""))
    if "texte" in situation:
        yield "Texte", REGIMES.get(situation["texte"], str(situation["texte"]))


def _site(rules: Rules, site: Json) -> Lines:
    if "activite_combinee" in site:
        yield "Activité combinée", str(site["activite_combinee"])
    if isinstance(parts := site.get("activite"), Mapping):
        known = {str(name): item.libelle for name, item in rules.activite.composantes.items()}
        yield "Activité", " ; ".join(f"{known.get(name, name)} : {count}" for name, count in parts.items())
    rest = [
        str(site.get("nom", "")),
        str(site.get("region", "")),
        STATUTS.get(site.get("statut", ""), ""),
        GHT.get(site.get("ght", ""), ""),
    ]
    if any(rest):
        yield "Établissement", ", ".join(filter(None, rest))


def _application(item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    said = f"{label(str(item.get('domaine', 'domaine absent')))} en {item.get('fenetre', 'fenêtre absente')}"
    if item.get("cro") in ("oui", True):
        said += " avec le bonus CRO"
    for key, words in (
        ("forfait_base", "forfait notifié"),
        ("deposee_le", "déposée le"),
        ("report", "report vers"),
        ("avance_versee", "avance versée"),
        ("solde_verse", "solde versé"),
    ):
        if key in item:
            said += f", {words} {item[key]}"
    return said


def _measure(item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    told = {"oui": "dite atteinte", "non": "dite manquée"}.get(item.get("atteinte", ""), "")
    if told and len(item) == 1:
        return told
    return f"{_measured(item)}, {told}" if told else _measured(item)


def _measured(item: Json) -> str:
    if "presentation" in item:
        return "présentée" if item["presentation"] == "oui" else "non présentée"
    return str(item.get("taux") or f"{item.get('numerateur', '?')} / {item.get('denominateur', '?')}")


def expectations(rules: Rules, situation: Json, expected: Json) -> Answers:
    """What must come out, as far as the case says: a heading and its phrases."""
    blocks = situation.get("dossier")
    for number, item in enumerate(expected.get("etablissements", ()), 1):
        inside = expectations(rules, blocks[number - 1] if blocks else {}, item)
        yield f"Établissement {number}", [f"{heading} : {', '.join(said)}" for heading, said in inside]
    if site := expected.get("etablissement"):
        yield "Activité combinée", list(_activity(site))
    candidatures = situation.get("candidatures")
    for index, item in enumerate(expected.get("candidatures", ())):
        given = candidatures[index] if isinstance(candidatures, list) else item
        heading = f"{label(given.get('domaine', ''))} en {given.get('fenetre', '')}"
        yield heading, list(_answers(rules, item)) or ["calculé"]
    for key, heading in (
        ("totaux", "Total"),
        ("pilote_mes", "Pilote, hors total"),
        ("experimentation", "Expérimentation, hors total"),
    ):
        if key in expected:
            yield heading, list(_total(expected[key]))
    for item in expected.get("possibilites", ()):
        bonus = " avec bonus CRO" if item.get("cro") else ""
        yield f"{label(item['domaine'])} en {item['fenetre']}{bonus}", list(_amounts(item))
    if "lectures" in expected:
        yield "Lectures en jeu", [", ".join(expected["lectures"]) or "aucune"]


def _activity(site: Json) -> Iterator[str]:
    if "activite_combinee" in site:
        yield format_number(Fraction(site["activite_combinee"]))
    if "categorie" in site:
        yield f"catégorie {site['categorie']}"


def _total(item: Json) -> Iterator[str]:
    yield from _amounts(item)
    yield from _account(item.get("compte", {}))
    if item.get("complet") is False:
        yield "total incomplet"


def _answers(rules: Rules, item: Json) -> Iterator[str]:
    if "raison" in item:
        yield item["raison"]
    else:
        yield from _amounts(item)
    yield from _account(item.get("compte", {}))
    if "arrondi_exemple_officiel" in item:
        yield f"arrondi comme dans l’exemple : {', '.join(_amounts(item['arrondi_exemple_officiel']))}"
    if eligibility := item.get("eligibilite"):
        yield from _eligibility(rules, eligibility)
    for target in item.get("cibles", ()):
        yield _target(target)
    if "cibles_atteintes" in item:
        yield REACHED[item["cibles_atteintes"]]
    for branch in item.get("hypotheses", ()):
        said = [*_amounts(branch), *_account(branch.get("compte", {}))]
        reading = f"{branch['lecture']}, " if "lecture" in branch else ""
        yield f"{reading}hypothèse {branch['hypothese']} : {' et '.join(said)}"
    if "lectures" in item:
        yield f"lectures en jeu : {', '.join(item['lectures']) or 'aucune'}"


def _account(account: Json) -> Iterator[str]:
    """The account as far as the case says: its sentence alone where it has one, its amounts else."""
    if "phrase" in account:
        yield f"« {account['phrase']} »"
        return
    amounts = {name: account[key] for key, name in ACCOUNT.items() if key in account}
    if amounts and set(amounts.values()) == {None}:
        yield "compte à décider"
        return
    for name, cents in amounts.items():
        if cents != 0 or name in ("acquis", "reste à recevoir"):
            yield f"compte, {name} {'à décider' if cents is None else format_euros(cents)}"


def _amounts(item: Json) -> Iterator[str]:
    for key, name in AMOUNTS.items():
        if key in item and (item[key] != 0 or key != "bonus_cro_centimes"):
            yield f"{name} {'à décider' if item[key] is None else format_euros(item[key])}"


def _eligibility(rules: Rules, found: Json) -> Iterator[str]:
    if "statut" in found:
        yield VERDICTS[found["statut"]]
    reasons = found.get("motifs", ())
    if len(reasons) > FEW:
        yield f"{len(reasons)} réponses vérifiées"
        return
    for reason in reasons:
        yield f"{called(rules, reason['regle'])} : {MOTIFS[reason.get('statut', 'a_completer')]}"


def _target(item: Json) -> str:
    rate = f" {format_rate(Fraction(item['taux']))}" if item.get("taux") else ""
    wanted = item.get("cible")
    if wanted:
        rate += f" pour {wanted if wanted == 'oui' else format_rate(Fraction(wanted))}"
    answer = {True: "cible atteinte", False: "cible manquée", None: "non mesurée"}[item.get("atteinte")]
    return f"{label(item['indicateur'])}{rate}, {answer}"


def refusals(problems: list[dict[str, str]]) -> Answers:
    """The messages of a refusal."""
    yield "Refusé", [problem["message"].removesuffix(".") for problem in problems]
