"""The windows in time: application, instruction, measure as first set and in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from calculator.rules.calendar import Evenement, events
from calculator.rules.model import Rules
from calculator.words.typography import period
from overrides.hooks.charts.canvas import ACCENT, DASHES, GROUND, INK, RULE, SOFT, Figure, figure, rows
from overrides.hooks.charts.library import alt
from overrides.hooks.gathering.words import moved

NATURES = ("candidature", "instruction", "mesure")
"""What is drawn, in the order of the life of a candidature."""

ROW, TOP = 19, 24
ROOM = 330
"""How many days the words of a bar take up."""

FILLS = {"candidature": INK, "instruction": GROUND, "mesure": ACCENT}


def windows(rules: Rules) -> Figure:
    """A block of lines for each window, a bar for each of its periods, the years above."""
    found = [item for item in events(rules) if item.nature in NATURES]
    first = date(min(item.debut for item in found).year, 1, 1)
    last = date(max(item.fin for item in found).year, 12, 31)
    lines = list(_lines(rules, found, first, last))
    height = TOP + ROW * len(lines)
    scale = alt.Scale(domain=[0, (last - first).days], nice=False)
    x = alt.X("debut:Q", axis=None, scale=scale)
    y = alt.Y("rang:O", axis=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))
    years = rows(
        [
            {"debut": (date(year, 1, 1) - first).days, "dit": str(year)}
            for year in range(first.year, last.year + 1)
        ]
    ).encode(x=x)
    place = rows(lines).encode(x=x, y=y)
    bars = place.transform_filter("datum.fin > 0").encode(x2="fin:Q")
    words = place.encode(text="dit:N")
    return figure(
        years.mark_rule(stroke=RULE).encode(y=alt.value(-TOP), y2=alt.value(height - TOP)),
        years.mark_text(align="left", dx=4, fill=SOFT).encode(y=alt.value(-12), text="dit:N"),
        *(
            bars.transform_filter(alt.datum.sorte == name).mark_bar(fill=fill, stroke=INK)
            for name, fill in FILLS.items()
        ),
        bars.transform_filter("datum.sorte == 'origine'").mark_bar(
            fill=GROUND, stroke=SOFT, strokeDash=DASHES
        ),
        words.transform_filter("datum.sorte == 'fenetre'").mark_text(
            align="left", fontWeight=600, fontSize=13, dx=4
        ),
        words.transform_filter("datum.fin > 0 && !datum.avant")
        .mark_text(align="left", dx=5)
        .encode(x=alt.X("fin:Q", axis=None, scale=scale)),
        words.transform_filter("datum.avant").mark_text(align="right", dx=-5),
        height=height,
        margins=(TOP, 1, 0, 1),
        said=_said(rules),
        legend="En tirets, les périodes de mesure d’origine qui ont été remplacées.",
    )


def _lines(rules: Rules, found: list[Evenement], first: date, last: date) -> Iterator[dict[str, Any]]:
    rank = 0
    for name, window in rules.fenetres.items():
        yield {"rang": rank, "sorte": "fenetre", "debut": 0, "fin": 0, "dit": window.libelle, "avant": False}
        own = [item for item in found if item.regle == name]
        for item in sorted(own, key=lambda item: (NATURES.index(item.nature), not item.remplace)):
            rank += 1
            yield {
                "rang": rank,
                "sorte": "origine" if item.remplace else item.nature,
                "debut": (item.debut - first).days,
                "fin": (item.fin - first).days + 1,
                "dit": _name(item, own),
                "avant": (last - item.fin).days < ROOM,
            }
        rank += 1


def _name(item: Evenement, own: list[Evenement]) -> str:
    if not item.fin_connue:
        return f"{item.nature} (début)"
    if item.remplace:
        return f"{item.nature} d’origine"
    replaces = any(other.remplace and other.nature == item.nature for other in own)
    return f"{item.nature} en vigueur" if replaces else item.nature


def _said(rules: Rules) -> str:
    told = []
    for window in rules.fenetres.values():
        before, after = window.mesure["I2021"], window.mesure["I2023"]
        change = "" if (before.debut, before.fin) == (after.debut, after.fin) else f", {moved(before, after)}"
        told.append(
            f"{window.libelle} : candidature {period(window.candidature)}, mesure {period(after)}{change}"
        )
    return f"{' ; '.join(told)}."
