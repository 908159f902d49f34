"""What the pages show and the data holds apart: targets side by side, readings concerned, related rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calculator.coherence import walk
from calculator.rules import (
    Condition,
    FenetreId,
    Indicateur,
    IndicateurId,
    Lecture,
    Periode,
    Rules,
    Source,
    Sourced,
)
from overrides.hooks.addresses import SUBJECTS
from overrides.hooks.words import difference, label


@dataclass(frozen=True)
class TargetRow:
    """The target of an indicator in a window: as first set, as in force, and the change in words."""

    indicateur: IndicateurId
    fenetre: FenetreId
    mesure: Periode
    origine: Fraction | str | None
    en_vigueur: Fraction | str | None
    ecart: str


def target_rows(rules: Rules, identifier: IndicateurId) -> Iterator[TargetRow]:
    """A row for each window of the programme."""
    for window in rules.fenetres:
        yield target_row(rules, identifier, window)


def target_row(rules: Rules, identifier: IndicateurId, window: FenetreId) -> TargetRow:
    """The target of one indicator in one window."""
    before, after = (
        targets.valeurs.get(window) if (targets := rules.indicateurs[identifier].cibles.get(text)) else None
        for text in ("I2021", "I2023")
    )
    return TargetRow(
        identifier, window, rules.fenetres[window].mesure["I2023"], before, after, difference(before, after)
    )


def sources(parts: Iterable[Sourced]) -> list[Source]:
    """The sources of several parts of the rules shown together, each once."""
    return list(dict.fromkeys(source for part in parts for source in part.sources))


def readings(rules: Rules, identifier: str, *parts: object) -> list[str]:
    """The register entries that a rule depends on: those its sources name, and those that name it."""
    found = {name for name, item in rules.lectures.items() if identifier in item.concerne}
    for part in parts:
        for _, node in walk(part):
            found.update(getattr(node, "lectures", ()))
    return sorted(found)


def concerned(reading: Lecture) -> Iterator[tuple[str, str | None]]:
    """What a reading concerns: each name, and the identifier of its page where it has one."""
    for name in reading.concerne:
        yield SUBJECTS[name] if name in SUBJECTS else (label(name), name)


def indicators(rules: Rules, domain: str) -> dict[IndicateurId, Indicateur]:
    """The indicators of a domain."""
    return {name: item for name, item in rules.indicateurs.items() if item.domaine == domain}


def conditions(rules: Rules, *concerned: str) -> dict[str, Condition]:
    """The conditions that concern some candidates."""
    return {name: item for name, item in rules.conditions.items() if item.concerne in concerned}


def shares(rules: Rules, window: FenetreId) -> Iterator[tuple[str, Fraction | None]]:
    """The share of the forfait of each volet in a window."""
    for name, volet in rules.volets.items():
        yield name, volet.parts.valeurs.get(window)


def end_of_programme(rules: Rules) -> date:
    """The last day of the last window."""
    return max(
        period.fin for window in rules.fenetres.values() for period in window.mesure.values() if period.fin
    )
