"""What a workbook holds whatever its format: numbers and how they are shown, texts that XML can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Protocol

from calculator.exact.signs import without
from calculator.rules.model import Rules

AMOUNT = "#,##0.00"
"""How a spreadsheet shows an amount; it puts its own marks."""
COUNT = "#,##0"
RATE = "0.00%"

ABOUT = ("Ce que c’est", "Valeur")
"""The titles of what ``about`` says in a workbook."""

MAX_LETTERS = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold."""


@dataclass(frozen=True)
class Figure:
    """A number or a formula, and how a spreadsheet shows it."""

    value: Decimal | str
    shape: str = AMOUNT


class Book(Protocol):
    """A workbook that is written row by row."""

    def sheet(
        self,
        name: str,
        titles: Sequence[str],
        widths: Sequence[int] = (),
        *,
        frozen: str = "A2",
        filtered: bool = True,
    ) -> None:
        """A new sheet with its line of titles."""

    def append(self, name: str, cells: Iterable[object], *, bold: bool = False) -> None:
        """One line of a sheet: texts stay texts, decimals are amounts, integers are counts."""

    def save(self, target: IO[bytes]) -> None:
        """Finish every sheet and write the workbook."""


def legal(text: str) -> str:
    """A text as long as a cell may be, without the signs that would make its file unreadable."""
    return without(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text[:MAX_LETTERS]))


def width_of(title: str, position: int, widths: Sequence[int]) -> int:
    """The letters that a column shows: what is asked, else enough for its title."""
    return widths[position] if position < len(widths) else max(12, min(len(title) + 4, 40))


def about(rules: Rules) -> tuple[tuple[str, str], ...]:
    """What a workbook says of the rules it comes from."""
    return (
        ("Avertissement", "Calcul non officiel : l’instruction et la notification de l’ARS prévalent."),
        ("Version des règles", rules.version),
        ("Empreinte des règles", rules.empreinte or ""),
    )
