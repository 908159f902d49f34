"""Rates against targets, and whether a domain is reached (I2021 annexe 1, I2023, WEB)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from calculator.rules import Cibles, DomaineId, FenetreId, IndicateurId, Regime, Rules, Source
from calculator.situation import Mesures

COUNTING = ("L05", "L09", "L12", "L13", "L25")
"""Readings on what an indicator counts or pays: they bear on a result once it is measured."""
NEAR = Fraction(1, 200)
"""Half a point: a rate that close under its target is said to be (reading L21)."""


@dataclass(frozen=True, slots=True)
class Cible:
    """The target of an indicator in a window, what was measured, and the answer (``None``: undecided)."""

    indicateur: IndicateurId
    bonus: bool
    cible: Fraction | str
    taux: Fraction | None
    atteinte: bool | None
    de_justesse: bool
    sources: tuple[Source, ...]
    lectures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bilan:
    """The targets of a domain in a window: the domain is reached when all but the bonuses are."""

    cibles: tuple[Cible, ...]
    atteintes: bool | None
    lectures: tuple[str, ...] = ()

    def bonus(self, indicator: IndicateurId) -> bool | None:
        """Whether a bonus indicator is reached; ``None`` when undecided or without a target here."""
        return next((item.atteinte for item in self.cibles if item.indicateur == indicator), None)


def assess(rules: Rules, regime: Regime, domain: DomaineId, window: FenetreId, measures: Mesures) -> Bilan:
    """Compare what was measured with every target of a domain in a window, under a text."""
    targets = tuple(_targets(rules, regime, domain, window, measures))
    required = [item for item in targets if not item.bonus]
    answers = {item.atteinte for item in required}
    reached = False if False in answers else None if None in answers or not required else True
    # That a domain needs all its indicators is printed for DS1; for DS4 it is reading L22.
    mixed = domain == "DS4" and reached is False and answers != {False}
    return Bilan(targets, reached, ("L22",) if mixed else ())


def _targets(
    rules: Rules, regime: Regime, domain: DomaineId, window: FenetreId, measures: Mesures
) -> Iterator[Cible]:
    for identifier, indicator in rules.indicateurs.items():
        row = indicator.cibles.get(regime)
        if indicator.domaine != domain or row is None or window not in row.valeurs:
            continue
        target = row.valeurs[window]
        measure = measures.get(identifier)
        rate = measure.valeur if measure else None
        reached = None
        near = False
        if measure is not None and isinstance(target, Fraction) and rate is not None:
            reached = rate >= target
            near = not reached and rate >= target - NEAR
        elif measure is not None and measure.presentation is not None:
            reached = measure.presentation
        doubts: list[str] = []
        if measure is not None:
            doubts += [name for name in indicator.lectures if name in COUNTING]
        if near or (rate is not None and rate == target):
            doubts.append("L21")
        if _other_text_differs(indicator.cibles, window, rate, reached):
            doubts += ["L24"] if rules.domaines[domain].volet == "V1" else ["L24", "L35"]
        yield Cible(identifier, indicator.bonus, target, rate, reached, near, row.sources, tuple(doubts))


def _other_text_differs(
    rows: Mapping[Regime, Cibles], window: FenetreId, rate: Fraction | None, reached: bool | None
) -> bool:
    """Whether another text would answer otherwise, when something was measured."""
    if rate is None or reached is None:
        return False
    targets = [row.valeurs[window] for row in rows.values() if window in row.valeurs]
    return any(isinstance(target, Fraction) and (rate >= target) != reached for target in targets)
