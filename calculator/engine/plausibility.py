"""An activity that no establishment has: computed all the same, and doubted aloud."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from calculator.exact.formats import format_number
from calculator.rules.model import Rules

__all__ = ["doubts"]

DAYS_OF_A_BED = 365
"""What one bed gives when it is occupied all year: an establishment has more."""
BEYOND = 2
"""How many times the programme's maximum (reading L11) nobody reaches."""


def doubts(rules: Rules, activity: Fraction) -> Iterator[str]:
    """Why a combined activity, in « journées MCO » of a year, is likely mistyped; a sentence each."""
    top = list(rules.categories.values())[-1].maximum
    told = format_number(activity)
    if activity == 0:
        yield "L’activité est de 0 journée : vérifiez-la, un établissement qui candidate en a une."
    elif activity < DAYS_OF_A_BED:
        meant = format_number(activity * 1000)
        hint = f" S’agit-il de {meant} ?" if activity.denominator != 1 else ""
        yield (
            f"Une activité de {told} est moins que ce que donne un seul lit occupé toute l’année : "
            f"vérifiez-la.{hint}"
        )
    elif activity > BEYOND * top:
        yield (
            f"Une activité de {told} est plus de {BEYOND} fois le maximum du programme "
            f"({format_number(top)}) : vérifiez-la."
        )
