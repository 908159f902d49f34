"""What stands of an input that has problems: the others keep their amounts, and nothing is guessed."""

import pytest
from hypothesis import given, settings

from calculator import packaged_rules, read_input
from calculator.bridge import _rest, compute
from calculator.engine.results import establishments
from calculator.exact.problems import InvalidInput
from calculator.situation.permalink import read_fragment
from calculator.situation.rest import rest_of
from tests.fuzz.inputs import fragments

RULES = packaged_rules()


def rest(fragment):
    data = read_fragment(fragment).data
    with pytest.raises(InvalidInput) as error:
        read_input(RULES, data)
    return rest_of(RULES, data, error.value)


def amounts(found):
    result = compute(RULES, found.given)
    return {
        (site.situation.etablissement.nom, item.candidature.domaine): item.forfait
        and item.forfait.forfait.cents
        for site in establishments(result)
        for item in site.candidatures
    }


@pytest.mark.parametrize(
    ("fault", "sans", "kept"),
    [
        ("DS1=F1&DS1.avance_versee=33.000&DS2=F1", ("la candidature DS\u00a01",), {"DS2": 39_194_22}),
        ("DS2=F1&DS4=F1&forfait_base=40000", ("la candidature DS\u00a04",), {"DS2": 39_194_22}),
        ("DS2=F1&DS4=F2&forfait_base=abc", (), {"DS2": 39_194_22, "DS4": None}),
        ("DS2=F1&DS2.1=49", (), {"DS2": 39_194_22}),
        ("DS2=F1&region=Atlantide&statut=x&PS1.1=xx&relims=bof", (), {"DS2": 39_194_22}),
        ("DS2=F1&forfait=12.345", (), {"DS2": 39_194_22}),
    ],
)
def test_a_fault_leaves_out_what_it_bears_on_and_nothing_else(fault, sans, kept):
    found = rest(f"activite_combinee=127800&{fault}")
    assert found.sans == sans
    assert found.entier is not bool(sans)
    assert {domain: cents for (_, domain), cents in amounts(found).items()} == kept


def test_an_establishment_without_its_activity_leaves_the_others_their_amounts_and_their_numbers():
    found = rest(
        "activite_combinee=127800&DS2=F1&2.activite_combinee=abc&2.DS2=F1&3.activite_combinee=0&3.DS2=F1"
    )
    assert found.sans == ("l’établissement « Établissement 2 »",)
    assert amounts(found) == {("Établissement 1", "DS2"): 39_194_22, ("Établissement 3", "DS2"): 6_500_00}


@pytest.mark.parametrize(
    "fragment", ["activite_combinee=abc&DS1=F1", "activite_combinee=1&DS1=F1&texte=I2020"]
)
def test_without_its_activity_or_its_text_nothing_is_computed(fragment):
    assert rest(fragment) is None


def test_the_page_is_told_that_a_total_without_a_candidature_is_not_whole():
    fragment = "activite_combinee=127800&DS1=F9&DS2=F1"
    link = read_fragment(fragment)
    with pytest.raises(InvalidInput) as error:
        read_input(RULES, link.data)
    drawn = _rest(RULES, link, error.value, "/")
    assert drawn["sans"] == ["la candidature DS\u00a01"]
    assert "39\u202f194,22\u00a0€" in drawn["html"]


@settings(max_examples=150, deadline=None)
@given(fragments)
def test_whatever_a_link_holds_its_rest_is_found_or_not(text):
    link = read_fragment(text)
    try:
        read_input(RULES, link.data)
    except InvalidInput as error:
        rest_of(RULES, link.data, error)
