"""The amounts of a domain in a window for any activity, in integers: for who computes many.

Made from the formulas of ``forfait.py`` fed with an unknown activity, so the batch and the explained page
cannot part. Nothing is explained here: a simulation is, one row at a time.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from calculator.engine.forfait import NO_BONUS, base_at, paid_of, position_in
from calculator.exact.lines import UNKNOWN, Line, Stated
from calculator.rules.model import DomaineId, FenetreId, Rules

HUNDREDTH = 100
"""An activity has two decimals at most: it is counted in hundredths of a « journée MCO »."""


class Montants(NamedTuple):
    """The stated amounts of a domain in a window, in cents; ``sans_bonus`` is the forfait without the CRO."""

    forfait: int
    avance: int
    solde: int
    sans_bonus: int

    def earned(self, reached: bool | None, bonus: bool | None) -> int | None:
        """What the initial window earns, advance included; ``None`` while undecided (WEB; CRO: reading L23).

        ``bonus`` is whether the CRO is reached, true for who does not ask for it.
        """
        if reached is None:
            return None
        if not reached:
            return 0
        return None if bonus is None else self.forfait if bonus else self.sans_bonus


class Tariff(NamedTuple):
    """The lines of a domain in a window: of the activity by category, of the forfait for the advance.

    A volet whose base forfait is typed has one line, of that base in cents.
    """

    forfait: tuple[Stated, ...]
    sans_bonus: tuple[Stated, ...]
    avance: Stated

    def at(self, rank: int, quantity: int) -> Montants:
        """The amounts of an activity in hundredths and the rank of its category; or of a base, rank 0."""
        slope, origin, divisor = self.forfait[rank]
        forfait = (slope * quantity + origin) // divisor
        slope, origin, divisor = self.avance
        advance = (slope * forfait + origin) // divisor
        slope, origin, divisor = self.sans_bonus[rank]
        return Montants(forfait, advance, forfait - advance, (slope * quantity + origin) // divisor)


def tariffs(rules: Rules) -> dict[tuple[DomaineId, FenetreId, bool], Tariff]:
    """Every tariff there is, by domain, window and whether the CRO bonus is asked for."""
    return {
        (domain, window, cro): tariff(rules, domain, window, cro=cro)
        for domain, item in rules.domaines.items()
        for window in rules.volets[item.volet].parts.valeurs
        for cro in ((False, True) if domain == rules.bonus_cro.domaine else (False,))
    }


def tariff(rules: Rules, domain: DomaineId, window: FenetreId, *, cro: bool) -> Tariff:
    """The tariff of a domain in a window of its volet."""
    share = rules.volets[rules.domaines[domain].volet].parts.valeurs[window]
    unit = 1 if rules.domaines[domain].bareme is None else HUNDREDTH

    def lines(bonus: Fraction) -> tuple[Stated, ...]:
        return tuple(paid_of(base, share, bonus).stated(unit) for base in _bases(rules, domain))

    plain = lines(NO_BONUS)
    advance = (UNKNOWN * rules.versements.avance).stated()
    return Tariff(lines(rules.bonus_cro.taux) if cro else plain, plain, advance)


def _bases(rules: Rules, domain: DomaineId) -> list[Line]:
    """The base forfait as lines of the activity, one by category; as itself when it is typed (L04)."""
    scale = rules.domaines[domain].bareme
    if scale is None:
        return [UNKNOWN]
    return [
        base_at(scale.tranches[name], position_in(bounds, UNKNOWN))
        for name, bounds in rules.categories.items()
    ]
