"""The targets that a domain has in a window, under a text (I2021 annexe 1, I2023, WEB)."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from calculator.rules.model import DomaineId, FenetreId, IndicateurId, Regime, Rules, Source


class Objectif(NamedTuple):
    """A target that a domain has in a window under a text: a rate, or « oui »."""

    indicateur: IndicateurId
    bonus: bool
    cible: Fraction | str
    sources: tuple[Source, ...]

    def is_reached(self, measured: Fraction | bool | None) -> bool | None:
        """Greater or equal, exactly, the rate being not rounded (reading L21); ``None`` if not measured.

        A presentation is done or not; what is not of the nature of the target leaves it undecided.
        """
        if isinstance(self.cible, Fraction):
            return None if measured is None or isinstance(measured, bool) else measured >= self.cible
        return measured if isinstance(measured, bool) else None


def objectives(rules: Rules, regime: Regime, domain: DomaineId, window: FenetreId) -> tuple[Objectif, ...]:
    """The targets of a domain in a window, under a text."""
    return tuple(
        Objectif(identifier, indicator.bonus, row.valeurs[window], row.sources)
        for identifier, indicator in rules.indicateurs.items()
        if indicator.domaine == domain
        and (row := indicator.cibles.get(regime)) is not None
        and window in row.valeurs
    )
