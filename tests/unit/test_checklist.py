"""Eligibility told once for all candidatures."""

from calculator import packaged_rules, read_situation, simulate
from calculator.checklist import checklist

RULES = packaged_rules()


def points(**situation):
    site = {"etablissement": {"activite_combinee": 7000}}
    return checklist(simulate(RULES, read_situation(RULES, site | situation)).candidatures)


def test_a_rule_that_answers_the_same_for_all_is_told_once():
    listes = points(
        candidatures=[{"domaine": "DS1", "fenetre": "F1"}, {"domaine": "DS2", "fenetre": "F1"}],
        prerequis={"PS1.1": "atteint"},
    )
    (met,) = (point for point in listes["eligible"] if point.motif.regle == "PS1.1")
    assert met.domaines == ("DS1", "DS2")
    (laboratory,) = (point for point in listes["a_completer"] if point.motif.regle == "laboratoire_interne")
    assert laboratory.domaines == ("DS2",)
    assert listes["non_eligible"] == ()


def test_each_point_names_the_field_that_answers_it():
    listes = points(
        candidatures=[{"domaine": "DS2", "fenetre": "F2", "deposee_le": "2021-10-12"}],
        domaines_deja_finances=["DS2"],
    )
    fields = {point.motif.regle: point.champ for liste in listes.values() for point in liste}
    assert fields["PS2.2"] == "PS2.2"
    assert fields["territoire"] == "region"
    assert fields["deja_finance"] == "domaines_deja_finances"
    assert fields["periode_candidature"] == "DS2.deposee_le"
