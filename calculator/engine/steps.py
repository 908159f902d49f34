"""The explained number: a result is the root of its own explanation.

A step keeps values only; its sentence is made when it is drawn (``explanation.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from calculator.exact.rounding import round_half_up
from calculator.rules.model import Source

KILO_EURO = 100_000
"""One thousand euros, in cents."""

type Unite = Literal["centime", "taux", "jour", "journee_mco", "aucune"]
type Valeur = Fraction | int | str | None


class Step(NamedTuple):
    """One step of a calculation.

    ``valeur`` is exact (cents are an ``int`` once stated, a ``Fraction`` before), ``sujet`` names
    what the step is about (a domain, a window, a category …), ``lectures`` the readings without
    which the value could differ.
    """

    code: str
    valeur: Valeur
    unite: Unite
    entrees: tuple[Step, ...] = ()
    sources: tuple[Source, ...] = ()
    lectures: tuple[str, ...] = ()
    sujet: str = ""

    @property
    def number(self) -> Fraction:
        """The value of a step that holds a number."""
        assert isinstance(self.valeur, int | Fraction), self
        return Fraction(self.valeur)

    @property
    def cents(self) -> int:
        """The value of a step that states an amount."""
        assert isinstance(self.valeur, int), self
        return self.valeur

    def walk(self) -> Iterator[Step]:
        """This step, then all those below it."""
        yield self
        for entry in self.entrees:
            yield from entry.walk()


def stated(code: str, exact: Fraction, entrees: tuple[Step, ...], sujet: str = "") -> Step:
    """Round an exact amount to the cent, once.

    The convention is reading L06: the result depends on it unless the amount is a whole number of k€,
    the roundest precision that the official example uses.
    """
    return Step(
        code, round_half_up(exact), "centime", entrees, (), ("L06",) if exact % KILO_EURO else (), sujet
    )
