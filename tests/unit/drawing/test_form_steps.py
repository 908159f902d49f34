"""Where each step of the form stands: told in words, from what was understood."""

import json
from typing import Any

import pytest

from calculator import packaged_rules
from calculator.bridge import handle

RULES = packaged_rules()
BASE = "activite_combinee=127800"
KNOWN = "region=Bretagne&ght=aucun"
ALL_MET = "&".join(f"{name}=atteint" for name, item in RULES.prerequis.items() if item.volet == "V1")
EVERY_YES = "&".join(f"{name}=oui" for name, item in RULES.conditions.items() if item.concerne == "tous")


def states(fragment: str) -> dict[str, Any]:
    reply = json.loads(handle(json.dumps({"action": "dessiner", "fragment": fragment})))
    return {name.replace("etape.", ""): text for name, text in reply["etapes"].items()}


@pytest.mark.parametrize(
    ("fragment", "step", "state"),
    [
        (BASE, "activite", "complété"),
        (BASE, "etablissement", "à compléter : 3 réponses"),
        (f"{BASE}&{KNOWN}", "etablissement", "complété"),
        (f"{BASE}&region=Bretagne&ght=partie", "etablissement", "à compléter : 1 réponse"),
        (f"{BASE}&{KNOWN}&DS3=F2", "etablissement", "à compléter : 1 réponse"),
        (f"{BASE}&{KNOWN}&DS3=F2&imagerie_interne=non", "etablissement", "complété"),
        (BASE, "prerequis", "facultatif pour le montant"),
        (f"{BASE}&{KNOWN}&PS1.1=atteint", "prerequis", "à compléter : 9 réponses"),
        (f"{BASE}&{KNOWN}&{ALL_MET}&{EVERY_YES}&DS1=F1", "prerequis", "complété"),
        (
            f"{BASE}&{KNOWN}&{ALL_MET}&{EVERY_YES}&DS1=F1".replace("PS2.1=atteint", "PS2.1=a_prouver"),
            "prerequis",
            "complété, 1 à prouver",
        ),
        (
            f"{BASE}&{KNOWN}&{ALL_MET}&{EVERY_YES}&DS1=F1".replace("PS2.1=atteint", "PS2.1=non_atteint"),
            "prerequis",
            "complété, 1 point manque",
        ),
        (BASE, "candidatures", "choisissez un domaine"),
        (f"{BASE}&DS1=F1&DS2=F4", "candidatures", "complété : DS\u00a01 en F1, DS\u00a02 en F4"),
        (f"{BASE}&DS1=F1", "mesures", "facultatif"),
        (f"{BASE}&DS1=F1&DS1.1=49%25", "mesures", "à compléter : 1 réponse"),
        (f"{BASE}&DS1=F1&DS1.1=49%25&DS1.2=50%25", "mesures", "complété"),
        (f"{BASE}&DS1=F1&cro=oui&DS1.1=49%25&DS1.2=50%25", "mesures", "à compléter : 1 réponse"),
        (f"{BASE}&DS2=F1&DS2.1=1%25&DS2.report=F2", "mesures", "à compléter : mesures du report"),
        (BASE, "resultat", "choisissez un domaine"),
        (f"{BASE}&DS1=F1&cro=oui", "resultat", "109\u202f738,12\u00a0€"),
    ],
)
def test_a_step_says_what_it_still_needs(fragment: str, step: str, state: str):
    assert states(fragment)[step] == state


def test_a_fault_is_told_by_its_step_and_the_others_count_their_answers():
    found = states("activite_combinee=127.800&nom=CH&DS1=F9&PS1.1=atteint")
    assert found["etablissement"] == found["activite"] == "à corriger : 1 réponse"
    assert found["candidatures"] == "à corriger : 1 réponse"
    assert found["prerequis"] == "1 réponse"
    assert found["mesures"] == found["resultat"] == ""


def test_each_establishment_of_a_dossier_has_its_own_steps():
    found = states(f"{BASE}&DS1=F1&2.activite_combinee=7000&2.DS2=F2&2.DS2.1=60%25")
    assert found["mesures"] == "facultatif"
    assert found["2.mesures"] == "complété"
    assert found["resultat"] == found["2.resultat"]
    wrong = states(f"{BASE}&2.activite_combinee=7.000")
    assert (wrong["etablissement"], wrong["2.etablissement"]) == ("1 réponse", "à corriger : 1 réponse")
