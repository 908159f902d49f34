"""The small calculators: the engine's answers in small, drawn alike when the site is built and in the page."""

import json
import re
from typing import Any

import pytest

from calculator import packaged_rules, read_situation, simulate
from calculator.bridge import handle
from calculator.engine.checklist import checklist
from calculator.engine.readiness import by_window
from calculator.exact.formats import format_euros
from calculator.questions.mini import door as mini
from calculator.questions.mini.views import VIEWS
from calculator.rules.model import PrerequisId
from calculator.situation.model import Etablissement, EtatPrerequis, Situation
from calculator.situation.permalink import read_fragment
from overrides.hooks.pages.mini import draw_calculator

RULES = packaged_rules()
ACTIVITY = "127 800"


def ask(vue: str, sujet: str = "", **champs: str) -> dict[str, Any]:
    request = {"action": "mini", "vue": vue, "sujet": sujet, "champs": champs, "racine": "../"}
    return json.loads(handle(json.dumps(request)))


def drawn(vue: str, sujet: str = "", **champs: str) -> str:
    reply = ask(vue, sujet, **champs)
    assert reply["ok"], reply
    return reply["html"]


def amounts(domaine: str, fenetre: str, **more: str) -> list[str]:
    """What the engine itself gives: forfait, advance, balance."""
    line = {"domaine": domaine, "fenetre": fenetre, **more}
    data = {"etablissement": {"activite_combinee": ACTIVITY}, "candidatures": [line]}
    forfait = simulate(RULES, read_situation(RULES, data)).candidatures[0].forfait
    return [format_euros(step.cents) for step in (forfait.forfait, forfait.avance, forfait.solde)]


@pytest.mark.parametrize("cro", [False, True])
@pytest.mark.parametrize("domaine", [name for name, item in RULES.domaines.items() if item.bareme])
def test_a_domain_gives_in_each_window_what_the_simulation_gives(domaine: str, cro: bool):
    more = {"cro": "oui"} if cro and domaine == RULES.bonus_cro.domaine else {}
    html = drawn("domaine", domaine, activite_combinee=ACTIVITY, **more)
    for fenetre in RULES.volets["V1"].parts.valeurs:
        for amount in amounts(domaine, fenetre, **more):
            assert amount in html


def test_the_base_of_volet_2_is_typed_and_its_readings_are_told():
    html = drawn("domaine", "DS4", forfait_base="40 k€")
    for fenetre in RULES.volets["V2"].parts.valeurs:
        for amount in amounts("DS4", fenetre, forfait_base="40000"):
            assert amount in html
    assert {"../lectures/l04/", "../lectures/l31/"} <= set(re.findall(r'href="([^"]+)"', html))


def test_a_window_pays_the_sum_of_its_domains():
    data = {
        "etablissement": {"activite_combinee": ACTIVITY},
        "candidatures": [
            {"domaine": "DS1", "fenetre": "F2", "cro": "oui"},
            {"domaine": "DS2", "fenetre": "F2"},
            {"domaine": "DS3", "fenetre": "F2"},
            {"domaine": "DS4", "fenetre": "F2", "forfait_base": "40000"},
        ],
    }
    expected = simulate(RULES, read_situation(RULES, data)).totaux
    reply = ask("fenetre", "F2", activite_combinee=ACTIVITY, cro="oui", forfait_base="40000")
    for cents in (expected.forfait, expected.avance, expected.solde):
        assert format_euros(cents) in reply["html"]
        assert format_euros(cents) in reply["annonce"]


def test_a_window_says_which_domain_it_does_not_count_and_why():
    assert "n’est pas financé en F1" in drawn("fenetre", "F1", activite_combinee=ACTIVITY)
    assert "n’est pas saisi" in drawn("fenetre", "F2", activite_combinee=ACTIVITY)


def test_components_make_an_activity_and_each_says_what_it_weighs():
    reply = ask("activite", journees_mco="8 000", hdj_chirurgie_ambulatoire="1 000")
    assert reply["annonce"].startswith("9\u202f500\u00a0journées\u00a0MCO, catégorie B")
    assert reply["compris"]["hdj_chirurgie_ambulatoire"].endswith("1\u202f500\u00a0journées\u00a0MCO")
    assert "L36" not in reply["html"]
    assert "L36" in drawn("activite", seances_dialyse="1 000")


