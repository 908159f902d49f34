"""A computed list as a workbook, XLSX or ODS: results, anomalies, totals, envelopes, and the rules it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import IO, Any

from calculator.engine.tariff import HUNDREDTH
from calculator.exact.problems import Problem
from calculator.files.cells import yes_or_no
from calculator.files.sheets import ABOUT, AMOUNT, COUNT, RATE, Book, Figure, about
from calculator.lot.computing.envelope import envelope
from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import VUES, Sommes, Totals
from calculator.lot.reading.records import TableError
from calculator.lot.writing.output import UNSAID, Layout, exhaust
from calculator.rules.model import Rules

MAX_ROWS = 100_000
RESULTS, ANOMALIES, TOTALS, ENVELOPES, SOURCES = "Résultats", "Anomalies", "Totaux", "Enveloppes", "Règles"
ANOMALY_COLUMNS = (
    ("Ligne", "FINESS", "Nom", "Colonne", "Nature", "Explication"),
    (8, 12, 30, 24, 14, 90),
)
TOO_MANY = "un classeur serait trop lourd. Demandez un fichier .csv, ou partagez la liste."
SUMS = ("Candidatures", "Forfait", "Avance", "Solde", "Acquis", "Reste à recevoir", "À rembourser", "Écart")


def refuse_rows(count: int) -> None:
    """``TableError`` for more rows than a workbook may have."""
    if count > MAX_ROWS:
        raise TableError(f"plus de {MAX_ROWS} lignes : {TOO_MANY}")


def write_workbook(
    layout: Layout, lines: Iterable[Ligne], totals: Totals, book: Book, stream: IO[bytes]
) -> None:
    """Write the workbook row by row; ``totals`` watches the lines. ``TableError`` beyond 100 000 rows."""
    exhaust(workbook_steps(layout, lines, totals, book, stream))


def workbook_steps(
    layout: Layout, lines: Iterable[Ligne], totals: Totals, book: Book, stream: IO[bytes]
) -> Iterator[None]:
    book.sheet(RESULTS, layout.header())
    book.sheet(ANOMALIES, *ANOMALY_COLUMNS)
    for count, line in enumerate(lines, 1):
        refuse_rows(count)
        given = [_given(layout, line, key) for key in layout.titles]
        book.append(RESULTS, [*given, *map(_cell, layout.cells(line))])
        for nature, problems in (("Erreur", line.erreurs), ("À vérifier", line.avertissements)):
            for problem in problems:
                book.append(ANOMALIES, _anomaly(layout, line, nature, problem))
        yield
    _totals(book, totals)
    _envelopes(book, layout.rules, totals)
    _sources(book, layout.rules)
    book.save(stream)


def _given(layout: Layout, line: Ligne, key: str) -> Any:
    """A cell of the input: what was read of it as a number is one, so that a spreadsheet computes with it."""
    cell, value = line.cellules.get(key), line.valeurs.get(key)
    if value is None:
        return cell
    match layout.kinds.get(key):
        case "euros":
            return _euros(value)
        case "activite":
            return quantity(value)
        case "taux" if isinstance(value, Fraction) and "/" not in str(cell):
            return Figure(Decimal(value.numerator) / Decimal(value.denominator), RATE)
        case _:
            return cell


def quantity(hundredths: int) -> Figure:
    """An activity, its decimals if it has some."""
    whole = hundredths % HUNDREDTH == 0
    number = Decimal(hundredths // HUNDREDTH) if whole else Decimal(hundredths) / HUNDREDTH
    return Figure(number, COUNT if whole else AMOUNT)


def _cell(value: Any) -> Any:
    """An amount as a number of euros, an answer as a word."""
    if isinstance(value, bool):
        return yes_or_no(value)
    return _euros(value) if isinstance(value, int) else value


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _anomaly(layout: Layout, line: Ligne, nature: str, problem: Problem) -> list[Any]:
    cells = line.cellules
    title = layout.titles.get(problem.chemin, problem.chemin)
    return [line.ligne, cells.get("finess"), cells.get("nom"), title, nature, problem.message]


def _totals(book: Book, totals: Totals) -> None:
    book.sheet(TOTALS, ("Vue", "Valeur", *SUMS), (14, 30))
    book.append(TOTALS, ["Ensemble", "", *_sums(totals.total())])
    views: list[tuple[str, dict[Any, Sommes]]] = [(vue, totals.by(vue)) for vue in VUES]
    for vue, found in (*views, ("dossier", totals.by_dossier())):
        for value, sums in found.items():
            book.append(TOTALS, [vue.capitalize(), value or UNSAID, *_sums(sums)])


def _sums(sums: Sommes) -> list[Any]:
    count, *amounts = sums
    return [count, *map(_euros, amounts)]


def _envelopes(book: Book, rules: Rules, totals: Totals) -> None:
    titles = (
        "Région",
        "Enveloppe du volet 1",
        "Forfaits du volet 1",
        "Avances",
        "Soldes",
        "Part prise",
        "Reste",
    )
    book.sheet(ENVELOPES, titles, (30,))
    for region in totals.etablissements:
        share = envelope(rules, region, totals.by("domaine", region=region))
        if share is not None:
            sums = share.volet_1
            amounts = (share.montant, sums.forfait, sums.avance, sums.solde)
            part = Figure(Decimal(share.part.numerator) / Decimal(share.part.denominator), RATE)
            book.append(ENVELOPES, [share.region, *map(_euros, amounts), part, _euros(share.reste)])


def _sources(book: Book, rules: Rules) -> None:
    book.sheet(SOURCES, ABOUT, (24, 110))
    texts = [(key, text.titre) for key, text in rules.textes.items() if text.en_main]
    for line in (*about(rules), ("Unité", "Montants en euros, activité en journées MCO."), *texts):
        book.append(SOURCES, line)
