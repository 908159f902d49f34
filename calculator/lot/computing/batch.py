"""Many establishments: rows in, rows out, in order, one at a time.

The amounts are those of a simulation without its explanation: what a row gives, ``simulate`` gives too, and
``Ligne.situation`` is how to ask it. A row that cannot be computed says why, and stops no other.

    from calculator.lot.computing.batch import compute
    for ligne in compute(rules, [{"activite_combinee": 127800, "ds1_fenetre": "F1", "ds1_cro": "oui"}]):
        ligne.totaux.forfait  # 10973812, in cents
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from calculator.engine import activity
from calculator.engine.tariff import HUNDREDTH
from calculator.exact.problems import Problem
from calculator.exact.quantities import QuantityError
from calculator.lot.computing import anomalies
from calculator.lot.computing.anomalies import Places
from calculator.lot.computing.apart import Sums
from calculator.lot.computing.domain import Desk
from calculator.lot.computing.duplicates import Duplicates, Survey
from calculator.lot.computing.row import Compte, Demande, Ligne, Somme, Values
from calculator.lot.reading.cells import is_bare_one, is_blank, readers
from calculator.lot.reading.columns import ACTIVITY, input_columns
from calculator.lot.reading.finess import read_finess
from calculator.lot.reading.records import Cell
from calculator.lot.reading.tables import Row, mapping_rows
from calculator.rules.model import CategorieId, FenetreId, Regime, Rules

NOTHING = Somme(0, 0, 0)
NO_ACCOUNT = Compte(0, 0, 0)


def compute(
    rules: Rules, rows: Iterable[Mapping[str, object]], *, region: str | None = None
) -> Iterator[Ligne]:
    """Compute mappings whose keys are columns of the contract: ``df.to_dict("records")`` …

    Rows that can be read twice, a list, each know the rows of the same FINESS that follow.
    """
    survey = Survey(rules, mapping_rows(rows)) if isinstance(rows, Sequence) else None
    return Lot(rules, region=region).compute(mapping_rows(rows), survey.duplicates if survey else None)


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
        columns = input_columns(rules)
        by_kind = readers(rules)
        self._readers = {name: by_kind[column.genre] for name, column in columns.items()}
        self._rates = {name for name, column in columns.items() if column.genre == "taux"}
        self._desks = [Desk(rules, domain, texte, fenetre) for domain in rules.domaines]
        self._categories = tuple(rules.categories)
        self._thresholds = [int(bound * HUNDREDTH) for bound in activity.thresholds(rules)]
        self._maximum = int(activity.maximum(rules) * HUNDREDTH)
        self._places = Places(rules)

    def compute(self, rows: Iterable[Row], duplicates: Duplicates | None = None) -> Iterator[Ligne]:
        """Compute each row when it is asked for; ``duplicates`` are what a survey of the list noted."""
        sums = Sums()
        known = duplicates or Duplicates(self.rules.domaines)
        for row in rows:
            yield self._line(row, sums, known)

    def _line(self, row: Row, sums: Sums, duplicates: Duplicates) -> Ligne:
        values, errors = self._read(row)
        asked = [desk for desk in self._desks if desk.window in values]
        total = sums.find(row.cellules, values, asks=bool(asked or errors))
        if total is not None:
            return Ligne(
                row.ligne, row.cellules, values, None, False, None, (), None, (total,), (), a_part=True
            )
        errors += self._refusals(values, asked, errors)
        place = self._places.find(values.get("region") or self._region)
        doubts = [*row.doutes, *self._identity(values, asked, row.ligne, duplicates), *place.anomalies]
        doubts += (
            anomalies.bare_one(name)
            for name in sorted(self._rates & values.keys())
            if values[name] == 1 and is_bare_one(row.cellules[name])
        )
        demandes: list[Demande] = []
        category = None
        quantity = values.get(ACTIVITY)
        if quantity is not None:
            rank = bisect_right(self._thresholds, quantity)
            category = self._categories[rank]
            doubts += self._about_activity(values, quantity, category)
            if not errors:
                demandes = self._serve(values, asked, rank, min(quantity, self._maximum), doubts)
        return Ligne(
            row.ligne,
            self._cells(row.cellules, values),
            values,
            place.region,
            place.retenue,
            category,
            tuple(demandes),
            None if errors else Somme.of(demandes) if place.retenue else NOTHING,
            tuple(doubts),
            tuple(errors),
            compte=None if errors else Compte.of(demandes) if place.retenue else NO_ACCOUNT,
        )

    def _read(self, row: Row) -> tuple[Values, list[Problem]]:
        """What the cells say, and those that cannot be read."""
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
                continue
            if value is not None and value != "":
                values[name] = value
        return values, errors

    def _refusals(self, values: Values, asked: list[Desk], errors: list[Problem]) -> Iterator[Problem]:
        """What is missing or impossible, but for the columns whose error is told already."""
        told = {error.chemin for error in errors}
        if ACTIVITY not in values and ACTIVITY not in told:
            yield anomalies.missing_activity()
        for desk in asked:
            fault = desk.refuse(values)
            if fault is not None and fault.chemin not in told:
                yield fault

    def _identity(
        self, values: Values, asked: list[Desk], line: int, duplicates: Duplicates
    ) -> Iterator[Problem]:
        """The FINESS, put right in ``values``, and whether it has asked for the same before."""
        if "finess" not in values:
            return
        values["finess"], doubt = read_finess(values["finess"])
        if doubt is not None:
            yield doubt
        domains = [desk.domain for desk in asked]
        duplicates.note(values["finess"], domains, line)
        twice = duplicates.tell(values["finess"], domains, line)
        if twice is not None:
            yield twice

    def _about_activity(self, values: Values, quantity: int, category: CategorieId) -> Iterator[Problem]:
        if quantity > self._maximum:
            yield anomalies.above_maximum(self._maximum // HUNDREDTH)
        declared = values.get("categorie_declaree", category)
        if declared != category:
            yield anomalies.other_category(declared, category)

    def _serve(
        self, values: Values, asked: list[Desk], rank: int, quantity: int, doubts: list[Problem]
    ) -> list[Demande]:
        """What each domain asked for gives, adding to ``doubts`` what is to be verified."""
        demandes = []
        for desk in self._desks:
            if desk in asked:
                item = desk.serve(values, rank, quantity)
                doubts += desk.verify(values, item, rank, quantity)
                demandes.append(item)
            elif desk.columns & values.keys():
                doubts += desk.without_effect(values)
        return demandes

    def _cells(self, cells: Mapping[str, Cell], values: Values) -> Mapping[str, Cell]:
        """The cells as they are given back: a FINESS as it was read, a blank region is filled."""
        changed: dict[str, Cell] = {}
        if "finess" in values and values["finess"] != cells["finess"]:
            changed["finess"] = values["finess"]
        if self._region is not None and "region" in cells and "region" not in values:
            changed["region"] = self._region
        return {**cells, **changed} if changed else cells
