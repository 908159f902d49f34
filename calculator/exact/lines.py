"""An exact amount that grows in a straight line, kept as a line: the same formula, for any activity.

The formulas of ``forfait.py`` are written once, with ``+ - x /``. Given a number they give a number, which
the explanation tells; given ``UNKNOWN`` they give a ``Line``, worked out once and then read in integers for
as many establishments as one likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

__all__ = ["UNKNOWN", "Line", "Stated"]

type Number = Fraction | int


@dataclass(frozen=True, slots=True)
class Line:
    """``pente`` x the unknown + ``origine``, exact."""

    pente: Fraction
    origine: Fraction

    def __add__(self, other: Number) -> Line:
        return Line(self.pente, self.origine + other)

    def __sub__(self, other: Number) -> Line:
        return self + -other

    def __mul__(self, other: Number) -> Line:
        return Line(self.pente * other, self.origine * other)

    def __truediv__(self, other: Number) -> Line:
        return self * (1 / Fraction(other))

    def stated(self, unit: int = 1) -> Stated:
        """The line whose values are stated, its unknown counted in 1/``unit``.

        Half up is the floor of what stands half a cent above, so the half is put into the line itself.
        """
        slope, origin = self.pente / unit, self.origine + Fraction(1, 2)
        divisor = lcm(slope.denominator, origin.denominator)
        return Stated(int(slope * divisor), int(origin * divisor), divisor)


UNKNOWN = Line(Fraction(1), Fraction(0))
"""What an amount is a line of: an activity in « journées MCO », or a number of cents."""


class Stated(NamedTuple):
    """A line in integers, its values rounded half up once: n gives (pente x n + origine) // diviseur."""

    pente: int
    origine: int
    diviseur: int

    def at(self, n: int) -> int:
        return (self.pente * n + self.origine) // self.diviseur
