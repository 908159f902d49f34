"""Exact quantities: read what people type, round once, write it in French.

Money is an ``int`` of cents, a rate or an activity is a ``Fraction``. No float anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from calculator.exact.formats import NARROW_SPACE, format_number

__all__ = [
    "ANSWERS",
    "QuantityError",
    "days_word",
    "parse_activity",
    "parse_boolean",
    "parse_date",
    "parse_euros",
    "parse_number",
    "parse_rate",
]

MAX_DIGITS = 15

_NUMBER = re.compile(r"(?P<sign>[-+\N{MINUS SIGN}]?)(?P<whole>[0-9]+)(?:(?P<mark>[.,])(?P<decimals>[0-9]+))?")
_GROUPED = re.compile(r"[-+\N{MINUS SIGN}]?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_LETTERS = re.compile(r"[^-+0-9., \N{MINUS SIGN}]")
_EUROS = re.compile(r"(?P<number>.*?)\s*(?P<unit>k€|keuros?|M€|€|euros?|EUR)?", re.IGNORECASE | re.DOTALL)
_SCALES = {"k": 1_000, "m": 1_000_000}

_RATE = "un taux, par exemple « 49 % » ou « 490/1000 »"

ANSWERS = {"oui": True, "non": False, "vrai": True, "faux": False, "true": True, "false": False}
"""The words of an answer, folded."""

type Raw = str | int | Decimal


class QuantityError(ValueError):
    """A text that is not the expected quantity. ``code`` is for programs; the message is French, for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def parse_number(
    raw: Raw,
    accepts: Callable[[Fraction], bool] = lambda value: True,
    kind: str = "un nombre, par exemple « 127 800 » ou « 0,5 »",
) -> Fraction:
    """Read a number as French people type it.

    Any space groups digits; a point or a comma is the decimal mark. A single mark followed by
    exactly three digits, with no other separator, has two meanings and is refused: both are told, and of the
    two only what ``accepts`` would let through is offered. ``kind`` says what is expected, with an example.
    """
    if isinstance(raw, bool):
        raise QuantityError("nombre_illisible", "un nombre est attendu, pas oui ou non.")
    if isinstance(raw, Decimal) and not (raw.is_finite() and abs(raw.adjusted()) <= MAX_DIGITS):
        raise _enormous(raw)
    if isinstance(raw, int | Decimal):
        return _bounded(Fraction(raw), raw)
    if not isinstance(raw, str):
        raise QuantityError("nombre_illisible", f"« {raw} » n’est pas un nombre exact.")
    text = " ".join(raw.replace(NARROW_SPACE, " ").split())
    if not text:
        raise QuantityError("nombre_absent", "un nombre est attendu.")
    if " " in text and not _GROUPED.fullmatch(text) and not _LETTERS.search(text):
        raise QuantityError(
            "nombre_illisible",
            f"« {raw} » n’est pas un nombre : les espaces séparent des groupes de trois chiffres.",
        )
    match = _NUMBER.fullmatch(text.replace(" ", ""))
    if match is None:
        raise QuantityError("nombre_illisible", f"« {raw} » n’est pas {kind}.")
    whole, decimals = match["whole"], match["decimals"] or ""
    if len(whole) > MAX_DIGITS or len(decimals) > MAX_DIGITS:
        raise _enormous(raw)
    if len(decimals) == 3 and " " not in text:
        raise QuantityError("nombre_ambigu", _two_meanings(raw, match["sign"], whole, decimals, accepts))
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return _bounded(-value if match["sign"] in ("-", "\N{MINUS SIGN}") else value, raw)


def _two_meanings(raw: str, sign: str, whole: str, decimals: str, accepts: Callable[[Fraction], bool]) -> str:
    """The two ways to read a number, and how to write those that would be accepted."""
    thousands = sign + format_number(int(whole + decimals))
    with_decimals = f"{sign}{format_number(int(whole))},{decimals}"
    factor = -1 if sign in ("-", "\N{MINUS SIGN}") else 1
    both = (
        (thousands, Fraction(factor * int(whole + decimals))),
        (f"{with_decimals}0", Fraction(factor * int(whole + decimals), 1000)),
    )
    offered = [f"« {text} »" for text, value in both if accepts(value)]
    if offered and not accepts(both[1][1]):
        offered.append("moins de décimales")
    end = f" : écrivez {' ou '.join(offered)}." if offered else ", et ni l’un ni l’autre n’est admis ici."
    return f"« {raw} » peut se lire {thousands} ou {with_decimals}{end}"


