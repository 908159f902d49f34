"""The combined activity, its components, and its category."""

from fractions import Fraction

import pytest

from calculator import packaged_rules
from calculator.engine.activity import category, combined_activity
from calculator.exact.reading import read
from calculator.situation.model import Etablissement

RULES = packaged_rules()


def site(**values: object) -> Etablissement:
    return read(Etablissement, values)


def test_a_notified_activity_is_taken_as_it_is():
    step = combined_activity(RULES, site(activite_combinee="127 800"))
    assert (step.code, step.valeur, step.entrees, step.lectures) == ("activite_notifiee", 127800, (), ())


def test_an_estimated_activity_is_the_sum_of_its_weighted_components():
    step = combined_activity(
        RULES, site(activite={"journees_mco": 3, "seances_mco": 3, "hdj_chirurgie_ambulatoire": 3})
    )
    assert step.code == "activite_estimee"
    assert step.valeur == Fraction(9)  # 3 + 1,5 + 4,5
    assert [part.valeur for part in step.entrees] == [3, Fraction(3, 2), Fraction(9, 2)]


def test_each_component_shows_its_count_and_its_weight_with_its_source():
    (part,) = combined_activity(RULES, site(activite={"journees_usld": 5})).entrees
    count, weight = part.entrees
    assert (count.valeur, weight.valeur, part.valeur) == (5, Fraction(1, 2), Fraction(5, 2))
    assert weight.sources


def test_an_estimate_of_a_non_profit_private_establishment_depends_on_its_perimeter():
    assert combined_activity(RULES, site(activite={"journees_mco": 1}, statut="ebnl")).lectures == ("L38",)
    assert combined_activity(RULES, site(activite={"journees_mco": 1}, statut="prive")).lectures == ()
    assert combined_activity(RULES, site(activite_combinee=1, statut="ebnl")).lectures == ()


@pytest.mark.parametrize(
    ("activity", "name"),
    [
        ("0", "A"),
        ("6999.99", "A"),
        ("7000", "B"),
        ("22499.99", "B"),
        ("22500", "C"),
        ("229999.99", "C"),
        ("230000", "D"),
        ("1600000", "D"),
        ("9999999", "D"),
    ],
)
def test_a_category_goes_from_its_bound_included_to_the_next_excluded(activity, name):
    assert category(RULES, Fraction(activity)) == name
