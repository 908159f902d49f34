"""A situation as the fragment of an address, and back: form-urlencoded leaf keys, flat and unique.

``activite_combinee=127800&DS1=F1&cro=oui&DS1.1=490/1000``; the establishments after the first of a
dossier carry the prefix ``2.``, ``3.`` …. The form of the page has the same names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from urllib.parse import quote_plus

from calculator.exact.problems import Path, Problem, show_path, suggestion
from calculator.exact.quantities import ANSWERS
from calculator.exact.reading import write_decimal, write_euros
from calculator.rules.addresses import label
from calculator.rules.model import ComposanteId, ConditionId, DomaineId, IndicateurId, PrerequisId, Rules
from calculator.situation.link_text import ESTABLISHMENT, parameters_of
from calculator.situation.model import Dossier, Mesure, Mesures, Situation

STAMP = "regles"
_SITE = ("nom", "finess", "region", "statut", "ght", "activite_combinee")

# Where a parameter goes in the input; candidatures are found by their domain.
_PATHS: dict[str, Path] = {
    **{key: ("etablissement", key) for key in _SITE},
    **{key: ("etablissement", "activite", key) for key in get_args(ComposanteId)},
    **{key: ("prerequis", key) for key in get_args(PrerequisId)},
    "audit_realise_le": ("audit_realise_le",),
    **{key: ("conditions", key) for key in get_args(ConditionId)},
    "domaines_deja_finances": ("domaines_deja_finances",),
    **{domain: ("candidatures", domain, "fenetre") for domain in get_args(DomaineId)},
    "cro": ("candidatures", "DS1", "cro"),
    "forfait_base": ("candidatures", "DS4", "forfait_base"),
    **{
        f"{domain}.{option}": ("candidatures", domain, option)
        for domain in get_args(DomaineId)
        for option in ("report", "deposee_le", "avance_versee", "solde_verse", "cibles_manquees")
    },
    **{key: ("mesures", key) for key in get_args(IndicateurId)},
    **{f"{key}.atteinte": ("mesures", key, "atteinte") for key in get_args(IndicateurId)},
    **{f"report.{key}": ("mesures_report", key) for key in get_args(IndicateurId)},
    **{f"report.{key}.atteinte": ("mesures_report", key, "atteinte") for key in get_args(IndicateurId)},
    "forfait_volet_2": ("pilote_mes", "forfait_volet_2"),
    "forfait": ("experimentation", "forfait"),
    "texte": ("texte",),
}
_PRESENTATIONS = ("DS4.3",)
"""Indicators that are made or not: no rate is typed for them."""
PARAMETERS = tuple(_PATHS)
_SPELLINGS = {name.casefold(): name for name in (*PARAMETERS, STAMP)}


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a fragment says: the untyped input, the values by field, and what could not be used.

    ``fields`` gives, for a path of the input, the name of the parameter that carries it;
    ``prefixes`` gives, for each establishment in order, what its parameters start with.
    """

    data: dict[str, Any]
    champs: dict[str, str]
    fields: dict[str, str]
    prefixes: tuple[str, ...]
    warnings: tuple[Problem, ...]
    stamp: str | None

    def field_of(self, chemin: str) -> str | None:
        """The form field concerned by a problem at a path of the input."""
        best = max((path for path in self.fields if chemin.startswith(path)), key=len, default=None)
        if best is not None:
            return self.fields[best]
        match = re.match(r"(?:dossier\[(\d+)\]\.)?etablissement\.", chemin)
        if match is None:
            return None
        return self.prefixes[int(match[1] or 0)] + "activite_combinee"


def read_fragment(fragment: str) -> Fragment:
    """Spread the parameters of a fragment into the input of a simulation; nothing is refused here."""
    champs: dict[str, str] = {}
    warnings: list[Problem] = []
    blocks: dict[int, dict[str, str]] = {1: {}}
    common: dict[str, str] = {}
    for key, value in parameters_of(fragment, _SPELLINGS, warnings):
        match = ESTABLISHMENT.fullmatch(key)
        number, name = (int(match[1]), match[2]) if match else (1, key)
        if name == STAMP or (name == "texte" and number == 1):
            common.setdefault(name, value)
        elif name not in _PATHS or (name == "texte" and number > 1):
            hint = suggestion(name[:60], PARAMETERS)
            hint = (
                f" ; {hint}" if hint.startswith("vouliez-vous") else "."
            )  # the whole list would say nothing
            message = f"paramètre inconnu « {key[:60]} », laissé de côté{hint}"
            warnings.append(Problem(key[:60], "parametre_inconnu", message))
            continue
        elif not value.strip():
            message = f"« {key} » n’a pas de valeur : il est laissé de côté."
            warnings.append(Problem(key, "parametre_vide", message))
            continue
        elif name in blocks.setdefault(number, {}):
            message = f"le paramètre « {key} » est donné deux fois : la première valeur est gardée."
            warnings.append(Problem(key, "parametre_en_double", message))
            continue
        else:
            blocks[number][name] = value
        champs.setdefault(key, value)
    common = {name: value for name, value in common.items() if value.strip()}
    fields: dict[str, str] = {}
    if "texte" in common:
        fields["texte"] = "texte"
    situations = []
    for index, number in enumerate(sorted(blocks)):
        path: Path = ("dossier", index) if len(blocks) > 1 else ()
        prefix = "" if number == 1 else f"{number}."
        situations.append(_block(blocks[number], path, prefix, fields, warnings))
    texte = {"texte": common["texte"]} if "texte" in common else {}
    data = {**texte, **situations[0]} if len(situations) == 1 else {**texte, "dossier": situations}
    prefixes = tuple("" if number == 1 else f"{number}." for number in sorted(blocks))
    return Fragment(data, champs, fields, prefixes, tuple(warnings), common.get(STAMP))


