"""Behind a notified forfait: the windows, the bonus, the category and the activities that give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from calculator.engine.hypotheses import ROUNDINGS
from calculator.engine.inverse import activities, preimage, rounded_from
from calculator.engine.steps import KILO_EURO
from calculator.engine.tariff import tariff
from calculator.rules.model import CategorieId, DomaineId, FenetreId, Rules

__all__ = ["Origine", "origins", "units"]

type Plage = tuple[int, int | None]
"""Both ends included; no second one: all those above."""


@dataclass(frozen=True, slots=True)
class Origine:
    """A choice that gives the amount: by unit of rounding in cents, the activities, in hundredths.

    A volet whose base forfait is typed has no category; its ranges are those of the base, in cents.
    """

    fenetre: FenetreId
    cro: bool
    categorie: CategorieId | None
    plages: Mapping[int, Plage]

    def contains(self, hundredths: int) -> bool:
        """Whether an activity is one of them, whatever the rounding."""
        return self.categorie is not None and any(
            low <= hundredths and (high is None or hundredths <= high) for low, high in self.plages.values()
        )


def units(notified: int) -> dict[int, str]:
    """The roundings that an amount may have had: its own cents, the euro, the k€."""
    return {
        unit: ROUNDINGS[unit].removeprefix(", ") or "au centime"
        for unit in (1, 100, KILO_EURO)
        if notified % unit == 0
    }


def origins(rules: Rules, domain: DomaineId, notified: int) -> tuple[Origine, ...]:
    """Every choice behind a forfait, whatever the rounding that it had.

    An activity has two decimals: many amounts to the cent come from none.
    """
    found: dict[tuple[FenetreId, bool, CategorieId | None], dict[int, Plage]] = {}
    for window in rules.volets[rules.domaines[domain].volet].parts.valeurs:
        for cro in (False, True) if domain == rules.bonus_cro.domaine else (False,):
            for unit in units(notified):
                for category, span in _spans(rules, domain, window, cro, rounded_from(notified, unit)):
                    found.setdefault((window, cro, category), {})[unit] = span
    return tuple(Origine(*key, spans) for key, spans in found.items())


def _spans(
    rules: Rules, domain: DomaineId, window: FenetreId, cro: bool, ends: tuple[int, int]
) -> Iterator[tuple[CategorieId | None, Plage]]:
    lines = tariff(rules, domain, window, cro=cro).forfait
    if rules.domaines[domain].bareme is None:
        low, high = preimage(lines[0], *ends)
        if low <= high:
            yield None, (low, high)
        return
    for found in activities(rules, lines, *ends):
        yield found.categorie, (found.minimum, found.maximum)
