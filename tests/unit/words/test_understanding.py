"""What the page writes beside a field: the value understood, in full, or nothing."""

import pytest

from calculator import packaged_rules
from calculator.words.understanding import doubtful, understood

RULES = packaged_rules()


@pytest.mark.parametrize(
    ("champ", "saisi", "compris"),
    [
        ("activite_combinee", "127 800", "127\u202f800\u00a0journées\u00a0MCO"),
        ("activite_combinee", "127800", "127\u202f800\u00a0journées\u00a0MCO"),
        ("activite_combinee", "6999,5", "6\u202f999,5\u00a0journées\u00a0MCO"),
        ("forfait_base", "40 k€", "40\u202f000,00\u00a0€"),
        ("forfait_volet_2", "40000.5", "40\u202f000,50\u00a0€"),
        ("forfait", "1,5 k€", "1\u202f500,00\u00a0€"),
        ("DS1.1", "490/1000", "49\u00a0% (490\u00a0/\u00a01\u202f000)"),
        ("DS1.1", "1/3", "≈\u00a033,33\u00a0% (1\u00a0/\u00a03)"),
        ("DS1.2", "49 %", "49\u00a0%"),
        ("report.DS2.1", "0,49", "49\u00a0%"),
        ("DS2.1", "0 %", "0\u00a0%"),
        ("audit_realise_le", "15/12/2021", "15\u00a0décembre\u00a02021"),
        ("DS3.deposee_le", "2022-03-01", "1ᵉʳ\u00a0mars\u00a02022"),
        ("finess", "010000156", "clé de contrôle juste"),
    ],
)
def test_a_value_is_written_back_in_full(champ, saisi, compris):
    assert understood(RULES, {champ: saisi}) == {champ: compris}


@pytest.mark.parametrize(
    ("champ", "saisi"),
    [
        ("activite_combinee", "127.800"),
        ("activite_combinee", ""),
        ("DS1.1", "49"),
        ("DS1.1", "2/1"),
        ("DS1.1", "1,5/3"),
        ("DS4.3", "oui"),
        ("DS1", "F1"),
        ("nom", "127 800"),
        ("finess", "010000157"),
        ("finess", "01000015"),
        ("audit_realise_le", "31/02/2021"),
        ("journees_mco", "beaucoup"),
        ("inconnu", "1"),
    ],
)
def test_what_is_wrong_or_shows_itself_is_left_alone(champ, saisi):
    assert understood(RULES, {champ: saisi}) == {}


def test_a_fault_in_one_field_does_not_silence_the_others():
    assert understood(RULES, {"DS1.1": "49", "DS1.2": "49 %"}) == {"DS1.2": "49\u00a0%"}


def test_components_are_weighted_and_summed_as_they_come():
    typed = {"journees_mco": "1 000", "seances_mco": "501,5", "journees_psy": "x"}
    assert understood(RULES, typed) == {
        "journees_mco": "×\u00a01 = 1\u202f000\u00a0journées\u00a0MCO",
        "seances_mco": "×\u00a00,5 = 250,75\u00a0journées\u00a0MCO",
        "activite": "1\u202f250,75\u00a0journées\u00a0MCO, catégorie A",
    }


def test_each_establishment_of_a_dossier_is_understood_under_its_prefix():
    champs = {"activite_combinee": "7000", "2.DS1.1": "49 %", "2.seances_mco": "2"}
    found = understood(RULES, champs, ("", "2."))
    assert set(found) == {"activite_combinee", "2.DS1.1", "2.seances_mco", "2.activite"}
    assert found["2.DS1.1"] == understood(RULES, {"DS1.1": "49 %"})["DS1.1"]


@pytest.mark.parametrize(
    ("saisi", "doute"),
    [
        ("010000156", None),
        ("01 000 015 6", None),
        ("2A0000121", None),
        ("", None),
        ("01000015", "8 chiffres au lieu de 9 ; vérifiez le numéro."),
        ("1", "1 chiffre au lieu de 9 ; vérifiez le numéro."),
        ("0100001566", "10 chiffres au lieu de 9 ; vérifiez le numéro."),
        ("2a00001", "7 caractères au lieu de 9 ; vérifiez le numéro."),
        ("01000O156", "« O » n’est pas un chiffre ; vérifiez le numéro."),
        ("CH-010000", "« CH- » ne sont pas des chiffres ; vérifiez le numéro."),
        ("010000157", "La clé de contrôle, son dernier chiffre, est fausse ; vérifiez le numéro."),
    ],
)
def test_a_finess_that_looks_wrong_says_what_is(saisi, doute):
    assert doubtful({"finess": saisi, "nom": "CH"}).get("finess") == doute


def test_each_establishment_of_a_dossier_has_its_own_doubt():
    assert doubtful({"finess": "010000156", "2.finess": "01"}, ("", "2.")) == {
        "2.finess": "2 chiffres au lieu de 9 ; vérifiez le numéro."
    }
