"""Each domain in every window, read again: amount, targets, days, and the best that the rates held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calculator.engine import targets
from calculator.engine.forfait import compute, scale_base
from calculator.engine.results import Result
from calculator.engine.steps import Step
from calculator.engine.tariff import Montants
from calculator.exact.formats import format_date, format_rate
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, FenetreId, IndicateurId, Regime, Rules
from calculator.rules.objectives import objectives
from calculator.situation.model import Candidature, Mesures

__all__ = ["Choix", "Moment", "Option", "choices"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When one could apply, and when the rates were held: the first day of each, or nothing."""

    candidature: date | None = None
    taux: date | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A domain in a window: the amounts in cents, the targets of each text, whether it can be held.

    ``cout`` is the forfait less that of the reference window; ``points`` what each target asks more
    than there. ``gain`` is what it earns as the rates stand, ``None`` while they do not say.
    """

    fenetre: FenetreId
    montants: Montants
    cibles: Mapping[IndicateurId, Mapping[Regime, Fraction | str]]
    cout: int
    points: Mapping[IndicateurId, Fraction]
    tenable: bool | None
    gain: int | None
    obstacles: tuple[str, ...]

    @property
    def assure(self) -> int | None:
        """What it earns at least: without the bonus while its rate is unknown."""
        return self.montants.sans_bonus if self.gain is None and self.tenable else self.gain


@dataclass(frozen=True, slots=True)
class Choix:
    """The windows of a domain, the one they are compared with, and the best that can be held."""

    domaine: DomaineId
    cro: bool
    reference: FenetreId
    options: tuple[Option, ...]

    @property
    def meilleure(self) -> Option | None:
        held = [option for option in self.options if option.tenable and option.assure]
        return max(held, key=lambda option: option.assure or 0, default=None)


def choices(rules: Rules, result: Result, measures: Mesures, moment: Moment) -> tuple[Choix, ...]:
    """Every domain that has an amount here, in every window that pays it, for the rates that are tried."""
    asked = {item.candidature.domaine: item for item in result.candidatures}
    found = []
    for domain, rule in rules.domaines.items():
        item = asked.get(domain)
        if rule.bareme is None and (item is None or item.forfait is None):
            continue  # no text gives its base forfait (L04), and none was typed
        base = item.montants.base if item else scale_base(rules, domain, result.activite)
        windows = rules.volets[rule.volet].parts.valeurs
        reference = item.candidature.fenetre if item else next(iter(windows))
        cro = item.candidature.cro if item else False
        told = item.candidature if item else None
        maker = _Maker(rules, result.regime, domain, base, cro, reference, measures, told, moment)
        found.append(Choix(domain, cro, reference, tuple(maker.option(window) for window in windows)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Maker:
    rules: Rules
    regime: Regime
    domaine: DomaineId
    base: Step
    cro: bool
    reference: FenetreId
    mesures: Mesures
    demandee: Candidature | None
    moment: Moment

    def option(self, window: FenetreId) -> Option:
        amounts, against = self._amounts(window), self._amounts(self.reference)
        goals, before = self._targets(window), self._targets(self.reference)
        bilan = self._outcome(window)
        bonus = bilan.bonus(self.rules.bonus_cro.indicateur) if self.cro else True
        late = tuple(self._too_late(window))
        return Option(
            window,
            amounts,
            goals,
            amounts.forfait - against.forfait,
            {
                name: goal - start
                for name, texts in goals.items()
                if isinstance(goal := texts.get(self.regime), Fraction)
                and isinstance(start := before.get(name, {}).get(self.regime), Fraction)
                and goal != start
            },
            False if late else bilan.atteintes,
            0 if late else amounts.earned(bilan.atteintes, bonus),
            (*late, *self._missed(bilan)),
        )

    def _outcome(self, window: FenetreId) -> targets.Bilan:
        """What the rates say of a window: an outcome that was told holds in that of the candidature alone."""
        measures, missed = self.mesures, False
        if self.demandee is not None and window == self.demandee.fenetre:
            missed = self.demandee.cibles_manquees
        else:
            alone = {name: measure.sans_annonce() for name, measure in measures.items()}
            measures = {name: measure for name, measure in alone.items() if measure is not None}
        return targets.assess(self.rules, self.regime, self.domaine, window, measures, missed=missed)

    def _amounts(self, window: FenetreId) -> Montants:
        made = compute(self.rules, self.domaine, window, self.base, cro=self.cro)
        return Montants(made.forfait.cents, made.avance.cents, made.solde.cents, made.sans_bonus.cents)

    def _targets(self, window: FenetreId) -> dict[IndicateurId, dict[Regime, Fraction | str]]:
        found: dict[IndicateurId, dict[Regime, Fraction | str]] = {}
        others: tuple[Regime, ...] = ("I2023", "I2021")
        for text in others:
            for goal in objectives(self.rules, text, self.domaine, window):
                found.setdefault(goal.indicateur, {})[text] = goal.cible
        return found

    def _too_late(self, window: FenetreId) -> Iterator[str]:
        dates = self.rules.fenetres[window]
        applied, measured = dates.candidature.fin, dates.mesure[self.regime].fin
        if self.moment.candidature and applied and applied < self.moment.candidature:
            yield f"candidature close le {format_date(applied)}"
        if self.moment.taux and measured and measured < self.moment.taux:
            yield f"mesure close le {format_date(measured)}"

    def _missed(self, bilan: targets.Bilan) -> Iterator[str]:
        if bilan.sans_nommer:
            yield "une cible obligatoire manquée"
        for item in bilan.cibles:
            if item.bonus and not (self.cro and item.indicateur == self.rules.bonus_cro.indicateur):
                continue
            name = label(item.indicateur) + (" (bonus)" if item.bonus else "")
            if item.atteinte is None:
                yield f"{name} à saisir"
            elif not item.atteinte:
                rate = "" if item.taux is None else f" : {format_rate(item.taux)}"
                yield f"{name} manqué{rate}"
