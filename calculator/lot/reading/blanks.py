"""The lines of a list that hold something, within limits; those that hold nothing are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from calculator.exact.formats import format_number
from calculator.lot.reading.cells import is_blank
from calculator.lot.reading.records import MAX_CELLS, MAX_ROWS, Cell, Record, too_many_cells, too_many_rows

SHOWN = 3
"""How many of the places of empty lines are told."""


class Filled:
    """Iterating gives the lines that hold something, once; ``TableError`` beyond what a list may have.

    ``skipped`` says that empty lines were never given: the numbers of the others tell them.
    """

    def __init__(self, records: Iterable[Record], *, skipped: bool = False) -> None:
        self._records = records
        self._skipped = skipped
        self._blanks: list[tuple[int, int]] = []  # the first line of each gap, how many it has

    def __iter__(self) -> Iterator[Record]:
        rows = cells = blank = last = 0
        for record in self._records:
            cells += len(record.cellules)
            if cells > MAX_CELLS:
                raise too_many_cells()
            if holds_nothing(record.cellules):
                blank = blank or record.ligne
                continue
            rows += 1
            if rows > MAX_ROWS:
                raise too_many_rows()
            first = blank or last + 1
            if last and first < record.ligne and (blank or self._skipped):
                self._blanks.append((first, record.ligne - first))
            blank, last = 0, record.ligne
            yield record

    def passed(self, header: int) -> str | None:
        """How many empty lines stand between two rows of what was read so far, under the titles."""
        gaps = [(line, count) for line, count in self._blanks if line > header]
        if not gaps:
            return None
        count = sum(count for _, count in gaps)
        if count == 1:
            return f"une ligne vide a été passée au milieu de la liste (ligne {format_number(gaps[0][0])})."
        places = [
            format_number(line) if size == 1 else f"{format_number(line)} à {format_number(line + size - 1)}"
            for line, size in gaps[:SHOWN]
        ]
        told = ", ".join(places) + (", …" if len(gaps) > SHOWN else "")
        return f"{format_number(count)} lignes vides ont été passées au milieu de la liste (lignes {told})."


def holds_nothing(cells: Sequence[Cell]) -> bool:
    """Whether every cell is blank; quick for a wide line of nothing, since it is what hostile lists are made of."""
    return (not any(cells) and 0 not in cells) or all(map(is_blank, cells))
