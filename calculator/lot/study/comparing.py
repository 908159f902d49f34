"""Two lists of the same establishments, last month and now: who is new, who is gone, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calculator.lot.computing.row import Ligne
from calculator.situation.identification import fold

UNSEEN = ("finess",)
"""Columns that say who it is, and so cannot change."""


class Changed(NamedTuple):
    """An establishment of both lists, and the columns that differ: their title, before and after."""

    avant: Ligne
    apres: Ligne
    differences: tuple[tuple[str, str, str], ...]

    @property
    def ecart(self) -> int:
        """What the change comes to, in cents."""
        return _total(self.apres) - _total(self.avant)


class Comparison(NamedTuple):
    """Two lists, row by row. ``anonymes`` are the rows of either that nothing identifies, which are not compared."""

    nouveaux: tuple[Ligne, ...]
    disparus: tuple[Ligne, ...]
    changes: tuple[Changed, ...]
    inchanges: int
    anonymes: int

    @property
    def ecart_des_nouveaux(self) -> int:
        return sum(map(_total, self.nouveaux))

    @property
    def ecart_des_disparus(self) -> int:
        return -sum(map(_total, self.disparus))

    @property
    def ecart_des_changes(self) -> int:
        return sum(item.ecart for item in self.changes)

    @property
    def ecart(self) -> int:
        return self.ecart_des_nouveaux + self.ecart_des_disparus + self.ecart_des_changes


def compare(before: Iterable[Ligne], after: Iterable[Ligne], titles: Mapping[str, str]) -> Comparison:
    """Pair the rows by FINESS, else by name, the first with the first; those that changed most come first.

    ``titles`` gives the title of each column that is compared.
    """
    old, unknown = _identified(before)
    new, also_unknown = _identified(after)
    pairs = [
        Changed(old[key], line, _differences(old[key], line, titles))
        for key, line in new.items()
        if key in old
    ]
    changed = sorted(
        (item for item in pairs if item.differences or item.ecart), key=lambda item: -abs(item.ecart)
    )
    return Comparison(
        nouveaux=tuple(line for key, line in new.items() if key not in old),
        disparus=tuple(line for key, line in old.items() if key not in new),
        changes=tuple(changed),
        inchanges=len(pairs) - len(changed),
        anonymes=unknown + also_unknown,
    )


def _identified(lines: Iterable[Ligne]) -> tuple[dict[tuple[str, int], Ligne], int]:
    """The rows by who they are and which of theirs it is, and how many cannot be told."""
    found: dict[tuple[str, int], Ligne] = {}
    seen: Counter[str] = Counter()
    unknown = 0
    for line in lines:
        if line.a_part:
            continue
        name = line.valeurs.get("finess") or fold(line.valeurs.get("nom", ""))
        if not name:
            unknown += 1
            continue
        seen[name] += 1
        found[name, seen[name]] = line
    return found, unknown


def _differences(before: Ligne, after: Ligne, titles: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (title, _said(before, key), _said(after, key))
        for key, title in titles.items()
        if key not in UNSEEN and before.valeurs.get(key) != after.valeurs.get(key)
    )


def _said(line: Ligne, key: str) -> str:
    cell = line.cellules.get(key)
    return "" if cell is None else str(cell)


def _total(line: Ligne) -> int:
    return line.totaux.forfait if line.totaux else 0
