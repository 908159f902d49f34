"""What an establishment declares: measures, candidatures, and what only the rules can refuse."""

from fractions import Fraction
from typing import Any

import pytest

from calculator import packaged_rules, read_input, read_situation
from calculator.exact.problems import InvalidInput
from calculator.situation.identification import find_region, finess_key_is_valid
from calculator.situation.model import Dossier, Mesure, Situation

RULES = packaged_rules()
SITE = {"activite_combinee": 7000}


def codes(data: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as error:
        read_input(RULES, data)
    return [(problem.chemin, problem.code) for problem in error.value.problems]


def measure(**values: Any) -> Mesure:
    situation = read_situation(RULES, {"etablissement": SITE, "mesures": {"DS1.1": values}})
    return situation.mesures["DS1.1"]


def test_only_the_activity_is_required():
    situation = read_situation(RULES, {"etablissement": SITE})
    assert situation.candidatures == ()
    assert situation.texte == "I2023"


def test_json_numbers_and_booleans_are_those_of_the_french_text():
    typed = {"etablissement": SITE, "candidatures": [{"domaine": "DS1", "fenetre": "F1", "cro": True}]}
    text = {
        "etablissement": {"activite_combinee": "7 000,00"},
        "candidatures": [{"domaine": "DS1", "fenetre": "F1", "cro": "oui"}],
    }
    assert read_situation(RULES, typed) == read_situation(RULES, text)


@pytest.mark.parametrize(
    ("values", "rate"),
    [
        ({"numerateur": 490, "denominateur": 1000}, Fraction(49, 100)),
        ({"numerateur": "1", "denominateur": "3"}, Fraction(1, 3)),
        ({"numerateur": 0, "denominateur": 5}, 0),
        ({"taux": "49 %"}, Fraction(49, 100)),
        ({"taux": "1/3"}, Fraction(1, 3)),
    ],
)
def test_the_rate_of_a_measure_is_exact(values, rate):
    assert measure(**values).valeur == rate


def test_a_rate_that_no_decimal_can_write_is_kept_as_two_counts():
    kept = measure(taux="2/6")
    assert (kept.numerateur, kept.denominateur, kept.taux) == (1, 3, None)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fenetre", ["F1"]),
        ("fenetre", {}),
        ("fenetre", None),
        ("fenetre", 1),
        ("report", []),
        ("domaine", ["DS1"]),
        ("cro", []),
        ("forfait_base", {}),
    ],
)
def test_a_value_of_any_shape_is_refused_at_its_path(key, value):
    candidature = {"domaine": "DS1", "fenetre": "F1", key: value}
    found = codes({"etablissement": SITE, "candidatures": [candidature]})
    assert f"candidatures[0].{key}" in [path for path, _ in found]


@pytest.mark.parametrize("data", [None, [], "texte", 3])
def test_an_input_that_is_not_a_block_has_no_path_and_says_what_is_expected(data):
    with pytest.raises(InvalidInput) as error:
        read_input(RULES, data)
    (problem,) = error.value.problems
    assert (problem.chemin, problem.message) == ("", "un bloc « clé : valeur » est attendu.")


def test_a_dossier_reads_every_establishment_and_shares_its_text():
    given = read_input(
        RULES, {"texte": "I2021", "dossier": [{"etablissement": SITE}, {"etablissement": SITE}]}
    )
    assert isinstance(given, Dossier)
    assert [situation.texte for situation in given.dossier] == ["I2021", "I2021"]


def test_a_dossier_tells_the_faults_of_all_its_establishments():
    data = {
        "dossier": [
            {"etablissement": {}},
            {"etablissement": SITE},
            {"etablissement": {"activite_combinee": "x"}},
        ]
    }
    assert codes(data) == [
        ("dossier[0].etablissement.activite_combinee", "activite_absente"),
        ("dossier[2].etablissement.activite_combinee", "nombre_illisible"),
    ]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Île-de-France", "Île-de-France"),
        ("ILE DE FRANCE", "Île-de-France"),
        ("Pays de Loire", "Pays de la Loire"),
        ("Provence-Alpes-Côte d’Azur", "Provence-Alpes-Côte d'Azur"),
        ("Réunion", "La Réunion"),
        ("saint pierre et miquelon", "Saint-Pierre-et-Miquelon"),
        ("ARA", "Auvergne-Rhône-Alpes"),
        ("aura", "Auvergne-Rhône-Alpes"),
        ("BFC", "Bourgogne-Franche-Comté"),
        ("CVL", "Centre-Val de Loire"),
        ("GE", "Grand Est"),
        ("HDF", "Hauts-de-France"),
        ("I.D.F.", "Île-de-France"),
        ("NA", "Nouvelle-Aquitaine"),
        ("PACA", "Provence-Alpes-Côte d'Azur"),
        ("PDL", "Pays de la Loire"),
        ("Atlantide", None),
    ],
)
def test_a_region_is_found_as_people_write_it(name, region):
    assert find_region(RULES, name) == region


@pytest.mark.parametrize(
    ("finess", "valid"),
    [
        ("010000156", True),
        ("010780195", True),
        ("010000157", False),
        ("01000015", False),
        ("0100001566", False),
        ("2A0000000", False),
        ("2AOOOOOOO", False),
        ("", False),
    ],
)
def test_the_last_digit_of_a_finess_is_its_key(finess, valid):
    assert finess_key_is_valid(finess) is valid


def test_exactly_one_key_fits_a_corsican_finess():
    assert sum(finess_key_is_valid(f"2A000012{key}") for key in range(10)) == 1


def test_a_situation_is_a_value():
    first, second = (read_situation(RULES, {"etablissement": SITE}) for _ in range(2))
    assert first == second
    assert isinstance(first, Situation)
