"""The regional envelopes of volet 1, the greatest first."""

from __future__ import annotations

from calculator.rules.model import Rules
from overrides.hooks.charts.canvas import ACCENT, Figure, figure, rows
from overrides.hooks.charts.library import alt
from overrides.hooks.gathering.words import amount

ROW = 21
MARGINS = (4, 84, 4, 160)


def envelopes(rules: Rules) -> Figure:
    """A bar for each region, its name before it and its amount after it."""
    regions = rules.enveloppes.regions
    greatest, least = max(regions, key=regions.__getitem__), min(regions, key=regions.__getitem__)
    bars = rows(
        [{"region": name, "montant": cents / 100, "dit": amount(cents)} for name, cents in regions.items()]
    ).encode(
        x=alt.X("montant:Q", axis=None, scale=alt.Scale(domainMin=0)),
        y=alt.Y("region:N", sort=alt.EncodingSortField("montant", order="descending"), axis=None),
    )
    return figure(
        bars.mark_bar(fill=ACCENT, height=11),
        bars.mark_text(align="right", dx=-6).encode(x=alt.value(0), text="region:N"),
        bars.mark_text(align="left", dx=5).encode(text="dit:N"),
        height=ROW * len(regions) + MARGINS[0] + MARGINS[2],
        margins=MARGINS,
        said=f"De {amount(regions[greatest])} ({greatest}) à {amount(regions[least])} ({least}), "
        f"pour une somme de {amount(sum(regions.values()))}.",
        legend="De la plus grande enveloppe à la plus petite.",
    )
