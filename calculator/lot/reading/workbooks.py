"""Workbooks read as a list: what an archive is, by its parts, and which of its sheets holds the list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple, Protocol

from calculator.lot.reading.archive import Archive
from calculator.lot.reading.excel import Workbook
from calculator.lot.reading.open_document import Document
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import LINES_BEFORE_HEADER, Record, TableError
from calculator.lot.reading.titles import find_titles

NOT_A_WORKBOOK = (
    "ce n’est pas un classeur que le calculateur connaît : enregistrez-le au format .xlsx, .ods ou CSV."
)
BINARY = "c’est un classeur binaire .xlsb : enregistrez-le au format .xlsx, .ods ou CSV."
NUMBERS = "c’est un document Numbers : exportez-le au format .xlsx ou CSV."
OTHER_DOCUMENT = (
    "c’est un document, mais pas un classeur : copiez son tableau dans un tableur et enregistrez-le."
)


class Book(Protocol):
    """A workbook, whatever its format: its sheets in order, and the rows of one that hold something."""

    form: str
    ending: str
    names: list[str]
    hidden: set[str]

    def records(self, position: int) -> Iterator[Record]: ...


class Opened(NamedTuple):
    """What a workbook is, its sheets, the one that is read, those that hold a list too, and its rows."""

    forme: str
    extension: str
    feuilles: tuple[str, ...]
    feuille: str
    autres: tuple[str, ...]
    est_masquee: bool
    lignes: Iterator[Record]


def read_workbook(stream: BinaryIO, recogniser: Recogniser, wanted: str | None = None) -> Opened:
    """Read the sheet that is wanted, else the one that names the most columns, the shown ones first."""
    book = _open(Archive(stream))
    if not book.names:
        raise TableError(
            "le classeur n’a aucune feuille de cellules : il faut une liste, une ligne par établissement."
        )
    if wanted is not None and wanted not in book.names:
        raise TableError(f"le classeur n’a pas de feuille « {wanted} » ; il a : {', '.join(book.names)}.")
    found = [_titles(book, position, recogniser) for position in range(len(book.names))]

    def weight(position: int) -> tuple[int, bool]:
        return found[position][0], book.names[position] not in book.hidden

    best = max(range(len(book.names)), key=weight) if wanted is None else book.names.index(wanted)
    others = tuple(
        name for position, name in enumerate(book.names) if position != best and found[position][1]
    )
    name = book.names[best]
    return Opened(
        book.form, book.ending, tuple(book.names), name, others, name in book.hidden, book.records(best)
    )


def _open(archive: Archive) -> Book:
    if "[Content_Types].xml" in archive:
        if "xl/workbook.bin" in archive:
            raise TableError(BINARY)
        if not archive.begins("xl/"):
            raise TableError(OTHER_DOCUMENT)
        return Workbook(archive)
    if "mimetype" in archive:
        kind = archive.start("mimetype")
        if b"opendocument.spreadsheet" in kind:
            return Document(archive)
        raise TableError(OTHER_DOCUMENT if b"opendocument" in kind else NOT_A_WORKBOOK)
    if archive.begins("index/") or "index.zip" in archive:
        raise TableError(NUMBERS)
    raise TableError(NOT_A_WORKBOOK)


def _titles(book: Book, position: int, recogniser: Recogniser) -> tuple[int, bool]:
    """How many columns a sheet names, and whether it is a list that can be computed."""
    first = [record.cellules for record in islice(book.records(position), LINES_BEFORE_HEADER)]
    titles = find_titles(recogniser, first)
    return titles.reconnus, titles.calculable and len(first) > titles.derniere + 1
