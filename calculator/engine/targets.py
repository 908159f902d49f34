"""Rates against targets, and whether a domain is reached (I2021 annexe 1, I2023, WEB)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from calculator.rules.model import Cibles, DomaineId, FenetreId, IndicateurId, Regime, Rules, Source
from calculator.rules.objectives import Objectif, objectives
from calculator.situation.model import Mesure, Mesures

COUNTING = ("L09", "L12", "L13", "L25", "L50")
"""Readings on what an indicator counts: they bear on a result once it is measured."""
PAYING = ("L05",)
"""Readings on what an indicator pays: they bear on a result even when only its outcome is told."""
NEAR = Fraction(1, 200)
"""Half a point: a rate that close under its target is said to be (reading L21)."""


@dataclass(frozen=True, slots=True)
class Cible:
    """The target of an indicator in a window, what was measured, and the answer (``None``: undecided).

    ``annoncee`` says that the outcome was told, not reckoned from a rate.
    """

    indicateur: IndicateurId
    bonus: bool
    cible: Fraction | str
    taux: Fraction | None
    atteinte: bool | None
    de_justesse: bool
    sources: tuple[Source, ...]
    lectures: tuple[str, ...]
    annoncee: bool = False


@dataclass(frozen=True, slots=True)
class Bilan:
    """The targets of a domain in a window: the domain is reached when all but the bonuses are.

    ``sans_nommer``: one is told missed, and nothing says which.
    """

    cibles: tuple[Cible, ...]
    atteintes: bool | None
    lectures: tuple[str, ...] = ()
    sans_nommer: bool = False

    def bonus(self, indicator: IndicateurId) -> bool | None:
        """Whether a bonus indicator is reached; ``None`` when undecided or without a target here."""
        return next((item.atteinte for item in self.cibles if item.indicateur == indicator), None)


def are_reached(required: Collection[bool | None]) -> bool | None:
    """Whether a domain is reached: all its targets that are no bonus (DS1: WEB; DS4: reading L22)."""
    if False in required:
        return False
    return None if None in required or not required else True


def assess(
    rules: Rules,
    regime: Regime,
    domain: DomaineId,
    window: FenetreId,
    measures: Mesures,
    *,
    missed: bool = False,
) -> Bilan:
    """Compare what was measured with every target of a domain in a window, under a text.

    An outcome that was told decides: what was measured beside it is shown, and agrees (``intake``). ``missed``:
    one that pays is told missed.
    """
    targets = tuple(
        _compare(rules, item, window, measures.get(item.indicateur))
        for item in objectives(rules, regime, domain, window)
    )
    answers = {item.atteinte for item in targets if not item.bonus}
    reached = False if missed else are_reached(answers)
    # That a domain needs all its indicators is printed for DS1; for DS4 it is reading L22.
    mixed = domain == "DS4" and reached is False and answers != {False}
    return Bilan(targets, reached, ("L22",) if mixed else (), missed and False not in answers)


def _compare(rules: Rules, item: Objectif, window: FenetreId, measure: Mesure | None) -> Cible:
    indicator = rules.indicateurs[item.indicateur]
    rate = measure.valeur if measure else None
    if measure is not None and measure.atteinte is not None:
        doubts = tuple(name for name in indicator.lectures if name in PAYING)
        return Cible(
            item.indicateur, item.bonus, item.cible, rate, measure.atteinte, False, item.sources, doubts, True
        )
    reached = item.is_reached(measure.mesuree if measure else None)
    near = False
    doubts = () if measure is None else tuple(n for n in indicator.lectures if n in COUNTING + PAYING)
    if rate is not None and isinstance(item.cible, Fraction):
        near = item.cible - NEAR <= rate < item.cible
        if near or rate == item.cible:
            doubts += ("L21",)
    if _other_text_differs(indicator.cibles, window, rate, reached):
        doubts += ("L24",) if rules.domaines[indicator.domaine].volet == "V1" else ("L24", "L35")
    return Cible(item.indicateur, item.bonus, item.cible, rate, reached, near, item.sources, doubts)


def _other_text_differs(
    rows: Mapping[Regime, Cibles], window: FenetreId, rate: Fraction | None, reached: bool | None
) -> bool:
    """Whether another text would answer otherwise, when something was measured."""
    if rate is None or reached is None:
        return False
    targets = [row.valeurs[window] for row in rows.values() if window in row.valeurs]
    return any(isinstance(target, Fraction) and (rate >= target) != reached for target in targets)
