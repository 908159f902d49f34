"""What one cell says: read by the kind of its column, written for a French spreadsheet."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from calculator.engine.tariff import HUNDREDTH
from calculator.exact.problems import suggestion
from calculator.exact.quantities import (
    MAX_DIGITS,
    QuantityError,
    parse_activity,
    parse_boolean,
    parse_euros,
    parse_rate,
)
from calculator.lot.reading.columns import Kind
from calculator.lot.reading.records import Cell
from calculator.rules.model import CategorieId, FenetreId
from calculator.situation.identification import fold

DIGITS_OF_A_SPREADSHEET = 15
"""A spreadsheet shows fifteen digits; those after them are the noise of its own arithmetic."""


def plain(value: object) -> Cell:
    """What a spreadsheet or a data frame holds, as a text or an exact number: no float goes further."""
    match value:
        case None | str():
            return value
        case bool():
            return "oui" if value else "non"
        case float():
            if not math.isfinite(value):
                return None if math.isnan(value) else str(value)
            return whole(Decimal(f"{value:.{DIGITS_OF_A_SPREADSHEET}g}"))
        case int():
            return value
        case Decimal():
            return whole(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def whole(value: Decimal) -> int | Decimal:
    """An integer where the number is one: ``10000156.0`` is the FINESS 10000156."""
    return int(value) if value.is_finite() and value.adjusted() < 20 and value == int(value) else value


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing, spaces included."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_count(cell: object) -> bool:
    """Whether a cell is plain digits, the most usual number and the quickest to read."""
    return isinstance(cell, str) and cell.isascii() and cell.isdecimal() and len(cell) <= MAX_DIGITS


def read_activity(cell: str | int | Decimal) -> int:
    """An activity in hundredths of a « journée MCO »."""
    return int(cell) * HUNDREDTH if is_count(cell) else int(parse_activity(cell) * HUNDREDTH)


@functools.lru_cache(maxsize=256)
def read_window(cell: str | int | Decimal) -> FenetreId | None:
    """« F1 », « fenêtre 1 » or « 1 »; a dash, as the webinar prints it, is no window."""
    text = str(cell).strip()
    if text in ("-", "–", "—"):
        return None
    name = "F" + fold(text).removeprefix("fenetre").removeprefix("f")
    for window in get_args(FenetreId):
        if window == name:
            return window  # type: ignore[no-any-return]
    raise _unknown("fenetre_inconnue", cell, "une fenêtre", get_args(FenetreId))


@functools.lru_cache(maxsize=256)
def read_category(cell: str | int | Decimal) -> CategorieId:
    """« C » or « catégorie C »."""
    name = fold(str(cell)).removeprefix("categorie").upper()
    if name in get_args(CategorieId):
        return name  # type: ignore[return-value]
    raise _unknown("categorie_inconnue", cell, "une catégorie", get_args(CategorieId))


def _unknown(code: str, cell: object, what: str, known: tuple[str, ...]) -> QuantityError:
    return QuantityError(code, f"« {cell} » n’est pas {what} ; {suggestion(str(cell), known)}")


def read_text(cell: str | int | Decimal) -> str:
    """A text, its extra spaces removed."""
    return " ".join(str(cell).split())


@functools.lru_cache(maxsize=256)
def read_boolean(cell: str | int | Decimal) -> bool:
    return parse_boolean(cell)


@functools.lru_cache(maxsize=4096)
def read_rate(cell: str | int | Decimal) -> Fraction:
    """« 490/1000 », « 49 % » or « 0,49 »."""
    if isinstance(cell, str):
        above, _, below = cell.partition("/")
        if is_count(above) and is_count(below) and int(above) <= int(below) != 0:
            return Fraction(int(above), int(below))
    return parse_rate(cell)


@functools.lru_cache(maxsize=1024)
def read_euros(cell: str | int | Decimal) -> int:
    return parse_euros(cell)


READERS: Mapping[Kind, Callable[[Any], Any]] = {
    "texte": read_text,
    "finess": lambda cell: cell.strip() if isinstance(cell, str) else cell,  # a number is told from a text
    "activite": read_activity,
    "fenetre": read_window,
    "oui_non": read_boolean,
    "taux": read_rate,
    "euros": read_euros,
    "categorie": read_category,
}
"""How a cell that is not blank is read; each raises ``QuantityError`` with its French sentence."""
