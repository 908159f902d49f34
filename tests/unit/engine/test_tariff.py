"""The tariffs of the batch, in integers, are the explained forfaits, to the cent."""

from bisect import bisect_right
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator import packaged_rules
from calculator.engine.activity import maximum, thresholds
from calculator.engine.forfait import compute, scale_base, typed_base
from calculator.engine.steps import Step
from calculator.engine.tariff import HUNDREDTH, Montants, tariffs
from calculator.exact.lines import UNKNOWN
from calculator.exact.rounding import round_half_up

RULES = packaged_rules()
TARIFFS = tariffs(RULES)
EDGES = [int(edge * HUNDREDTH) for edge in thresholds(RULES)]
TOP = int(maximum(RULES) * HUNDREDTH)


def test_there_is_a_tariff_for_each_domain_window_and_bonus():
    assert len(TARIFFS) == 4 * 2 + 4 + 4 + 3


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.integers(0, TOP + 10_000_000),
        st.sampled_from([edge + step for edge in (*EDGES, TOP) for step in (-1, 0, 1)]),
    )
)
def test_a_tariff_gives_the_amounts_that_the_engine_explains(hundredths):
    activity = Step("activite_notifiee", Fraction(hundredths, HUNDREDTH), "journee_mco")
    counted = min(hundredths, TOP)
    for (domain, window, cro), price in TARIFFS.items():
        if domain == "DS4":
            continue
        told = compute(RULES, domain, window, scale_base(RULES, domain, activity), cro=cro)
        amounts = (told.forfait.cents, told.avance.cents, told.solde.cents, told.sans_bonus.cents)
        assert price.at(bisect_right(EDGES, counted), counted) == amounts


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**11))
def test_a_tariff_of_volet_2_gives_the_amounts_that_the_engine_explains(base):
    for window in ("F2", "F3", "F4"):
        told = compute(RULES, "DS4", window, typed_base("DS4", base), cro=False)
        amounts = (told.forfait.cents, told.avance.cents, told.solde.cents, told.sans_bonus.cents)
        assert TARIFFS["DS4", window, False].at(0, base) == amounts


@pytest.mark.parametrize(
    ("reached", "bonus", "earned"),
    [
        (None, True, None),
        (False, True, 0),
        (True, True, 110),
        (True, False, 100),
        (True, None, None),
        (False, None, 0),
    ],
)
def test_what_is_earned_follows_the_targets_then_the_bonus(reached, bonus, earned):
    assert Montants(110, 33, 77, 100).earned(reached, bonus) == earned


@given(
    st.fractions(0, 10**6, max_denominator=10**4),
    st.fractions(0, 10**9, max_denominator=10**4),
    st.integers(0, 10**9),
)
def test_a_stated_line_rounds_half_up_what_the_line_gives(slope, origin, hundredths):
    line = (UNKNOWN * slope + origin).stated(HUNDREDTH)
    assert line.at(hundredths) == round_half_up(slope * Fraction(hundredths, HUNDREDTH) + origin)
