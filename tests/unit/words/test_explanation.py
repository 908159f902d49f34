"""An amount is the root of its own explanation: every step has its sentence, and the tree computes again."""

import functools
import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.drawing.receipt import receipts
from calculator.drawing.result import draw_receipt, draw_result
from calculator.engine.forfait import compute as forfait_of
from calculator.engine.forfait import scale_base
from calculator.engine.results import DossierResult, Result
from calculator.engine.steps import Step, stated
from calculator.files.answer import answer
from calculator.words.explanation import SENTENCES, formule, in_kilo_euros, libelle, shown, to_data
from calculator.words.report import report
from tests.support.cases import cases

RULES = packaged_rules()
UNITS = {"centime", "taux", "jour", "journee_mco", "aucune"}

#: How each step that is computed comes from its entries.
ARITHMETIC = {
    "composante": lambda count, weight: count * weight,
    "position": lambda activity, low, high: min((activity - low) / (high - low), Fraction(1)),
    "forfait": lambda base, share: base * share,
    "forfait_avec_bonus": lambda base, bonus, share: base * (1 + bonus) * share,
    "avance": lambda forfait, rate: forfait * rate,
    "solde": lambda forfait, advance: forfait - advance,
    "forfait_pilote": lambda typed, part: typed * part,
    "forfait_plafonne": min,
    "acquis_avec_bonus_reporte": lambda plain, bonus: plain + bonus,
    "reste_a_recevoir": lambda earned, advance: earned - advance,
    "reste_apres_versements": lambda earned, advance, balance: earned - advance - balance,
    "trop_verse": lambda earned, advance: advance - earned,
    "trop_verse_en_tout": lambda earned, advance, balance: advance + balance - earned,
}


@functools.cache
def results() -> list[Result | DossierResult]:
    """What every example that computes gives."""
    return [compute(RULES, read_input(RULES, case.situation)) for case in cases() if case.attendu is not None]


