"""The calendar of the programme as an iCalendar file (RFC 5545): the same bytes for the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from calculator.rules.addresses import address
from calculator.rules.calendar import Evenement, events
from calculator.rules.model import Rules
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.made import Made

NAME = "SUN-ES et SONS"
CATEGORIES = {
    "candidature": "Candidature",
    "instruction": "Instruction",
    "mesure": "Mesure",
    "programme": "Programme",
    "sons": "SONS",
}
PAGES = {"sons": "/sons/", "programme": "/programme/"}
"""Where an event that is not a window's leads."""


def files(book: Book, site: str) -> Iterator[Made]:
    """``/calendrier.ics``."""
    yield Made("calendrier.ics", calendar_bytes(book.rules, site))


def calendar_bytes(rules: Rules, site: str) -> bytes:
    """Every event of the rules; ``site`` is the address of the site, to which each event links, if it has one.

    The stamp is the day on which the rules were published: nothing depends on the clock.
    """
    assert rules.publiee_le is not None, "the rules of data/ say their day"
    stamp = datetime.combine(rules.publiee_le, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//SUN-ES//Calendrier {rules.version}//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    for item in events(rules):
        calendar.add_component(_event(item, rules, stamp, site.rstrip("/")))
    content: bytes = calendar.to_ical()
    return content


def _event(item: Evenement, rules: Rules, stamp: datetime, site: str) -> Event:
    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", item.debut)
    event.add("dtend", item.fin + timedelta(days=1))  # the end of whole days is the day after
    event.add("summary", item.titre)
    event.add("description", _description(item, rules))
    if site:
        event.add("url", site + (PAGES[item.regle] if item.regle in PAGES else address(item.regle)))
    event.add("categories", [CATEGORIES[item.nature]])
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    return event


def _description(item: Evenement, rules: Rules) -> str:
    """Where the dates come from, and the readings on which they depend."""
    lines = [
        f"« {source.citation} » ({rules.textes[source.texte].titre}, {source.endroit})"
        for source in item.sources
    ]
    lines += [f"Lecture {name} : {rules.lectures[name].question}" for name in item.lectures]
    if item.remplace:
        lines.insert(0, "Dates d’origine, remplacées depuis.")
    if not item.fin_connue:
        lines.insert(0, "La fin n’est imprimée dans aucun texte en notre possession.")
    return "\n".join([*lines, "Site non officiel : l’instruction prévaut."])
