"""A chart draws what the rules say: its labels, its lengths and its sentence, and no colour of its own."""

import functools
import re
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from calculator import packaged_rules
from calculator.engine.steps import KILO_EURO
from calculator.exact.formats import format_number
from calculator.rules.calendar import events
from overrides.hooks import charts
from overrides.hooks.charts.canvas import WIDTH, Figure
from overrides.hooks.gathering.words import amount, target

RULES = packaged_rules()
RATES = [name for name, item in RULES.indicateurs.items() if item.nature == "taux"]
NAMES = (*RATES, "forfait", "windows", "envelopes")


@functools.cache
def drawn_as(name: str) -> Figure:
    """A chart, by the rate whose targets it shows or by its function."""
    figure = charts.targets(RULES, name) if name in RATES else getattr(charts, name)(RULES)
    assert figure is not None
    return figure


def texts(figure: Figure) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", figure.svg)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_takes_its_colours_and_its_typeface_from_the_page(name: str) -> None:
    svg = drawn_as(name).svg
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert all(colour in ("none", "currentColor") or colour.startswith("var(--sunes-") for colour in colours)
    assert "font-family" not in svg


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_in_a_sentence_what_it_shows_and_hides_nothing_else_in_it(name: str) -> None:
    svg = drawn_as(name).svg
    assert re.match(r'<svg role="img" aria-label="[^"]{40,}\."', svg)
    assert not re.findall(r"<script|<style| id=| on\w+=|href=", svg)


@pytest.mark.parametrize("name", RATES)
def test_the_targets_drawn_are_those_of_both_texts(name: str) -> None:
    figure = drawn_as(name)
    drawn = {text.removesuffix(" en vigueur").removesuffix(" d’origine") for text in texts(figure)}
    printed = {
        target(v) for cibles in RULES.indicateurs[name].cibles.values() for v in cibles.valeurs.values()
    }
    assert drawn - set(RULES.fenetres) == printed
    for window, rate in RULES.indicateurs[name].cibles["I2023"].valeurs.items():
        assert f"{window} {target(rate)}" in figure.svg


def test_a_higher_target_stands_higher_and_every_page_has_one_scale() -> None:
    heights: dict[Fraction, set[float]] = {}
    for name in RATES:
        curve = re.search(r'd="M([\d.,L]+)"[^>]*stroke-width="2.5"', drawn_as(name).svg)
        assert curve is not None
        rates = [
            v for v in RULES.indicateurs[name].cibles["I2023"].valeurs.values() if isinstance(v, Fraction)
        ]
        for point, rate in zip(curve[1].split("L"), rates, strict=True):
            heights.setdefault(rate, set()).add(float(point.partition(",")[2]))
    assert all(len(found) == 1 for found in heights.values())
    assert all(min(heights[low]) > min(heights[high]) for low, high in pairwise(sorted(heights)))


def test_an_answer_in_words_has_no_chart() -> None:
    assert charts.targets(RULES, "DS4.3") is None


def test_the_forfait_drawn_is_that_of_the_scale_at_each_bound() -> None:
    drawn = texts(drawn_as("forfait"))
    for domain in RULES.domaines.values():
        for band in domain.bareme.tranches.values() if domain.bareme else ():
            for cents in (band.minimum, band.maximum):
                assert f"{format_number(Fraction(cents, KILO_EURO))}\N{NO-BREAK SPACE}k€" in drawn
    for category in RULES.categories.values():
        assert format_number(category.minimum) in drawn
    assert {"DS\N{NO-BREAK SPACE}1", "DS\N{NO-BREAK SPACE}2 et DS\N{NO-BREAK SPACE}3"} <= set(drawn)


def test_the_bars_of_the_envelopes_are_as_long_as_their_amounts() -> None:
    figure = drawn_as("envelopes")
    regions = sorted(RULES.enveloppes.regions.values(), reverse=True)
    lengths = [float(length) for length in re.findall(r'd="M0,[\d.]+h([\d.]+)v', figure.svg)]
    assert len(lengths) == len(regions)
    for cents, length in zip(regions, sorted(lengths, reverse=True), strict=True):
        assert length == pytest.approx(max(lengths) * cents / regions[0], abs=0.02)
    assert {amount(cents) for cents in regions} < set(texts(figure))
    assert amount(RULES.enveloppes.total) in figure.svg


def test_a_period_is_drawn_as_long_as_it_lasts() -> None:
    drawn = [float(length) for length in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v', drawn_as("windows").svg)]
    found = [item for item in events(RULES) if item.nature in ("candidature", "instruction", "mesure")]
    days = [(item.fin - item.debut).days + 1 for item in found]
    years = {day.year for item in found for day in (item.debut, item.fin)}
    whole = (date(max(years), 12, 31) - date(min(years), 1, 1)).days
    expected = sorted(length * (WIDTH - 2) / whole for length in days)
    assert sorted(drawn) == [pytest.approx(length, abs=0.02) for length in expected]
