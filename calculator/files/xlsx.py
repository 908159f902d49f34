"""XLSX workbooks written row by row, with openpyxl: loaded when a workbook is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from calculator.files.sheets import Figure, legal, width_of


class Writer:
    """A workbook written row by row: rows on disk as they come, nothing kept, nothing left behind."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._sheets: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        self._filtered: dict[str, int] = {}  # by sheet, how many columns

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            for sheet in self._sheets.values():
                sheet.close()
                sheet._writer.cleanup()  # the file of a sheet, which saving would have removed

    def sheet(
        self,
        name: str,
        titles: Sequence[str],
        widths: Sequence[int] = (),
        *,
        frozen: str = "A2",
        filtered: bool = True,
    ) -> None:
        """A new sheet with its line of titles, kept in sight, and a filter on it."""
        sheet = self._sheets[name] = self._book.create_sheet(name)
        sheet.freeze_panes = frozen
        for position, title in enumerate(titles):
            width = width_of(title, position, widths)
            sheet.column_dimensions[get_column_letter(position + 1)].width = width
        self._lines[name] = 0
        if filtered:
            self._filtered[name] = len(titles)
        self.append(name, titles, bold=True)

    def append(self, name: str, cells: Iterable[object], *, bold: bool = False) -> None:
        """One line of a sheet: texts stay texts, decimals are amounts, integers are counts."""
        sheet = self._sheets[name]
        sheet.append([_cell(sheet, value, bold) for value in cells])
        self._lines[name] += 1

    def save(self, target: IO[bytes]) -> None:
        """Finish every sheet and write the workbook."""
        for name, columns in self._filtered.items():
            self._sheets[name].auto_filter.ref = f"A1:{get_column_letter(columns)}{self._lines[name]}"
        self._book.save(target)


def _cell(sheet: Any, value: object, bold: bool) -> Any:
    if isinstance(value, str):
        return _text(sheet, value, bold)
    if isinstance(value, Decimal):
        value = Figure(value)
    if not isinstance(value, Figure):
        return value
    cell = WriteOnlyCell(sheet, value.value)
    cell.number_format = value.shape
    return cell


def _text(sheet: Any, text: str, bold: bool) -> Any:
    """A text that stays one: what would be a formula or an error is written as text, to the letter."""
    text = legal(text)
    if not bold and not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, value="")
    cell.value = text
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
