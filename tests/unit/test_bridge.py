"""The door of the page: JSON in, JSON out, every request answered."""

import html
import json
import re
from typing import Any

import pytest

from calculator import packaged_rules, read_input, simulate
from calculator.bridge import handle
from calculator.situation.permalink import stamp
from calculator.words.typography import french

RULES = packaged_rules()
STAMP = stamp(RULES)


def ask(**request: Any) -> dict[str, Any]:
    return json.loads(handle(json.dumps(request)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n’importe quoi",
        "null",
        "[]",
        "{}",
        '{"action": "inconnue"}',
        '{"action": ["simuler"]}',
        '{"action": "simuler"}',
        '{"action": "dessiner", "fragment": null}',
        '{"action": "dessiner"}',
        "[" * 100_000,
    ],
)
def test_a_request_of_ours_that_makes_no_sense_is_answered_as_a_fault_of_ours(text):
    reply = json.loads(handle(text))
    assert reply["ok"] is False
    assert reply["panne"].startswith("Traceback") or "Error" in reply["panne"]


def test_simulating_gives_the_json_of_the_contract():
    reply = ask(action="simuler", situation={"etablissement": {"activite_combinee": 7000}})
    assert reply["ok"] is True
    assert reply["resultat"]["etablissement"]["categorie"] == "B"


@pytest.mark.parametrize(
    ("situation", "chemin"),
    [
        (None, ""),
        ({}, "etablissement"),
        ({"etablissement": []}, "etablissement"),
        ({"etablissement": {"activite_combinee": None}}, "etablissement.activite_combinee"),
        ({"etablissement": {"activite_combinee": True}}, "etablissement.activite_combinee"),
        ({"etablissement": {"activite_combinee": "9" * 5000}}, "etablissement.activite_combinee"),
        ({"dossier": 3}, "dossier"),
    ],
)
def test_a_situation_that_cannot_be_computed_gives_its_problems(situation, chemin):
    reply = ask(action="simuler", situation=situation)
    assert reply["ok"] is False
    assert [problem["chemin"] for problem in reply["problemes"]] == [chemin]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5000, "1e400", "-1e400", "1e-400"])
def test_a_json_number_of_any_size_is_a_problem_of_the_input(number):
    text = f'{{"action": "simuler", "situation": {{"etablissement": {{"activite_combinee": {number}}}}}}}'
    reply = json.loads(handle(text))
    assert [problem["chemin"] for problem in reply["problemes"]] == ["etablissement.activite_combinee"]


def test_a_json_number_is_exact():
    text = '{"action": "simuler", "situation": {"etablissement": {"activite_combinee": 6999.50}}}'
    assert json.loads(handle(text))["resultat"]["etablissement"]["activite_combinee"] == "6999.5"


def test_drawing_gives_the_result_its_announcement_and_its_canonical_fragment():
    reply = ask(
        action="dessiner", fragment="activite_combinee=127+800&DS1=F1&cro=oui&DS3=F2&DS2=F4", racine="../"
    )
    assert reply["ok"] is True
    assert "176\u202f368,29\u00a0€" in reply["html"]
    assert reply["annonce"] == (
        "Jusqu’à 176\u202f368,29\u00a0€, si les cibles sont atteintes ; forfait demandé 176\u202f368,29\u00a0€, dont avance 52\u202f910,49\u00a0€ et solde 123\u202f457,80\u00a0€."
    )
    assert reply["situation"] == f"activite_combinee=127800&DS1=F1&cro=oui&DS3=F2&DS2=F4&regles={STAMP}"
    assert reply["compris"] == {"activite_combinee": "127\u202f800\u00a0journées\u00a0MCO"}
    assert reply["champs"]["activite_combinee"] == "127 800"
    assert 'href="../domaines/ds-1/"' in reply["html"]