ALL_MET = dict.fromkeys(RULES.prerequis, "atteint")


@pytest.mark.parametrize(
    ("audit", "first"),
    [("31/12/2021", "eligible"), ("01/01/2022", "non_eligible"), ("", "a_completer")],
)
def test_a_purchase_order_is_enough_in_one_window_until_a_day(audit: str, first: str):
    """On its last day, the day after, and before the date is known."""
    answers = {**ALL_MET, "PS2.2": "bon_de_commande"}
    situation = Situation(
        etablissement=Etablissement(),
        prerequis=answers,  # type: ignore[arg-type]
        audit_realise_le=mini.show(
            RULES, "prerequis", "", {"audit_realise_le": audit}
        ).situation.audit_realise_le
        if audit
        else None,
    )
    found = by_window(RULES, situation)
    assert found["V1", "F1"].statut == first
    others = {key: answer.statut for key, answer in found.items() if key[1] != "F1"}
    assert set(others.values()) == {"non_eligible"}
    assert len(others) == 6


def test_each_reason_is_told_once_with_its_windows():
    answers: dict[PrerequisId, EtatPrerequis] = {"PS1.1": "atteint", "PS1.2": "a_prouver"}
    asked = by_window(RULES, Situation(etablissement=Etablissement(), prerequis=answers))
    told = checklist((window, answer) for (_, window), answer in asked.items())
    every = ("F1", "F2", "F3", "F4")
    assert [(point.motif.regle, point.pour) for point in told["rempli"]] == [("PS1.1", every)]
    assert [(point.motif.regle, point.pour) for point in told["a_prouver"]] == [("PS1.2", every)]
    assert {point.motif.regle: point.pour for point in told["a_repondre"]}["PS4.1"] == ("F2", "F3", "F4")


def test_only_a_rate_has_a_denominator():
    assert "dénominateurs" in drawn("indicateur", "DS4.1", numerateur="490", denominateur="1 000")
    assert "dénominateurs" not in drawn("indicateur", "DS4.3", presentation="oui")


@pytest.mark.parametrize(
    ("vue", "sujet", "champs"),
    [
        ("apercu", "", {"activite_combinee": ACTIVITY}),
        ("domaine", "DS1", {"activite_combinee": ACTIVITY, "cro": "oui"}),
        ("domaine", "DS4", {"forfait_base": "40000"}),
        ("fenetre", "F2", {"activite_combinee": ACTIVITY, "cro": "oui", "forfait_base": "40000"}),
        ("activite", "", {"journees_mco": "8 000", "seances_mco": "1001"}),
        ("prerequis", "", {**ALL_MET, "PS2.2": "bon_de_commande", "audit_realise_le": "31/12/2021"}),
    ],
)
def test_what_was_typed_goes_on_to_the_simulator(vue: str, sujet: str, champs: dict[str, str]):
    reply = ask(vue, sujet, **champs)
    link = re.search(r'href="\.\./simulateur/#([^"]+)"', reply["html"])
    assert link is not None
    assert link[1].replace("&amp;", "&") == reply["situation"]
    fragment = read_fragment(reply["situation"])
    assert fragment.warnings == ()
    again = {name: text for name, text in fragment.champs.items() if name in champs}
    assert again.keys() == champs.keys()
    assert ask(vue, sujet, **again)["html"] == reply["html"]


@pytest.mark.parametrize(
    ("vue", "sujet", "champs", "wrong"),
    [
        ("apercu", "", {"activite_combinee": "127.800"}, ["activite_combinee"]),
        ("domaine", "DS1", {"activite_combinee": "-1"}, ["activite_combinee"]),
        (
            "fenetre",
            "F2",
            {"activite_combinee": "x", "forfait_base": "y"},
            ["activite_combinee", "forfait_base"],
        ),
        ("activite", "", {"journees_mco": "8", "hdj_autres": "-2"}, ["hdj_autres"]),
        ("prerequis", "", {"PS1.1": "peut-être", "audit_realise_le": "hier"}, ["PS1.1", "audit_realise_le"]),
    ],
)
def test_each_problem_names_its_field(vue: str, sujet: str, champs: dict[str, str], wrong: list[str]):
    reply = ask(vue, sujet, **champs)
    assert reply["ok"] is False
    assert [problem["champ"] for problem in reply["problemes"]] == wrong
    assert all(problem["message"][0] in "«ABCDEFGHIJKLMNOPQRSTUVWXYZÀÉ" for problem in reply["problemes"])


