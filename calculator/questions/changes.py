"""What changed between two versions of the rules, told in French: what counts first, then section by section.

Works on two published ``regles.json``. A part that only one version has is one line, whatever it holds; a
quotation is found again by its words, wherever it moved in its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from calculator.questions.versions import shown
from calculator.rules.addresses import label
from calculator.rules.comparison import IGNORED, compare, figures, name_of, same_words, under

__all__ = ["tell"]

SECTIONS = {
    "textes": "Textes et pages publiques",
    "lectures": "Lectures",
    "programme": "Le programme",
    "acteurs": "Les acteurs",
    "territoire": "Le territoire",
    "volets": "Les volets",
    "domaines": "Les domaines",
    "categories": "Les catégories",
    "bonus_cro": "Le bonus CRO",
    "versements": "L’avance et le solde",
    "exemple": "L’exemple de l’instruction",
    "fenetres": "Les fenêtres",
    "indicateurs": "Les indicateurs",
    "prerequis": "Les prérequis",
    "conditions": "Les conditions",
    "candidature": "La candidature",
    "activite": "L’activité combinée",
    "enveloppes": "Les enveloppes",
    "experimentation": "L’expérimentation",
    "pilote_mes": "Les pilotes Mon espace santé",
    "sons": "SONS",
    "contexte": "Autour du programme",
    "glossaire": "Le glossaire",
    "faq": "Les questions fréquentes",
}
"""The parts of the rules, in the order in which they are told."""

ACCENTS = {
    "autorite": "autorité",
    "date_affichee": "date affichée",
    "debut": "début",
    "definition": "définition",
    "deploiement": "déploiement",
    "echeances": "échéances",
    "editeur": "éditeur",
    "en_main": "en notre possession",
    "libelle": "libellé",
    "portee": "portée",
    "precisions": "précisions",
    "releves": "relevés",
    "reponse": "réponse",
    "resume": "résumé",
    "role": "rôle",
    "theme": "thème",
}
SAID = ("question", "titre", "libelle", "terme", "mots", "nom", "texte")
"""What a part is called, by the first of these that it has."""
NAMED = ("acteurs", "conditions", "candidature", "glossaire", "faq")
"""The sections whose keys are words of ours: their parts go by their own name."""
LONG = 60
"""Characters beyond which a text before and a text after each have their line."""


class Change(NamedTuple):
    """A part that one version has otherwise, or alone: ``None`` where it has none."""

    chemin: str
    avant: Any
    apres: Any


def tell(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """The lines, without the title: the figures a result is computed from, then each section that differs."""
    counted = figures(compare(before, after))
    if counted:
        yield "Ce dont un résultat se calcule"
        for item in counted:
            yield f"  ~ {_place(item.chemin, {}, 0)} : {shown(item.chemin, item.avant)} → {shown(item.chemin, item.apres)}"
    else:
        yield "Ce dont un résultat se calcule : aucune valeur ne change."
    told = {item.chemin for item in counted}
    for section, title in SECTIONS.items():
        lines = list(_section(section, before.get(section), after.get(section), told))
        if lines:
            yield f"\n{title}"
            yield from lines


def _section(section: str, before: Any, after: Any, told: set[str]) -> Iterator[str]:
    names, retyped = {}, 0
    if section in NAMED:
        names = {key: _said(part) for key, part in {**(before or {}), **(after or {})}.items()}
    for change in _changes(section, before, after):
        if isinstance(change.avant, str) and same_words(change.avant, str(change.apres)):
            retyped += 1
        elif change.chemin not in told:
            yield from _lines(change, names)
    if retyped:
        yield f"  ~ {retyped} apostrophe{'s' if retyped > 1 else ''} seulement, droite{'s' if retyped > 1 else ''} auparavant"


def _changes(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**after, **before}:
            if path or key not in IGNORED:
                yield from _changes(under(path, key), before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list) and _holds_parts(before + after):
        for name, old, new in _paired(before, after):
            yield from _changes(f"{path}[{name}]", old, new)
    else:
        yield Change(path, before, after)


def _holds_parts(items: list[Any]) -> bool:
    return any(isinstance(item, dict | list) for item in items)


def _paired(before: list[Any], after: list[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each item of two lists with its like: the same words first, then the same name, then none."""
    left = list(before)
    alone = []
    for item in after:
        if item in left:
            left.remove(item)
        else:
            alone.append(item)
    for item in alone:
        words = [old for old in left if _words(old) and same_words(_words(old), _words(item))]
        like = words or [old for old in left if name_of(old) == name_of(item)]
        if like:
            left.remove(like[0])
        yield name_of(item), like[0] if like else None, item
    for item in left:
        yield name_of(item), item, None


def _words(item: Any) -> str:
    return str(item.get("citation") or item.get("mots") or "") if isinstance(item, dict) else ""


def _lines(change: Change, names: Mapping[str, str]) -> Iterator[str]:
    place = _place(change.chemin, names)
    if change.avant is None or change.apres is None:
        sign, part = ("+", change.apres) if change.avant is None else ("-", change.avant)
        said = shown(change.chemin, _said(part))
        if said in place and isinstance(part, dict):
            said = str(part.get("texte") or part.get("reponse") or part.get("definition") or "")
        yield f"  {sign} {place}{f' : {said}' if said else ''}"
        return
    ends = [shown(change.chemin, _said(end)) for end in (change.avant, change.apres)]
    if max(map(len, ends)) <= LONG:
        yield f"  ~ {place} : {ends[0]} → {ends[1]}"
    else:
        yield f"  ~ {place}"
        yield f"      avant : {ends[0]}"
        yield f"      après : {ends[1]}"


def _said(part: Any) -> str:
    """What a part is, in a few words."""
    if isinstance(part, bool):
        return "oui" if part else "non"
    if isinstance(part, list):
        return " ; ".join(map(_said, part))
    if not isinstance(part, dict):
        return str(part)
    if "citation" in part:
        return f"« {part['citation']} »"
    key = next((key for key in SAID if isinstance(part.get(key), str)), None)
    if key is None:
        return " ; ".join(str(value) for value in part.values() if isinstance(value, str))
    return f"« {part[key]} »" if key == "mots" else str(part[key])


def _place(path: str, names: Mapping[str, str], skip: int = 1) -> str:
    """A path as one says it: « I2023, résumé » ; its section is left to the title unless ``skip`` is 0."""
    section, *pieces = [key or word for word, key in re.findall(r"([^.\[\]]+)|\[([^\]]*)\]", path)]
    if pieces:
        pieces[0] = names.get(pieces[0]) or pieces[0]
    named = [SECTIONS[section], *map(_worded, pieces)]
    return ", ".join(piece for piece in named[skip:] if piece) or named[0]


def _worded(piece: str) -> str:
    if re.match(r"(?:PS|DS)\d", piece):
        return label(piece)
    return ACCENTS.get(piece, piece.replace("_", " "))
