"""The share of a region's envelope that a list takes (I2021 annexe 2).

The envelope is that of volet 1: DS4 stands outside. It is a forecast, built as if every establishment
received the whole of its forfaits.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator.exact.reading import write_fraction
from calculator.exact.rounding import round_half_up
from calculator.lot.computing.totals import Sommes
from calculator.rules.model import DomaineId, Rules

VOLET = "V1"


class Enveloppe(NamedTuple):
    """What the forfaits of volet 1 take of the envelope of a region; amounts in cents."""

    region: str
    montant: int
    montant_avances: int
    par_domaine: Mapping[DomaineId, Sommes]
    volet_1: Sommes

    @property
    def part(self) -> Fraction:
        """The share of the envelope that the forfaits take; beyond 1, it does not suffice."""
        return Fraction(self.volet_1.forfait, self.montant)

    @property
    def reste(self) -> int:
        """What is left of the envelope, below zero when it does not suffice."""
        return self.montant - self.volet_1.forfait

    def part_of(self, domain: DomaineId) -> Fraction:
        return Fraction(self.par_domaine[domain].forfait, self.montant)

    def to_data(self) -> dict[str, object]:
        """As JSON, for the command line and the page."""
        return {
            "montant_centimes": self.montant,
            "montant_avances_centimes": self.montant_avances,
            "montant_usage_centimes": self.montant - self.montant_avances,
            "volet_1": self.volet_1.to_data(),
            "part": write_fraction(self.part),
            "reste_centimes": self.reste,
            "parts_des_domaines": {name: write_fraction(self.part_of(name)) for name in self.par_domaine},
        }


def envelope(rules: Rules, region: str | None, domains: Mapping[DomaineId, Sommes]) -> Enveloppe | None:
    """The envelope of a region and what the sums of its domains take of it; ``None`` if it has none."""
    amount = rules.enveloppes.regions.get(region or "")
    if region is None or amount is None:
        return None
    inside = {name: sums for name, sums in domains.items() if rules.domaines[name].volet == VOLET}
    advances = round_half_up(amount * rules.versements.avance)
    return Enveloppe(region, amount, advances, inside, Sommes.of(inside.values()))
