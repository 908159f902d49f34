"""How the site names and writes things: identifiers, statuses, texts, amounts. French, for readers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction

from markupsafe import Markup, escape

from calculator.exact.formats import SPACE, format_date, format_euros, format_number, format_rate
from calculator.rules.addresses import label
from calculator.rules.model import Periode, Rules
from calculator.rules.sourcing import Apport, Sorte

__all__ = [
    "APPORTS",
    "REGIMES",
    "amount",
    "called",
    "difference",
    "joined",
    "label",
    "moved",
    "plain",
    "quoted",
    "target",
]

APPORTS: Mapping[Apport, str] = {
    "appuie": "Appuie",
    "contredit": "Contredit",
    "precise": "Précise",
    "situe": "Situe",
}
"""What a public page brings to a rule."""
SORTES: Mapping[Sorte, str] = {
    "ministere": "d’un ministère ou d’une agence de l’État",
    "ars": "d’une agence régionale de santé",
    "grades": "d’un groupement régional d’appui à la e-santé",
    "federation": "d’une fédération d’établissements",
    "presse": "de presse",
}
"""Who publishes a public page."""

REGIMES = {"I2021": "d’origine", "I2023": "en vigueur"}
CONCERNE = {
    "tous": "tous les candidats",
    "DS2": "les candidats à la biologie médicale",
    "DS3": "les candidats à l’imagerie",
    "cro": "les candidats au bonus CRO",
    "ght": "les membres d’un GHT",
    "ght_public": "les membres publics d’un GHT",
}


def amount(cents: int) -> str:
    """An amount of the rules, as short as it is exact: « 18 000 € », « 6 500,50 € »."""
    if cents % 100:
        return format_euros(cents)
    return f"{format_number(cents // 100)}{SPACE}€"


def target(value: Fraction | str | None) -> str:
    """A target as printed: a rate, « oui », or a dash where the window has none."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else format_rate(value)


def difference(before: Fraction | str | None, after: Fraction | str | None) -> str:
    """What became of a target, in words."""
    if before == after:
        return "inchangée" if after is not None else "sans cible"
    if before is None:
        return "nouvelle"
    if after is None:
        return "supprimée"
    if isinstance(before, str) or isinstance(after, str):
        return "modifiée"
    points = (after - before) * 100
    verb = "relevée" if points > 0 else "abaissée"
    return f"{verb} de {format_number(abs(points))}{SPACE}point{'s' if abs(points) >= 2 else ''}"


def moved(before: Periode, after: Periode) -> str:
    """What became of a period, in words."""
    if (before.debut, before.fin) == (after.debut, after.fin):
        return "inchangée"
    if before.debut == after.debut and before.fin and after.fin:
        verb = "repoussée" if after.fin > before.fin else "avancée"
        return f"fin {verb} du {format_date(before.fin)} au {format_date(after.fin)}"
    return "déplacée"


def called(rules: Rules, identifier: str) -> str:
    """A part of the rules by its name, the identifier first where it has one people know."""
    if identifier in rules.volets:
        return f"Volet {identifier[1:]}, {rules.volets[identifier].court}"  # type: ignore[index]
    if identifier in rules.conditions:
        return rules.conditions[identifier].libelle  # type: ignore[index]
    if identifier in rules.candidature:
        return rules.candidature[identifier].libelle  # type: ignore[index]
    for section in (rules.indicateurs, rules.domaines, rules.prerequis):
        if identifier in section:
            return f"{label(identifier)}, {section[identifier].court}"  # type: ignore[index]
    return f"Lecture {identifier}" if identifier in rules.lectures else label(identifier)


def joined(items: Iterable[str], last: str = "et") -> str:
    """« a, b et c »."""
    *before, end = items
    return f"{', '.join(before)} {last} {end}" if before else end


def plain(text: str) -> Markup:
    """A text for a Markdown heading: nothing in it is markup."""
    return Markup(re.sub(r"([\\`*_\[\]{}])", r"\\\1", escape(text)))


def quoted(text: str) -> Markup:
    """A text for the front matter of a page, where it also goes into an attribute of its head."""
    return Markup(json.dumps(text.replace('"', ""), ensure_ascii=False))


def fold(word: str) -> str:
    """A word in small letters, without accents or ligatures."""
    word = word.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
