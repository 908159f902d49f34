"""XLSX workbooks, with openpyxl: the one module that knows it, loaded when a workbook is asked for."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any, BinaryIO, Self
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from calculator.lot.cells import plain
from calculator.lot.recognition import Recogniser
from calculator.lot.records import LINES_BEFORE_HEADER, MAX_BYTES, Cell, Record, TableError

MAX_UNPACKED = 10 * MAX_BYTES
"""What a workbook may weigh once unpacked: beyond, it is a mistake or an attack."""

AMOUNT = "#,##0.00"
"""How a spreadsheet shows an amount; it puts its own marks."""

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


class Writer:
    """A workbook written row by row: rows on disk as they come, nothing kept, nothing left behind."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._sheets: dict[str, tuple[Any, int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            for sheet, _, _ in self._sheets.values():
                sheet.close()
                sheet._writer.cleanup()  # the file of a sheet, which saving would have removed

    def sheet(self, name: str, titles: Sequence[str], widths: Sequence[int] = ()) -> None:
        """A new sheet with its line of titles, kept in sight, and a filter on it."""
        sheet = self._book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for position, title in enumerate(titles, 1):
            width = widths[position - 1] if position <= len(widths) else max(12, min(len(title) + 4, 40))
            sheet.column_dimensions[get_column_letter(position)].width = width
        self._sheets[name] = (sheet, len(titles), 1)
        sheet.append([self._title(sheet, title) for title in titles])

    def append(self, name: str, cells: Iterable[object]) -> None:
        """One line of a sheet: texts stay texts, decimals are amounts, integers are counts."""
        sheet, width, count = self._sheets[name]
        sheet.append([self._cell(sheet, cell) for cell in cells])
        self._sheets[name] = (sheet, width, count + 1)

    def save(self, target: IO[bytes]) -> None:
        """Finish every sheet and write the workbook."""
        for sheet, width, count in self._sheets.values():
            sheet.auto_filter.ref = f"A1:{get_column_letter(width)}{count}"
        self._book.save(target)

    def _cell(self, sheet: Any, value: object) -> Any:
        if isinstance(value, Decimal):
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = AMOUNT
            return cell
        return _safe(sheet, value) if isinstance(value, str) else value

    def _title(self, sheet: Any, title: str) -> Any:
        cell = _safe(sheet, title, always=True)
        cell.font = Font(bold=True)
        return cell


def writable(text: str) -> str:
    """A text that a workbook can hold: cut at its limit, the signs that XML refuses replaced."""
    cleaned: str = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text[:32_767])
    return cleaned


def _safe(sheet: Any, text: str, *, always: bool = False) -> Any:
    """A text that stays one: what would be a formula or an error is written as text, to the letter."""
    text = writable(text)
    if not always and not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, value="")
    cell.value = text
    cell.data_type = "s"
    return cell
