"""Where each indicator stands against the target of every window, and how many documents are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from calculator.rules.model import DomaineId, FenetreId, IndicateurId, Regime, Rules
from calculator.rules.objectives import objectives
from calculator.situation.model import Mesure, Situation

__all__ = ["Delai", "Manque", "Repere", "Suivi", "documents_missing", "follow"]


@dataclass(frozen=True, slots=True)
class Delai:
    """Two days, both included."""

    debut: date
    fin: date

    @property
    def jours(self) -> int:
        return (self.fin - self.debut).days + 1

    def par_semaine(self, documents: int) -> int:
        """The smallest whole number a week that gives so many documents in the time."""
        return ceil(Fraction(documents * 7, self.jours))


@dataclass(frozen=True, slots=True)
class Manque:
    """What to add to the numerator: among what is already counted, or each counted as well (``None``: never enough).

    What a rate counts is stays, reports or correspondents, by indicator.
    """

    sur_comptes: int
    sur_nouveaux: int | None
    par_semaine: int | None = None


@dataclass(frozen=True, slots=True)
class Repere:
    """A target of an indicator: its window and its text, the answer, what is missing.

    ``ecart`` is what the rate lacks, as a rate; ``demandee`` says that the candidature is in this
    window, ``trop_tard`` that the time given for the documents goes beyond the days of the measure.
    """

    fenetre: FenetreId
    texte: Regime
    cible: Fraction | str
    atteinte: bool | None
    demandee: bool
    ecart: Fraction | None = None
    manque: Manque | None = None
    trop_tard: bool = False


@dataclass(frozen=True, slots=True)
class Suivi:
    """An indicator, what was measured, and its targets in the order of the windows."""

    domaine: DomaineId
    indicateur: IndicateurId
    bonus: bool
    mesure: Mesure | None
    reperes: tuple[Repere, ...]


def follow(
    rules: Rules, situation: Situation, textes: Collection[Regime], delai: Delai | None = None
) -> tuple[Suivi, ...]:
    """Every indicator of the domains applied for or measured, against its targets under some texts."""
    asked = {item.domaine: item.fenetre for item in situation.candidatures}
    measured = {rules.indicateurs[name].domaine for name in situation.mesures}
    return tuple(
        Suivi(
            indicator.domaine,
            name,
            indicator.bonus,
            measure := situation.mesures.get(name),
            tuple(_marks(rules, name, measure, asked.get(indicator.domaine), textes, delai)),
        )
        for name, indicator in rules.indicateurs.items()
        if indicator.domaine in asked.keys() | measured
    )


def _marks(
    rules: Rules,
    name: IndicateurId,
    measure: Mesure | None,
    asked: FenetreId | None,
    texts: Collection[Regime],
    time: Delai | None,
) -> Iterator[Repere]:
    rate = measure.valeur if measure else None
    measured = measure.mesuree if measure else None
    for window, dates in rules.fenetres.items():
        told: set[Fraction | str] = set()
        for text in texts:
            found = objectives(rules, text, rules.indicateurs[name].domaine, window)
            goal = next((item for item in found if item.indicateur == name), None)
            if goal is None or goal.cible in told:  # a text that asks for the same is not told twice
                continue
            told.add(goal.cible)
            outcome = measure.atteinte if measure and window == asked else None
            reached = goal.is_reached(measured) if outcome is None else outcome
            short = lacking = None
            if reached is False and rate is not None and isinstance(goal.cible, Fraction):
                short, lacking = goal.cible - rate, _missing(goal.cible, measure, time)
            end = dates.mesure[text].fin
            late = time is not None and end is not None and time.fin > end
            yield Repere(window, text, goal.cible, reached, window == asked, short, lacking, late)


def _missing(target: Fraction, measure: Mesure | None, time: Delai | None) -> Manque | None:
    """What two counts lack; a rate alone does not say how many documents it stands for."""
    if measure is None or measure.numerateur is None or measure.denominateur is None:
        return None
    counted, fresh = documents_missing(target, measure.numerateur, measure.denominateur)
    return Manque(counted, fresh, None if time is None else time.par_semaine(counted))


def documents_missing(target: Fraction, numerator: int, denominator: int) -> tuple[int, int | None]:
    """The fewest documents that reach a target: on the stays counted; or with as many more stays.

    The first leaves the denominator alone: n + k >= t d. The second raises it too: n + k >= t (d + k),
    which nothing reaches when the target is 100 % and a stay was missed.
    """
    counted = max(0, ceil(target * denominator) - numerator)
    if counted == 0:
        return 0, 0
    return counted, None if target == 1 else ceil((target * denominator - numerator) / (1 - target))
