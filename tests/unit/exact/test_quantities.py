"""One rule for numbers at every entrance, one rounding, one way of writing in French."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from calculator.exact.quantities import (
    QuantityError,
    parse_activity,
    parse_boolean,
    parse_date,
    parse_euros,
    parse_number,
    parse_rate,
    ratio,
)


def refusal(parse: Callable[..., object], *raw: Any) -> tuple[str, str]:
    """The code and the message with which a text is refused."""
    with pytest.raises(QuantityError) as error:
        parse(*raw)
    return error.value.code, str(error.value)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (127800, 127800),
        (Decimal("0.5"), Fraction(1, 2)),
        ("127800", 127800),
        ("127 800", 127800),
        ("127\N{NO-BREAK SPACE}800", 127800),
        ("127\N{NARROW NO-BREAK SPACE}800", 127800),
        ("127\N{THIN SPACE}800", 127800),
        ("1 234 567,89", Fraction(123456789, 100)),
        ("1 234.5", Fraction(2469, 2)),
        ("  42  ", 42),
        ("0,5", Fraction(1, 2)),
        ("0.5", Fraction(1, 2)),
        ("127800,00", 127800),
        ("1,2345", Fraction(2469, 2000)),
        ("007", 7),
        ("+3", 3),
        ("-3", -3),
        ("\N{MINUS SIGN}3,5", Fraction(-7, 2)),
        ("1 000,125", Fraction(8001, 8)),  # the space already groups: the comma can only be decimal
    ],
)
def test_a_number_is_read_as_french_people_type_it(raw, value):
    assert parse_number(raw) == value


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            "127.800",
            "« 127.800 » peut se lire 127\u202f800 ou 127,800 : écrivez « 127\u202f800 » ou « 127,8000 ».",
        ),
        (
            "127,800",
            "« 127,800 » peut se lire 127\u202f800 ou 127,800 : écrivez « 127\u202f800 » ou « 127,8000 ».",
        ),
        ("0,500", "« 0,500 » peut se lire 500 ou 0,500 : écrivez « 500 » ou « 0,5000 »."),
    ],
)
def test_one_mark_and_three_digits_have_two_readings_and_both_are_named(raw, message):
    assert refusal(parse_number, raw) == ("nombre_ambigu", message)


@pytest.mark.parametrize("raw", ["127\N{NARROW NO-BREAK SPACE}800", "127,8000"])
def test_what_the_ambiguity_message_advises_is_accepted(raw):
    assert parse_number(raw) in (127800, Fraction(1278, 10))


@pytest.mark.parametrize(
    "raw", ["abc", "1.000.000", "1,2,3", "1e5", "12a", "0x10", "--3", "1/2", "٣", "½", "NaN", "∞", ",5", "5,"]
)
def test_what_is_not_a_number_is_refused_with_an_example(raw):
    message = f"« {raw} » n’est pas un nombre, par exemple « 127 800 » ou « 0,5 »."
    assert refusal(parse_number, raw) == ("nombre_illisible", message)


@pytest.mark.parametrize("raw", ["12 34", "1 2345", "1234 567", "1 23,4"])
def test_spaces_separate_groups_of_three(raw):
    message = f"« {raw} » n’est pas un nombre : les espaces séparent des groupes de trois chiffres."
    assert refusal(parse_number, raw) == ("nombre_illisible", message)


@pytest.mark.parametrize("raw", ["", "   ", "\N{NO-BREAK SPACE}"])
def test_nothing_is_not_a_number(raw):
    assert refusal(parse_number, raw) == ("nombre_absent", "un nombre est attendu.")


def test_true_is_not_one():
    assert refusal(parse_number, True) == ("nombre_illisible", "un nombre est attendu, pas oui ou non.")


@pytest.mark.parametrize("raw", ["9" * 16, "9" * 5000, "0," + "0" * 15 + "1", 10**15, Decimal("1e30")])
def test_an_enormous_number_is_refused_rather_than_computed(raw):
    message = f"« {str(raw)[:30]} » est un nombre démesuré : vérifiez la saisie."
    assert refusal(parse_number, raw) == ("nombre_demesure", message)


def test_a_float_never_enters():
    assert refusal(parse_number, 0.1)[0] == "nombre_illisible"


@pytest.mark.parametrize(
    ("raw", "code", "message"),
    [
        ("-0,5", "nombre_negatif", "« -0,5 » est négatif : une activité vaut au moins 0."),
        ("0,1234", "trop_de_decimales", "« 0,1234 » a plus de deux décimales."),
    ],
)
def test_an_activity_is_at_least_zero_with_two_decimals_at_most(raw, code, message):
    assert refusal(parse_activity, raw) == (code, message)


def test_an_activity_has_half_units():
    assert parse_activity("6 999,5") == Fraction(13999, 2)
    assert parse_activity("0") == 0


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("40 000 €", 4_000_000),
        ("40000", 4_000_000),
        (40000, 4_000_000),
        (Decimal("0.01"), 1),
        ("40 k€", 4_000_000),
        ("6,5 k€", 650_000),
        ("6,5 K€", 650_000),
        ("1,5 M€", 150_000_000),
        ("12,34 euros", 1_234),
        ("1 EUR", 100),
        ("1 euro", 100),
        ("0 €", 0),
    ],
)
def test_an_amount_in_euros_gives_cents(raw, cents):
    assert parse_euros(raw) == cents


@pytest.mark.parametrize(
    ("raw", "code", "message"),
    [
        ("-5 €", "montant_negatif", "« -5 » est négatif : un montant vaut au moins 0 €."),
        ("0,0001", "trop_de_decimales", "« 0,0001 » : un montant s’arrête au centime."),
        ("€", "nombre_absent", "un nombre est attendu."),
        (
            "4\n0 €",
            "nombre_illisible",
            "« 4\n0 » n’est pas un nombre : les espaces séparent des groupes de trois chiffres.",
        ),
        ("5$", "nombre_illisible", "« 5$ » n’est pas un montant, par exemple « 40 000 € » ou « 40 k€ »."),
    ],
)
def test_an_amount_is_at_least_zero_and_stops_at_the_cent(raw, code, message):
    assert refusal(parse_euros, raw) == (code, message)


@pytest.mark.parametrize(
    "raw", ["490/1000", "49 %", "49%", "49,0 %", "0,49", "0.49", Decimal("0.49"), "4 900/10 000", " 49 % "]
)
def test_a_rate_is_a_fraction_a_percentage_or_a_number_up_to_one(raw):
    assert parse_rate(raw) == Fraction(49, 100)


@pytest.mark.parametrize(
    ("raw", "value"), [("0", 0), ("1", 1), (1, 1), ("0 %", 0), ("100 %", 1), ("1/3", Fraction(1, 3))]
)
def test_a_rate_goes_from_zero_to_one_included(raw, value):
    assert parse_rate(raw) == value


@pytest.mark.parametrize(
    ("raw", "code", "message"),
    [
        ("49", "taux_sans_signe", "« 49 » n’est pas un taux : écrivez « 49 % », « 0,… » ou « 490/1000 »."),
        (49, "taux_sans_signe", "« 49 » n’est pas un taux : écrivez « 49 % », « 0,… » ou « 490/1000 »."),
        ("100,01 %", "taux_hors_bornes", "« 100,01 % » n’est pas entre 0 % et 100 %."),
        ("-0,1", "taux_hors_bornes", "« -0,1 » n’est pas entre 0 % et 100 %."),
        ("1/0", "denominateur_nul", "le dénominateur est nul : aucun taux ne peut être calculé."),
        ("-1/2", "nombre_negatif", "un numérateur et un dénominateur valent au moins 0."),
        ("3/2", "numerateur_trop_grand", "le numérateur (3) dépasse le dénominateur (2)."),
        ("1/", "nombre_absent", "un nombre est attendu."),
        ("%", "nombre_absent", "un nombre est attendu."),
    ],
)
def test_what_is_not_a_rate_is_refused_with_its_reason(raw, code, message):
    assert refusal(parse_rate, raw) == (code, message)


def test_the_rate_of_two_counts_is_exact():
    assert ratio(Fraction(1), Fraction(3)) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("raw", "value"), [("oui", True), ("Non", False), (True, True), ("VRAI", True), ("false", False)]
)
def test_a_yes_or_a_no(raw, value):
    assert parse_boolean(raw) is value


@pytest.mark.parametrize("raw", ["peut-être", "", 1, None, "o"])
def test_neither_yes_nor_no(raw):
    assert refusal(parse_boolean, raw) == ("booleen_illisible", f"« {raw} » : répondez oui ou non.")


@pytest.mark.parametrize("raw", ["2021-10-02", "02/10/2021", "2/10/2021", " 2021-10-02 "])
def test_a_date_is_written_both_ways(raw):
    assert parse_date(raw) == date(2021, 10, 2)


@pytest.mark.parametrize("raw", ["2021-02-29", "31/04/2022", "0/1/2021", "2021-13-01"])
def test_a_day_that_does_not_exist(raw):
    assert refusal(parse_date, raw) == ("date_impossible", f"« {raw} » n’existe pas dans le calendrier.")


@pytest.mark.parametrize("raw", ["12 octobre 2021", "2021-1-1", "20211012", 20211012, "", "12/10/21"])
def test_what_is_not_a_date(raw):
    message = f"« {raw} » n’est pas une date : écrivez « 2021-10-12 » ou « 12/10/2021 »."
    assert refusal(parse_date, raw) == ("date_illisible", message)


@pytest.mark.parametrize(
    ("parse", "raw", "offered"),
    [
        (parse_activity, "12.345", ["12 345"]),
        (parse_activity, "127.800", ["127 800", "127,8000"]),
        (parse_euros, "40.123 €", ["40 123"]),
        (parse_euros, "40.123 k€", ["40 123", "40,1230"]),
        (parse_rate, "0,345", ["0,3450"]),
        (parse_rate, "49.123 %", ["49,1230"]),
        (parse_activity, "-1.234", []),
    ],
)
def test_of_two_readings_only_one_that_will_be_accepted_is_offered(parse, raw, offered):
    code, message = refusal(parse, raw)
    assert code == "nombre_ambigu"
    end = " ou ".join(f"« {text.replace(' ', chr(0x202F))} »" for text in offered)
    if offered and "," not in offered[-1]:  # the nearest amount may be meant, not one a thousand times larger
        end += " ou moins de décimales"
    assert message.endswith(f" : écrivez {end}." if offered else ", et ni l’un ni l’autre n’est admis ici.")
    unit = raw.lstrip("-0123456789.,")
    for text in offered:
        parse(text + unit)  # not refused


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (parse_activity, "un nombre, par exemple « 127 800 » ou « 0,5 »"),
        (parse_euros, "un montant, par exemple « 40 000 € » ou « 40 k€ »"),
        (parse_rate, "un taux, par exemple « 49 % » ou « 490/1000 »"),
    ],
)
def test_the_example_of_a_refusal_is_of_the_kind_that_is_expected(parse, expected):
    assert refusal(parse, "abc") == ("nombre_illisible", f"« abc » n’est pas {expected}.")
