"""What a row of a list gives: amounts by domain, totals, what is to be verified, what prevents it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, get_args

from calculator.engine.tariff import HUNDREDTH, Montants
from calculator.exact.problems import Problem
from calculator.exact.reading import write_decimal, write_euros, write_fraction
from calculator.lot.reading.columns import ACTIVITY, domain_key, rate_key
from calculator.lot.reading.records import Cell
from calculator.rules.model import CategorieId, DomaineId, FenetreId, IndicateurId
from calculator.situation.identification import fold
from calculator.situation.model import Statut

type Values = dict[str, Any]
"""What the cells of a row say, by column; a blank cell is absent."""


class Demande(NamedTuple):
    """What one domain of an establishment gives; amounts in cents, ``None`` while undecided."""

    domaine: DomaineId
    fenetre: FenetreId
    cro: bool
    montants: Montants
    cibles_atteintes: bool | None
    acquis: int | None
    notifie: int | None

    @property
    def ecart(self) -> int | None:
        """Notified less computed."""
        return None if self.notifie is None else self.notifie - self.montants.forfait


class Somme(NamedTuple):
    """The totals of a row, in cents, volet 2 included."""

    forfait: int
    avance: int
    solde: int

    @classmethod
    def of(cls, demandes: Iterable[Demande]) -> Somme:
        forfait = avance = 0
        for item in demandes:
            forfait += item.montants.forfait
            avance += item.montants.avance
        return cls(forfait, avance, forfait - avance)


class Ligne(NamedTuple):
    """One establishment, computed, or with the errors that prevent it.

    ``region`` is the INSEE name when it is known; ``retenue`` is false outside the territory of the
    programme, where nothing counts in the totals; ``totaux`` is ``None`` when there are errors. ``a_part``
    is true of a line that is no establishment: it has no amount and counts for nothing.
    """

    ligne: int
    cellules: Mapping[str, Cell]
    valeurs: Values
    region: str | None
    retenue: bool
    categorie: CategorieId | None
    demandes: tuple[Demande, ...]
    totaux: Somme | None
    avertissements: tuple[Problem, ...]
    erreurs: tuple[Problem, ...]
    a_part: bool = False

    def situation(self) -> dict[str, Any]:
        """The same establishment as an input of ``simulate``: for its explanation, for its permalink.

        Of a row in error, what could be read.
        """
        values = self.valeurs
        site: dict[str, Any] = {key: values[key] for key in ("nom", "finess") if key in values}
        if self.region is not None:
            site["region"] = self.region
        if fold(values.get("statut", "")) in get_args(Statut):
            site["statut"] = fold(values["statut"])
        if ACTIVITY in values:
            site[ACTIVITY] = write_decimal(Fraction(values[ACTIVITY], HUNDREDTH))
        return {
            "etablissement": site,
            "candidatures": list(self._candidatures()),
            "mesures": {
                identifier: _measure(values[rate_key(identifier)])
                for identifier in get_args(IndicateurId)
                if rate_key(identifier) in values
            },
        }

    def _candidatures(self) -> Iterator[dict[str, Any]]:
        computed = {item.domaine: item.fenetre for item in self.demandes}
        for domain in get_args(DomaineId):
            key = domain_key(domain)
            window = computed.get(domain, self.valeurs.get(f"{key}_fenetre"))
            if window is None:
                continue
            data: dict[str, Any] = {"domaine": domain, "fenetre": window}
            if self.valeurs.get(f"{key}_cro"):
                data["cro"] = "oui"
            base = self.valeurs.get(f"{key}_forfait_base_euros")
            yield data if base is None else data | {"forfait_base": write_euros(base)}


def _measure(value: Fraction | bool) -> dict[str, Any]:
    return {"presentation": value} if isinstance(value, bool) else {"taux": write_fraction(value)}
