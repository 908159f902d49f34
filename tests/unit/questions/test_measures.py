"""Targets followed: the answer in every window, the documents that are missing, the pace that gives them."""

from datetime import date
from fractions import Fraction

import pytest

from calculator import packaged_rules, read_situation
from calculator.questions.measures import Delai, Manque, documents_missing, follow

RULES = packaged_rules()


def situation(**given):
    return read_situation(RULES, {"etablissement": {"activite_combinee": "127 800"}} | given)


@pytest.mark.parametrize(
    ("target", "counts", "missing"),
    [
        ("49/100", (489, 1000), (1, 2)),
        ("49/100", (490, 1000), (0, 0)),
        ("1/2", (1, 3), (1, 1)),  # 1.5 is needed: 2 of 3, or 2 of 4
        ("55/100", (0, 1), (1, 2)),  # 1 of 2 is 50 %: a second new stay is needed
        ("1", (9, 10), (1, None)),
        ("1", (10, 10), (0, 0)),
    ],
)
def test_the_fewest_documents_that_reach_a_target(target, counts, missing):
    assert documents_missing(Fraction(target), *counts) == missing


@pytest.mark.parametrize("numerator", range(0, 41, 3))
@pytest.mark.parametrize("target", ["45/100", "49/100", "55/100", "2/3"])
def test_one_document_less_would_not_do(target, numerator):
    goal = Fraction(target)
    counted, fresh = documents_missing(goal, numerator, 40)
    assert Fraction(numerator + counted, 40) >= goal
    assert fresh is not None
    assert Fraction(numerator + fresh, 40 + fresh) >= goal
    if counted:
        assert Fraction(numerator + counted - 1, 40) < goal
        assert Fraction(numerator + fresh - 1, 40 + fresh - 1) < goal


def test_a_pace_counts_both_days_and_is_never_too_slow():
    week = Delai(date(2023, 3, 1), date(2023, 3, 7))
    assert (week.jours, week.par_semaine(10)) == (7, 10)
    assert Delai(date(2023, 3, 1), date(2023, 3, 8)).par_semaine(10) == 9  # 8.75
    assert Delai(date(2023, 3, 1), date(2023, 3, 1)).par_semaine(1) == 7


def test_each_window_answers_for_itself_under_the_text_in_force():
    given = situation(
        candidatures=[{"domaine": "DS2", "fenetre": "F2"}],
        mesures={"DS2.1": {"numerateur": 470, "denominateur": 1000}},
    )
    (one,) = follow(RULES, given, ["I2023"])
    assert [(m.fenetre, m.atteinte, m.demandee) for m in one.reperes] == [
        ("F1", True, False),
        ("F2", False, True),
        ("F3", False, False),
        ("F4", False, False),
    ]
    assert one.reperes[1].manque == Manque(30, 60)
    assert one.reperes[1].ecart == Fraction(3, 100)
    assert one.reperes[0].manque is None


def test_the_original_text_is_told_beside_the_other_when_asked():
    given = situation(mesures={"DS2.1": {"taux": "52 %"}})
    (one,) = follow(RULES, given, ["I2023", "I2021"])
    answers = [(m.fenetre, m.texte, m.atteinte) for m in one.reperes if m.fenetre in ("F1", "F2")]
    assert answers == [("F1", "I2023", True), ("F2", "I2023", True), ("F2", "I2021", False)]


def test_a_rate_alone_says_the_points_and_not_the_documents():
    (one,) = follow(RULES, situation(mesures={"DS3.1": {"taux": "44 %"}}), ["I2023"])
    assert one.reperes[0].ecart == Fraction(1, 100)
    assert one.reperes[0].manque is None


def test_a_time_that_outlives_the_measure_is_said_to():
    given = situation(
        candidatures=[{"domaine": "DS2", "fenetre": "F2"}],
        mesures={"DS2.1": {"numerateur": 1, "denominateur": 10}},
    )
    for end, late in ((date(2023, 3, 31), False), (date(2023, 4, 1), True)):
        (one,) = follow(RULES, given, ["I2023"], Delai(date(2023, 1, 1), end))
        assert one.reperes[1].trop_tard is late


def test_an_indicator_that_does_not_exist_in_a_window_has_no_target_there():
    given = situation(candidatures=[{"domaine": "DS1", "fenetre": "F1"}])
    marks = {one.indicateur: [m.fenetre for m in one.reperes] for one in follow(RULES, given, ["I2023"])}
    assert marks["DS1.4"] == ["F2", "F3", "F4"]
    assert marks["DS1.1"] == ["F1", "F2", "F3", "F4"]
