"""What the shape of SONS and of the context cannot say: their dates in order, their sums, their weeks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import get_args

from calculator.exact.problems import Path, Problem
from calculator.rules.context import (
    BriqueId,
    CalendrierId,
    CritereDevisId,
    Deploiement,
    RegleSonsId,
    Retenus,
    Sons,
)
from calculator.rules.model import Rules

COMPLETE_SONS = {
    "briques": BriqueId,
    "calendriers": CalendrierId,
    "regles": RegleSonsId,
    "devis": CritereDevisId,
}
STEPS = {"tableau": ("commande", "installation"), "calendrier": ("depot", "cloture")}
"""The two steps that each slide of SONS prints."""
MOVED = ("installation", "cloture")
"""The steps that were moved later."""


def check(rules: Rules) -> Iterator[Problem]:
    """Every fault of what stands around the rules, each at its path."""
    for section in ("contexte", "glossaire", "faq"):
        if not getattr(rules, section):
            yield Problem.at((), "cle_absente", f"« {section} » manque.")
    yield from _complete(rules.sons)
    yield from _deadlines(rules.sons)
    yield from _example(rules.sons)
    if rules.contexte is not None:
        yield from _retained(rules, rules.contexte.retenus)
        yield from _weeks(rules.contexte.deploiement)


def _complete(sons: Sons) -> Iterator[Problem]:
    for section, identifiers in COMPLETE_SONS.items():
        for identifier in get_args(identifiers):
            if identifier not in getattr(sons, section):
                yield Problem.at(("sons", section), "identifiant_absent", f"« {identifier} » manque.")


def _deadlines(sons: Sons) -> Iterator[Problem]:
    """Each calendar has its two steps in order, and each type of software one date for each step."""
    dates: dict[tuple[str, str, str], date] = {}
    for key, deadline in sons.echeances.items():
        path: Path = ("sons", "echeances", key)
        if deadline.etape not in STEPS.get(deadline.calendrier, MOVED):
            message = f"« {deadline.calendrier} » ne donne pas d’étape « {deadline.etape} »."
            yield Problem.at((*path, "etape"), "etape_etrangere", message)
        for brick in deadline.briques:
            place = (deadline.calendrier, deadline.etape, brick)
            if place in dates:
                message = f"« {brick} » a déjà une date pour cette étape."
                yield Problem.at((*path, "briques"), "echeance_en_double", message)
            dates[place] = deadline.le
    yield from _moved(dates)
    for brick in sons.briques:
        for calendar, (first, last) in STEPS.items():
            start, end = dates.get((calendar, first, brick)), dates.get((calendar, last, brick))
            if (start is None) != (end is None) or (calendar == "calendrier" and start is None):
                message = f"il manque à « {brick} » une date du calendrier « {calendar} »."
                yield Problem.at(("sons", "echeances"), "echeance_absente", message)
            elif start and end and end < start:
                message = f"« {brick} » : l’étape « {last} » ({end}) précède « {first} » ({start})."
                yield Problem.at(("sons", "echeances"), "fin_avant_debut", message)


def _moved(dates: Mapping[tuple[str, str, str], date]) -> Iterator[Problem]:
    """A deadline announced later than the slides comes after theirs."""
    for (calendar, step, brick), day in dates.items():
        slides = [dates[slide, step, brick] for slide in STEPS if (slide, step, brick) in dates]
        if calendar == "report" and slides and day <= max(slides):
            message = f"« {brick} » : l’étape « {step} » reportée ({day}) ne vient pas après {max(slides)}."
            yield Problem.at(("sons", "echeances"), "report_avant_echeance", message)


def _example(sons: Sons) -> Iterator[Problem]:
    order = sons.precommande
    if order.exemple_commande + timedelta(order.jours) != order.exemple_depot_avant:
        message = f"l’exemple imprimé n’est pas à {order.jours} jours de la commande."
        yield Problem.at(("sons", "precommande"), "exemple_faux", message)


def _retained(rules: Rules, retained: Retenus) -> Iterator[Problem]:
    path: Path = ("contexte", "retenus")
    total = sum(line.etablissements for line in retained.regions.values())
    if total != retained.total.etablissements:
        message = f"les régions font {total} établissements, pas {retained.total.etablissements}."
        yield Problem.at((*path, "total"), "somme_fausse", message)
    for region in retained.regions.keys() ^ rules.enveloppes.regions.keys():
        message = f"« {region} » n’est pas à la fois ici et dans les enveloppes."
        yield Problem.at((*path, "regions"), "region_inconnue", message)


def _weeks(deployment: Deploiement) -> Iterator[Problem]:
    for index, line in enumerate(deployment.lignes):
        calendar = line.lundi.isocalendar()
        if calendar.weekday != 1 or f"S{calendar.week}" != line.semaine:
            message = f"le {line.lundi} n’est pas le lundi de la semaine {line.semaine}."
            yield Problem.at(("contexte", "deploiement", "lignes", index), "semaine_fausse", message)
