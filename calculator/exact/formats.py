"""Quantities as French writes them: numbers, euros, rates, dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from calculator.exact.rounding import round_half_up

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


SPACE = "\N{NO-BREAK SPACE}"


def format_number(value: Fraction | int) -> str:
    """« 127 800 », « 3,5 »; a fraction that has no finite decimal form is cut to six decimals with « ≈ »."""
    return _decimal(value, 6)


def _decimal(value: Fraction | int, places: int) -> str:
    """A value rounded to the millionth, as a decimal of its unit, which has ``places`` decimals."""
    above, below = value.numerator * 10**6, value.denominator
    rounded = (2 * abs(above) + below) // (2 * below)
    whole, decimals = divmod(rounded, 10**places)
    text = f"{whole:,}".replace(",", NARROW_SPACE)
    if decimals:
        text += "," + f"{decimals:0{places}d}".rstrip("0")
    sign = "\N{MINUS SIGN}" if above < 0 and rounded else ""
    return ("" if above % below == 0 else f"≈{SPACE}") + sign + text


def format_euros(cents: int) -> str:
    """« 176 368,29 € »: always two decimals, narrow no-break spaces between thousands."""
    whole, rest = divmod(abs(cents), 100)
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    return f"{sign}{whole:,}".replace(",", NARROW_SPACE) + f",{rest:02d}{SPACE}€"


def format_kilo_euros(cents: int) -> str:
    """« 110 k€ », « 10,5 k€ »."""
    return f"{format_number(Fraction(cents, 100_000))}{SPACE}k€"


def format_rate(value: Fraction, *, fine: bool = False) -> str:
    """« 49 % », « 48,9625 % »; « ≈ 33,33 % » when four decimals do not write it.

    Such a rate has four decimals when two would make it whole, so that what is under a target never looks like
    it, and when it is ``fine``: a figure from which others are reckoned.
    """
    text = _decimal(value, 4)
    if text.startswith("≈") and not fine:
        short = Fraction(round_half_up(value * 10_000), 10_000)
        if (short * 100).denominator > 1:
            text = f"≈{SPACE}{_decimal(short, 4)}"
    return f"{text}{SPACE}%"


def format_points(value: Fraction) -> str:
    """A difference of rates, « 6 points », « 0,4 point », cut as a rate is."""
    text = format_rate(value).removesuffix(f"{SPACE}%")
    return f"{text}{SPACE}point{'s' if abs(value) >= Fraction(2, 100) else ''}"


MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def format_date(value: date) -> str:
    """« 1er septembre 2021 »."""
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day}{SPACE}{MONTHS[value.month - 1]}{SPACE}{value.year}"
