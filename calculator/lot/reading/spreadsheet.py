"""XLSX workbooks read as a list, with openpyxl: loaded when a workbook comes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from calculator.lot.reading.cells import plain
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import LINES_BEFORE_HEADER, MAX_BYTES, Cell, Record, TableError

MAX_UNPACKED = 10 * MAX_BYTES
"""What a workbook may weigh once unpacked: beyond, it is a mistake or an attack."""

UNREADABLE = "le classeur est illisible, tronqué peut-être : rouvrez-le dans votre tableur et enregistrez-le de nouveau."
NOT_A_WORKBOOK = "ce n’est pas un classeur Excel : enregistrez-le au format .xlsx ou CSV."
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What zipfile and openpyxl raise on a damaged or protected workbook."""


def read_workbook(
    stream: BinaryIO, recogniser: Recogniser, wanted: str | None = None
) -> tuple[tuple[str, ...], str, Iterator[Record]]:
    """The sheets, the one that is read and its lines: the one wanted, else that which names the most columns."""
    book = _open(stream)
    if wanted is not None and wanted not in book.sheetnames:
        raise TableError(
            f"le classeur n’a pas de feuille « {wanted} » ; il a : {', '.join(book.sheetnames)}."
        )

    def weight(name: str) -> int:
        first = [cells for cells, _ in zip(_cells(book[name]), range(LINES_BEFORE_HEADER), strict=False)]
        header = first[recogniser.header(first)] if first else ()
        return recogniser.score(cell for cell in header if isinstance(cell, str))

    name = max(book.sheetnames, key=weight) if wanted is None else wanted
    return tuple(book.sheetnames), name, enumerate(_cells(book[name]), 1)


def _open(stream: BinaryIO) -> Any:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            unpacked = sum(item.file_size for item in archive.infolist())
    except FAULTS:
        raise TableError(UNREADABLE) from None
    if "[Content_Types].xml" not in names:
        raise TableError(NOT_A_WORKBOOK)
    if unpacked > MAX_UNPACKED:
        raise TableError("le classeur est démesuré une fois décompressé : n’y gardez que la feuille utile.")
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
    except FAULTS:
        raise TableError(UNREADABLE) from None
    if not book.sheetnames:
        raise TableError(UNREADABLE)
    return book


def _cells(sheet: Any) -> Iterator[Sequence[Cell]]:
    if not hasattr(sheet, "iter_rows"):  # a sheet that holds a chart alone
        return
    try:
        sheet.reset_dimensions()  # some programs write a wrong size
        for cells in sheet.iter_rows(values_only=True):
            yield [plain(cell) for cell in cells]
    except FAULTS:
        raise TableError(UNREADABLE) from None
