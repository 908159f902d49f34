"""What a number of a workbook stands for, by how it is shown: a date, a percentage, or itself."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from calculator.lot.reading.cells import plain
from calculator.lot.reading.records import Cell

type Shape = Literal["", "date", "taux"]

_BUILT_IN: dict[int, Shape] = {
    **dict.fromkeys((9, 10), "taux"),
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "date"),
}
"""What the formats that no workbook declares are, by their number."""
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)


def shape_of(number: int, code: str | None) -> Shape:
    """What a format shows: its number, and its code if the workbook declares one."""
    if code is None:
        return _BUILT_IN.get(number, "")
    first = _SAID.sub("", code).partition(";")[0]
    if "%" in first:
        return "taux"
    return "date" if _DATE.search(first) else ""


def read_number(text: str, shape: Shape, *, from_1904: bool = False) -> Cell:
    """An exact number, or the text of what is shown; ``ValueError`` when it is no number."""
    if not shape and text.isascii() and text.isdecimal() and len(text) <= 15:
        return int(text)
    value = float(text)
    if shape == "date":
        return _date(value, from_1904=from_1904)
    return percentage(value) if shape == "taux" else plain(value)


def percentage(value: float) -> Cell:
    """« 49 % »: what the cell shows, but for its rounding."""
    number = plain(value)
    if not isinstance(number, int | Decimal):
        return number
    return f"{(Decimal(number) * 100).normalize():f} %".replace(".", ",")


def _date(value: float, *, from_1904: bool) -> Cell:
    if not 0 <= value < 2_958_466:  # the year 10 000
        return plain(value)
    moment = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    moment += timedelta(days=int(value), seconds=round(value % 1 * 86_400))
    return moment.date().isoformat() if value == int(value) else moment.isoformat()
