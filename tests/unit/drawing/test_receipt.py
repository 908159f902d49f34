"""The receipt: every answer told back, every step once, a code that holds the link or says it cannot."""

from datetime import date

import pytest

from calculator import packaged_rules, read_input, simulate
from calculator.drawing.receipt import draw_qr, receipts
from calculator.files.documents import Demande, make
from calculator.situation.permalink import PARAMETERS, read_fragment
from calculator.words.declaration import declared
from tests.support.cases import cases

RULES = packaged_rules()
ADDRESS = "https://exemple.test/simulateur/"


def situation(fragment):
    return read_input(RULES, read_fragment(fragment).data)


def sheet(fragment):
    (found,) = receipts(RULES, simulate(RULES, situation(fragment)), ADDRESS)
    return found


def test_every_computable_example_has_a_receipt():
    from calculator.bridge import compute

    computable = [read_input(RULES, case.situation) for case in cases() if case.attendu]
    assert computable
    for given in computable:
        asked = Demande(RULES, compute(RULES, given), date(2026, 11, 22), ADDRESS)
        assert "Justificatif de calcul SUN-ES" in make(asked, "justificatif")["html"]


def test_an_answer_is_told_back_by_its_name_and_in_full():
    told = {
        item.libelle: item.valeur
        for item in declared(
            RULES, situation("activite_combinee=127800&DS1=F1&DS1.1=490/1000&PS2.2=non_atteint&ght=support")
        )
    }
    assert told["Activité combinée donnée"].replace("\u202f", " ").startswith("127 800")
    assert told["DS\u00a01.1 · Lettre de liaison"].startswith("49")
    assert told["Groupement hospitalier de territoire (GHT)"] == "établissement support"
    assert "non atteint" in told.values()


@pytest.mark.parametrize("name", PARAMETERS)
def test_no_parameter_of_a_link_lacks_a_name(name):
    from calculator.words import declaration

    if name in ("nom", "cro", "texte", *RULES.domaines):
        pytest.skip("told with the amounts, or in a heading")
    assert declaration._label(RULES, name)


def test_a_step_shared_by_two_domains_is_told_once():
    lines = [ligne.etape for ligne in sheet("activite_combinee=127800&DS2=F1&DS3=F1").lignes]
    assert len(lines) == len(set(lines))
    assert [step.code for step in lines].count("categorie") == 1


def test_a_source_has_one_number_and_every_number_a_source():
    found = sheet("activite_combinee=127800&DS1=F1&cro=oui&DS2=F4")
    cited = {number for ligne in found.lignes for number in ligne.renvois}
    assert cited == set(range(1, len(found.sources) + 1))
    assert len(set(found.sources)) == len(found.sources)


def test_a_link_too_long_for_a_code_has_none():
    assert draw_qr("https://exemple.test/#" + "a" * 2900) is not None
    assert draw_qr("https://exemple.test/#" + "a" * 3000) is None


def test_a_dossier_has_a_sheet_for_each_with_its_own_link():
    from calculator.bridge import compute

    given = situation("activite_combinee=7000&DS1=F1&2.activite_combinee=9000&2.DS2=F2")
    links = [found.lien for found in receipts(RULES, compute(RULES, given), ADDRESS)]
    assert [link.partition("&regles")[0] for link in links] == [
        f"{ADDRESS}#activite_combinee=7000&DS1=F1",
        f"{ADDRESS}#activite_combinee=9000&DS2=F2",
    ]