def _bounded(value: Fraction, raw: Raw) -> Fraction:
    if abs(value) >= 10**MAX_DIGITS or value.denominator > 10**MAX_DIGITS:
        raise _enormous(raw)
    return value


def _enormous(raw: Raw) -> QuantityError:
    shown = "…" if isinstance(raw, int) and raw.bit_length() > 128 else str(raw)[:30]
    return QuantityError("nombre_demesure", f"« {shown} » est un nombre démesuré : vérifiez la saisie.")


def parse_activity(raw: Raw) -> Fraction:
    """Read a number of days, sessions or day equivalents: at least 0, at most two decimals."""
    value = parse_number(raw, lambda value: value >= 0 and (value * 100).denominator == 1)
    if value < 0:
        raise QuantityError("nombre_negatif", f"« {raw} » est négatif : une activité vaut au moins 0.")
    if (value * 100).denominator != 1:
        raise QuantityError("trop_de_decimales", f"« {raw} » a plus de deux décimales.")
    return value


def parse_euros(raw: Raw) -> int:
    """Read an amount in euros, « 40 000 € », « 40 k€ » or « 40000 », and give cents (``int``)."""
    scale = 1
    if isinstance(raw, str):
        match = _EUROS.fullmatch(raw.strip())
        assert match is not None, "both parts of the pattern may be empty"
        scale = _SCALES.get((match["unit"] or "€")[0].casefold(), 1)
        raw = match["number"]
    value = (
        parse_number(
            raw,
            lambda value: value >= 0 and (value * scale * 100).denominator == 1,
            "un montant, par exemple « 40 000 € » ou « 40 k€ »",
        )
        * scale
    )
    if value < 0:
        raise QuantityError("montant_negatif", f"« {raw} » est négatif : un montant vaut au moins 0 €.")
    cents = value * 100
    if cents.denominator != 1:
        raise QuantityError("trop_de_decimales", f"« {raw} » : un montant s’arrête au centime.")
    return cents.numerator


def parse_rate(raw: Raw) -> Fraction:
    """Read a rate between 0 and 1: ``490/1000``, ``49 %`` or ``0,49``. A bare ``49`` is refused."""
    if isinstance(raw, str) and "/" in raw:
        above, _, below = raw.partition("/")
        return ratio(parse_number(above), parse_number(below))
    if isinstance(raw, str) and raw.rstrip().endswith("%"):
        value = parse_number(raw.rstrip()[:-1], lambda value: 0 <= value <= 100, _RATE) / 100
    else:
        value = parse_number(raw, lambda value: 0 <= value <= 1, _RATE)
        if value > 1:
            raise QuantityError(
                "taux_sans_signe",
                f"« {raw} » n’est pas un taux : écrivez « {raw} % », « 0,… » ou « 490/1000 ».",
            )
    if not 0 <= value <= 1:
        raise QuantityError("taux_hors_bornes", f"« {raw} » n’est pas entre 0 % et 100 %.")
    return value


def ratio(numerator: Fraction, denominator: Fraction) -> Fraction:
    """The exact rate of two counts, each fault with its sentence."""
    if denominator == 0:
        raise QuantityError("denominateur_nul", "le dénominateur est nul : aucun taux ne peut être calculé.")
    if numerator < 0 or denominator < 0:
        raise QuantityError("nombre_negatif", "un numérateur et un dénominateur valent au moins 0.")
    if numerator > denominator:
        raise QuantityError(
            "numerateur_trop_grand",
            f"le numérateur ({format_number(numerator)}) dépasse le dénominateur ({format_number(denominator)}).",
        )
    return numerator / denominator


def parse_boolean(raw: object) -> bool:
    """Read oui / non (or a JSON boolean)."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().casefold() in ANSWERS:
        return ANSWERS[raw.strip().casefold()]
    raise QuantityError("booleen_illisible", f"« {raw} » : répondez oui ou non.")


def parse_date(raw: object) -> date:
    """Read ``2021-10-12`` or ``12/10/2021``."""
    if isinstance(raw, str):
        text = raw.strip()
        if match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
            day, month, year = match.groups()
            text = f"{year}-{month:0>2}-{day:0>2}"
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise QuantityError(
                    "date_impossible", f"« {raw} » n’existe pas dans le calendrier."
                ) from None
    raise QuantityError(
        "date_illisible", f"« {raw} » n’est pas une date : écrivez « 2021-10-12 » ou « 12/10/2021 »."
    )


def days_word(value: Fraction) -> str:
    """« journée », « journées »: the plural begins at two."""
    return "journées" if abs(value) >= Fraction(2) else "journée"
