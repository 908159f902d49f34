"""What one cell says: read by the kind of its column, written for a French spreadsheet."""

from __future__ import annotations

import functools
import math
import re
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
from calculator.rules.model import CategorieId, FenetreId, Rules
from calculator.situation.identification import fold, plain_letters

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
    """An activity in hundredths of a « journée MCO », its unit or none after it."""
    if is_count(cell):
        return int(cell) * HUNDREDTH
    if isinstance(cell, str):
        cell = grouped(_UNIT.sub("", cell))
    return int(parse_activity(cell) * HUNDREDTH)


def grouped(text: str) -> str:
    """A number whose digits an apostrophe groups by three, written with spaces.

    ``QuantityError`` for the scientific notation, of which a file keeps but a few digits.
    """
    if _SCIENTIFIC.fullmatch(text.strip()):
        raise QuantityError(
            "notation_scientifique",
            f"« {text.strip()} » : notation scientifique, la valeur a pu perdre des chiffres ; "
            "élargissez la colonne et enregistrez de nouveau.",
        )
    return text.translate(_APOSTROPHES) if _GROUPED.search(text) else text


_UNIT = re.compile(r"\s*(journ[ée]es?|jours?|jrs?|j)\.?(\s*(combin[ée]es?|mco))*\s*$", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+([.,][0-9]*)?[eE][-+]?[0-9]+")
_GROUPED = re.compile(r"(?<![0-9'’])[0-9]{1,3}(['’][0-9]{3})+(?![0-9'’])")
_APOSTROPHES = str.maketrans("'’", "  ")


class Windows:
    """Windows as people write them: « F1 », « fenêtre n° 1 », « 1 », « S1 2022 », « F1 (2022) ».

    A text is read where it says one window alone; a dash, as the webinar prints it, is no window.
    """

    def __init__(self, rules: Rules) -> None:
        self._semesters = {
            window: (item.semestre[:1], item.semestre[-4:]) for window, item in rules.fenetres.items()
        }
        self._known: dict[object, FenetreId | None] = {}

    def read(self, cell: str | int | Decimal) -> FenetreId | None:
        if cell in self._known:
            return self._known[cell]
        window = self._look_up(cell)
        if len(self._known) < 256:
            self._known[cell] = window
        return window

    def _look_up(self, cell: str | int | Decimal) -> FenetreId | None:
        if str(cell).strip() in ("-", "–", "—"):
            return None
        said = " ".join(_TOKEN.findall(plain_letters(_DECIMALS.sub("", str(cell)))))
        years = set(_YEAR.findall(said))
        rest = " ".join(_YEAR.sub(" ", said).split())
        semester = _SEMESTER.search(rest)
        half = (semester["after"] or semester["before"]) if semester else None
        rest = " ".join(_SEMESTER.sub(" ", rest, count=1).split())
        number = _NUMBER.fullmatch(rest)
        if number if rest else half:
            fitting = [
                window
                for window, (its_half, its_year) in self._semesters.items()
                if (number is None or number[1] == window[1:])
                and half in (None, its_half)
                and years <= {its_year}
            ]
            if len(fitting) == 1:
                return fitting[0]
        raise _unknown("fenetre_inconnue", cell, "une fenêtre", get_args(FenetreId))


_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_DECIMALS = re.compile(r"[.,]0+$")
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_SEMESTER = re.compile(
    r"\b(?:s|sem|semestre) (?P<after>[12])\b|\b(?P<before>[12])(?: (?:er|e|d|nd|eme))? (?:s|sem|semestre)\b"
)
_NUMBER = re.compile(r"(?:(?:f|fen|fenetre) )?(?:(?:n|no|numero) )?0*([1-9])")


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
    """« oui » or « non », a cross, « O » or « N », 1 or 0."""
    answer = _ANSWERS.get(_DECIMALS.sub("", str(cell).strip()).casefold())
    return parse_boolean(cell) if answer is None else answer


_ANSWERS = {"x": True, "o": True, "1": True, "n": False, "0": False}


@functools.lru_cache(maxsize=4096)
def read_rate(cell: str | int | Decimal) -> Fraction:
    """« 490/1000 », « 49 % » or « 0,49 »."""
    if isinstance(cell, str):
        above, _, below = cell.partition("/")
        if is_count(above) and is_count(below) and int(above) <= int(below) != 0:
            return Fraction(int(above), int(below))
        cell = grouped(cell)
    return parse_rate(cell)


def is_bare_one(cell: object) -> bool:
    """Whether a rate is a 1 alone, which may be meant as 1 %."""
    return not isinstance(cell, str) or _DECIMALS.sub("", cell.strip()) == "1"


@functools.lru_cache(maxsize=1024)
def read_euros(cell: str | int | Decimal) -> int:
    return parse_euros(grouped(cell) if isinstance(cell, str) else cell)


def readers(rules: Rules) -> Mapping[Kind, Callable[[Any], Any]]:
    """How a cell that is not blank is read; each raises ``QuantityError`` with its French sentence."""
    return {
        "texte": read_text,
        "finess": lambda cell: (
            cell.strip() if isinstance(cell, str) else cell
        ),  # a number is told from a text
        "activite": read_activity,
        "fenetre": Windows(rules).read,
        "oui_non": read_boolean,
        "taux": read_rate,
        "euros": read_euros,
        "categorie": read_category,
    }
