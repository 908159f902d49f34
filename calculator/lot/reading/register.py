"""The name and the region of establishments by FINESS: from an extract of the public directory, or from a list.

Nothing of it is kept but these; it lives as long as the page.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from calculator.exact.formats import format_number
from calculator.lot.reading.cells import is_blank
from calculator.lot.reading.delimited import read_delimited
from calculator.lot.reading.departments import region_of
from calculator.lot.reading.directory import is_directory
from calculator.lot.reading.finess import read_finess
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import LINES_BEFORE_HEADER, Cell, Record, TableError
from calculator.lot.reading.tables import Row, open_table, refuse_weight
from calculator.rules.model import Rules
from calculator.situation.identification import find_region

__all__ = ["Known", "Register", "open_register"]

ESTABLISHMENT = "structureet"
"""What begins a line of the directory about an establishment; the others give coordinates or activities."""
PLACES = {"nofinesset": 1, "rs": 3, "rslongue": 4, "departement": 13, "libdepartement": 14}
"""Where the directory puts what is read of it, counted from 0; a copy with titles may put it elsewhere."""
FILLED = ("nom", "region")

NO_ESTABLISHMENT = (
    "aucun établissement dans cet extrait du répertoire FINESS : prenez celui des établissements, dont les lignes "
    "commencent par « structureet »."
)
NO_FINESS = (
    "ce fichier ne dit ni nom ni région par FINESS : donnez un extrait du répertoire FINESS, ou une liste avec une colonne "
    "« finess » et une colonne « nom » ou « region »."
)


class Known(NamedTuple):
    """What is known of an establishment; an empty text for what is not."""

    nom: str
    region: str


@dataclass(frozen=True, slots=True)
class Register:
    """The establishments of a file, called ``nom``, by FINESS."""

    nom: str
    etablissements: dict[str, Known]

    def find(self, finess: Cell) -> Known | None:
        """What is known of a FINESS, as people and programs write it."""
        return None if is_blank(finess) else self.etablissements.get(read_finess(finess)[0].upper())

    def filled(self, row: Row) -> Row:
        """A row whose blank name and region are those of its FINESS; the same row when there is nothing to fill."""
        known = self.find(row.cellules.get("finess"))
        if known is None:
            return row
        found = {
            key: value
            for key, value in zip(FILLED, known, strict=True)
            if value and is_blank(row.cellules.get(key))
        }
        return row._replace(cellules={**row.cellules, **found}) if found else row

    @property
    def told(self) -> str:
        """How many establishments there are, in French."""
        count = len(self.etablissements)
        plural = "s" if count > 1 else ""
        return f"Répertoire lu : {format_number(count)} établissement{plural}, dans « {self.nom} »"


def open_register(rules: Rules, name: str, content: bytes) -> Register:
    """Read a file, or raise ``TableError``; of lines about one establishment, the first holds."""
    refuse_weight(len(content))
    found: dict[str, Known] = {}
    for finess, known in _read(rules, name, content):
        if finess and (known.nom or known.region):
            found.setdefault(finess.upper(), known)
    if not found:
        raise TableError(NO_FINESS)
    return Register(name, found)


def _read(rules: Rules, name: str, content: bytes) -> Iterator[tuple[str, Known]]:
    stream, recogniser = io.BytesIO(content), Recogniser(rules)
    records = _records(stream, recogniser)
    first = list(islice(records, LINES_BEFORE_HEADER))
    if is_directory([record.cellules for record in first]):
        return _of_directory(rules, first, records)
    stream.seek(0)
    table = open_table(stream, recogniser, name=name)
    return _of_list(rules, table.rows())


def _records(stream: BinaryIO, recogniser: Recogniser) -> Iterator[Record]:
    """The lines of a file, a workbook or not."""
    if stream.read(2) != b"PK":
        return read_delimited(stream, recogniser)[2]
    from calculator.lot.reading.workbooks import read_workbook  # a workbook came

    stream.seek(0)
    return read_workbook(stream, recogniser, None).lignes


def _of_list(rules: Rules, rows: Iterable[Row]) -> Iterator[tuple[str, Known]]:
    for row in rows:
        finess, name, region = (row.cellules.get(key) for key in ("finess", *FILLED))
        if not is_blank(finess):
            named = "" if is_blank(name) else str(name).strip()
            yield read_finess(finess)[0], Known(named, find_region(rules, str(region or "")) or "")


def _of_directory(
    rules: Rules, first: Sequence[Record], rest: Iterator[Record]
) -> Iterator[tuple[str, Known]]:
    titles = [str(cell).strip().casefold() for cell in first[0].cellules]
    is_titled = "nofinesset" in titles
    places = {key: titles.index(key) for key in PLACES if key in titles} if is_titled else PLACES
    seen = False
    for record in chain(first[1:] if is_titled else first, rest):
        cells = record.cellules
        if not is_titled and cells[:1] != [ESTABLISHMENT]:
            continue
        seen = True

        def cell(key: str, cells: Sequence[Cell] = cells) -> str:
            place = places.get(key, len(cells))
            return str(cells[place] or "").strip() if place < len(cells) else ""

        named = cell("rslongue") or cell("rs")
        region = region_of(rules, cell("departement"), cell("libdepartement"))
        yield read_finess(cell("nofinesset"))[0], Known(named, region or "")
    if not seen:
        raise TableError(NO_ESTABLISHMENT)
