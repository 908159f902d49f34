"""What an establishment declares, told back in full: the name of each parameter and its value in French."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from calculator.rules.addresses import label
from calculator.rules.model import Rules
from calculator.situation.model import Situation
from calculator.situation.permalink import parameters
from calculator.words.understanding import understood


class Declare(NamedTuple):
    """One answer of a situation."""

    libelle: str
    valeur: str


def declared(rules: Rules, situation: Situation) -> Iterator[Declare]:
    """Each answer of a situation except its candidatures, which the amounts tell, in the order of a link."""
    given = dict(parameters(situation))
    in_full = understood(rules, given)
    for name, raw in given.items():
        if name not in _TOLD_ELSEWHERE and name not in rules.domaines:
            yield Declare(name_of(rules, name), _value(name, raw, in_full.get(name)))


def applied(rules: Rules, situation: Situation) -> Iterator[Declare]:
    """The candidatures of a situation: each domain, its window, its bonus where it may have one."""
    for item in situation.candidatures:
        name = f"{label(item.domaine)} · {rules.domaines[item.domaine].court}"
        yield Declare(f"{name}, fenêtre demandée", item.fenetre)
        if item.domaine == rules.bonus_cro.domaine:
            yield Declare(f"{name}, bonus CRO demandé", "oui" if item.cro else "non")


def name_of(rules: Rules, name: str) -> str:
    """The name of a parameter of the permalink, without the prefix of its establishment."""
    if name in rules.domaines:
        return f"{label(name)} · {rules.domaines[name].court}"  # type: ignore[index]
    if name in rules.prerequis:
        return f"{label(name)} · {rules.prerequis[name].court}"  # type: ignore[index]
    if name in rules.conditions:
        return rules.conditions[name].question  # type: ignore[index]
    if name in rules.activite.composantes:
        return rules.activite.composantes[name].libelle  # type: ignore[index]
    indicator = name.removeprefix("report.").removesuffix(".atteinte")
    if indicator in rules.indicateurs:
        told = ", cible atteinte" if name.endswith(".atteinte") else ""
        after = ", après report" if name.startswith("report.") else ""
        return f"{label(indicator)} · {rules.indicateurs[indicator].court}{told}{after}"  # type: ignore[index]
    domain, _, option = name.partition(".")
    return _OPTIONS[option].format(label(domain)) if option else _LABELS[name]


def _value(name: str, raw: str, in_full: str | None) -> str:
    if name == "finess":
        return raw
    if name == "domaines_deja_finances":
        return ", ".join(map(label, raw.split(",")))
    return in_full or CHOICES.get(raw, raw)


_TOLD_ELSEWHERE = ("nom", "cro")
_LABELS: Mapping[str, str] = {
    "nom": "Nom",
    "cro": "Bonus compte rendu opératoire",
    "texte": "Dates et cibles appliquées",
    "finess": "Numéro FINESS",
    "region": "Région",
    "statut": "Statut",
    "ght": "Groupement hospitalier de territoire (GHT)",
    "activite_combinee": "Activité combinée donnée",
    "audit_realise_le": "Audit réalisé le",
    "forfait_base": "Forfait de base DS 4, notifié par l’ARS",
    "domaines_deja_finances": "Domaines déjà financés",
    "forfait_volet_2": "Pilote Mon espace santé, forfait du volet 2 notifié",
    "forfait": "Expérimentation, forfait notifié",
}
_OPTIONS: Mapping[str, str] = {
    "deposee_le": "{} · candidature déposée le",
    "report": "{} · report demandé vers",
    "avance_versee": "{} · avance versée",
    "solde_verse": "{} · solde versé",
    "cibles_manquees": "{} · une cible obligatoire manquée, sans dire laquelle",
}
CHOICES: Mapping[str, str] = {
    "public": "public",
    "prive": "privé",
    "ebnl": "privé à but non lucratif",
    "aucun": "hors GHT",
    "partie": "établissement partie",
    "support": "établissement support",
    "atteint": "atteint, preuve à l’appui",
    "a_prouver": "atteint, preuve à fournir",
    "non_atteint": "non atteint",
    "bon_de_commande": "bon de commande",
    "I2023": "instruction de 2023",
    "I2021": "instruction de 2021",
}
"""What a code is called."""
