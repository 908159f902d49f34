"""What a list is read as, whatever the file: numbered lines of cells, within limits, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from calculator.exact.formats import format_number
from calculator.exact.problems import Problem

type Cell = str | int | Decimal | None
"""What a cell holds: a text, an exact number, or nothing."""

MAX_BYTES = 40_000_000
"""What a file may weigh."""
MAX_UNPACKED = 200_000_000
"""What a part of a workbook, a sheet for instance, may weigh once unpacked."""
LAST_LINE = 1 << 20
"""The last line of a spreadsheet."""
MAX_ROWS = 200_000
"""How many lines may hold something: all the sites of France are half as many."""
MAX_COLUMNS = 1_000
MAX_CELLS = 10_000_000
MAX_LETTERS = 32_767
"""The letters of a cell, as spreadsheets count them."""
LINES_BEFORE_HEADER = 30
"""How far the line of titles is looked for."""


class Formula(str):
    """A formula whose value was never saved: its text stands for it, and nothing can be computed from it."""

    __slots__ = ()


class Record(NamedTuple):
    """A line number from 1, its cells, and what is doubtful of the line itself."""

    ligne: int
    cellules: Sequence[Cell]
    doutes: tuple[Problem, ...] = ()


class TableError(ValueError):
    """A list that cannot be read or written; the message is a French sentence that says what to do."""


SHARE = "partagez la liste en plusieurs fichiers, par département par exemple."


def too_many_rows() -> TableError:
    """More rows than a list may have."""
    return TableError(f"plus de {format_number(MAX_ROWS)} lignes sont remplies : {SHARE}")


def too_many_cells() -> TableError:
    """More cells than a list may have."""
    return TableError(
        f"la liste a plus de {format_number(MAX_CELLS)} cellules : n’y gardez que les colonnes utiles, ou {SHARE}"
    )


def too_many_columns(line: int) -> TableError:
    """A line that goes beyond the columns of a list."""
    return TableError(
        f"la ligne {format_number(line)} est remplie au-delà de {format_number(MAX_COLUMNS)} colonnes : "
        "n’y gardez que les colonnes utiles."
    )


def too_long_a_cell(line: int) -> TableError:
    """A cell with more letters than one may have."""
    return TableError(
        f"une cellule de la ligne {format_number(line)} a plus de {format_number(MAX_LETTERS)} lettres : "
        "raccourcissez-la."
    )


def beyond_the_last_line(line: int) -> TableError:
    """A row numbered after the last line of any spreadsheet."""
    return TableError(
        f"le classeur a une ligne {format_number(line)}, après la dernière d’un tableur "
        f"({format_number(LAST_LINE)}) : copiez la liste dans un classeur neuf."
    )


def too_heavy_unpacked() -> TableError:
    """A workbook that unpacks into more bytes than a sheet may have."""
    return TableError(
        f"le classeur est démesuré une fois décompressé (plus de {MAX_UNPACKED // 10**6} Mo pour une feuille) : "
        "n’y gardez que la feuille utile."
    )
