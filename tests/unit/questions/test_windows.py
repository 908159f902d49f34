"""Which window: amounts side by side, what a later one costs and asks, the best that can be held."""

from datetime import date
from fractions import Fraction

from calculator import packaged_rules, read_situation, simulate
from calculator.questions.windows import Moment, choices

RULES = packaged_rules()


NOW = Moment()


def compare(moment=NOW, candidatures=(), **mesures):
    data = {
        "etablissement": {"activite_combinee": "127 800"},
        "candidatures": list(candidatures),
        "mesures": mesures,
    }
    result = simulate(RULES, read_situation(RULES, data))
    return {one.domaine: one for one in choices(RULES, result, result.situation.mesures, moment)}


def rates(**percent):
    return {name.replace("_", "."): {"taux": f"{value} %"} for name, value in percent.items()}


def test_every_window_of_every_domain_with_a_scale_is_compared_with_the_first():
    found = compare()
    assert list(found) == ["DS1", "DS2", "DS3"]
    biology = found["DS2"]
    assert biology.reference == "F1"
    assert [(o.fenetre, o.montants.forfait, o.cout) for o in biology.options] == [
        ("F1", 39_194_22, 0),
        ("F2", 35_274_80, -3_919_42),
        ("F3", 33_315_08, -5_879_14),
        ("F4", 31_355_37, -7_838_85),
    ]
    assert [o.tenable for o in biology.options] == [None] * 4
    assert biology.meilleure is None


def test_volet_2_is_compared_once_its_base_was_typed():
    assert "DS4" not in compare()
    found = compare(candidatures=[{"domaine": "DS4", "fenetre": "F3", "forfait_base": "40 000"}])["DS4"]
    assert (found.reference, [o.fenetre for o in found.options]) == ("F3", ["F2", "F3", "F4"])
    assert [o.cout for o in found.options] == [4_000_00, 0, -4_000_00]


def test_a_later_window_asks_more_points_before_and_after_2023():
    second = compare()["DS1"].options[1]
    assert second.points["DS1.1"] == Fraction(6, 100)
    assert second.cibles["DS1.1"] == {"I2023": Fraction(55, 100), "I2021": Fraction(59, 100)}
    assert "DS1.4" not in second.points  # F1 has no such target to compare with


def test_the_best_is_the_best_paid_of_those_that_the_rates_hold():
    held = compare(**rates(DS2_1=47))["DS2"]
    assert [o.tenable for o in held.options] == [True, False, False, False]
    assert held.meilleure.fenetre == "F1"
    assert held.options[1].obstacles == ("DS\u00a02.1 manqué : 47\u00a0%",)


def test_rates_that_come_later_leave_the_windows_whose_measure_has_ended():
    late = compare(Moment(taux=date(2022, 10, 1)), **rates(DS2_1=60))["DS2"]
    assert late.meilleure.fenetre == "F2"
    assert late.options[0].obstacles == ("mesure close le 30\u00a0septembre\u00a02022",)
    on_the_day = compare(Moment(taux=date(2022, 9, 30)), **rates(DS2_1=60))["DS2"]
    assert on_the_day.meilleure.fenetre == "F1"


def test_one_cannot_apply_once_the_candidatures_are_closed():
    late = compare(Moment(candidature=date(2022, 11, 1)), **rates(DS2_1=60))["DS2"]
    assert [o.tenable for o in late.options] == [False, False, False, True]
    assert late.meilleure.gain == 31_355_37


def test_a_missed_cro_earns_the_forfait_without_its_bonus():
    asked = [{"domaine": "DS1", "fenetre": "F1", "cro": "oui"}]
    found = compare(candidatures=asked, **rates(DS1_1=60, DS1_2=60, DS1_3=10))["DS1"]
    assert (found.meilleure.fenetre, found.meilleure.gain) == ("F1", 99_761_93)
    assert found.meilleure.obstacles == ("DS\u00a01.3 (bonus) manqué : 10\u00a0%",)


def test_an_unknown_bonus_undoes_no_window():
    asked = {"domaine": "DS1", "fenetre": "F1", "cro": "oui"}
    best = compare(candidatures=[asked], **rates(DS1_1=49, DS1_2=60))["DS1"].meilleure
    assert best is not None
    assert (best.fenetre, best.gain, best.assure) == ("F1", None, 99_761_93)


def test_an_outcome_told_holds_in_the_window_of_the_candidature_alone():
    asked = {"domaine": "DS2", "fenetre": "F2"}
    options = compare(candidatures=[asked], **{"DS2.1": {"atteinte": "oui"}})["DS2"].options
    assert [option.tenable for option in options] == [None, True, None, None]


def test_a_target_missed_that_none_names_holds_in_the_window_of_the_candidature_alone():
    told = {"domaine": "DS1", "fenetre": "F2", "cibles_manquees": "oui"}
    found = compare(candidatures=[told], **rates(DS1_1=90))["DS1"]
    first, second = found.options[:2]
    assert (first.tenable, second.tenable, second.gain) == (None, False, 0)
    assert second.obstacles[0] == "une cible obligatoire manquée"
