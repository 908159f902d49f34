"""Rates against targets: at the target is enough, a hair under is not, and nothing is rounded."""

from fractions import Fraction

import pytest

from calculator import packaged_rules
from calculator.engine.targets import assess
from calculator.situation.model import Mesure

RULES = packaged_rules()


def rate(text: str) -> Mesure:
    return Mesure(taux=Fraction(text))


def test_a_target_is_reached_at_its_exact_value():
    (only,) = assess(RULES, "I2023", "DS2", "F2", {"DS2.1": rate("1/2")}).cibles
    assert (only.cible, only.taux, only.atteinte, only.de_justesse) == (
        Fraction(1, 2),
        Fraction(1, 2),
        True,
        False,
    )


def test_a_rate_is_never_rounded_up_to_its_target():
    hair = Mesure(numerateur=10**12 // 2 - 1, denominateur=10**12)
    (only,) = assess(RULES, "I2023", "DS2", "F2", {"DS2.1": hair}).cibles
    assert (only.atteinte, only.de_justesse) == (False, True)


def test_an_indicator_that_is_not_measured_leaves_the_domain_undecided():
    outcome = assess(RULES, "I2023", "DS2", "F2", {})
    assert outcome.atteintes is None
    assert [(item.taux, item.atteinte) for item in outcome.cibles] == [(None, None)]


@pytest.mark.parametrize(
    ("first", "second", "reached"),
    [("1", "1", True), ("1", "0", False), ("0", "1", False), ("0", None, False), ("1", None, None)],
)
def test_a_domain_needs_all_its_required_indicators(first, second, reached):
    measures = {"DS1.1": rate(first)} | ({} if second is None else {"DS1.2": rate(second)})
    assert assess(RULES, "I2023", "DS1", "F2", measures).atteintes is reached


def test_the_bonuses_do_not_decide_of_the_domain():
    measures = {"DS1.1": rate("1"), "DS1.2": rate("1"), "DS1.3": rate("0"), "DS1.4": rate("0")}
    outcome = assess(RULES, "I2023", "DS1", "F2", measures)
    assert outcome.atteintes is True
    assert outcome.bonus("DS1.3") is False


@pytest.mark.parametrize(
    ("regime", "window", "indicators"),
    [
        ("I2023", "F1", ["DS1.1", "DS1.2", "DS1.3"]),
        ("I2023", "F2", ["DS1.1", "DS1.2", "DS1.3", "DS1.4"]),
        ("I2021", "F2", ["DS1.1", "DS1.2", "DS1.3"]),
    ],
)
def test_ds_1_4_exists_only_in_the_text_of_2023_and_from_window_2_on(regime, window, indicators):
    assert [item.indicateur for item in assess(RULES, regime, "DS1", window, {}).cibles] == indicators


def test_a_presentation_is_made_or_not():
    for answer in (True, False):
        measures = {"DS4.3": Mesure(presentation=answer)}
        presentation = assess(RULES, "I2023", "DS4", "F2", measures).cibles[-1]
        assert (presentation.cible, presentation.taux, presentation.atteinte) == ("oui", None, answer)


def test_every_target_carries_its_source():
    for domain in ("DS1", "DS2", "DS3", "DS4"):
        for item in assess(RULES, "I2023", domain, "F2", {}).cibles:
            assert item.sources


def test_the_other_text_is_a_doubt_only_where_it_would_answer_otherwise():
    between = assess(RULES, "I2023", "DS2", "F4", {"DS2.1": rate("3/5")}).cibles[0]  # 50 % ici, 63 % en 2021
    above = assess(RULES, "I2023", "DS2", "F4", {"DS2.1": rate("7/10")}).cibles[0]
    assert ("L24" in between.lectures, "L24" in above.lectures) == (True, False)
