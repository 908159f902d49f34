"""The one rounding: half a unit goes up, away from zero (reading L06)."""

from __future__ import annotations

from fractions import Fraction


def round_half_up(value: Fraction | int) -> int:
    """Round to the nearest integer, halves away from zero: the only rounding of the project (reading L06)."""
    above, below = abs(value.numerator), value.denominator
    rounded = (2 * above + below) // (2 * below)
    return rounded if value.numerator >= 0 else -rounded
