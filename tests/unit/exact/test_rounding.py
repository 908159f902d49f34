"""The one rounding."""

from fractions import Fraction

import pytest

from calculator.exact.rounding import round_half_up


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.5", 1), ("1.5", 2), ("2.5", 3), ("0.49", 0), ("-0.5", -1), ("-2.5", -3), ("7", 7)],
)
def test_a_half_rounds_away_from_zero(value, rounded):
    assert round_half_up(Fraction(value)) == rounded
