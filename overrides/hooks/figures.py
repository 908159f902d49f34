"""What the drawings of the guide need: where a bar starts and how long it is, as shares of a width.

These are drawings: the values themselves stand in the table beside each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from calculator.calendar_events import Evenement, events
from calculator.rules import Rules

ROOM = 310
"""How many days the words of a bar take up on a phone."""


@dataclass(frozen=True)
class Bar:
    """A bar of a timeline: what it stands for, in words and as an event, and its place in percent.

    ``avant`` says that its words stand before it, for want of room after it.
    """

    nom: str
    evenement: Evenement
    debut: str
    largeur: str
    avant: bool


@dataclass(frozen=True)
class Timeline:
    """The lines of a timeline, each with its bars, and the years under them."""

    lignes: Mapping[str, list[Bar]]
    annees: list[tuple[int, str]]


NATURES = ("candidature", "instruction", "mesure")
"""What a timeline shows, in the order of the life of a candidature."""


def timeline(rules: Rules) -> Timeline:
    """The windows, one a line: application, instruction, measure as first set and in force."""
    found = [item for item in events(rules) if item.nature in NATURES]
    first = date(min(item.debut for item in found).year, 1, 1)
    last = date(max(item.fin for item in found).year, 12, 31)
    width = (last - first).days + 1

    def share(days: int) -> str:
        return f"{days * 100 / width:.2f}%"

    lines: dict[str, list[Bar]] = {name: [] for name in rules.fenetres}
    for item in sorted(found, key=lambda item: (NATURES.index(item.nature), not item.remplace)):
        days = (item.fin - item.debut).days + 1
        lines[item.regle].append(
            Bar(
                _name(item),
                item,
                share((item.debut - first).days),
                share(days),
                (last - item.fin).days < ROOM,
            )
        )
    years = [(year, share((date(year, 1, 1) - first).days)) for year in range(first.year, last.year + 1)]
    return Timeline(lines, years)


def _name(item: Evenement) -> str:
    if not item.fin_connue:
        return f"{item.nature} (début)"
    return f"{item.nature} d’origine" if item.remplace else item.nature


def bars(amounts: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    """Amounts with the length of their bars, the greatest taking the whole width."""
    greatest = max(amounts.values())
    for name, cents in amounts.items():
        yield name, cents, f"{cents * 100 / greatest:.1f}%"
