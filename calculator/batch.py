"""Many establishments: rows in, rows out, in order, one at a time.

The amounts are those of a simulation without its explanation: what a row gives, ``simulate`` gives too, and
``Ligne.situation`` is how to ask it. A row that cannot be computed says why, and stops no other.

    from calculator.batch import compute
    for ligne in compute(rules, [{"activite_combinee": 127800, "ds1_fenetre": "F1", "ds1_cro": "oui"}]):
        ligne.totaux.forfait  # 10973812, in cents
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from calculator import activity, anomalies
from calculator.anomalies import Duplicates, Places
from calculator.cells import READERS, is_blank
from calculator.columns import ACTIVITY, input_columns
from calculator.desk import Desk
from calculator.ligne import Demande, Ligne, Somme, Values
from calculator.problems import Problem
from calculator.quantities import QuantityError
from calculator.rules import FenetreId, Regime, Rules
from calculator.tables import Row, mapping_rows
from calculator.tariff import HUNDREDTH

NOTHING = Somme(0, 0, 0)


def compute(
    rules: Rules, rows: Iterable[Mapping[str, object]], *, region: str | None = None
) -> Iterator[Ligne]:
    """Compute mappings whose keys are columns of the contract: ``df.to_dict("records")`` …"""
    return Lot(rules, region=region).compute(mapping_rows(rows))


class Lot:
    """The rules made ready for many establishments.

    ``region`` is the region of the rows that have none, ``texte`` chooses whose targets apply, ``fenetre``
    moves every candidature to one window, where its volet has it.
    """

    def __init__(
        self,
        rules: Rules,
        *,
        region: str | None = None,
        texte: Regime = "I2023",
        fenetre: FenetreId | None = None,
    ) -> None:
        self.rules = rules
        self._region = region
        self._readers = {name: READERS[column.genre] for name, column in input_columns(rules).items()}
        self._desks = [Desk(rules, domain, texte, fenetre) for domain in rules.domaines]
        self._categories = tuple(rules.categories)
        self._thresholds = [int(bound * HUNDREDTH) for bound in activity.thresholds(rules)]
        self._maximum = int(activity.maximum(rules) * HUNDREDTH)
        self._places = Places(rules)

    def compute(self, rows: Iterable[Row]) -> Iterator[Ligne]:
        """Compute each row when it is asked for."""
        duplicates = Duplicates(self.rules.domaines)
        for row in rows:
            yield self._line(row, duplicates)

    def _line(self, row: Row, duplicates: Duplicates) -> Ligne:
        values, errors = self._read(row)
        doubts: list[Problem] = []
        quantity = values.get(ACTIVITY)
        rank = 0 if quantity is None else bisect_right(self._thresholds, quantity)
        demandes = () if errors else self._serve(values, rank, doubts)
        place = self._places.find(values.get("region") or self._region)
        self._identify(row, values, demandes, duplicates, doubts)
        ...

    def _read(self, row: Row) -> tuple[Values, list[Problem]]:
        """What the cells say, and what cannot be read or computed, each with its column."""
        values: Values = {}
        errors = list(row.fautes)
        for name, cell in row.cellules.items():
            reader = self._readers.get(name)
            if reader is None or cell is None or cell == "":
                continue
            try:
                value = reader(cell)
            except QuantityError as error:
                if not is_blank(cell):
                    errors.append(Problem(name, error.code, str(error)))
            else:
                if value is not None and value != "":
                    values[name] = value
        for desk in self._desks:
            fault = desk.refuse(values)
            if fault is not None:
                errors.append(fault)
        return values, errors
