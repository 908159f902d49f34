"""What the pages show and the data holds apart: targets side by side, readings concerned, related rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from calculator.rules.coherence.walking import walk
from calculator.rules.model import (
    Condition,
    DomaineId,
    Fait,
    FenetreId,
    Indicateur,
    IndicateurId,
    Lecture,
    Page,
    Periode,
    PrerequisId,
    Releve,
    Rules,
    Source,
    Sourced,
    Statut,
    Texte,
    VoletId,
)
from overrides.hooks.gathering.addresses import SUBJECTS
from overrides.hooks.gathering.words import difference, label

SURE: tuple[Statut, ...] = ("fait", "lecture", "ouvert")
"""The statuses, the surest first."""


@dataclass(frozen=True)
class TargetRow:
    """The target of an indicator in a window: as first set, as in force, and the change in words."""

    indicateur: IndicateurId
    fenetre: FenetreId
    mesure: Periode
    mesure_origine: Periode
    origine: Fraction | str | None
    en_vigueur: Fraction | str | None
    ecart: str

    @property
    def changed(self) -> bool:
        return self.origine is not None and self.origine != self.en_vigueur


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
    measured = rules.fenetres[window].mesure
    change = difference(before, after)
    return TargetRow(identifier, window, measured["I2023"], measured["I2021"], before, after, change)


class Changes(NamedTuple):
    """How much the text in force changed: periods of measure moved, targets lowered, raised, added."""

    dates: int
    baisse: int
    hausse: int
    nouvelle: int


def changes(rules: Rules) -> Changes:
    """Count what differs between the first text and the one in force, over all windows and indicators."""
    moved = [
        window
        for window in rules.fenetres.values()
        if (window.mesure["I2021"].debut, window.mesure["I2021"].fin)
        != (window.mesure["I2023"].debut, window.mesure["I2023"].fin)
    ]
    told = [row.ecart for name in rules.indicateurs for row in target_rows(rules, name)]
    kinds = [sum(word.startswith(kind) for word in told) for kind in ("abaissée", "relevée", "nouvelle")]
    return Changes(len(moved), *kinds)


def windows(rules: Rules, volet: VoletId) -> list[FenetreId]:
    """The windows that pay a volet."""
    return list(rules.volets[volet].parts.valeurs)


def target_windows(rules: Rules, identifier: IndicateurId) -> list[FenetreId]:
    """The windows in which an indicator has a target in force."""
    return [row.fenetre for row in target_rows(rules, identifier) if row.en_vigueur is not None]


def sources(parts: Iterable[Sourced]) -> list[Source]:
    """The sources of several parts of the rules shown together, each once."""
    return list(dict.fromkeys(source for part in parts for source in part.sources))


def weakest(found: Iterable[Source]) -> Statut:
    """How sure a statement is that stands on several sources."""
    return max((source.statut for source in found), key=SURE.index, default="fait")


def by_status(rules: Rules, names: Iterable[FenetreId]) -> list[tuple[Statut, list[str], list[str]]]:
    """Windows grouped by how sure their measure in force is, with the readings it depends on."""
    found: dict[Statut, tuple[list[str], list[str]]] = {}
    for name in names:
        used = rules.fenetres[name].mesure["I2023"].sources
        windows, readings = found.setdefault(weakest(used), ([], []))
        windows.append(name)
        readings += [item for source in used for item in source.lectures]
    return [
        (status, found[status][0], list(dict.fromkeys(found[status][1])))
        for status in SURE
        if status in found
    ]


def places(found: Iterable[Source]) -> dict[str, list[str]]:
    """For each text, the places cited."""
    by_text: dict[str, list[str]] = {}
    for source in found:
        cited = by_text.setdefault(source.texte, [])
        if source.endroit not in cited:
            cited.append(source.endroit)
    return by_text


class Passage(NamedTuple):
    """What one place of a text says: what it is quoted for, how sure it is, where it is, its words."""

    titre: str
    statut: Statut
    endroit: str
    lectures: tuple[str, ...]
    citations: list[str]


def passages(named: Iterable[tuple[str, Iterable[Source]]]) -> dict[str, list[Passage]]:
    """For each text, its places in the order in which they are cited; what a text is said once."""
    by_text: dict[str, list[Passage]] = {}
    for title, found in named:
        for source in found:
            cited = by_text.setdefault(source.texte, [])
            place = (title, source.statut, source.endroit, tuple(source.lectures))
            if not cited or cited[-1][:4] != place:
                cited.append(Passage(*place, []))
            cited[-1].citations.append(source.citation)
    return by_text


def said(facts: Iterable[Fait]) -> list[Fait]:
    """The statements that a text makes or that we read in it."""
    return [fact for fact in facts if weakest(fact.sources) != "ouvert"]


def unsaid(facts: Iterable[Fait]) -> list[Fait]:
    """The statements that say what no text in hand defines."""
    return [fact for fact in facts if weakest(fact.sources) == "ouvert"]


def readings(rules: Rules, identifier: str, *parts: object) -> list[str]:
    """The register entries that a rule depends on: those its sources name, and those that name it."""
    found = {name for name, item in rules.lectures.items() if identifier in item.concerne}
    for part in parts:
        for _, node in walk(part):
            found.update(getattr(node, "lectures", ()))
    return sorted(found)


@dataclass(frozen=True)
class Told:
    """Words of a public page that bear on a rule, and the page."""

    cle: str
    texte: Texte
    page: Page
    releve: Releve


def told(rules: Rules, *names: str) -> list[Told]:
    """What public pages say of some rules, readings or subjects: the official ones first, then the press."""
    found = [
        Told(key, text, text.page, kept)
        for key, text in rules.textes.items()
        if text.page is not None
        for kept in text.page.releves
        if not set(names).isdisjoint(kept.concerne)
    ]
    return sorted(found, key=lambda one: one.page.sorte == "presse")


def cites_a_page(rules: Rules, reading: Lecture) -> bool:
    """Whether a reading quotes the second circle."""
    return any(rules.textes[source.texte].page is not None for source in reading.citations)


def circle(rules: Rules, public: bool) -> dict[str, Texte]:
    """The texts of a circle: those that found the rules, or the public pages."""
    return {key: text for key, text in rules.textes.items() if (text.page is not None) == public}


def concerned(reading: Lecture | Releve) -> Iterator[tuple[str, str | None]]:
    """What a reading concerns: each name, and the identifier of its page where it has one."""
    for name in reading.concerne:
        yield SUBJECTS[name] if name in SUBJECTS else (label(name), name)


def indicators(rules: Rules, domain: str) -> dict[IndicateurId, Indicateur]:
    """The indicators of a domain."""
    return {name: item for name, item in rules.indicateurs.items() if item.domaine == domain}


def required(rules: Rules, domain: str) -> list[IndicateurId]:
    """The indicators without which a domain is missed."""
    return [name for name, item in indicators(rules, domain).items() if not item.bonus]


def prerequisites(rules: Rules, volet: str) -> list[PrerequisId]:
    """What a candidate to a volet must meet: those of volet 1, whatever the volet, and its own."""
    return [name for name, item in rules.prerequis.items() if item.volet in ("V1", volet)]


def domains(rules: Rules, volet: str) -> list[DomaineId]:
    """The domains whose candidates must meet the prerequisites of a volet."""
    return [name for name, item in rules.domaines.items() if volet in ("V1", item.volet)]


def conditions(rules: Rules, *concerned: str) -> dict[str, Condition]:
    """The conditions that concern some candidates."""
    return {name: item for name, item in rules.conditions.items() if item.concerne in concerned}


def shares(rules: Rules, window: FenetreId) -> Iterator[tuple[str, Fraction | None]]:
    """The share of the forfait of each volet in a window."""
    for name, volet in rules.volets.items():
        yield name, volet.parts.valeurs.get(window)


def last_window(rules: Rules) -> date:
    """The last day of the last window, as the instructions give it (reading L48)."""
    return max(
        period.fin for window in rules.fenetres.values() for period in window.mesure.values() if period.fin
    )
