"""A list of establishments that is a table of pandas or polars: computed in one call, with its totals and its files.

from calculator import packaged_rules
from calculator.lot import Listing, compute_table
compute_table(packaged_rules(), table)["total_euros"]  # 10973812, …, in cents
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cached_property
from typing import IO, Any

from calculator.exact.problems import suggestion
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.duplicates import Survey
from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import Totals
from calculator.lot.frames import Column, Type, frame
from calculator.lot.reading.cells import plain
from calculator.lot.reading.columns import ACTIVITY
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import TableError
from calculator.lot.reading.tables import Row
from calculator.lot.writing.files import WORKBOOKS, WRITERS
from calculator.lot.writing.output import Layout, regions_data, totals_data
from calculator.lot.writing.workbook import refuse_rows
from calculator.rules.model import Rules
from calculator.situation.identification import find_region

AS_READ = ("finess", "region")
"""The columns of the input that are given back as they were read: a padded FINESS, a region that was filled."""
TYPES: dict[str, Type] = {"euros": "entier", "oui_non": "booleen"}


def compute_table(rules: Rules, table: Any, *, region: str | None = None) -> Any:
    """A table of establishments with the computed columns: see ``Listing.table``."""
    return Listing(rules, table, region=region).table()


class Listing:
    """A list whose rows are those of a table, one per establishment.

    Columns are recognised by their names, those of the contract or their titles; a column that is nearly one
    is told by a ``UserWarning``. ``region`` is the region of the rows that have none. ``TableError``, with a
    French sentence, for what is no table, has no activity, or names an unknown region. The table is not changed.
    """

    def __init__(self, rules: Rules, table: Any, *, region: str | None = None) -> None:
        if region is not None and find_region(rules, region) is None:
            raise TableError(f"région inconnue « {region} » ; {suggestion(region, rules.enveloppes.regions)}")
        self._frame = frame(table)
        self._columns = Recogniser(rules).understand(self._frame.titles)
        if not any(item.colonne == ACTIVITY for item in self._columns):
            seen = ", ".join(f"« {title} »" for title in self._frame.titles)
            raise TableError(
                f"aucune colonne « {ACTIVITY} » : donnez ce nom à celle de l’activité combinée. Colonnes lues : {seen}."
            )
        for item in self._columns:
            if item.a_revoir:
                warnings.warn(f"Colonne « {item.titre} » : {item.remarque}", stacklevel=2)
        self._cells = [[*map(plain, self._frame.values(item.position))] for item in self._columns]
        self._layout = Layout(rules, {item.cle: item.titre for item in self._columns})
        self._lot = Lot(rules, region=region)
        self._survey = Survey(rules, self._rows())

    def table(self) -> Any:
        """The table with the computed columns, of the library that made it, its rows in their order.

        Names are those of the contract. Amounts are exact, whole cents, those that were given too; yes and no
        are booleans; ``erreurs`` and ``avertissements`` are French sentences, empty where there is nothing.
        """
        layout = self._layout
        titles = [key for key in layout.titles if key in layout.amounts or key in AS_READ]
        names = [*titles, *layout.computed]
        values: list[list[Any]] = [[] for _ in names]
        for line in self.lines():
            given = (
                line.valeurs.get(key) if key in layout.amounts else _text(line.cellules.get(key))
                for key in titles
            )
            for column, value in zip(values, [*given, *layout.cells(line)], strict=True):
                column.append(value)
        kinds = {name: column.genre for name, column in layout.computed.items()} | layout.kinds
        kept = {item.position: item.cle for item in self._columns if item.cle in layout.titles}
        found = zip(names, values, strict=True)
        return self._frame.extended(
            kept, [Column(name, TYPES.get(kinds[name], "texte"), column) for name, column in found]
        )

    def lines(self) -> Iterator[Ligne]:
        """Each establishment, computed when it is asked for."""
        return self._lot.compute(self._rows(), self._survey.duplicates)

    @cached_property
    def totals(self) -> dict[str, Any]:
        """The totals of the list, and their views: ``totaux`` of the JSON of ``sun-es lot``."""
        return totals_data(self._totals)

    @cached_property
    def regions(self) -> dict[str, Any]:
        """Each region, its totals and its share of the envelope: ``par_region`` of the JSON of ``sun-es lot``."""
        return regions_data(self._layout.rules, self._totals)

    def write(self, stream: IO[bytes], ending: str) -> None:
        """Write what ``sun-es lot -o`` writes: ``.xlsx``, ``.ods``, ``.csv`` or ``.json``.

        ``TableError`` for another ending, or beyond the rows of a workbook.
        """
        writer = WRITERS.get(ending)
        if writer is None:
            raise TableError(f"« {ending} » : la sortie est un fichier {', '.join(WRITERS)}.")
        if ending in WORKBOOKS:
            refuse_rows(self._survey.lignes)
        writer(self._layout, self.lines(), Totals(), stream)

    @cached_property
    def _totals(self) -> Totals:
        totals = Totals()
        for line in self.lines():
            totals.add(line)
        return totals

    def _rows(self) -> Iterator[Row]:
        keys = tuple(item.cle for item in self._columns)
        for number, cells in enumerate(zip(*self._cells, strict=True), 1):
            yield Row(number, dict(zip(keys, cells, strict=True)))


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)
