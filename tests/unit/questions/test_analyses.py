"""The analyses at the door of the page: each drawn on demand, its fields read, its faults told."""

import json
from typing import Any

import pytest

from calculator.bridge import handle
from calculator.questions.analyses import ANALYSES

EXEMPLE = "activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2"


def ask(analyse: str, fragment: str = EXEMPLE, **champs: str) -> dict[str, Any]:
    request = {
        "action": "analyser",
        "analyse": analyse,
        "fragment": fragment,
        "champs": champs,
        "racine": "../",
    }
    return json.loads(handle(json.dumps(request)))


@pytest.mark.parametrize(
    "fragment",
    [
        EXEMPLE,
        "activite_combinee=0",
        "activite_combinee=7000&DS4=F2&forfait_base=40000&DS4.1=1/3&DS4.3=oui",
        "activite_combinee=7000&DS1=F1&DS1.report=F2&DS1.1=1/3&DS1.2=1/2&2.activite_combinee=9&2.DS2=F2",
    ],
)
@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_draws_every_kind_of_result(name, fragment):
    reply = ask(name, fragment)
    assert reply["ok"], reply
    assert reply["html"].strip()
    assert reply["annonce"]


def test_a_date_that_does_not_read_is_told_beside_its_field():
    reply = ask("cibles", du="31/02/2023", au="n’importe")
    assert [(p["champ"], p["code"]) for p in reply["problemes"]] == [
        ("du", "date_impossible"),
        ("au", "date_illisible"),
    ]


def test_what_was_read_is_written_back_in_full():
    assert ask("cibles", du="1/3/2023", au="31/03/2023")["compris"]["du"] == "1ᵉʳ\u00a0mars\u00a02023"


def test_an_analysis_that_does_not_exist_is_a_fault_of_ours():
    assert "KeyError" in ask("inconnue")["panne"]


def test_a_payment_is_verified_for_one_establishment_at_a_time():
    reply = ask("paiement", f"{EXEMPLE}&2.activite_combinee=9&2.DS2=F2", **{"notifie.DS1": "110 k€"})
    assert "établissement par établissement" in reply["html"]
    assert "écart" not in reply["annonce"]


def test_the_gap_of_a_payment_is_told_to_the_cent():
    reply = ask("paiement", **{"notifie.DS1": "110 k€", "notifie.total": "127.800"})
    assert [problem["champ"] for problem in reply["problemes"]] == ["notifie.total"]
    reply = ask("paiement", **{"notifie.DS1": "110 k€"})
    assert reply["compris"] == {"notifie.DS1": "110\u202f000,00\u00a0€"}
    assert "+261,88\u00a0€" in reply["html"]


def test_the_targets_of_both_texts_are_counted_under_the_one_that_applies():
    reply = ask(
        "cibles", "activite_combinee=1&DS1=F2&DS1.1=60/100&DS1.2=60/100&DS1.3=40/100", autre_texte="oui"
    )
    assert (
        reply["annonce"] == "Cibles de vos fenêtres, texte I2023\u00a0: 2 atteintes, 1 manquée, 1 à mesurer."
    )


def test_a_pace_that_begins_before_the_measure_says_so():
    fragment = "activite_combinee=1&DS4=F2&DS4.1=10/100"
    assert "la mesure commence après" in ask("cibles", fragment, du="01/05/2022", au="31/12/2022")["html"]
    assert "la mesure commence après" not in ask("cibles", fragment, du="01/07/2023", au="31/12/2023")["html"]