def trees(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The explanations of an answer."""
    for site in data.get("etablissements", [data]):
        yield site["etablissement"]["explication"]
        for item in site["candidatures"]:
            yield from (item["explication"],) if item["explication"] else ()
            yield from item["explications"].values()
            yield from item["explications_compte"].values()
        yield from (item["explication"] for item in site.get("possibilites", ()))
        yield from (site[key]["explication"] for key in ("pilote_mes", "experimentation") if key in site)


def steps(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for entry in tree["entrees"]:
        yield from steps(entry)


@functools.cache
def every_step() -> list[dict[str, Any]]:
    """Every step of every example."""
    return [step for result in results() for tree in trees(answer(RULES, result)) for step in steps(tree)]


def plain(text: str) -> str:
    """What is read, whatever the spaces, the tags, the apostrophes and the marks of an inner quotation."""
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
    return text.replace("“", "« ").replace("”", " »").replace("’", "'")


words_of = functools.cache(plain)
"""The same for what many steps say alike."""

#: Where an explanation is read, besides the JSON.
MEDIA: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "text": lambda _, data: report(RULES, data),
    "page": lambda result, _: draw_result(RULES, result),
    "paper": lambda result, _: draw_receipt(
        RULES, [*receipts(RULES, result, "")], result.totaux, date.min, details=True
    ),
}


@pytest.mark.parametrize("medium", MEDIA)
def test_the_explanation_is_whole_wherever_it_is_read(medium):
    for result in results():
        data = answer(RULES, result)
        told = plain(MEDIA[medium](result, data))
        for step in (step for tree in trees(data) for step in steps(tree)):
            if medium == "paper" and not (step["entrees"] or step["sources"]):
                continue  # what was declared stands in its own list
            for words in (step["libelle"], step["formule"], step["affichage"], *step["lectures"]):
                assert words_of(words) in told, (medium, step)
            for source in step["sources"]:
                assert words_of(source["citation"]) in told, (medium, step)
        for site in data.get("etablissements", [data]):
            why = site.get("explication_totaux", {})
            assert plain(why.get("forfait", "")) in told, medium
            stated = [item for item in site["candidatures"] if item["explication"]]
            for whole in (*stated, *([why] if why else ())):
                assert plain(in_kilo_euros(whole["arrondi_exemple_officiel"])) in told, medium
        assert "_" not in told.partition("Ce calcul se rouvre")[0], (medium, "an identifier of ours")


def test_every_step_has_the_fields_of_the_contract():
    keys = {"code", "libelle", "formule", "valeur", "unite", "affichage", "sources", "entrees", "lectures"}
    assert [step for step in every_step() if set(step) != keys] == []
    assert {step["unite"] for step in every_step()} <= UNITS


def test_every_sentence_is_whole():
    assert [
        step["code"]
        for step in every_step()
        if not step["libelle"] or "{" in step["libelle"] + step["formule"]
    ] == []


def test_every_code_has_a_sentence_and_the_examples_go_through_almost_all():
    seen = {step["code"] for step in every_step()}
    assert seen <= set(SENTENCES)
    # those of a carry-over stay inside its hypotheses, those of a total stand for what it adds
    inside = {"acquis_apres_report", "acquis_avec_bonus_reporte", "bonus_reporte", "solde_non_verse"}
    assert set(SENTENCES) - seen <= inside | {code for code in SENTENCES if code.startswith("total_")}


def test_the_value_of_a_step_is_what_its_entries_give_rounded_only_when_stated():
    wrong = []
    for step in every_step():
        if step["code"] in ARITHMETIC and step["entrees"]:
            exact = ARITHMETIC[step["code"]](*(Fraction(entry["valeur"]) for entry in step["entrees"]))
            value = Fraction(step["valeur"])
            near = value == exact or (step["unite"] == "centime" and abs(value - exact) <= Fraction(1, 2))
            wrong += [] if near else [(step["code"], step["valeur"], str(exact))]
    assert wrong == []


def test_a_base_comes_from_its_category_its_bounds_and_the_position():
    for step in every_step():
        if step["code"] == "forfait_base":
            _, low, high, position = (entry["valeur"] for entry in step["entrees"])
            assert Fraction(step["valeur"]) == Fraction(low) + (Fraction(high) - Fraction(low)) * Fraction(
                position
            )


def test_what_is_not_computed_nor_typed_has_a_source():
    given = {"poids", "categorie", "borne_basse", "borne_haute", "minimum", "maximum", "part_fenetre"}
    given |= {"taux_bonus", "taux_avance", "plafond", "part_pilote"}
    assert {step["code"] for step in every_step() if step["code"] in given and not step["sources"]} == set()


def test_every_source_of_a_step_can_be_found():
    for step in every_step():
        for source in step["sources"]:
            assert source["texte"] in RULES.textes
            assert source["endroit"]
            assert source["citation"]
            assert source["statut"] in ("fait", "lecture", "ouvert")


def test_the_root_of_each_explanation_is_the_amount():
    for case in cases():
        if case.attendu is None:
            continue
        data = answer(RULES, compute(RULES, read_input(RULES, case.situation)))
        for site in data.get("etablissements", [data]):
            for item in site["candidatures"]:
                tree = item["explication"]
                assert (tree and tree["valeur"]) == (tree and str(item["forfait_centimes"]))
                for name, tree in item["explications"].items():
                    assert tree["valeur"] == str(item[f"{name}_centimes"])
                for name, tree in item["explications_compte"].items():
                    assert tree["valeur"] == str(item["compte"][f"{name}_centimes"])
            for key in ("pilote_mes", "experimentation"):
                if key in site:
                    assert site[key]["explication"]["valeur"] == str(site[key]["forfait_centimes"])


def test_the_worked_example_reads_as_a_sentence():
    activity = Step("activite_notifiee", Fraction(127800), "journee_mco")
    amounts = forfait_of(RULES, "DS1", "F1", scale_base(RULES, "DS1", activity), cro=True)
    assert libelle(RULES, amounts.forfait) == "Forfait DS\u00a01 avec bonus CRO"
    assert formule(amounts.forfait) == "99\u202f761,93\u00a0€ × (1 + 10\u00a0%) × 100\u00a0%"
    assert formule(amounts.avance) == "30\u00a0% de 109\u202f738,12\u00a0€"
    assert formule(amounts.solde) == "109\u202f738,12\u00a0€ − 32\u202f921,44\u00a0€"
    position = amounts.base.entrees[-1]
    assert formule(position) == "(127\u202f800 − 22\u202f500) ÷ (230\u202f000 − 22\u202f500)"
    assert shown(position) == "≈\u00a050,747\u00a0%"


def test_an_exact_amount_is_shown_as_exact():
    assert shown(Step("forfait", 2_400_000, "centime")) == "24\u202f000,00\u00a0€"
    assert shown(Step("forfait_base", Fraction(1, 3), "centime")) == "≈\u00a00,00\u00a0€"


def test_a_stated_amount_depends_on_the_rounding_unless_it_is_whole_k_euros():
    assert stated("forfait", Fraction(2_400_000), ()).lectures == ()
    assert stated("forfait", Fraction(2_400_001), ()).lectures == ("L06",)
    assert stated("forfait", Fraction(5, 2), ()).valeur == 3


def test_a_step_walks_through_all_below_it():
    leaf = Step("nombre", 1, "aucune")
    assert [step.code for step in Step("composante", 1, "journee_mco", (leaf, leaf)).walk()] == [
        "composante",
        "nombre",
        "nombre",
    ]


@pytest.mark.parametrize("value", [None, 0, Fraction(1, 3), "C"])
def test_a_value_is_written_as_exact_text(value):
    written = to_data(RULES, Step("nombre", value, "aucune"))["valeur"]
    assert written == (None if value is None else str(value))
