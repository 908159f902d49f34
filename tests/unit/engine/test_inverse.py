"""From an amount back to its activities: every one, and no other."""

import random
from fractions import Fraction

import pytest

from calculator import packaged_rules
from calculator.engine.inverse import activities, rounded_from
from calculator.engine.tariff import HUNDREDTH, tariffs
from calculator.exact.rounding import round_half_up

RULES = packaged_rules()
LINES = {key: line for key, line in tariffs(RULES).items() if RULES.domaines[key[0]].bareme}


def rank_of(hundredths):
    return sum(hundredths >= bounds.minimum * HUNDREDTH for bounds in RULES.categories.values()) - 1


def contains(found, hundredths):
    return found.minimum <= hundredths and (found.maximum is None or hundredths <= found.maximum)


def amount(line, hundredths):
    top = int(list(RULES.categories.values())[-1].maximum * HUNDREDTH)
    return line.at(rank_of(hundredths), min(hundredths, top)).forfait


@pytest.mark.parametrize("key", LINES, ids=str)
def test_an_amount_gives_back_its_activity_and_its_neighbours_do_not(key):
    chance = random.Random(str(key))
    for _ in range(50):
        given = chance.randrange(160_000_000)
        cents = amount(LINES[key], given)
        (found,) = [
            item for item in activities(RULES, LINES[key].forfait, cents, cents) if contains(item, given)
        ]
        assert amount(LINES[key], found.minimum) == cents
        assert found.minimum == 0 or amount(LINES[key], found.minimum - 1) < cents
        assert found.maximum is not None
        assert amount(LINES[key], found.maximum) == cents
        assert amount(LINES[key], found.maximum + 1) > cents


def test_rounding_to_the_k_euro_keeps_every_activity_that_rounds_to_it():
    line = LINES["DS1", "F1", True]
    (found,) = activities(RULES, line.forfait, *rounded_from(110_000_00, 1_000_00))
    assert found.categorie == "C"
    assert contains(found, 12_780_000)
    for edge, inside in ((found.minimum, True), (found.minimum - 1, False), (found.maximum + 1, False)):
        assert (round_half_up(Fraction(amount(line, edge), 100_000)) == 110) is inside


def test_the_greatest_amount_is_that_of_every_activity_above_the_maximum():
    line = LINES["DS2", "F1", False]
    (found,) = activities(RULES, line.forfait, 80_000_00, 80_000_00)
    assert (found.categorie, found.maximum) == ("D", None)
    assert contains(found, 200_000_000)


def test_an_amount_beyond_the_scale_comes_from_no_activity():
    assert not list(activities(RULES, LINES["DS2", "F1", False].forfait, 80_000_01, 80_000_01))
    assert not list(activities(RULES, LINES["DS2", "F1", False].forfait, 0, 6_499_99))


def test_an_amount_that_no_activity_of_two_decimals_gives_is_said_to():
    # 40 000,00 lies between the amounts of 17 333,33 and 17 333,34.
    assert not list(activities(RULES, LINES["DS1", "F1", False].forfait, 40_000_00, 40_000_00))


def test_a_bound_belongs_to_the_category_that_it_begins():
    found = list(activities(RULES, LINES["DS1", "F1", False].forfait, 24_000_00, 24_000_00))
    assert [item.categorie for item in found if contains(item, 700_000)] == ["B"]
