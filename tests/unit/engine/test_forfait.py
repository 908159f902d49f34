"""From an activity to stated amounts: exact, rounded once, and the parts make the whole."""

from fractions import Fraction

import pytest

from calculator import packaged_rules
from calculator.engine.forfait import (
    Forfait,
    compute,
    rounded_like_the_example,
    scale_base,
    typed_base,
    window_share,
)
from calculator.engine.steps import Step

RULES = packaged_rules()


def activity(value: object) -> Step:
    return Step("activite_notifiee", Fraction(str(value)), "journee_mco")


def of(domain: str, value: object, window: str, *, cro: bool = False) -> Forfait:
    return compute(RULES, domain, window, scale_base(RULES, domain, activity(value)), cro=cro)


def test_the_base_is_kept_exact_until_an_amount_is_stated():
    base = scale_base(RULES, "DS1", activity(127800))
    assert base.valeur == 4_800_000 + 10_200_000 * Fraction(105_300, 207_500)


def test_the_worked_example_of_annexe_3():
    amounts = of("DS1", 127800, "F1", cro=True)
    assert (amounts.forfait.cents, amounts.avance.cents, amounts.solde.cents) == (
        10_973_812,
        3_292_144,
        7_681_668,
    )
    assert amounts.sans_bonus.cents == 9_976_193
    assert amounts.bonus_centimes == 997_619


@pytest.mark.parametrize(
    ("domain", "bounds"),
    [
        ("DS1", [1_800_000, 2_400_000, 4_800_000, 15_000_000, 32_000_000]),
        ("DS2", [650_000, 1_300_000, 2_600_000, 5_200_000, 8_000_000]),
        ("DS3", [650_000, 1_300_000, 2_600_000, 5_200_000, 8_000_000]),
    ],
)
def test_the_forfait_passes_through_the_printed_bounds(domain, bounds):
    edges = (0, 7000, 22500, 230000, 1600000)
    assert [scale_base(RULES, domain, activity(edge)).valeur for edge in edges] == bounds


def test_above_the_maximum_the_forfait_stays_there_and_says_why():
    base = scale_base(RULES, "DS1", activity(5_000_000))
    assert base.valeur == 32_000_000
    assert "L11" in [name for step in base.walk() for name in step.lectures]


@pytest.mark.parametrize(
    ("domain", "shares"),
    [
        ("DS1", {"F1": "1", "F2": "9/10", "F3": "17/20", "F4": "4/5"}),
        ("DS2", {"F1": "1", "F2": "9/10", "F3": "17/20", "F4": "4/5"}),
        ("DS3", {"F1": "1", "F2": "9/10", "F3": "17/20", "F4": "4/5"}),
        ("DS4", {"F2": "1", "F3": "9/10", "F4": "4/5"}),
    ],
)
def test_each_window_pays_its_share(domain, shares):
    assert {window: str(window_share(RULES, domain, window).valeur) for window in shares} == shares


def test_the_advance_is_30_percent_of_the_stated_forfait_half_a_cent_up():
    amounts = of("DS1", 7001, "F1")  # 24 001,55 € : l’avance tombe sur un demi-centime
    assert amounts.forfait.cents * Fraction(3, 10) == Fraction(1_440_093, 2)
    assert amounts.avance.cents == 720_047
    assert amounts.solde.cents == 2_400_155 - 720_047


def test_volet_2_depends_on_the_typed_base_the_payments_their_split_and_the_rounding_when_there_is_one():
    amounts = compute(RULES, "DS4", "F3", typed_base("DS4", 3_333_333), cro=False)
    found = {name for step in amounts.solde.walk() for name in step.lectures}
    assert found == {"L04", "L06", "L30", "L31"}
    assert (amounts.forfait.cents, amounts.avance.cents) == (3_000_000, 900_000)


def test_a_rounded_advance_of_volet_2_depends_on_the_rounding_as_in_volet_1():
    amounts = compute(RULES, "DS4", "F3", typed_base("DS4", 4_000_000), cro=False)  # 36 k€, avance 10,8 k€
    assert set(amounts.avance.lectures) == {"L06", "L31"}


def test_the_official_example_seems_rounded_to_the_k_euro_after_the_share():
    assert rounded_like_the_example(RULES, Fraction(3_135_537)) == {
        "forfait_centimes": 3_100_000,
        "avance_centimes": 930_000,
        "solde_centimes": 2_170_000,
    }
