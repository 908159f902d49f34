"""The rules that go with a rule: domain, indicators, windows, prerequisites, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calculator.rules.model import Domaine, Fenetre, Indicateur, Prerequis, Rules
from overrides.hooks.gathering import gather

type Links = list[tuple[str, list[str]]]
"""Identifiers to link to, under their headings, in the order in which questions come."""


def related(rules: Rules, identifier: str, item: object) -> Links:
    """What to read after the page of a rule."""
    found: Mapping[str, Iterable[str]] = {}
    match item:
        case Indicateur():
            found = _of_indicator(rules, identifier, item)
        case Domaine():
            found = _of_domain(rules, identifier, item)
        case Prerequis():
            found = _of_prerequisite(rules, identifier, item)
        case Fenetre():
            found = _of_window(rules, identifier)
    return [(heading, listed) for heading, names in found.items() if (listed := list(names))]


def _of_indicator(rules: Rules, identifier: str, item: Indicateur) -> Mapping[str, Iterable[str]]:
    with_bonus = "cro" if identifier == rules.bonus_cro.indicateur else ""
    return {
        "Son domaine": [item.domaine],
        "Autres indicateurs": [n for n in gather.indicators(rules, item.domaine) if n != identifier],
        "Fenêtres": gather.target_windows(rules, identifier),  # type: ignore[arg-type]
        "Prérequis": gather.prerequisites(rules, rules.domaines[item.domaine].volet),
        "Conditions propres": gather.conditions(rules, item.domaine, with_bonus),
    }


def _of_domain(rules: Rules, identifier: str, item: Domaine) -> Mapping[str, Iterable[str]]:
    with_bonus = "cro" if identifier == rules.bonus_cro.domaine else ""
    return {
        "Indicateurs": gather.indicators(rules, identifier),
        "Fenêtres": gather.windows(rules, item.volet),
        "Prérequis": gather.prerequisites(rules, item.volet),
        "Conditions propres": gather.conditions(rules, identifier, with_bonus),
        "Candidature": ["deja_finance", "une_par_fenetre", "maille", "decision"],
    }


def _of_prerequisite(rules: Rules, identifier: str, item: Prerequis) -> Mapping[str, Iterable[str]]:
    return {
        "Domaines qui le demandent": gather.domains(rules, item.volet),
        "Autres prérequis": [n for n in gather.prerequisites(rules, item.volet) if n != identifier],
        "Fenêtres": gather.windows(rules, item.volet),
        "Conditions": ["osis_prerequis"],
        "Candidature": ["justificatifs", "decision"],
    }


def _of_window(rules: Rules, identifier: str) -> Mapping[str, Iterable[str]]:
    paid = [name for name, volet in rules.volets.items() if identifier in volet.parts.valeurs]
    return {
        "Domaines financés": [name for name, item in rules.domaines.items() if item.volet in paid],
        "Autres fenêtres": [name for name in rules.fenetres if name != identifier],
        "Prérequis": rules.prerequis,
        "Conditions": ["engagement_cibles"],
        "Candidature": ["periode_candidature", "une_par_fenetre", "depot", "decision"],
    }
