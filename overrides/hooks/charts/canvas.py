"""From marks to a figure: Vega-Lite places, the page gives the typeface and the colours of its scheme.

Every text of a chart comes to it written, in French, from an exact value. Only coordinates are floats,
and nothing is computed from them. A chart has no legend: each thing drawn carries its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import vl_convert
from markupsafe import Markup

from overrides.hooks.charts.library import alt

INK = "currentColor"
SOFT = "var(--sunes-encre-douce)"
ACCENT = "var(--sunes-accent)"
RULE = "var(--sunes-trait)"
GROUND = "var(--sunes-fond-doux)"

WIDTH = 340
"""The width of every chart, in pixels: that of a phone. A wider screen enlarges it (graphes.css)."""

DASHES = [4, 3]
"""What is no longer in force is dashed: the difference shows without colour."""

_NOISE = re.compile(
    r' (?:role|class|font-family|pointer-events|aria-[\w]+|xmlns:xlink|version)="[^"]*"'
    r'|<path class="(?:back|fore)ground"[^>]*/>'
)
_DECIMALS = re.compile(r"(\d+\.\d{2})\d+")


@dataclass(frozen=True)
class Figure:
    """A drawing that speaks, and the caption that stands under it."""

    svg: Markup
    legende: str


def rows(values: Sequence[dict[str, Any]]) -> alt.Chart:
    """Marks are drawn from rows, each a dict of coordinates and written labels."""
    return alt.Chart(alt.InlineData(values=list(values)))


def figure(
    *layers: alt.Chart, height: int, margins: tuple[int, int, int, int], said: str, legend: str
) -> Figure:
    """Draw layers on a canvas; ``margins`` are those of CSS, ``said`` what the drawing tells."""
    top, right, bottom, left = margins
    chart = (
        alt.layer(*layers)
        .properties(
            width=WIDTH - left - right,
            height=height - top - bottom,
            padding={"top": top, "right": right, "bottom": bottom, "left": left},
            autosize="none",
        )
        .configure(background="transparent")
        .configure_view(stroke=None)
        .configure_text(fontSize=12, fill=INK)
    )
    return Figure(_speaking(vl_convert.vegalite_to_svg(chart.to_dict()), said), legend)


def _speaking(svg: str, said: str) -> Markup:
    """The drawing without what only Vega reads, its sentence in place of the names of its marks."""
    light = _DECIMALS.sub(r"\1", _NOISE.sub("", svg)).replace(
        "</text>", "</text> "
    )  # words apart in a text browser
    size = re.compile(r' width="\d+" height="\d+"')
    opening = Markup('<svg role="img" aria-label="{}"').format(said)
    return opening + Markup(size.sub("", light, count=1).removeprefix("<svg"))
