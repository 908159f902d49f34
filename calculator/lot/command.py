"""``sun-es lot``: a whole list of establishments at the command line, row by row."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import click

from calculator.command.ends import complain, stoppable
from calculator.command.ends import refuse as _refuse
from calculator.command.french import Command
from calculator.exact.problems import suggestion
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.duplicates import Survey
from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import MAX_BYTES, TableError
from calculator.lot.reading.tables import Table, open_table
from calculator.lot.writing.files import WORKBOOKS, WRITERS
from calculator.lot.writing.output import Layout
from calculator.lot.writing.workbook import refuse_rows
from calculator.rules.disk import why
from calculator.rules.model import Rules
from calculator.rules.packaged import packaged_rules
from calculator.situation.identification import find_region

STANDARD = "-"
CHUNK = 1 << 20
SECONDS_BETWEEN_SIGNS = 0.2
NO_ROW = "la liste n’a aucune ligne sous ses titres : il n’y a rien à calculer."


@click.command(cls=Command, short_help="Calcule une liste d’établissements.")
@click.argument("entree")
@click.option("-o", "sortie", default=STANDARD, metavar="SORTIE", help="Fichier .csv, .xlsx, .ods ou .json.")
@click.option("--region", metavar="NOM", help="Région des lignes qui n’en ont pas.")
@click.option(
    "--feuille",
    metavar="NOM",
    help="Feuille du classeur, si ce n’est pas celle qui a le plus de titres connus.",
)
def lot(entree: str, sortie: str, region: str | None, feuille: str | None) -> None:
    """Calcule toutes les lignes de ENTREE, un fichier CSV, XLSX ou ODS (« - » : entrée standard).

    Sans -o, écrit du CSV sur la sortie standard. Code de retour : 0, ou 1 si des lignes sont en erreur,
    ou 2 si rien ne peut être lu ou écrit.
    """
    rules = packaged_rules()
    write = WRITERS.get(Path(sortie).suffix.casefold() if sortie != STANDARD else ".csv")
    if write is None:
        _refuse(f"« {sortie} » : la sortie est un fichier {', '.join(WRITERS)}.")
    if region is not None and find_region(rules, region) is None:
        _refuse(f"région inconnue « {region} » ; {suggestion(region, rules.enveloppes.regions)}")
    totals = Totals()
    try:
        with _input(entree) as source:
            name = "" if entree == STANDARD else Path(entree).name
            survey = Survey(rules, _understand(rules, source, feuille, name).rows())
            if Path(sortie).suffix.casefold() in WORKBOOKS:
                refuse_rows(survey.lignes)
            table = open_table(source, Recogniser(rules), sheet=feuille)
            lines = _signs(Lot(rules, region=region).compute(table.rows(), survey.duplicates))
            with _output(sortie) as target:
                write(Layout(rules, table.titles), lines, totals, target)
    except TableError as error:
        _refuse(str(error))
    except ModuleNotFoundError as error:
        if error.name != "openpyxl":
            raise
        _refuse("un classeur XLSX demande openpyxl : pip install 'sun-es[xlsx]'.")
    except BrokenPipeError:
        raise  # who reads our output has had enough
    except OSError as error:
        name = entree if error.filename == entree else sortie
        _refuse(f"{name} : fichier illisible ou impossible à écrire ({why(error)}).")
    for told in (table.passed(), _set_apart(totals.a_part), None if survey.lignes else NO_ROW):
        if told is not None:
            complain(_sentence(told))
    if _is_terminal():
        click.echo(
            f"{totals.lignes} lignes, {totals.en_erreur} en erreur, {totals.a_verifier} à vérifier.", err=True
        )
    sys.exit(1 if totals.en_erreur else 0)


def _understand(rules: Rules, source: BinaryIO, sheet: str | None, name: str) -> Table:
    """Open the list; say what is to be known of the file, and what was left unread though it looks like a column."""
    table = open_table(source, Recogniser(rules), sheet=sheet, name=name)
    fault = table.fault()
    if fault is not None:
        raise TableError(fault)
    for remark in table.remarques:
        complain(_sentence(remark))
    if sheet is None and table.autres:
        complain(f"Pour lire une autre feuille : --feuille « {table.autres[0]} ».")
    for item in table.colonnes:
        if item.a_revoir:
            complain(f"Colonne « {item.titre} » : {item.remarque}")
    return table


def _set_apart(count: int) -> str | None:
    if not count:
        return None
    return (
        "une ligne de total est mise à part." if count == 1 else f"{count} lignes de total sont mises à part."
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


@contextmanager
def _input(name: str) -> Iterator[BinaryIO]:
    """The file, or the standard input spooled to disk, within the limit: a list is read from its start again."""
    if name != STANDARD:
        with Path(name).open("rb") as stream:
            yield stream
        return
    if sys.stdin is None:
        _refuse("l’entrée standard est fermée.")
    with tempfile.TemporaryFile() as spool:
        while spool.tell() <= MAX_BYTES and (chunk := sys.stdin.buffer.read(CHUNK)):
            spool.write(chunk)
        yield spool


@contextmanager
def _output(name: str) -> Iterator[IO[bytes]]:
    """The standard output, or a file that appears whole or not at all."""
    if name == STANDARD:
        if sys.stdout is None:
            _refuse("la sortie standard est fermée : demandez un fichier par -o.")
        yield sys.stdout.buffer
        return
    target = Path(name)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with stoppable():
        try:
            with draft.open("xb") as stream:
                yield stream
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)


def _signs(lines: Iterable[Ligne]) -> Iterator[Ligne]:
    """Let rows through; on a terminal, say from time to time how many passed and how fast."""
    if not _is_terminal():
        yield from lines
        return
    start = last = time.monotonic()
    for count, line in enumerate(lines, 1):
        yield line
        now = time.monotonic()
        if now - last > SECONDS_BETWEEN_SIGNS:
            last = now
            click.echo(f"\r{count} lignes, {count / (now - start):.0f} par seconde ", err=True, nl=False)
    click.echo("\r\033[K", err=True, nl=False)


def _is_terminal() -> bool:
    return sys.stderr.isatty()