def _block(
    values: dict[str, str], path: Path, prefix: str, fields: dict[str, str], warnings: list[Problem]
) -> dict[str, Any]:
    """One establishment: its parameters at their place in the input."""
    data: dict[str, Any] = {"etablissement": {}}
    applied = [name for name in values if name in get_args(DomaineId)]
    candidatures: dict[str, dict[str, Any]] = {domain: {"domaine": domain} for domain in applied}
    for name, raw in values.items():
        value = raw.strip()
        inner = _PATHS[name]
        if inner[0] == "candidatures":
            domain = str(inner[1])
            if domain not in candidatures:
                message = (
                    f"« {prefix}{name} » est laissé de côté : le domaine {label(domain)} n’est pas demandé."
                )
                warnings.append(Problem(prefix + name, "parametre_sans_effet", message))
                continue
            candidatures[domain][str(inner[2])] = value
            inner = ("candidatures", applied.index(domain), inner[2])
        else:
            target = data
            for key in inner[:-1]:
                target = target.setdefault(str(key), {})
            found = _value(name, value)
            if isinstance(found, dict):
                target.setdefault(str(inner[-1]), {}).update(found)
            else:
                target[str(inner[-1])] = found
        fields[show_path((*path, *inner))] = prefix + name
    for index, domain in enumerate(applied):
        owner = "forfait_base" if domain == "DS4" else domain
        fields[show_path((*path, "candidatures", index, "forfait_base"))] = prefix + owner
        fields.setdefault(show_path((*path, "candidatures", index)), prefix + domain)
    if candidatures:
        data["candidatures"] = list(candidatures.values())
    return data


def _value(name: str, text: str) -> Any:
    """A parameter that stands for a list or a block."""
    if name == "domaines_deja_finances":
        return [item.strip() for item in text.split(",") if item.strip()]
    indicator = name.removeprefix("report.")
    if indicator not in get_args(IndicateurId):
        return text
    if indicator in _PRESENTATIONS or text.casefold() in ANSWERS:
        return {"presentation": text}
    above, slash, below = text.partition("/")
    return {"numerateur": above, "denominateur": below} if slash else {"taux": text}


def write_fragment(rules: Rules, given: Situation | Dossier) -> str:
    """The canonical fragment of a situation or a dossier, with the version of the rules.

    A dossier of one establishment has no sign of its own: it comes back as a situation, with the same amounts.
    """
    situations = given.dossier if isinstance(given, Dossier) else (given,)
    pairs: list[tuple[str, str]] = []
    for number, situation in enumerate(situations, 1):
        prefix = "" if number == 1 else f"{number}."
        pairs += [(prefix + key, value) for key, value in parameters(situation)]
    if situations[0].texte != "I2023":
        pairs.append(("texte", situations[0].texte))
    pairs.append((STAMP, stamp(rules)))
    return "&".join(f"{key}={quote_plus(value, safe='/', errors='replace')}" for key, value in pairs)


def stamp(rules: Rules) -> str:
    """``<version>-<8 first characters of the hash>``: which rules a link was made under."""
    return f"{rules.version}-{(rules.empreinte or '')[:8]}"


def parameters(situation: Situation) -> Iterator[tuple[str, str]]:
    """The answers of one establishment, by parameter, without prefix or version."""
    site = situation.etablissement
    for key in ("nom", "finess", "region", "statut", "ght"):
        if getattr(site, key) is not None:
            yield key, getattr(site, key)
    if site.activite_combinee is not None:
        yield "activite_combinee", write_decimal(site.activite_combinee)
    for name, count in (site.activite or {}).items():
        yield name, write_decimal(count)
    for item in situation.candidatures:
        yield item.domaine, item.fenetre
        if item.cro:
            yield "cro", "oui"
        if item.forfait_base is not None:
            yield "forfait_base", write_euros(item.forfait_base)
        if item.deposee_le is not None:
            yield f"{item.domaine}.deposee_le", item.deposee_le.isoformat()
        if item.report is not None:
            yield f"{item.domaine}.report", item.report
        if item.avance_versee is not None:
            yield f"{item.domaine}.avance_versee", write_euros(item.avance_versee)
        if item.solde_verse is not None:
            yield f"{item.domaine}.solde_verse", write_euros(item.solde_verse)
        if item.cibles_manquees:
            yield f"{item.domaine}.cibles_manquees", "oui"
    yield from _measures("", situation.mesures)
    yield from _measures("report.", situation.mesures_report)
    yield from situation.prerequis.items()
    if isinstance(situation.audit_realise_le, date):
        yield "audit_realise_le", situation.audit_realise_le.isoformat()
    for condition, answer in situation.conditions.items():
        yield condition, "oui" if answer else "non"
    if situation.domaines_deja_finances:
        yield "domaines_deja_finances", ",".join(situation.domaines_deja_finances)
    if situation.pilote_mes is not None:
        yield "forfait_volet_2", write_euros(situation.pilote_mes.forfait_volet_2)
    if situation.experimentation is not None:
        yield "forfait", write_euros(situation.experimentation.forfait)


def _measures(prefix: str, measures: Mesures) -> Iterator[tuple[str, str]]:
    for identifier, measure in measures.items():
        if measure.mesuree is not None:
            yield prefix + identifier, _measure(measure)
        if measure.atteinte is not None:
            yield f"{prefix}{identifier}.atteinte", "oui" if measure.atteinte else "non"


def _measure(measure: Mesure) -> str:
    if measure.presentation is not None:
        return "oui" if measure.presentation else "non"
    if measure.taux is not None:
        return f"{write_decimal(measure.taux * 100)}%"
    return f"{measure.numerateur}/{measure.denominateur}"
