"""Sheets, cells, what may be typed in them and how they look: what a workbook is before any format.

A formula is written as Excel stores it: English names, commas, ``Sheet!A1``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from openpyxl.utils import get_column_letter

type Shape = Literal["", "texte", "euros", "nombre", "taux"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks, and whether one may type in it; colours as six hexadecimal digits."""

    shape: Shape = ""
    bold: bool = False
    size: int = 10
    ink: str = ""
    ground: str = ""
    align: Literal["", "center", "right"] = ""
    wrap: bool = False
    box: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """What a cell takes: a list of words, or what a formula says true of (``{}`` stands for the cell).

    ``hint`` shows when one comes into the cell, ``refusal`` when one types something else.
    """

    title: str
    hint: str
    refusal: str
    words: tuple[str, ...] = ()
    test: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; a text that begins with « = » is a formula. ``span`` counts columns."""

    value: str | int | Decimal | None = None
    look: Look = Look()
    limit: Limit | None = None
    span: int = 1


@dataclass
class Sheet:
    """A sheet, its cells by row and column, both counted from 1."""

    name: str
    widths: Sequence[int]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)
    """In points, by row."""
    one_page: bool = False
    """Whether it prints on one page; else on as many as its lines ask for."""
    across: int = 1
    """How many pages wide it prints, if not on one."""
    printed: int = 0
    """How many columns print; all of them if none is said."""
    frozen: tuple[int, int] = (0, 0)
    """How many rows and columns stay in sight; the rows are repeated on each page."""

    def put(
        self, row: int, column: int, value: str | int | Decimal | None, look: Look | None = None,
        limit: Limit | None = None, span: int = 1,
    ) -> str:  # fmt: skip
        """Fill a cell, and give its address inside the sheet."""
        self.cells[row, column] = Cell(value, look or Look(), limit, span)
        return address(row, column)

    @property
    def rows(self) -> int:
        return max(row for row, _ in self.cells)

    @property
    def columns(self) -> int:
        return len(self.widths)

    @property
    def paper(self) -> str:
        """The range that prints."""
        return f"A1:{address(self.rows, self.printed or self.columns)}"


@dataclass(frozen=True)
class Workbook:
    """Sheets, and the names of cells or ranges, each a sheet and its addresses (``A1`` or ``A1:B2``)."""

    title: str
    sheets: Sequence[Sheet]
    names: Mapping[str, tuple[str, str]]


def address(row: int, column: int) -> str:
    """``B3`` for the third row of the second column."""
    return f"{get_column_letter(column)}{row}"
