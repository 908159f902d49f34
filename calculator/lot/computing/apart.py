"""The lines of a list that are no establishment: its totals, told by their name or by what they add up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from calculator.exact.problems import Problem
from calculator.lot.computing.row import Values
from calculator.lot.reading.columns import ACTIVITY
from calculator.lot.reading.finess import read_finess
from calculator.lot.reading.records import Cell
from calculator.situation.identification import plain_letters

_TOTAL = re.compile(r"\W*((sous|grand)\W*)?tota(l|ux)\b")
_NAMES = ("nom", "finess", "region", "dossier", "statut")
SET_APART = "la ligne est mise à part, sans montant, et ne compte pas dans les totaux."


class Sums:
    """What the activities of a list come to, since its start and since its last total."""

    def __init__(self) -> None:
        self._all = self._since = self._count = 0

    def find(self, cells: Mapping[str, Cell], values: Values, *, asks: bool) -> Problem | None:
        """Why a row is a total, or nothing: it is then added up. ``asks`` says that it asks for a domain."""
        quantity = values.get(ACTIVITY)
        if not _has_finess(values):
            if _is_named(cells):
                self._since = 0
                return Problem("", "ligne_de_total", f"ligne de total : {SET_APART}")
            adds_up = bool(quantity) and self._count > 1 and quantity in (self._all, self._since)
            if adds_up and not asks:
                self._since = 0
                message = (
                    f"l’activité est la somme de celles qui précèdent, sans FINESS ni fenêtre : {SET_APART}"
                )
                return Problem(ACTIVITY, "ligne_de_total", message)
        if quantity is not None:
            self._all += quantity
            self._since += quantity
            self._count += 1
        return None


def _has_finess(values: Values) -> bool:
    """Whether a row bears the number of an establishment."""
    return "finess" in values and any(sign.isdigit() for sign in read_finess(values["finess"])[0])


def _is_named(cells: Mapping[str, Cell]) -> bool:
    first = next(iter(cells.values()), None)
    return any(
        isinstance(cell, str) and _TOTAL.match(plain_letters(cell[:40])) is not None
        for cell in (first, *(cells.get(name) for name in _NAMES))
    )
