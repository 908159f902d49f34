"""The whole answer: totals, readings, warnings, and the JSON of the contract."""

import json
from typing import Any

import pytest

from calculator import packaged_rules, read_input, read_situation, simulate
from calculator.bridge import compute
from calculator.files.answer import answer

RULES = packaged_rules()


def answer_to(data: dict[str, Any]) -> dict[str, Any]:
    return answer(RULES, compute(RULES, read_input(RULES, data)))


def with_site(**site: Any) -> dict[str, Any]:
    return {
        "etablissement": {"activite_combinee": 7000} | site,
        "candidatures": [{"domaine": "DS1", "fenetre": "F1"}],
    }


def test_the_answer_has_every_key_of_the_contract():
    data = answer_to(with_site())
    assert data.keys() >= {"regles", "etablissement", "candidatures", "totaux"}
    assert data["regles"] == {"version": RULES.version, "empreinte": RULES.empreinte}
    assert data["candidatures"][0].keys() >= {
        "domaine",
        "fenetre",
        "cro",
        "forfait_base_centimes",
        "bonus_cro_centimes",
        "forfait_centimes",
        "avance_centimes",
        "solde_centimes",
        "eligibilite",
        "cibles",
        "cibles_atteintes",
        "montant_acquis_centimes",
        "avance_a_rembourser_centimes",
        "hypotheses",
        "lectures",
        "explication",
    }
    assert data["candidatures"][0]["eligibilite"]["motifs"][0].keys() >= {
        "regle",
        "statut",
        "message",
        "lien",
        "sources",
        "lectures",
    }


def test_each_reason_of_eligibility_has_its_text_its_place_and_its_quotation():
    data = answer_to({**with_site(), "prerequis": {"PS1.1": "non_atteint"}})
    reasons = [reason for item in data["candidatures"] for reason in item["eligibilite"]["motifs"]]
    assert {reason["statut"] for reason in reasons} >= {"non_eligible", "a_completer"}
    for reason in reasons:
        assert reason["sources"], reason["regle"]
        for source in reason["sources"]:
            assert source.keys() == {"texte", "endroit", "citation", "statut"}
            assert all(source.values()), reason["regle"]


def test_the_answer_is_json_without_a_float():
    data = answer_to({**with_site(), "mesures": {"DS1.1": {"taux": "1/3"}, "DS1.2": {"taux": "49 %"}}})

    def refuse(text: str) -> None:
        raise AssertionError(f"float: {text}")

    json.loads(json.dumps(data, allow_nan=False), parse_float=refuse)


def test_the_same_input_gives_the_same_answer():
    assert answer_to(with_site(nom="A")) == answer_to(with_site(nom="A"))


def test_identity_is_given_back_as_text():
    data = answer_to(with_site(nom="Centre hospitalier fictif", finess="010000156", region="ile de france"))
    assert (
        data["etablissement"].items() >= {"nom": "Centre hospitalier fictif", "finess": "010000156"}.items()
    )


@pytest.mark.parametrize(
    ("site", "warnings"),
    [
        ({}, []),
        ({"finess": "010000156"}, []),
        (
            {"finess": "010000157"},
            ["FINESS « 010000157 » : la clé de contrôle, son dernier chiffre, est fausse ; vérifiez-le."],
        ),
        ({"activite_combinee": 1_600_000}, []),
        (
            {"activite_combinee": "1600000,5"},
            ["L’activité dépasse le maximum du programme : le forfait reste à son maximum (lecture L11)."],
        ),
    ],
)
def test_a_doubtful_input_is_warned_of_and_never_refused(site, warnings):
    assert answer_to(with_site(**site))["avertissements"] == warnings


@pytest.mark.parametrize(
    ("paid", "told"),
    [
        ({}, None),
        ({"avance_versee": "32 921,44", "solde_verse": "76 816,68"}, None),
        ({"avance_versee": "33 k€", "solde_verse": "77 k€"}, None),
        ({"avance_versee": "110 738,12"}, None),  # 1 000 € above: two amounts rounded to the k€
        ({"avance_versee": "110 738,13"}, "110 738,13 €"),
        ({"avance_versee": "3292144"}, "3 292 144,00 €"),  # the comma was forgotten
        ({"solde_verse": "109 738,12"}, "142 659,56 €"),  # the whole forfait, and the advance computed
    ],
)
def test_a_payment_above_the_forfait_is_counted_and_doubted(paid, told):
    asked = {"domaine": "DS1", "fenetre": "F1", "cro": "oui", **paid}
    data = {"etablissement": {"activite_combinee": 127800}, "candidatures": [asked]}
    result = simulate(RULES, read_situation(RULES, data))
    found = [" ".join(text.split()) for text in result.avertissements]
    expected = (
        f"DS 1 : ce qui est dit versé, {told}, dépasse le forfait demandé, 109 738,12 €. "
        "Vérifiez les montants, la fenêtre et le bonus."
    )
    assert found == ([expected] if told else [])


def test_the_readings_of_a_result_are_in_the_register():
    data = answer_to({**with_site(), "mesures": {"DS1.1": {"taux": "49 %"}, "DS1.2": {"taux": "39,9 %"}}})
    assert set(data["lectures"]) <= set(RULES.lectures)
    assert data["lectures"] == sorted(set(data["lectures"]))


def test_a_refused_candidature_keeps_its_amounts_and_leaves_the_total():
    result = simulate(RULES, read_situation(RULES, {**with_site(), "domaines_deja_finances": ["DS1"]}))
    assert result.candidatures[0].forfait.forfait.cents == 2_400_000
    assert (result.totaux.forfait, result.totaux.avance, result.totaux.solde) == (0, 0, 0)


def test_no_candidature_gives_every_possibility_and_a_candidature_gives_none():
    assert len(answer_to({"etablissement": {"activite_combinee": 7000}})["possibilites"]) == 16
    assert "possibilites" not in answer_to(with_site())


def test_a_forfait_of_the_experimentation_above_its_cap_is_warned_about_with_both_amounts():
    data = {"etablissement": {"activite_combinee": "127 800"}, "experimentation": {"forfait": "120 000 €"}}
    (warning,) = simulate(RULES, read_situation(RULES, data)).avertissements
    assert "120\u202f000,00\u00a0€" in warning
    assert "100\u202f000,00\u00a0€ sont retenus" in warning
    data["experimentation"]["forfait"] = "100 000 €"
    assert simulate(RULES, read_situation(RULES, data)).avertissements == ()


def test_a_candidature_that_only_its_bonus_refuses_says_what_stands_without_it():
    data = with_site(activite_combinee=127_800) | {"conditions": {"chirurgie": "non"}}
    data["candidatures"][0]["cro"] = "oui"
    account = answer_to(data)["totaux"]["compte"]
    assert account["phrase"] == (
        "Aucune candidature éligible ; sans le bonus CRO, DS\u00a01 restait ouvert à 99\u202f761,93\u00a0€"
    )
    data["prerequis"] = {"PS1.1": "non_atteint"}
    assert answer_to(data)["totaux"]["compte"]["phrase"] == "Aucune candidature éligible"
