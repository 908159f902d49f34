"""A link made under other rules: what differs for its situation, to the cent, or what cannot be said."""

import json

import pytest

from calculator import packaged_rules
from calculator.questions.versions import Ecart, compare_under
from calculator.rules.publication import fingerprint, published_text
from calculator.rules.releases import release, released
from calculator.situation.permalink import read_fragment

RULES = packaged_rules()
LINK = "activite_combinee=127800&DS1=F1&DS2=F4"


def edition(**changes):
    """A release that never was: the rules of today, with other values."""
    data = json.loads(published_text(RULES)) | {"version": "0.9.0"} | changes
    return data | {"empreinte": fingerprint(data)}


def with_half_shares():
    data = edition()
    data["volets"]["V1"]["parts"]["valeurs"]["F4"] = "2/5"  # a half of what F4 pays
    return data | {"empreinte": fingerprint(data)}


def compared(data, link=LINK, stamp=None):
    right = f"{data['version']}-{fingerprint(data)[:8]}"
    return compare_under(RULES, json.dumps(data), stamp or right, read_fragment(link).data)


def test_the_amounts_that_change_are_told_one_by_one():
    found = compared(with_half_shares())
    assert found.fidele
    assert found.ecarts == (
        Ecart("DS\u00a02 F4, forfait", 1567769, 3135537),
        Ecart("DS\u00a02 F4, avance", 470331, 940661),
        Ecart("DS\u00a02 F4, solde", 1097438, 2194876),
        Ecart("Total, forfait", 11543962, 13111730),
        Ecart("Total, avance", 3463189, 3933519),
        Ecart("Total, solde", 8080773, 9178211),
    )
    assert found.ecarts[0].difference == 1567768
    assert [(v.avant, v.apres) for v in found.valeurs] == [("40\u00a0%", "80\u00a0%")]


def test_a_change_elsewhere_changes_no_amount_and_is_told():
    found = compared(with_half_shares(), "activite_combinee=127800&DS1=F1")
    assert found.ecarts == ()
    assert len(found.valeurs) == 1


def test_a_dossier_names_its_establishments():
    found = compared(with_half_shares(), f"{LINK}&2.nom=CH+B&2.activite_combinee=7000&2.DS3=F4")
    assert found.ecarts is not None
    names = [item.objet for item in found.ecarts]
    assert "Établissement 1, DS\u00a02 F4, forfait" in names
    assert "CH B, DS\u00a03 F4, forfait" in names


def test_rules_of_another_shape_are_compared_value_by_value():
    data = edition()
    del data["volets"]
    found = compared(data)
    assert found.ecarts is None
    assert ("absent", "80\u00a0%") in [(v.avant, v.apres) for v in found.valeurs]


def test_a_situation_that_these_rules_refuse_is_not_computed_under_them():
    data = edition()
    del data["volets"]["V1"]["parts"]["valeurs"]["F4"]
    assert compared(data).ecarts is None


def test_a_release_that_is_not_that_of_the_link_is_told():
    assert not compared(with_half_shares(), stamp="0.9.0-00000000").fidele


@pytest.mark.parametrize("version", released())
def test_every_release_can_be_compared(version):
    data = release(version, "regles")
    found = compared(data)
    assert (found.version, found.fidele) == (version, True)
    assert data["empreinte"] == fingerprint(data)
