"""What was notified against what is computed, over a whole list: by domain, and by likely reason."""

from __future__ import annotations

import re
from typing import NamedTuple

from calculator.lot.computing.row import Ligne
from calculator.rules.model import DomaineId

GAP = "ecart"
"""The code of the anomaly that tells a gap."""
_OTHERS = re.compile(r"à (une?) (activité combinée|forfait de base)")
_FIGURES = re.compile(r" (d’environ|de) [0-9].*")


class Ecart(NamedTuple):
    """How many amounts, and what they come to in cents, notified less computed."""

    nombre: int = 0
    centimes: int = 0

    def plus(self, cents: int) -> Ecart:
        return Ecart(self.nombre + 1, self.centimes + cents)


class Gaps:
    """The gaps of the rows that passed. ``notifies`` and ``exacts`` count amounts, not rows."""

    def __init__(self) -> None:
        self.notifies = 0
        self.exacts = 0
        self.par_domaine: dict[DomaineId, Ecart] = {}
        self._par_raison: dict[str, Ecart] = {}

    def add(self, line: Ligne) -> None:
        if not line.retenue:
            return
        gaps = [item for item in line.demandes if item.ecart]
        told = [problem for problem in line.avertissements if problem.code == GAP]
        known = sum(item.notifie is not None for item in line.demandes)
        self.notifies += known
        self.exacts += known - len(gaps)
        for item, problem in zip(gaps, told, strict=True):
            cents = item.ecart or 0
            reason = reason_alone(problem.message)
            self.par_domaine[item.domaine] = self.par_domaine.get(item.domaine, Ecart()).plus(cents)
            self._par_raison[reason] = self._par_raison.get(reason, Ecart()).plus(cents)

    @property
    def total(self) -> Ecart:
        found = self.par_domaine.values()
        return Ecart(sum(item.nombre for item in found), sum(item.centimes for item in found))

    @property
    def par_raison(self) -> dict[str, Ecart]:
        """The most frequent reason first."""
        return dict(sorted(self._par_raison.items(), key=lambda entry: -entry[1].nombre))


def reason_alone(message: str) -> str:
    """The likely reason that a gap tells, without its own figures, so that those alike are counted together."""
    reason = message.partition(" calculés")[2].lstrip(" ,:")
    alone = _FIGURES.sub("", reason).rstrip(".")
    return _OTHERS.sub(r"à \1 autre \2", alone)
