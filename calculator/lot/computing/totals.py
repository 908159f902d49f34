"""The totals of a list, while it streams: one cube, of which every table is a view.

Kept: the sums of each combination met, a few hundred at most, and those of each dossier.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, get_args

from calculator.engine.tariff import Montants
from calculator.lot.computing.row import Ligne
from calculator.rules.model import CategorieId, DomaineId, FenetreId

type Vue = Literal["domaine", "fenetre", "categorie", "statut", "region"]

VUES: tuple[Vue, ...] = get_args(Vue.__value__)


NOTHING = Montants(0, 0, 0, 0)


class Cle(NamedTuple):
    """Where a candidature falls; what a row does not say is ``None``."""

    domaine: DomaineId
    fenetre: FenetreId
    categorie: CategorieId
    statut: str | None
    region: str | None


class Sommes(NamedTuple):
    """Sums over candidatures, in cents. ``acquis``, what follows from it and ``ecart`` are over those that have one."""

    candidatures: int = 0
    forfait: int = 0
    avance: int = 0
    solde: int = 0
    acquis: int = 0
    reste: int = 0
    a_rembourser: int = 0
    ecart: int = 0

    @classmethod
    def of(cls, parts: Iterable[Iterable[int]]) -> Sommes:
        return cls(*map(sum, zip(*parts, strict=True)))

    def to_data(self) -> dict[str, int]:
        amounts = {f"{name}_centimes": value for name, value in list(self._asdict().items())[1:]}
        return {"candidatures": self.candidatures, **amounts}


class Totals:
    """The sums of the rows that passed; those outside the programme's territory count for nothing.

    ``lignes``, ``en_erreur`` and ``a_verifier`` count rows, ``a_part`` the lines that are no establishment.
    """

    def __init__(self) -> None:
        self.lignes = 0
        self.en_erreur = 0
        self.a_verifier = 0
        self.a_part = 0
        self.etablissements: dict[str | None, int] = {}
        self._cube: dict[Cle, list[int]] = {}
        self._dossiers: dict[str, list[int]] = {}

    def watch(self, lines: Iterable[Ligne]) -> Iterator[Ligne]:
        """Let rows through, and add them up."""
        for line in lines:
            self.add(line)
            yield line

    def add(self, line: Ligne) -> None:
        if line.a_part:
            self.a_part += 1
            return
        self.lignes += 1
        self.en_erreur += bool(line.erreurs)
        self.a_verifier += bool(line.avertissements)
        self.etablissements[line.region] = self.etablissements.get(line.region, 0) + 1
        if not line.retenue or line.categorie is None:
            return
        status, dossier = line.valeurs.get("statut"), line.valeurs.get("dossier")
        for item in line.demandes:
            amounts = item.montants or NOTHING
            account = (item.acquis or 0, item.reste or 0, item.a_rembourser or 0)
            added = (1, amounts.forfait, amounts.avance, amounts.solde, *account, item.ecart or 0)
            key = Cle(item.domaine, item.fenetre, line.categorie, status, line.region)
            _add(self._cube.setdefault(key, [0] * len(added)), added)
            if dossier is not None:
                _add(self._dossiers.setdefault(dossier, [0] * len(added)), added)

    def total(self) -> Sommes:
        """The sums of the whole list."""
        return Sommes.of(self._cube.values())

    def by(self, vue: Vue, **where: object) -> dict[Any, Sommes]:
        """The sums by value of a dimension, the others held at ``where``: ``by("domaine", region="Corse")``."""
        found: dict[Any, list[list[int]]] = {}
        for key, sums in self._cube.items():
            if all(getattr(key, name) == value for name, value in where.items()):
                found.setdefault(getattr(key, vue), []).append(sums)
        in_order = sorted(found, key=lambda value: (value is None, value))
        return {value: Sommes.of(found[value]) for value in in_order}

    def by_dossier(self) -> dict[str, Sommes]:
        return {name: Sommes(*sums) for name, sums in sorted(self._dossiers.items())}


def _add(sums: list[int], added: Iterable[int]) -> None:
    sums[:] = map(operator.add, sums, added)
