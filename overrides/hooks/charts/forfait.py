"""The base forfait of each domain by activity, across the categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from calculator.engine.forfait import scale_base
from calculator.engine.steps import KILO_EURO, Step
from calculator.exact.formats import SPACE, format_number
from calculator.exact.rounding import round_half_up
from calculator.rules.model import DomaineId, Rules
from overrides.hooks.charts.canvas import ACCENT, GROUND, INK, RULE, WIDTH, Figure, figure, rows
from overrides.hooks.charts.library import alt
from overrides.hooks.gathering.words import amount, joined, label

HEIGHT, MARGINS = 330, (44, 26, 46, 34)
FLOOR = HEIGHT - MARGINS[0] - MARGINS[2]
PARTS = 4
"""How many steps each category is drawn in."""

type Curve = Mapping[Fraction, int]
"""Activities, each with its forfait in cents."""


def forfait(rules: Rules) -> Figure:
    """A line for the domains that share a scale; each category takes the same width."""
    edges = [*(c.minimum for c in rules.categories.values()), _last(rules)]
    curves = _curves(rules, edges)
    inner = WIDTH - MARGINS[1] - MARGINS[3]
    scale = alt.Scale(
        domain=[float(edge) for edge in edges],
        range=[inner * index / len(rules.categories) for index in range(len(edges))],
    )
    x = alt.X("activite:Q", axis=None, scale=scale)
    bands = rows(
        [
            {"activite": float(low), "fin": float(high), "milieu": float((low + high) / 2), "nom": name}
            for name, (low, high) in zip(rules.categories, pairwise(edges), strict=True)
        ]
    )
    shaded = [name for index, name in enumerate(rules.categories) if index % 2]
    ticks = rows([{"activite": float(edge), "dit": format_number(edge)} for edge in edges]).encode(x=x)
    names, points = list(curves), [point for item in curves.items() for point in _points(*item, edges)]
    curve = rows(points).encode(x=x, y=alt.Y("montant:Q", axis=None, scale=alt.Scale(domainMin=0)))
    lines = [
        curve.transform_filter(alt.datum.courbe == name).mark_line(
            stroke=ACCENT if index == 0 else INK, strokeWidth=2.5 if index == 0 else 1.5
        )
        for index, name in enumerate(names)
    ]
    marked = curve.transform_filter("datum.dit != ''")
    labels = [
        marked.transform_filter(alt.datum.courbe == name).mark_text(dy=-11 if index == 0 else 14, dx=-6)
        for index, name in enumerate(names)
    ]
    ends = curve.transform_filter("datum.fin").mark_text(align="right", fontWeight=600, dy=-28, dx=20)
    return figure(
        bands.transform_filter(alt.FieldOneOfPredicate(field="nom", oneOf=shaded))
        .mark_rect(fill=GROUND)
        .encode(x=x, x2="fin:Q", y=alt.value(-MARGINS[0]), y2=alt.value(FLOOR)),
        bands.mark_text(fontWeight=600, fontSize=13).encode(
            x=alt.X("milieu:Q", axis=None, scale=scale), y=alt.value(-32), text="nom:N"
        ),
        ticks.mark_rule(stroke=RULE).encode(y=alt.value(0), y2=alt.value(FLOOR)),
        ticks.mark_text().encode(y=alt.value(FLOOR + 36), text="dit:N"),
        *lines,
        marked.mark_point(fill=INK, stroke=INK, size=26, opacity=1),
        *(text.encode(text="dit:N") for text in labels),
        ends.encode(text="courbe:N"),
        height=HEIGHT,
        margins=MARGINS,
        said=_said(rules, curves),
        legend=f"En bas, l’activité combinée ; en haut, les catégories {joined(rules.categories)}. Chacune prend "
        "la même largeur : la pente dans l’une ne se compare pas à celle dans une autre.",
    )


def _last(rules: Rules) -> Fraction:
    return list(rules.categories.values())[-1].maximum


def _curves(rules: Rules, edges: list[Fraction]) -> dict[str, Curve]:
    """The curve of each scale, as the engine computes it, under the names of its domains."""
    activities = [
        low + (high - low) * part / PARTS for low, high in pairwise(edges) for part in range(PARTS)
    ] + edges[-1:]
    names: dict[tuple[int, ...], list[str]] = {}
    for domain, item in rules.domaines.items():
        if item.bareme:
            names.setdefault(tuple(_base(rules, domain, a) for a in activities), []).append(label(domain))
    return {joined(found): dict(zip(activities, curve, strict=True)) for curve, found in names.items()}


def _base(rules: Rules, domain: DomaineId, activity: Fraction) -> int:
    return round_half_up(scale_base(rules, domain, Step("activite_notifiee", activity, "journee_mco")).number)


def _points(name: str, curve: Curve, edges: list[Fraction]) -> Iterator[dict[str, Any]]:
    for activity, cents in curve.items():
        said = f"{format_number(Fraction(cents, KILO_EURO))}{SPACE}k€" if activity in edges else ""
        yield {
            "courbe": name,
            "activite": float(activity),
            "montant": cents / 100,
            "dit": said,
            "fin": activity == edges[-1],
        }


def _said(rules: Rules, curves: Mapping[str, Curve]) -> str:
    """What the drawing tells: the least and the greatest of each curve, and where the slope changes."""
    told = []
    for name, curve in curves.items():
        first, *_, last = curve.values()
        told.append(f"{name}, de {amount(first)} à {amount(last)}")
    changes = [format_number(c.minimum) for c in list(rules.categories.values())[1:]]
    return (
        f"Le forfait de base croît avec l’activité combinée : {' ; '.join(told)}. Il ne saute jamais ; "
        f"sa pente change à {joined(changes)} journées."
    )
