"""The door of the SONS checker: an order in, what each rule says of it out, every input answered."""

import dataclasses
import json
import re
from typing import Any

import pytest

from calculator import packaged_rules
from calculator.bridge import handle
from calculator.drawing.sons import draw_sons_form
from calculator.situation.order import DemandeSons

RULES = packaged_rules()


def ask(champs: Any, **more: Any) -> dict[str, Any]:
    return json.loads(handle(json.dumps({"action": "sons", "champs": champs, **more})))


def test_a_type_of_software_is_enough_for_an_answer():
    reply = ask({"brique": "DPI"}, racine="../")
    assert reply["ok"] is True
    assert reply["resultat"]["statut"] == "a_completer"
    assert reply["annonce"].startswith("DPI :")
    assert 'href="../sons/#commande"' in reply["html"]


def test_dates_are_read_as_people_write_them_and_empty_fields_say_nothing():
    reply = ask(
        {"brique": "DPI", "commande_le": "04/01/2022", "dossier_envoye_le": "4/5/2022", "reference_le": ""}
    )
    verdict = next(item for item in reply["resultat"]["verdicts"] if item["regle"] == "precommande")
    assert verdict["statut"] == "respectee"
    assert verdict["lectures"] == ["L29"]


def test_a_criterion_of_the_quote_stands_flat_as_the_form_gives_it():
    reply = ask({"brique": "RIS", "sans_option": "non"})
    verdict = next(item for item in reply["resultat"]["verdicts"] if item["regle"] == "devis.sans_option")
    assert verdict["statut"] == "non_respectee"
    assert reply["resultat"]["statut"] == "non_respectee"


@pytest.mark.parametrize(
    ("champs", "faults"),
    [
        ({}, ["brique"]),
        ({"brique": "DOS"}, ["brique"]),
        (
            {"brique": "DPI", "commande_le": "hier", "installe_le": "31/02/2022"},
            ["commande_le", "installe_le"],
        ),
        ({"brique": "DPI", "sans_option": "peut-être"}, ["sans_option"]),
        ({"brique": "DPI", "commande_le": "01/06/2022", "installe_le": "01/05/2022"}, ["installe_le"]),
    ],
)
def test_every_problem_names_the_field_that_it_concerns(champs: dict[str, str], faults: list[str]):
    reply = ask(champs)
    assert reply["ok"] is False
    assert [problem["champ"] for problem in reply["problemes"]] == faults
    for name in faults:
        assert f'href="#champ-{name}"' in reply["html"]
    assert reply["annonce"].endswith("corriger.")


@pytest.mark.parametrize("champs", [None, [], "DPI", 3])
def test_an_order_that_is_no_object_is_a_problem(champs: Any):
    reply = ask(champs)
    assert reply["ok"] is False
    assert "panne" not in reply


def test_a_request_without_an_order_is_a_fault_of_ours():
    reply = json.loads(handle('{"action": "sons"}'))
    assert reply["ok"] is False
    assert "panne" in reply


def test_the_form_asks_for_every_key_of_an_order_and_nothing_else():
    asked = set(re.findall(r' name="([a-z_]+)"', draw_sons_form(RULES)))
    known = {item.name for item in dataclasses.fields(DemandeSons)} - {"devis"} | set(RULES.sons.devis)
    assert asked == known


def test_the_form_offers_every_type_of_software_once():
    form = draw_sons_form(RULES)
    for name in RULES.sons.briques:
        assert form.count(f'<option value="{name}">') == 1