@pytest.mark.parametrize(
    ("fragment", "sentence"),
    [
        ("activite_combinee=127800", ""),
        (
            "activite_combinee=127800&DS3=F2&nom=CH+du+Val",
            "Simulation SUN-ES non officielle, CH du Val : jusqu’à 35 274,80 €, si les cibles sont atteintes ; "
            "forfait demandé 35 274,80 €, dont avance 10 582,44 € et solde 24 692,36 €.",
        ),
        (
            "activite_combinee=127800&DS3=F2&nom=CH+du+Val&2.activite_combinee=127800&2.DS3=F2&2.nom=CH+du+Mont",
            "Simulation SUN-ES non officielle : jusqu’à 70 549,60 €, si les cibles sont atteintes ; "
            "forfait demandé du dossier, 2 établissements 70 549,60 €, dont avance 21 164,88 € et solde 49 384,72 €.",
        ),
        (
            "activite_combinee=127800&DS3=F2&DS1=F1&DS4=F3",
            "Simulation SUN-ES non officielle : jusqu’à 135 036,73 € (DS 3, DS 1), si les cibles sont atteintes ; "
            "DS 4 : forfait de base à saisir ; forfait demandé 135 036,73 €, dont avance 40 511,02 € et solde "
            "94 525,71 €.",
        ),
    ],
)
def test_the_sentence_to_paste_says_whose_answer_it_is_and_nothing_without_an_amount(fragment, sentence):
    assert " ".join(ask(action="dessiner", fragment=fragment)["phrase"].split()) == sentence


def test_a_page_is_not_sent_again_the_parts_that_it_has_and_misses_none():
    part = re.compile(r'(<(\w+)[^>]* data-partie="(\w+)">)(.*?)(</\2>)', re.DOTALL)
    known: dict[str, str] = {}

    def filled(html: str) -> str:
        known.update({name: said for _, _, name, said, _ in part.findall(html) if said})
        return part.sub(lambda found: found[1] + known[found[3]] + found[5], html)

    for fragment in (
        "activite_combinee=127800&DS1=F1&DS1.1=49%25&nom=Val",
        "activite_combinee=127801&DS1=F1&DS1.1=49%25&nom=Val",
        "activite_combinee=127801&DS1=F2&DS1.1=90%25&DS3=F1&ght=aucun&nom=Val",
    ):
        whole = ask(action="dessiner", fragment=fragment)["html"]
        lean = ask(action="dessiner", fragment=fragment, parties=list(known))["html"]
        assert len(lean) < len(whole)
        assert filled(lean) == whole
    assert len(ask(action="dessiner", fragment=fragment, parties=list(known))["html"]) < len(whole) / 2


def test_a_problem_names_its_field_and_is_counted_aloud():
    reply = ask(action="dessiner", fragment="activite_combinee=127.800&DS1=F9")
    assert reply["ok"] is False
    assert reply["annonce"] == "2 erreurs à corriger."
    assert [problem["champ"] for problem in reply["problemes"]] == ["activite_combinee", "DS1"]
    assert ask(action="dessiner", fragment="")["annonce"] == "Une erreur à corriger."


def test_a_link_made_under_other_rules_says_so_and_computes_all_the_same():
    reply = ask(action="dessiner", fragment="activite_combinee=7000&regles=0.9.0-deadbeef")
    assert reply["ok"] is True
    assert [problem["message"] for problem in reply["avertissements"]] == [
        f"ce lien a été fait avec les règles 0.9.0-deadbeef\u202f; celles d’ici sont {STAMP}."
    ]


def test_nothing_typed_enters_the_page_unescaped():
    for fragment in (
        "activite_combinee=7000&2.activite_combinee=1&nom=%3Cscript%3E&2.nom=%3Cimg%3E",
        "activite_combinee=%3Cscript%3E",
        "activite_combinee=7000&%3Cscript%3E=1",
        "activite_combinee=7000&DS1=%3Cscript%3E&regles=%3Cscript%3E",
        "activite_combinee=7000&DS1=F1&finess=%3Cscript%3E&region=%3Cscript%3E",
    ):
        reply = ask(action="dessiner", fragment=fragment)
        drawn = reply["html"] + reply["html_avertissements"]
        assert "<script>" not in drawn
        assert "<img>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_what_refuses_a_candidature_is_drawn_with_the_words_of_its_text():
    fragment = "activite_combinee=7000&DS2=F1&PS1.1=non_atteint&relims=non"
    drawn = html.unescape(ask(action="dessiner", fragment=fragment)["html"])
    checklist = drawn.partition('class="sunes-eligibilite"')[2].partition("</section>")[0]
    situation = {
        "etablissement": {"activite_combinee": 7000},
        "prerequis": {"PS1.1": "non_atteint"},
        "conditions": {"relims": "non"},
        "candidatures": [{"domaine": "DS2", "fenetre": "F1"}],
    }
    (item,) = ask(action="simuler", situation=situation)["resultat"]["candidatures"]
    refusals = [one for one in item["eligibilite"]["motifs"] if one["statut"] == "non_eligible"]
    assert [one["regle"] for one in refusals] == ["PS1.1", "relims"]
    for reason in refusals:
        own = checklist.partition(f'data-nom="texte-{reason["regle"]}"')[2].partition("</details>")[0]
        quoted = [french(f"<q>{source['citation']}</q>") for source in reason["sources"]]
        assert re.findall("<q>.*?</q>", own) == quoted


