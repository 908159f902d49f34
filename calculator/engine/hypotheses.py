"""Why a notified amount is not the computed one: what would give it, found by trying each hypothesis.

An explanation is a guess that the figures bear out, never a finding: « correspond à ». The list of a
region tries a few (``lot``); the page tries more and shows all that fit (``analyses``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator.engine.steps import KILO_EURO
from calculator.engine.tariff import Montants
from calculator.exact.rounding import round_half_up
from calculator.rules.model import FenetreId, Regime

__all__ = [
    "ROUNDINGS",
    "Explication",
    "Piste",
    "explain",
    "of_another_choice",
    "of_the_same",
    "of_the_targets",
    "other_choices",
]

type Choix = tuple[FenetreId, bool]
"""A window, and whether the CRO bonus is asked for."""

ROUNDINGS = {
    1: "",
    100: ", arrondi à l’euro",
    10_000: ", arrondi à la centaine d’euros",
    KILO_EURO: ", arrondi au k€ comme dans l’exemple officiel",
}
"""How an amount may have been rounded, by its unit in cents."""


class Piste(NamedTuple):
    """An amount to try, and what it would be, as the end of « correspond … »."""

    cents: int
    sens: str


class Explication(NamedTuple):
    """A hypothesis that gives the notified amount once rounded to a unit of cents."""

    piste: Piste
    unite: int

    @property
    def phrase(self) -> str:
        return f"correspond {self.piste.sens}{ROUNDINGS[self.unite]}"


def explain(notified: int, leads: Iterable[Piste]) -> Iterator[Explication]:
    """The hypotheses that give an amount: the finest rounding first, then the order in which they come."""
    left = list(leads)
    for unit in ROUNDINGS:
        fitting = [lead for lead in left if notified == round_half_up(Fraction(lead.cents, unit)) * unit]
        yield from (Explication(lead, unit) for lead in fitting)
        left = [lead for lead in left if lead not in fitting]


def of_the_same(montants: Montants) -> Iterator[Piste]:
    """The amounts of the candidature as it is."""
    yield Piste(montants.forfait, "au forfait calculé")
    yield Piste(montants.solde, "au solde, l’avance étant déduite")
    yield Piste(montants.avance, "à l’avance seule")


def of_another_choice(choices: Mapping[Choix, Montants], window: FenetreId, *, cro: bool) -> Iterator[Piste]:
    """The same activity with or without the CRO, in another window; the nearest choice first."""
    for montants, words in other_choices(choices, window, cro=cro):
        yield Piste(montants.forfait, f"au forfait {words}")


def other_choices(
    choices: Mapping[Choix, Montants], window: FenetreId, *, cro: bool
) -> Iterator[tuple[Montants, str]]:
    """The amounts of every other choice and its words, those of the same window first."""
    for (other, bonus), montants in sorted(choices.items(), key=lambda entry: entry[0][0] != window):
        words = [f"en {other}"] if other != window else []
        words += [f"{'avec' if bonus else 'sans'} le bonus CRO"] if bonus != cro else []
        if words:
            yield montants, " et ".join(words)


def of_the_targets(montants: Montants, earned: Mapping[Regime, int | None]) -> Iterator[Piste]:
    """What is earned once the rates are compared with the targets of each text, advance included or not."""
    for text, amount in earned.items():
        if amount is not None:
            yield Piste(amount, f"au montant acquis selon les taux et les cibles de {text}")
            yield Piste(amount - montants.avance, f"au montant acquis selon {text}, l’avance étant déduite")
