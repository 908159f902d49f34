"""A laid out workbook as XLSX, with openpyxl; the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from openpyxl import Workbook as Book
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from calculator.exact.formats import SPACE
from overrides.hooks.workbook.layout import Limit, Look, Sheet, Workbook, address

SHAPES = {
    "": "General",
    "texte": "@",
    "euros": f'[$-40C]#,##0.00{SPACE}"€"',
    "nombre": "[$-40C]#,##0.00",
    "taux": f"[$-40C]0{SPACE}%",
}
"""40C is French: a spreadsheet that can puts French marks, wherever it runs."""
_LINE = Side(style="thin", color="9AA5B1")


def to_xlsx(workbook: Workbook) -> bytes:
    """The workbook as a file that Excel opens: computed on opening, sheets locked without a password."""
    book = Book()
    book.remove(book.active)
    book.properties.title = workbook.title
    book.properties.language = "fr-FR"
    book.calculation.fullCalcOnLoad = True
    for sheet in workbook.sheets:
        _sheet(book.create_sheet(sheet.name), sheet)
    for name, (sheet_name, cells) in workbook.names.items():
        fixed = re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", cells)
        book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet_name}'!{fixed}")
    stream = io.BytesIO()
    book.save(stream)
    return undated(stream.getvalue())


def undated(content: bytes) -> bytes:
    """A workbook without the time of its making: a build of the same files is the same, and is no update."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(stream, "w") as kept:
        for name in made.namelist():
            part = re.sub(rb"<dcterms:(\w+)[^>]*>[^<]*</dcterms:\1>", b"", made.read(name))
            kept.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _sheet(made: Any, sheet: Sheet) -> None:
    for position, width in enumerate(sheet.widths, 1):
        made.column_dimensions[get_column_letter(position)].width = width
    for row, height in sheet.heights.items():
        made.row_dimensions[row].height = height
    limits: dict[Limit, DataValidation] = {}
    dressed: dict[Look, Any] = {}
    for (row, column), cell in sheet.cells.items():
        place = made.cell(row, column, cell.value)
        if cell.look not in dressed:
            _dress(place, cell.look)
            dressed[cell.look] = place._style
        place._style = dressed[cell.look]  # to dress each of thousands would take ten times as long
        if cell.span > 1:
            made.merge_cells(
                start_row=row, end_row=row, start_column=column, end_column=column + cell.span - 1
            )
        if cell.limit is not None:
            if cell.limit not in limits:
                limits[cell.limit] = _validation(cell.limit, address(row, column))
                made.add_data_validation(limits[cell.limit])
            limits[cell.limit].add(place)
    made.sheet_view.showGridLines = False
    made.protection.sheet = True
    made.protection.formatColumns = False  # false: allowed
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = made.PAPERSIZE_A4
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.page_setup.fitToWidth = sheet.across
    made.page_setup.fitToHeight = 1 if sheet.one_page else 0
    made.print_area = sheet.paper
    for side in ("left", "right", "top", "bottom"):
        setattr(made.page_margins, side, 0.4)
    rows, columns = sheet.frozen
    if rows or columns:
        made.freeze_panes = address(rows + 1, columns + 1)
    if rows:
        made.print_title_rows = f"1:{rows}"
    if columns:
        made.print_title_cols = f"A:{get_column_letter(columns)}"


def _dress(place: Any, look: Look) -> None:
    place.number_format = SHAPES[look.shape]
    place.font = Font(name="Calibri", size=look.size, bold=look.bold, color=look.ink or None)
    if look.ground:
        place.fill = PatternFill("solid", fgColor=look.ground)
    indent = 1 if look.box and not look.align else 0
    place.alignment = Alignment(
        horizontal=look.align or ("left" if indent else None),
        vertical="center",
        wrap_text=look.wrap,
        indent=indent,
    )
    if look.box:
        place.border = Border(_LINE, _LINE, _LINE, _LINE)
    if look.free:
        place.protection = Protection(locked=False)


def _validation(limit: Limit, first: str) -> DataValidation:
    kind = "list" if limit.words else "custom"
    formula = f'"{",".join(limit.words)}"' if limit.words else limit.test.replace("{}", first)
    made = DataValidation(type=kind, formula1=formula, allow_blank=True, showDropDown=False)
    made.errorStyle, made.showErrorMessage, made.showInputMessage = "stop", True, True
    made.errorTitle, made.error = limit.title, limit.refusal
    made.promptTitle, made.prompt = limit.title, limit.hint
    return made
