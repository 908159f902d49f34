"""Each rule of SONS answers for itself; the cases are in `tests/exemples-sons.yaml`, as people read them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calculator import InvalidInput, packaged_rules
from calculator.drawing.sons import announce_sons, draw_sons
from calculator.engine.sons import answer_sons, check_sons, read_sons
from calculator.rules.yaml_text import parse
from tests.support.cases import filled, typed

RULES = packaged_rules()
FILE = Path(__file__).parents[2] / "exemples-sons.yaml"


def cases() -> Iterator[dict[str, Any]]:
    """The cases of the file, its tables unfolded and its model order filled in."""
    tree, _, problems = parse(FILE.read_text(encoding="utf-8"), FILE.name)
    assert not problems, "\n".join(map(str, problems))
    for entry in tree["exemples"]:
        columns = entry.pop("colonnes", None)
        rows = [dict(zip(columns, line, strict=True)) for line in entry.pop("lignes")] if columns else [{}]
        for row in rows:
            case = filled(entry, row) if columns else entry
            if case["demande"].pop("comme", None):
                case["demande"] = {**tree["conforme"], **case["demande"]}
            yield case


CASES = list(cases())
CONFORME = next(case for case in CASES if "respecte toutes les règles" in case["nom"])["demande"]


def name(verdict: dict[str, Any]) -> str:
    return f"{verdict['regle']}/{verdict['calendrier']}" if verdict["calendrier"] else verdict["regle"]


@pytest.mark.parametrize("case", [case for case in CASES if "attendu" in case], ids=lambda case: case["nom"])
def test_the_rules_answer(case: dict[str, Any]):
    answer = answer_sons(check_sons(RULES, read_sons(RULES, case["demande"])))
    found = {name(verdict): verdict for verdict in answer["verdicts"]}
    expected = typed(case["attendu"])
    for key in ("statut", "lectures"):
        if key in expected:
            assert answer[key] == expected[key]
    assert {key: found[key]["statut"] for key in expected["verdicts"]} == expected["verdicts"]
    messages = expected.get("messages", {})
    assert {key: found[key]["message"] for key in messages} == messages
    assert [key for key in expected.get("absents", []) if key in found] == []
    if "remplaces" in expected:
        assert [key for key, verdict in found.items() if verdict["remplace"]] == [
            key for key in found if key in expected["remplaces"]
        ]


@pytest.mark.parametrize("case", [case for case in CASES if "refus" in case], ids=lambda case: case["nom"])
def test_a_wrong_order_is_refused_all_at_once(case: dict[str, Any]):
    with pytest.raises(InvalidInput) as caught:
        read_sons(RULES, case["demande"])
    assert [problem.to_data() for problem in caught.value.problems] == case["refus"]


def test_every_case_says_one_thing_once():
    names = [case["nom"] for case in CASES]
    assert sorted(names) == sorted(set(names))


def test_an_empty_answer_of_a_form_is_no_answer():
    given = read_sons(
        RULES, {"brique": "DPI", "commande_le": " ", "sans_option": "", "sans_confusion": "oui"}
    )
    assert given == read_sons(RULES, {"brique": "DPI", "devis": {"sans_confusion": True}})


def test_every_verdict_has_a_source_and_leads_to_its_rule():
    for verdict in check_sons(RULES, read_sons(RULES, {"brique": "DUI"})).verdicts:
        assert verdict.sources
    links = {verdict.lien for verdict in check_sons(RULES, read_sons(RULES, {"brique": "DUI"})).verdicts}
    assert {"/sons/#precommande", "/sons/#une-fonction", "/sons/#devis-sans-option"} <= links


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "DPI : toutes les règles du SONS sont respectées."),
        ({"installe_le": ""}, "DPI : un point reste à compléter."),
        (
            {"installe_le": "", "solde_demande_le": ""},
            "DPI : 2 points restent à compléter.",
        ),
        ({"solde_demande_le": "2023-12-15"}, "DPI : une règle du SONS n’est pas respectée."),
        (
            {"solde_demande_le": "2023-12-15", "fonction_deja_financee": "oui"},
            "DPI : 2 règles du SONS ne sont pas respectées.",
        ),
        (
            {"brique": "DUI", "installe_le": "2024-06-01", "versions_listees": "oui"},
            "DUI : le reste est respecté. Deux diapositives se contredisent : demandez à l’ASP.",
        ),
        (
            {"brique": "DUI", "installe_le": "2024-06-01"},
            "DUI : un point reste à compléter. Deux diapositives se contredisent : demandez à l’ASP.",
        ),
    ],
)
def test_one_sentence_says_the_answer(change, sentence):
    result = check_sons(RULES, read_sons(RULES, CONFORME | change))
    assert announce_sons(RULES, result) == sentence
    assert sentence in " ".join(
        draw_sons(RULES, result).split()
    )  # where French wants them, spaces do not break


def test_the_drawing_tells_a_status_by_a_word_and_links_from_where_it_stands():
    html = draw_sons(
        RULES, check_sons(RULES, read_sons(RULES, {"brique": "DUI", "installe_le": "2024-06-01"})), "../"
    )
    assert "Non respectée, contestée" in html
    assert 'href="../sons/#installation"' in html
    assert 'href="../lectures/l15/"' in html
