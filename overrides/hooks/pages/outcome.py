"""The questions of the form about what became of a domain, whose answers are those of several fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calculator.rules.model import DomaineId, Rules

__all__ = ["Issue", "Rang", "Reponse", "outcome"]


class Reponse(NamedTuple):
    """An answer: its words; the fields that it writes, as a link would (« cro=oui&DS1.3.atteinte=non »); the
    condition on the fields when it is the answer, if that is not when they say just this.
    """

    texte: str
    ecrit: str
    lu: str = ""


class Rang(NamedTuple):
    """Of a question that asks two things at once, what a row says of the first, and its answers."""

    titre: str
    reponses: tuple[Reponse, ...]


class Issue(NamedTuple):
    """What is asked of the outcome of a domain, each of the answers a tuple, empty where it does not arise:
    whether its targets are reached; which one is missed, when ``manquee`` holds; the bonus alone; both at once.
    """

    question: str
    cibles: tuple[Reponse, ...]
    manquee: str
    laquelle: tuple[Reponse, ...]
    bonus: tuple[Reponse, ...]
    ensemble: tuple[Rang, ...]


def outcome(rules: Rules, domain: DomaineId) -> Issue:
    """What the form asks of the outcome of a domain."""
    targets = [name for name, item in rules.indicateurs.items() if item.domaine == domain and not item.bonus]
    fields = [f"{name}.atteinte" for name in targets]
    unnamed = f"{domain}.cibles_manquees"
    several = len(targets) > 1

    def told(by_field: Mapping[str, str]) -> str:
        return _written({name: by_field.get(name, "") for name in (*fields, unnamed)})

    reached = told(dict.fromkeys(fields, "oui"))
    missed = told({unnamed: "oui"} if several else {fields[0]: "non"})
    unknown = told({})
    is_missed = "|".join([f"{unnamed}=oui", *(f"{name}=non" for name in fields)])
    each = [
        Reponse(rules.indicateurs[name].court, told({field: "non"}))
        for name, field in zip(targets, fields, strict=True)
    ]
    every = Reponse("Les deux" if len(targets) == 2 else "Toutes", told(dict.fromkeys(fields, "non")))
    bonus = _bonus(rules) if domain == rules.bonus_cro.domaine else ()
    return Issue(
        "Toutes les cibles obligatoires sont-elles atteintes ?"
        if several
        else "La cible obligatoire est-elle atteinte ?",
        (Reponse("Oui", reached), Reponse("Non", missed, is_missed), Reponse("Je ne sais pas", unknown)),
        is_missed,
        (*each, every, Reponse("Je ne sais pas", missed)) if several else (),
        bonus,
        _together(reached, missed, is_missed, unknown, bonus),
    )


def _bonus(rules: Rules) -> tuple[Reponse, ...]:
    reached = f"{rules.bonus_cro.indicateur}.atteinte"
    return (
        Reponse("Non demandé", _written({"cro": "", reached: ""})),
        Reponse("Demandé", _written({"cro": "oui", reached: ""})),
        Reponse("Atteint", _written({"cro": "oui", reached: "oui"})),
        Reponse("Manqué", _written({"cro": "oui", reached: "non"})),
    )


def _together(
    reached: str, missed: str, is_missed: str, unknown: str, bonus: tuple[Reponse, ...]
) -> tuple[Rang, ...]:
    """The targets and the bonus in one answer. Once a target is missed, whether the bonus was asked for still counts,
    in the advance, and what became of it no longer does.
    """
    if not bonus:
        return ()
    not_asked, asked = (item.texte.lower() for item in bonus[:2])
    return (
        Rang("Oui, CRO", tuple(_both(reached, bonus))),
        Rang(
            "Non, CRO",
            tuple(
                Reponse(text, f"{missed}&{item.ecrit}", f"{is_missed} {condition}")
                for item, text, condition in zip(
                    bonus[:2], (not_asked, asked), ("!cro=oui", "cro=oui"), strict=True
                )
            ),
        ),
        Rang("Je ne sais pas, CRO", tuple(_both(unknown, bonus))),
    )


def _both(targets: str, bonus: Iterable[Reponse]) -> Iterable[Reponse]:
    return (Reponse(item.texte.lower(), f"{targets}&{item.ecrit}") for item in bonus)


def _written(fields: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in fields.items())
