"""The dates of the windows, as rules of the model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calculator.rules.model import Periode
from overrides.hooks.outputs.publicodes.targets import CURRENT
from overrides.hooks.outputs.publicodes.writing import Desk, Rule, named


def window_rules(desk: Desk) -> Iterator[tuple[str, Rule]]:
    """When one applies, when the ARS decides, when the targets are measured, under either text."""
    for name, window in desk.rules.fenetres.items():
        about = {
            "titre": window.libelle,
            "description": window.semestre,
            "références": desk.references(window.sources),
        }
        yield named(name), about
        yield from _period(desk, name, "candidature", window.candidature)
        yield from _period(desk, name, "instruction", window.instruction)
        for regime, period in window.mesure.items():
            yield from _period(desk, name, "mesure" if regime == CURRENT else "mesure initiale", period)


def _period(desk: Desk, window: str, name: str, period: Periode) -> Iterator[tuple[str, Rule]]:
    title = name.capitalize()
    yield named(window, name), {"titre": title, "références": desk.references(period.sources)}
    yield named(window, name, "début"), {"titre": f"{title} : premier jour", "valeur": _day(period.debut)}
    if period.fin is not None:  # an end that no text prints has no rule
        yield named(window, name, "fin"), {"titre": f"{title} : dernier jour", "valeur": _day(period.fin)}


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
