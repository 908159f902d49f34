"""The targets of an indicator by window, as first set and as in force."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from calculator.rules.model import IndicateurId, Rules
from overrides.hooks.charts.canvas import ACCENT, DASHES, GROUND, INK, SOFT, Figure, figure, rows
from overrides.hooks.charts.library import alt
from overrides.hooks.gathering.gather import TargetRow, target_rows
from overrides.hooks.gathering.words import label, target

HEIGHT, MARGINS = 200, (24, 112, 34, 10)
APART = 13
"""How far from its point a label stands, in pixels."""


def targets(rules: Rules, identifier: IndicateurId) -> Figure | None:
    """A line for each text; nothing where the target is not a rate."""
    if rules.indicateurs[identifier].nature != "taux":
        return None
    known = [row for row in target_rows(rules, identifier) if row.en_vigueur is not None]
    points = [point for row in known for point in _points(row, last=row is known[-1])]
    place = rows(points).encode(
        x=alt.X(
            "fenetre:N",
            sort=[row.fenetre for row in known],
            axis=None,
            scale=alt.Scale(type="point", padding=0.15),
        ),
        y=alt.Y("taux:Q", axis=None, scale=alt.Scale(domain=_extent(rules), zero=False)),
    )
    before = place.transform_filter("datum.texte == 'I2021'")
    after = place.transform_filter("datum.texte == 'I2023'")
    names = place.encode(y=alt.value(HEIGHT - MARGINS[0] - 12), text="fenetre:N")
    labels = [
        place.transform_filter(f"datum.cote == {side}")
        .mark_text(dy=side * APART, fontWeight=600)
        .encode(text="dit:N")
        for side in (-1, 1)
    ]
    ends = place.transform_filter("datum.cote == 0")
    return figure(
        before.mark_line(stroke=SOFT, strokeDash=DASHES),
        after.mark_line(stroke=ACCENT, strokeWidth=2.5),
        before.mark_point(fill=GROUND, stroke=SOFT, size=40, opacity=1),
        after.mark_point(fill=ACCENT, stroke=ACCENT, size=46, opacity=1),
        *labels,
        ends.mark_text(align="left", dx=10, fontWeight=600).encode(text="dit:N"),
        names.mark_text(fill=INK, fontSize=13),
        height=HEIGHT,
        margins=MARGINS,
        said=f"Cibles de {label(identifier)} par fenêtre : {' ; '.join(_said(row) for row in known)}.",
        legend="Trait plein : cibles en vigueur."
        + (" Tirets : cibles d’origine." if any(row.origine is not None for row in known) else ""),
    )


def _points(row: TargetRow, *, last: bool) -> Iterator[dict[str, Any]]:
    """A point for each text, its label on the side where the other is not; the last ones say which text."""
    assert isinstance(row.en_vigueur, Fraction)
    texts = {"I2021": row.origine, "I2023": row.en_vigueur}
    for text, rate in texts.items():
        if not isinstance(rate, Fraction):
            continue
        other = texts["I2021" if text == "I2023" else "I2023"]
        said = target(rate)
        if text == "I2021" and rate == other:
            said = ""
        elif last:
            said += " en vigueur" if text == "I2023" else " d’origine"
        higher = not isinstance(other, Fraction) or rate >= other
        side = 0 if last else (-1 if higher else 1)
        yield {"texte": text, "fenetre": row.fenetre, "taux": float(rate), "dit": said, "cote": side}


def _said(row: TargetRow) -> str:
    change = f" au lieu de {target(row.origine)}" if row.changed else f", {row.ecart}"
    return f"{row.fenetre} {target(row.en_vigueur)}{change}"


def _extent(rules: Rules) -> list[float]:
    """The lowest and the highest target of the programme: every page has the same scale."""
    found = [
        float(value)
        for item in rules.indicateurs.values()
        for cibles in item.cibles.values()
        for value in cibles.valeurs.values()
        if isinstance(value, Fraction)
    ]
    return [min(found), max(found)]
