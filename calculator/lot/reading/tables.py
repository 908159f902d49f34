"""A list of establishments: what the file is, where its titles are, how they are understood; then it streams."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from calculator.exact.problems import Problem
from calculator.lot.reading.cells import is_blank, plain
from calculator.lot.reading.columns import ACTIVITY
from calculator.lot.reading.delimited import read_delimited
from calculator.lot.reading.recognition import Choices, Recogniser, Understood
from calculator.lot.reading.records import LINES_BEFORE_HEADER, MAX_BYTES, Cell, Record, TableError


class Row(NamedTuple):
    """One establishment: its line, its cells by column, and what is wrong with the line itself."""

    ligne: int
    cellules: Mapping[str, Cell]
    fautes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A list that was understood; ``rows`` reads it, once.

    ``format`` says in French what was found, ``feuilles`` the sheets of a spreadsheet and ``feuille`` the
    one that is read, ``entete`` the line of the titles, ``apercu`` the first lines under it.
    """

    format: str
    entete: int
    colonnes: tuple[Understood, ...]
    apercu: tuple[Record, ...]
    records: Iterator[Record]
    feuilles: tuple[str, ...] = ()
    feuille: str | None = None

    @property
    def titles(self) -> dict[str, str]:
        """The title of each column, by what its cells are called."""
        return {item.cle: item.titre or item.cle for item in self.colonnes}

    def rows(self) -> Iterator[Row]:
        """The establishments, in order."""
        keys = tuple(item.cle for item in self.colonnes)
        width = len(keys)
        for line, cells in self.records:
            too_long = len(cells) > width and _width(cells) > width
            faults = (_overflow(_width(cells), width),) if too_long else ()
            yield Row(line, dict(zip(keys, cells, strict=False)), faults)

    def fault(self) -> str | None:
        """Why nothing can be computed from this list, in French; ``None`` when it can."""
        if any(item.colonne == ACTIVITY for item in self.colonnes):
            return None
        seen = ", ".join(f"« {item.titre} »" for item in self.colonnes if item.titre)
        return (
            f"aucune colonne « {ACTIVITY} » : donnez ce titre à celle de l’activité combinée. "
            f"Titres lus ligne {self.entete} : {seen}."
        )


def _overflow(count: int, width: int) -> Problem:
    message = (
        f"la ligne a {count} cellules pour {width} colonnes : un séparateur est-il dans une cellule "
        "sans guillemets ?"
    )
    return Problem("", "cellules_en_trop", message)


def mapping_rows(rows: Iterable[Mapping[str, object]]) -> Iterator[Row]:
    """The rows of a data frame, or any mappings whose keys are those of the contract."""
    for line, cells in enumerate(rows, 1):
        yield Row(line, {key: plain(value) for key, value in cells.items()})


def open_table(
    stream: BinaryIO, recogniser: Recogniser, *, sheet: str | None = None, choices: Choices | None = None
) -> Table:
    """Understand a file by its content, or raise ``TableError``.

    The stream can seek. ``sheet`` and ``choices`` correct what would be understood by itself.
    """
    refuse_weight(stream.seek(0, io.SEEK_END))
    stream.seek(0)
    if stream.read(2) == b"PK":
        from calculator.lot.reading import spreadsheet

        sheets, name, records = spreadsheet.read_workbook(stream, recogniser, sheet)
        return _table("classeur XLSX", records, recogniser, choices, sheets, name)
    form, records = read_delimited(stream, recogniser)
    return _table(form, records, recogniser, choices)


def refuse_weight(size: int) -> None:
    """``TableError`` for a file of more bytes than can be read."""
    if size > MAX_BYTES:
        message = (
            f"le fichier pèse {size / 1e6:.0f} Mo, pour {MAX_BYTES // 10**6} Mo au plus : partagez-le en plusieurs "
            "fichiers, par département par exemple, ou n’y gardez que les colonnes utiles."
        )
        raise TableError(message)


def _table(
    form: str,
    records: Iterator[Record],
    recogniser: Recogniser,
    choices: Choices | None,
    sheets: tuple[str, ...] = (),
    sheet: str | None = None,
) -> Table:
    records = (record for record in records if _width(record[1]))  # a line that holds nothing is no row
    first = list(islice(records, LINES_BEFORE_HEADER))
    if not first:
        raise TableError("le fichier est vide : il faut une ligne de titres et une ligne par établissement.")
    header = recogniser.header([cells for _, cells in first])
    line, cells = first[header]
    titles = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    below = first[header + 1 :]
    filled = [cells, *(row for _, row in below)] if sheets else [cells]
    width = max(map(_width, filled))  # a column of a workbook may have no title
    titles = [*titles, *[""] * width][:width]
    understood = recogniser.understand(titles, choices)
    return Table(form, line, understood, tuple(below[:10]), chain(below, records), sheets, sheet)


def _width(cells: Sequence[Cell]) -> int:
    """How many cells a line has, up to the last one that holds something."""
    width = len(cells)
    while width and is_blank(cells[width - 1]):
        width -= 1
    return width
