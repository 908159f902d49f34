"""Scenarios side by side: the same engine for each, differences with the first."""

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.questions.scenarios import compare
from calculator.situation.permalink import read_fragment

RULES = packaged_rules()


def lines(*fragments):
    results = [compute(RULES, read_input(RULES, read_fragment(text).data)) for text in fragments]
    return {
        line.domaine or line.libelle: [(c.montant, c.ecart) for c in line.cases]
        for line in compare(RULES, results)
    }


def test_a_scenario_is_compared_with_the_first_domain_by_domain():
    found = lines("activite_combinee=127800&DS1=F1&cro=oui&DS2=F4", "activite_combinee=127800&DS1=F1&DS2=F2")
    assert found["DS1"] == [(109_738_12, None), (99_761_93, -9_976_19)]
    assert found["DS2"] == [(31_355_37, None), (35_274_80, 3_919_43)]
    assert found["Forfait total"] == [(141_093_49, None), (135_036_73, -6_056_76)]
    assert "DS3" not in found


def test_a_domain_that_only_one_asks_for_has_no_difference():
    found = lines("activite_combinee=127800&DS2=F1", "activite_combinee=127800&DS3=F1")
    assert found["DS2"] == [(39_194_22, None), (None, None)]
    assert found["DS3"] == [(None, None), (39_194_22, None)]


def test_what_is_earned_is_told_once_some_scenario_decides_it():
    found = lines("activite_combinee=127800&DS2=F1&DS2.1=1/2", "activite_combinee=127800&DS2=F1")
    assert found["Acquis selon les mesures"] == [(39_194_22, None), (None, None)]
    assert "Acquis selon les mesures" not in lines("activite_combinee=1&DS2=F1", "activite_combinee=2&DS2=F1")


def test_a_dossier_is_a_scenario_like_another():
    found = lines("activite_combinee=0&DS2=F1", "activite_combinee=0&DS2=F1&2.activite_combinee=0&2.DS2=F1")
    assert found["DS2"] == [(6_500_00, None), (13_000_00, 6_500_00)]