@pytest.mark.parametrize(
    ("vue", "sujet", "champs", "said"),
    [
        ("domaine", "DS1", {"cro": "oui"}, "Donnez l’activité combinée."),
        ("domaine", "DS4", {}, "Donnez le forfait de base que l’ARS a notifié."),
        ("fenetre", "F2", {"forfait_base": "40000"}, "Donnez l’activité combinée."),
        (
            "activite",
            "",
            {},
            "L’activité combinée manque\u00a0: donnez celle que l’ARS détient, ou ses composantes.",
        ),
    ],
)
def test_what_is_still_to_come_is_said_and_no_field_is_wrong(
    vue: str, sujet: str, champs: dict[str, str], said: str
):
    reply = ask(vue, sujet, **champs)
    assert reply["ok"] is False
    assert reply["problemes"] == []
    assert reply["annonce"] == said


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("490", "F1 atteinte, F2 manquée, F3 manquée, F4 manquée."),
        ("489", "F1 manquée, F2 manquée, F3 manquée, F4 manquée."),
        ("550", "F1 atteinte, F2 atteinte, F3 atteinte, F4 atteinte."),
    ],
)
def test_a_measure_stands_against_the_target_of_every_window(above: str, said: str):
    reply = ask("indicateur", "DS1.1", numerateur=above, denominateur="1000")
    assert reply["annonce"].endswith(said)
    assert f"DS1.1={above}/1000" in reply["situation"]
    assert "Avec les cibles d’origine" in reply["html"]


def test_what_a_measure_lacks_is_told_in_number_or_in_points():
    assert "<strong>60</strong> de plus parmi ceux déjà comptés" in drawn(
        "indicateur", "DS1.1", numerateur="490", denominateur="1000"
    )
    assert "DS1.1=49%25" in ask("indicateur", "DS1.1", taux="49 %")["situation"]


def test_a_presentation_is_yes_or_no():
    assert "atteinte" in ask("indicateur", "DS4.3", presentation="oui")["annonce"]
    assert "manquée" in ask("indicateur", "DS4.3", presentation="non")["annonce"]


def test_half_a_measure_is_not_wrong_yet():
    reply = ask("indicateur", "DS1.1", numerateur="490")
    assert (reply["ok"], reply["problemes"]) == (False, [])
    assert reply["annonce"] == "Le dénominateur manque."
    above = ask("indicateur", "DS1.1", numerateur="1001", denominateur="1000")
    assert [problem["champ"] for problem in above["problemes"]] == ["numerateur"]


def test_an_unknown_view_is_a_fault_of_ours():
    assert "panne" in ask("inconnue")


SHOWN = [
    *(("indicateur", name) for name in RULES.indicateurs),
    *(("domaine", name) for name in RULES.domaines),
    *(("fenetre", name) for name in RULES.fenetres),
    ("apercu", ""),
    ("activite", ""),
    ("prerequis", ""),
]


def test_every_view_is_on_a_page():
    assert {vue for vue, _ in SHOWN} == set(VIEWS)


@pytest.mark.parametrize(("vue", "sujet"), SHOWN)
def test_a_page_holds_a_form_whose_fields_the_view_reads_and_an_example(vue: str, sujet: str):
    html = draw_calculator(RULES, "../", "../python/", vue, sujet)
    form, _, answer = html.partition("</form>")
    asked = set(re.findall(r' name="([^"]+)"', form))
    assert asked
    assert 'data-etat="attente"' in answer
    assert "Exemple" in answer
    assert "simulateur/#" not in answer  # the example is not the reader's
    for name in asked:
        assert "cle_inconnue" not in json.dumps(ask(vue, sujet, **{name: "oui"})), name
