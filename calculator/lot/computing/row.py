"""What a row of a list gives: amounts by domain, totals, what is to be verified, what prevents it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, get_args

from calculator.engine.tariff import HUNDREDTH, Montants
from calculator.exact.problems import Problem
from calculator.exact.reading import write_decimal, write_euros, write_fraction
from calculator.lot.reading.columns import ACTIVITY, domain_key, rate_key, told_key
from calculator.lot.reading.records import Cell
from calculator.rules.model import CategorieId, DomaineId, FenetreId, IndicateurId
from calculator.situation.identification import fold
from calculator.situation.model import Statut

type Values = dict[str, Any]
"""What the cells of a row say, by column; a blank cell is absent."""


class Demande(NamedTuple):
    """What one domain of an establishment gives; amounts in cents, ``None`` while undecided.

    ``montants`` is ``None`` while the base forfait of volet 2 is not given (L04).
    """

    domaine: DomaineId
    fenetre: FenetreId
    cro: bool
    montants: Montants | None
    cibles_atteintes: bool | None
    acquis: int | None
    notifie: int | None
    reste: int | None = None
    a_rembourser: int | None = None

    @property
    def ecart(self) -> int | None:
        """Notified less computed."""
        if self.notifie is None or self.montants is None:
            return None
        return self.notifie - self.montants.forfait


class Somme(NamedTuple):
    """The totals of a row, in cents, volet 2 included; what has no amount adds nothing, and is warned about."""

    forfait: int
    avance: int
    solde: int

    @classmethod
    def of(cls, demandes: Iterable[Demande]) -> Somme:
        forfait = avance = 0
        for item in demandes:
            if item.montants is not None:
                forfait += item.montants.forfait
                avance += item.montants.avance
        return cls(forfait, avance, forfait - avance)


class Compte(NamedTuple):
    """The account of a row, in cents: each amount ``None`` as soon as that of a domain is."""

    acquis: int | None
    reste: int | None
    a_rembourser: int | None

    @classmethod
    def of(cls, demandes: Iterable[Demande]) -> Compte:
        acquis = reste = a_rembourser = 0
        for item in demandes:
            if item.acquis is None or item.reste is None or item.a_rembourser is None:
                return cls(None, None, None)
            acquis += item.acquis
            reste += item.reste
            a_rembourser += item.a_rembourser
        return cls(acquis, reste, a_rembourser)


class Ligne(NamedTuple):
    """One establishment, computed, or with the errors that prevent it.

    ``region`` is the INSEE name when it is known; ``retenue`` is false outside the territory of the
    programme, where nothing counts in the totals; ``totaux`` and ``compte`` are ``None`` when there are errors. ``a_part``
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
    compte: Compte | None = None

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
                identifier: measure
                for identifier in get_args(IndicateurId)
                if (measure := _measure(values.get(rate_key(identifier)), values.get(told_key(identifier))))
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
            for name in ("forfait_base", "avance_versee", "solde_verse"):
                cents = self.valeurs.get(f"{key}_{name}_euros")
                if cents is not None:
                    data[name] = write_euros(cents)
            yield data


def _measure(value: Fraction | bool | None, told: bool | None) -> dict[str, Any]:
    measure: dict[str, Any] = {} if told is None else {"atteinte": told}
    if value is None:
        return measure
    return measure | ({"presentation": value} if isinstance(value, bool) else {"taux": write_fraction(value)})
