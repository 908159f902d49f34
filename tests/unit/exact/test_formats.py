"""Quantities as French writes them."""

from datetime import date
from fractions import Fraction

import pytest

from calculator.exact.formats import format_date, format_euros, format_number, format_rate


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (127800, "127\u202f800"),
        (Fraction(13999, 2), "6\u202f999,5"),
        (0, "0"),
        (-1234, "\N{MINUS SIGN}1\u202f234"),
        (Fraction(1, 3), "≈\u00a00,333333"),
        (Fraction(105300, 207500), "≈\u00a00,50747"),
    ],
)
def test_a_number_is_written_in_french(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (17_636_829, "176\u202f368,29\u00a0€"),
        (0, "0,00\u00a0€"),
        (5, "0,05\u00a0€"),
        (-150, "\N{MINUS SIGN}1,50\u00a0€"),
        (100_000_000_00, "100\u202f000\u202f000,00\u00a0€"),
    ],
)
def test_an_amount_always_has_its_cents_and_its_unit(cents, text):
    assert format_euros(cents) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(49, 100), "49\u00a0%"),
        (Fraction(4899, 10000), "48,99\u00a0%"),
        (Fraction(1, 3), "≈\u00a033,33\u00a0%"),
        (Fraction(489625, 1_000_000), "48,9625\u00a0%"),
        (Fraction(449_999, 1_000_000), "44,9999\u00a0%"),
        (Fraction(134_999, 300_000), "≈\u00a044,9997\u00a0%"),
        (Fraction(4_781, 10_003), "≈\u00a047,8\u00a0%"),
        (1, "100\u00a0%"),
    ],
)
def test_a_rate_is_a_percentage_and_says_when_it_is_cut(value, text):
    assert format_rate(Fraction(value)) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2021, 9, 1), "1er\u00a0septembre\u00a02021"), (date(2022, 8, 31), "31\u00a0août\u00a02022")],
)
def test_a_date_is_written_in_full(day, text):
    assert format_date(day) == text
