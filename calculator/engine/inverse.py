"""From an amount back to the activities that give it: the inverse of the tariff, its rounding included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from calculator.engine.tariff import HUNDREDTH
from calculator.exact.lines import Stated
from calculator.rules.model import CategorieId, Rules

__all__ = ["Antecedent", "activities", "preimage", "rounded_from"]


class Antecedent(NamedTuple):
    """Activities of one category, in hundredths, both ends included; no ``maximum``: all those above."""

    categorie: CategorieId
    minimum: int
    maximum: int | None


def rounded_from(cents: int, unit: int) -> tuple[int, int]:
    """The least and the greatest number of cents that round half up to an amount, in a unit of cents."""
    half = unit // 2
    return cents - half, cents + unit - half - 1


def activities(rules: Rules, lines: Sequence[Stated], least: int, greatest: int) -> Iterator[Antecedent]:
    """Every activity whose stated amount lies between two amounts in cents, both included.

    ``lines`` are those of a tariff, one by category. Beyond the programme's maximum the amount does
    not grow any more (L11): an activity that reaches it has no upper bound.
    """
    bounds = list(rules.categories.items())
    for index, (line, (name, category)) in enumerate(zip(lines, bounds, strict=True)):
        is_last = index + 1 == len(bounds)
        first, last = int(category.minimum * HUNDREDTH), int(category.maximum * HUNDREDTH)
        low, high = preimage(line, least, greatest)
        low, high = max(first, low), min(last if is_last else last - 1, high)
        if low <= high:
            yield Antecedent(name, low, None if is_last and high == last else high)


def preimage(line: Stated, least: int, greatest: int) -> tuple[int, int]:
    """The least and the greatest unknown of a growing line whose value lies between two; empty if crossed."""
    low = _ceil(least * line.diviseur - line.origine, line.pente)
    return low, _ceil((greatest + 1) * line.diviseur - line.origine, line.pente) - 1


def _ceil(above: int, below: int) -> int:
    return -(-above // below)