def test_zero_euro_is_drawn_as_an_answer():
    reply = ask(action="dessiner", fragment="activite_combinee=7000&DS4=F2&forfait_base=0")
    assert reply["ok"] is True
    assert "0,00\u00a0€" in reply["html"]


def test_half_a_character_does_not_stop_an_answer_on_its_way():
    text = handle('{"action": "dessiner", "fragment": "activite_combinee=1&nom=\\ud83d"}')
    assert ">1 journée MCO, catégorie A<" in json.loads(text.encode())["html"]


def listed(fragment: str) -> list[str]:
    """The lines of the summary of what is wrong, without their tags and with plain spaces."""
    reply = json.loads(handle(json.dumps({"action": "dessiner", "fragment": fragment})))
    assert reply["ok"] is False
    lines = re.findall(r"<li>(.*?)</li>", reply["html"], re.DOTALL)
    return [re.sub("[\u00a0\u202f]", " ", html.unescape(re.sub("<[^>]+>", "", line))) for line in lines]


def test_each_line_of_the_summary_names_its_field_and_its_establishment():
    assert listed("activite_combinee=1&DS1=F1&DS1.1=abc&DS1.2=abc&2.activite_combinee=abc") == [
        "Établissement 1 · DS 1.1 · Lettre de liaison : « abc » n’est pas un taux, par exemple « 49 % » ou « 490/1000 ».",
        f"Établissement 1 · DS 1.2 · {RULES.indicateurs['DS1.2'].court} : « abc » n’est pas un taux, par exemple "
        "« 49 % » ou « 490/1000 ».",
        "Établissement 2 · Activité combinée donnée : « abc » n’est pas un nombre, par exemple « 127 800 » ou « 0,5 ».",
    ]


@pytest.mark.parametrize(
    ("parameter", "line"),
    [
        (
            "statut=x",
            "Statut : « x » n’est pas un des choix : « public », « privé », « privé à but non lucratif ».",
        ),
        (
            "PS4.1=xx",
            f"PS 4.1 · {RULES.prerequis['PS4.1'].court} : « xx » n’est pas un des choix : "
            "« atteint, preuve à l’appui », « atteint, preuve à fournir », « non atteint ».",
        ),
        (
            "DS4=F1x&forfait_base=1",
            "DS 4 · Messagerie sécurisée : « F1x » n’est pas un des choix : « F2 », « F3 », « F4 ».",
        ),
        (
            "DS4.3=peut-être",
            f"DS 4.3 · {RULES.indicateurs['DS4.3'].court} : « peut-être » : répondez oui ou non.",
        ),
    ],
)
def test_a_choice_that_is_none_is_told_with_those_of_the_form(parameter, line):
    assert listed(f"activite_combinee=1&{parameter}") == [line]


@pytest.mark.parametrize(
    ("activity", "told"),
    [
        ("0", "L’activité est de 0 journée"),
        ("127,80", "S’agit-il de 127 800 ?"),
        ("364", "moins que ce que donne un seul lit occupé toute l’année"),
        ("123456789012", "plus de 2 fois le maximum du programme"),
        ("365", None),
        ("2000000", None),
    ],
)
def test_an_activity_that_nobody_has_is_computed_and_doubted(activity, told):
    given = read_input(RULES, {"etablissement": {"activite_combinee": activity}})
    found = [text.replace("\u202f", " ") for text in simulate(RULES, given).avertissements]
    doubted = [text for text in found if "lecture L11" not in text]
    assert len(doubted) == (told is not None)
    assert told is None or told in doubted[0]
