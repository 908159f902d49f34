"""A computed list as a workbook: results, anomalies, totals, envelopes, and the rules it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO, Any

from calculator.exact.problems import Problem
from calculator.exact.quantities import format_rate
from calculator.files.cells import yes_or_no
from calculator.files.xlsx import ABOUT, Writer, about
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


def write_xlsx(layout: Layout, lines: Iterable[Ligne], totals: Totals, stream: IO[bytes]) -> None:
    """Write the workbook row by row; ``totals`` watches the lines. ``TableError`` beyond 100 000 rows."""
    exhaust(xlsx_steps(layout, lines, totals, stream))


def xlsx_steps(layout: Layout, lines: Iterable[Ligne], totals: Totals, stream: IO[bytes]) -> Iterator[None]:
    with Writer() as book:
        book.sheet(RESULTS, layout.header())
        book.sheet(ANOMALIES, *ANOMALY_COLUMNS)
        for count, line in enumerate(lines, 1):
            if count > MAX_ROWS:
                raise TableError(f"plus de {MAX_ROWS} lignes : {TOO_MANY}")
            given = [line.cellules.get(key) for key in layout.titles]
            book.append(RESULTS, [*given, *map(_cell, layout.cells(line))])
            for nature, problems in (("Erreur", line.erreurs), ("À vérifier", line.avertissements)):
                for problem in problems:
                    book.append(ANOMALIES, _anomaly(layout, line, nature, problem))
            yield
        _totals(book, totals)
        _envelopes(book, layout.rules, totals)
        _sources(book, layout.rules)
        book.save(stream)


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


def _totals(book: Writer, totals: Totals) -> None:
    book.sheet(TOTALS, ("Vue", "Valeur", *SUMS), (14, 30))
    book.append(TOTALS, ["Ensemble", "", *_sums(totals.total())])
    views: list[tuple[str, dict[Any, Sommes]]] = [(vue, totals.by(vue)) for vue in VUES]
    for vue, found in (*views, ("dossier", totals.by_dossier())):
        for value, sums in found.items():
            book.append(TOTALS, [vue.capitalize(), value or UNSAID, *_sums(sums)])


def _sums(sums: Sommes) -> list[Any]:
    count, *amounts = sums
    return [count, *map(_euros, amounts)]


def _envelopes(book: Writer, rules: Rules, totals: Totals) -> None:
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
            part, left = format_rate(share.part), _euros(share.reste)
            book.append(ENVELOPES, [share.region, *map(_euros, amounts), part, left])


def _sources(book: Writer, rules: Rules) -> None:
    book.sheet(SOURCES, ABOUT, (24, 110))
    texts = [(key, text.titre) for key, text in rules.textes.items() if text.en_main]
    for line in (*about(rules), ("Unité", "Montants en euros, activité en journées MCO."), *texts):
        book.append(SOURCES, line)
