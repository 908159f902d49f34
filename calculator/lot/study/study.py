"""One list in the hands of a page: opened, corrected, computed little by little, then looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator

from calculator.exact.problems import Problem
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.duplicates import Duplicates
from calculator.lot.computing.gaps import Gaps
from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.recognition import Choices, Recogniser
from calculator.lot.reading.records import TableError
from calculator.lot.reading.register import FILLED, Register
from calculator.lot.reading.tables import Row, Table, open_table
from calculator.lot.study.kinds import Natures
from calculator.lot.study.shelf import Shelf
from calculator.lot.writing.output import Layout
from calculator.rules.model import FenetreId, Regime, Rules

PER_MILLE = 1000


class Study:
    """A file, how it is understood, and what is computed of it so far.

    Opening it raises ``TableError`` when nothing can be read. ``region`` is the region of the rows that
    have none, ``texte`` chooses whose targets apply; ``completees`` rows were filled from a register.
    """

    def __init__(self, rules: Rules, nom: str, content: bytes) -> None:
        self.rules = rules
        self.nom = nom
        self.region: str | None = None
        self.texte: Regime = "I2023"
        self._content = content
        self.understand(None, None)

    def understand(self, sheet: str | None, choices: Choices | None) -> Table:
        """Open the file, with what a person says of its sheet and columns; what was computed is forgotten."""
        self._asked = (sheet, choices)
        self._stream = io.BytesIO(self._content)
        self.table = open_table(
            self._stream, Recogniser(self.rules), sheet=sheet, choices=choices, name=self.nom
        )
        self.lines: list[Ligne] = []
        self.shelf = Shelf(self.lines)
        self.totals, self.gaps, self.natures = Totals(), Gaps(), Natures()
        self.completees = 0
        self.layout = Layout(self.rules, self.table.titles)
        return self.table

    def compute(self, region: str | None, texte: Regime, register: Register | None = None) -> Iterator[None]:
        """Compute the list from its first row, pausing after each; ``register`` fills names and regions left blank."""
        self.region, self.texte = region, texte
        table = self.understand(*self._asked)
        fault = table.fault()
        if fault is not None:
            raise TableError(fault)
        duplicates = Duplicates(self.rules.domaines)
        rows = table.rows() if register is None else self._filled(table, register)
        for line in self._lot().compute(rows, duplicates):
            self.lines.append(line)
            self.totals.add(line)
            self.gaps.add(line)
            self.natures.add(line)
            yield
        self._tell_the_first(duplicates.earlier())

    def _filled(self, table: Table, register: Register) -> Iterator[Row]:
        self.layout = Layout(
            self.rules, table.titles | {key: key for key in FILLED if key not in table.titles}
        )
        for row in table.rows():
            filled = register.filled(row)
            self.completees += filled is not row
            yield filled

    def _tell_the_first(self, news: dict[int, Problem]) -> None:
        """Say on a row that came first what those that followed have shown."""
        for position, line in enumerate(self.lines):
            problem = news.get(line.ligne)
            if problem is not None:
                self.lines[position] = line._replace(avertissements=(*line.avertissements, problem))
                self.totals.a_verifier += not line.avertissements
                self.natures.add_doubt(problem.code)

    @property
    def part(self) -> int:
        """How far the file was read, per mille."""
        return min(PER_MILLE, self._stream.tell() * PER_MILLE // len(self._content))

    def moved(self, window: FenetreId, totals: Totals) -> Iterator[None]:
        """Add to ``totals`` what the list gives when everyone is in one window, pausing after each row.

        The rows in error stay out, as they do from the totals of the list.
        """
        rows = (Row(line.ligne, line.cellules) for line in self.lines if not (line.erreurs or line.a_part))
        for line in self._lot(window).compute(rows):
            totals.add(line)
            yield

    def _lot(self, window: FenetreId | None = None) -> Lot:
        return Lot(self.rules, region=self.region, texte=self.texte, fenetre=window)
