"""What can still be computed of an input that has problems: the rest, without what they bear on.

A fault never changes what stands: a candidature that has one is left out whole, but for the base forfait that it
may do without; an establishment without its activity is left out; an answer that only eligibility or a target
waits for is taken as not given.
"""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

from calculator.exact.problems import InvalidInput
from calculator.rules.addresses import label
from calculator.rules.model import Rules
from calculator.situation.intake import read_input
from calculator.situation.model import Dossier, Situation

__all__ = ["Rest", "rest_of"]

type Keys = list[str | int]

_LEFT_OUT = object()
_ATTEMPTS = 4
"""A fault may hide another; beyond, nothing is computed."""
_ANSWERS = ("nom", "finess", "region", "statut", "ght")
"""What an establishment may do without."""


class Rest(NamedTuple):
    """What can be computed, and what was left out of it, in words.

    ``entier`` says that no candidature nor establishment was: the totals are whole.
    """

    given: Situation | Dossier
    sans: tuple[str, ...]
    entier: bool


def rest_of(rules: Rules, data: dict[str, Any], error: InvalidInput) -> Rest | None:
    """The rest of an input that ``read_input`` refused; nothing when no amount can be told."""
    left = _numbered(copy.deepcopy(data))
    out: list[str] = []
    for _ in range(_ATTEMPTS):
        for path in [_keys(left, problem.chemin) for problem in error.problems]:
            told = _cut(left, path)
            if told is None:
                return None
            out += [told] if told else []
        left = _without(left)
        if left.get("dossier") == []:
            return None
        try:
            return Rest(read_input(rules, left), tuple(dict.fromkeys(out)), not out)
        except InvalidInput as again:
            error = again
    return None


def _numbered(data: dict[str, Any]) -> dict[str, Any]:
    """A dossier whose establishments keep their numbers once one is left out."""
    for number, block in enumerate(data.get("dossier", ()), 1):
        site = block.get("etablissement")
        if isinstance(site, dict) and not site.get("nom"):
            site["nom"] = f"Établissement {number}"
    return data


def _keys(data: Any, chemin: str) -> Keys:
    """The keys behind a written path; a key may hold a point, as « DS1.1 » does."""
    keys: Keys = []
    while chemin:
        if isinstance(data, list):
            number, _, chemin = chemin.removeprefix("[").partition("]")
            key: str | int = int(number)
            data = data[int(number)]
        else:
            known = data if isinstance(data, dict) else ()
            starts = [name for name in known if _begins(chemin, name)]
            key = max(starts, key=len, default=chemin)
            data = data[key] if starts else None
            chemin = chemin[len(str(key)) :]
        keys.append(key)
        chemin = chemin.removeprefix(".")
    return keys


def _begins(chemin: str, name: str) -> bool:
    return chemin.startswith(name) and chemin[len(name) : len(name) + 1] in ("", ".", "[")


def _cut(data: dict[str, Any], path: Keys) -> str | None:
    """Mark what a problem bears on; what is left out, in words, empty for an answer alone, ``None`` for all."""
    if path[:1] != ["dossier"]:
        return _cut_block(data, path)
    if len(path) < 2:
        return None
    blocks, number = data["dossier"], int(path[1])
    if blocks[number] is _LEFT_OUT:
        return ""
    told = _cut_block(blocks[number], path[2:])
    if told is None:
        name = blocks[number].get("etablissement", {}).get("nom", f"Établissement {number + 1}")
        blocks[number] = _LEFT_OUT
        return f"l’établissement « {name} »"
    return told


def _cut_block(block: Any, path: Keys) -> str | None:
    if not isinstance(block, dict) or not path:
        return None
    head, *more = path
    if head == "candidatures" and more and isinstance(block["candidatures"], list):
        return _cut_candidature(block["candidatures"], int(more[0]), more[1:])
    if head in ("mesures", "mesures_report", "prerequis", "conditions", "domaines_deja_finances") and more:
        block[head][more[0]] = _LEFT_OUT
        return ""
    if head == "etablissement" and more and more[0] in _ANSWERS:
        block[head][more[0]] = _LEFT_OUT
        return ""
    if head in ("audit_realise_le", "pilote_mes", "experimentation"):
        block[head] = _LEFT_OUT
        return ""
    return None


def _cut_candidature(candidatures: list[Any], index: int, more: Keys) -> str:
    item = candidatures[index]
    if item is _LEFT_OUT:
        return ""
    if more == ["forfait_base"] and item.get("domaine") == "DS4":
        item["forfait_base"] = _LEFT_OUT
        return ""
    candidatures[index] = _LEFT_OUT
    domain = item.get("domaine") if isinstance(item, dict) else None
    return f"la candidature {label(domain)}" if isinstance(domain, str) else "une candidature"


def _without(data: Any) -> Any:
    """A copy without what was marked."""
    if isinstance(data, dict):
        return {key: _without(item) for key, item in data.items() if item is not _LEFT_OUT}
    if isinstance(data, list):
        return [_without(item) for item in data if item is not _LEFT_OUT]
    return data
