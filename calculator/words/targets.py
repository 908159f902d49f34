"""The targets of a candidature against what was measured, in a line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from calculator.engine.targets import Bilan, Cible
from calculator.exact.formats import format_rate
from calculator.rules.addresses import label

__all__ = ["ANSWERS", "UNNAMED", "target_told", "targets_told"]

ANSWERS: Mapping[bool | None, str] = {True: "atteinte", False: "manquée", None: "non mesurée"}

UNNAMED = "une cible obligatoire est dite manquée, sans dire laquelle"


def targets_told(bilan: Bilan) -> str:
    """« DS 1.1 : 51,2 % pour 49 %, atteinte ; DS 1.2 : cible de 40 %, non mesurée »."""
    return " ; ".join([*([UNNAMED] if bilan.sans_nommer else []), *map(target_told, bilan.cibles)])


def target_told(item: Cible) -> str:
    """One target, what was measured of it, and the answer."""
    wanted = format_rate(item.cible) if isinstance(item.cible, Fraction) else item.cible
    rate = f"cible de {wanted}" if item.taux is None else f"{format_rate(item.taux)} pour {wanted}"
    return f"{label(item.indicateur)} : {rate}, {ANSWERS[item.atteinte]}"
