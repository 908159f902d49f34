"""Eligibility as a list to check: each point once, in its state, with its field and what proves it."""

import pytest

from calculator import packaged_rules, read_situation, simulate
from calculator.drawing.result import draw_result
from calculator.engine.checklist import ETATS, by_domain, counted, verdicts
from calculator.words.typography import french

RULES = packaged_rules()
IN_F1 = [{"domaine": "DS1", "fenetre": "F1"}, {"domaine": "DS2", "fenetre": "F1"}]


def result(**situation):
    return simulate(RULES, read_situation(RULES, {"etablissement": {"activite_combinee": 7000}} | situation))


def points(**situation):
    return by_domain(verdicts(result(**situation).candidatures))


def states(**situation):
    return {point.motif.regle: etat for etat, found in points(**situation).items() for point in found}


def test_a_rule_that_answers_the_same_for_all_is_told_once():
    listes = points(candidatures=IN_F1, prerequis={"PS1.1": "atteint"})
    (met,) = (point for point in listes["rempli"] if point.motif.regle == "PS1.1")
    assert met.pour == ("DS1", "DS2")
    (laboratory,) = (point for point in listes["a_repondre"] if point.motif.regle == "laboratoire_interne")
    assert laboratory.pour == ("DS2",)
    assert listes["manque"] == ()


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


@pytest.mark.parametrize(
    ("answer", "state"),
    [("atteint", "rempli"), ("non_atteint", "manque"), ("a_prouver", "a_prouver"), (None, "a_repondre")],
)
def test_what_waits_for_its_proof_is_told_apart_from_what_was_not_answered(answer, state):
    given = {} if answer is None else {"PS1.1": answer}
    assert states(candidatures=IN_F1, prerequis=given)["PS1.1"] == state


def test_a_territory_that_no_text_settles_is_for_the_ars_to_confirm():
    site = {"activite_combinee": 7000, "region": "Saint-Martin"}
    assert states(etablissement=site, candidatures=IN_F1)["territoire"] == "a_prouver"
    assert states(candidatures=IN_F1)["territoire"] == "a_repondre"


@pytest.mark.parametrize(
    ("condition", "candidature", "sentence"),
    [
        (
            "chirurgie",
            {"domaine": "DS1", "fenetre": "F1", "cro": "oui"},
            "Le bonus du compte rendu opératoire ne concernait que les établissements qui opèrent",
        ),
        ("imagerie_interne", {"domaine": "DS3", "fenetre": "F1"}, "Plateau d’imagerie interne : non."),
        (
            "laboratoire_interne",
            {"domaine": "DS2", "fenetre": "F1"},
            "Laboratoire de biologie médicale interne : non.",
        ),
    ],
)
def test_what_an_establishment_has_not_excludes_what_asks_for_it(condition, candidature, sentence):
    (missing,) = points(candidatures=[candidature], conditions={condition: "non"})["manque"]
    assert missing.motif.regle == condition
    assert sentence in missing.motif.message
    assert missing.champ == condition


def test_a_candidature_counts_its_points_by_state():
    item = result(candidatures=IN_F1, prerequis={"PS1.1": "atteint", "PS1.2": "non_atteint"}).candidatures[0]
    assert counted(item.eligibilite).startswith("1 point manque, ")
    assert counted(item.eligibilite).endswith(" à répondre, 2 remplis")


def test_the_drawn_list_gives_every_point_its_page_and_every_prerequisite_its_documents():
    found = result(
        candidatures=IN_F1, prerequis={"PS1.1": "atteint", "PS1.2": "non_atteint", "PS2.1": "a_prouver"}
    )
    html = draw_result(RULES, found, "../", "activite_combinee=7000")
    for etat, listed in by_domain(verdicts(found.candidatures)).items():
        assert f"{ETATS[etat][0]} ({len(listed)})" in html
        for point in listed:
            assert f'<a href="..{point.motif.lien}">' in html
    for piece in RULES.prerequis["PS2.1"].justificatifs:
        assert f"<li>{french(piece)}</li>" in html
    assert 'data-champ="PS1.2">Revoir' in html
