"""The dated events of the programme: candidature, instruction, measure as first set and in force, SONS deadlines,
and the end of the programme as public pages announce it.

Each has an identifier that never changes, made of the rule and of the step, never of the date: an amended
date moves the event in the calendars of those who subscribed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from calculator.rules.context import BriqueId, Echeance, EtapeSons
from calculator.rules.model import FenetreId, Periode, Regime, Rules, Source

type Nature = Literal["candidature", "instruction", "mesure", "programme", "sons"]

DOMAIN = "sun-es"
"""The right-hand side of every identifier."""

SONS_STEPS: dict[EtapeSons, str] = {
    "commande": "dernière commande",
    "installation": "dernière installation (MOM ou VA)",
    "depot": "dernier dépôt d’une demande de financement par l’éditeur",
    "cloture": "clôture des demandes de solde",
}
MEASURES: dict[Regime, str] = {"I2021": "dates d’origine", "I2023": "dates en vigueur"}


@dataclass(frozen=True, slots=True)
class Evenement:
    """Something that happens on whole days, ``debut`` and ``fin`` both included.

    ``fin_connue`` is false when no text prints the end: the event is then its first day. ``remplace``
    is true of dates that a later text has changed. ``regle`` is the window, ``programme`` or ``sons``.
    """

    uid: str
    nature: Nature
    regle: str
    titre: str
    debut: date
    fin: date
    sources: tuple[Source, ...]
    fin_connue: bool = True
    remplace: bool = False

    @property
    def lectures(self) -> tuple[str, ...]:
        return tuple(sorted({reading for source in self.sources for reading in source.lectures}))


def events(rules: Rules) -> tuple[Evenement, ...]:
    """Every event, by date then by identifier."""
    found = [*_windows(rules), *_end(rules), *_sons(rules)]
    return tuple(sorted(found, key=lambda event: (event.debut, event.fin, event.uid)))


def _windows(rules: Rules) -> Iterator[Evenement]:
    for name, window in rules.fenetres.items():
        yield _period(name, "candidature", "candidatures", window.candidature)
        yield _period(name, "instruction", "instruction par les ARS", window.instruction)
        first, in_force = window.mesure["I2021"], window.mesure["I2023"]
        changed = (first.debut, first.fin) != (in_force.debut, in_force.fin)
        if changed:
            what = f"mesure des cibles ({MEASURES['I2021']}, remplacées)"
            yield _period(name, "mesure", what, first, suffix="-i2021", replaced=True)
        what = f"mesure des cibles ({MEASURES['I2023']})" if changed else "mesure des cibles"
        yield _period(name, "mesure", what, in_force)


def _period(
    name: FenetreId, nature: Nature, what: str, period: Periode, suffix: str = "", replaced: bool = False
) -> Evenement:
    title = f"SUN-ES {name} : {what}"
    if period.fin is None:
        title += ", début au plus tôt (fin non imprimée)"
    return Evenement(
        uid=f"{name.lower()}-{nature}{suffix}@{DOMAIN}",
        nature=nature,
        regle=name,
        titre=title,
        debut=period.debut,
        fin=period.fin or period.debut,
        sources=period.sources,
        fin_connue=period.fin is not None,
        remplace=replaced,
    )


def _end(rules: Rules) -> Iterator[Evenement]:
    if end := rules.programme.fin:
        title = "SUN-ES : fin du programme, d’après une page régionale (aucun texte opposable ne l’imprime)"
        yield Evenement(
            uid=f"programme-fin@{DOMAIN}",
            nature="programme",
            regle="programme",
            titre=title,
            debut=end.le,
            fin=end.le,
            sources=end.sources,
        )


def _sons(rules: Rules) -> Iterator[Evenement]:
    for key, deadline in rules.sons.echeances.items():
        slide = rules.sons.calendriers[deadline.calendrier].libelle.lower()
        kept = _not_moved(rules, deadline)
        replaced = deadline.calendrier != "report" and len(kept) < len(deadline.briques)
        if replaced:
            but = ", ".join(rules.sons.briques[name].sigle for name in kept)
            slide += f", remplacée depuis sauf pour {but}" if kept else ", remplacée depuis"
        if deadline.heure:
            slide += f", jusqu’à {deadline.heure}"
        yield Evenement(
            uid=f"sons-{key}@{DOMAIN}",
            nature="sons",
            regle="sons",
            titre=f"SONS {deadline.libelle} : {SONS_STEPS[deadline.etape]} ({slide})",
            debut=deadline.le,
            fin=deadline.le,
            sources=deadline.sources,
            remplace=replaced,
        )


def _not_moved(rules: Rules, deadline: Echeance) -> list[BriqueId]:
    """The types of software of a deadline for which no later one was announced."""
    moved = {
        name
        for other in rules.sons.echeances.values()
        if other.calendrier == "report" and other.etape == deadline.etape
        for name in other.briques
    }
    return [name for name in deadline.briques if name not in moved]
