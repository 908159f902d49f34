"""Which establishment of a list asks twice for the same domain: told on each of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from calculator.exact.problems import Problem
from calculator.exact.quantities import QuantityError
from calculator.lot.reading.cells import is_blank, readers
from calculator.lot.reading.columns import domain_key
from calculator.lot.reading.finess import read_finess
from calculator.lot.reading.tables import Row
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, Rules

MANY = 50
"""How many rows of one FINESS are remembered: beyond, each is told of those."""


class Duplicates:
    """What each FINESS asks for: a number for each, and the lines of those that come again.

    A row knows those noted before it; ``survey`` notes a whole list first, so that each row knows all others.
    """

    def __init__(self, domains: Iterable[DomaineId]) -> None:
        self._bits = {domain: 1 << rank for rank, domain in enumerate(domains)}
        self._width = len(self._bits)
        self._mask = (1 << self._width) - 1
        self._first: dict[str, int] = {}
        self._again: dict[str, list[int]] = {}

    def note(self, finess: str, domains: Iterable[DomaineId], line: int) -> None:
        """Note that a row asks for these domains."""
        asked = self._sum(domains)
        if not asked:
            return
        noted = line << self._width | asked
        first = self._first.setdefault(finess, noted)
        if first != noted:
            again = self._again.setdefault(finess, [first])
            if len(again) < MANY and noted not in again:
                again.append(noted)

    def tell(self, finess: str, domains: Iterable[DomaineId], line: int) -> Problem | None:
        """What is to be said of a row, by the others that are known."""
        noted = self._again.get(finess)
        if noted is None:
            return None
        asked = self._sum(domains)
        before = [item for item in noted if item >> self._width < line and item & asked]
        if before:
            names = self._names(before, asked)
            return _problem(
                f"{names} : déjà demandé pour ce FINESS, vu d’abord ligne {before[0] >> self._width}"
            )
        return self._tell_of_those_after(noted, asked, line)

    def _tell_of_those_after(self, noted: Iterable[int], asked: int, line: int) -> Problem | None:
        after = [item for item in noted if item >> self._width > line and item & asked]
        if not after:
            return None
        names = self._names(after, asked)
        return _problem(f"{names} : demandé de nouveau pour ce FINESS, ligne {after[0] >> self._width}")

    def earlier(self) -> dict[int, Problem]:
        """What the rows that came first could not know, by line, now that all were noted."""
        found = {}
        for noted in self._again.values():
            before = 0
            for item in noted:
                line, asked = item >> self._width, item & self._mask
                told = None if before & asked else self._tell_of_those_after(noted, asked, line)
                if told is not None:
                    found[line] = told
                before |= asked
        return found

    def _sum(self, domains: Iterable[DomaineId]) -> int:
        return sum(self._bits[domain] for domain in domains)

    def _names(self, others: Iterable[int], asked: int) -> str:
        twice = 0
        for item in others:
            twice |= item & asked
        return ", ".join(label(domain) for domain, bit in self._bits.items() if bit & twice)


def _problem(told: str) -> Problem:
    message = f"{told} ; un seul financement par domaine sur tout le programme."
    return Problem("finess", "domaine_en_double", message)


class Survey:
    """A list read a first time: how many rows it has, and what each FINESS asks for."""

    def __init__(self, rules: Rules, rows: Iterable[Row]) -> None:
        self.lignes = 0
        self.duplicates = Duplicates(rules.domaines)
        windows = {domain: f"{domain_key(domain)}_fenetre" for domain in rules.domaines}
        read = readers(rules)["fenetre"]
        for row in rows:
            self.lignes += 1
            cell = row.cellules.get("finess")
            if not is_blank(cell):
                finess, _ = read_finess(cell)
                asked = [
                    domain for domain, column in windows.items() if _is_asked(read, row.cellules.get(column))
                ]
                self.duplicates.note(finess, asked, row.ligne)


def _is_asked(read: Callable[[Any], Any], cell: object) -> bool:
    if is_blank(cell):
        return False
    try:
        return read(cell) is not None
    except QuantityError:
        return False
