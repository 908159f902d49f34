"""Every example, in CPython: the answer of the engine is the one written in the file, to the cent."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.drawing.receipt import receipts
from calculator.drawing.result import draw_receipt, draw_result
from calculator.engine.results import establishments
from calculator.exact.problems import InvalidInput
from calculator.files.answer import answer
from calculator.rules.coherence.programme import COMPLETE
from calculator.rules.model import Rules
from tests.support.cases import Case, cases

RULES = packaged_rules()


def reply_of(situation: dict[str, Any]) -> dict[str, Any]:
    """The answer of the contract to a situation."""
    try:
        given = read_input(RULES, situation)
    except InvalidInput as error:
        return {"ok": False, "problemes": [problem.to_data() for problem in error.problems]}
    return {"ok": True, "resultat": answer(RULES, compute(RULES, given))}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_example_comes_out_exactly(case: Case):
    assert case.faults(reply_of(case.situation)) == []


def test_every_example_says_one_thing_once():
    names = [case.nom for case in cases()]
    assert sorted(names) == sorted(set(names))


def test_every_example_expects_a_result_or_a_refusal():
    assert [case.nom for case in cases() if (case.attendu is None) == (case.refus is None)] == []


def test_every_example_names_known_rules_and_a_text_in_hand():
    known = {field.name for field in dataclasses.fields(Rules)} | set(RULES.lectures)
    known |= {identifier for kind in COMPLETE.values() for identifier in get_args(kind)}
    assert {rule for case in cases() for rule in case.regles} - known == set()
    assert {case.source["texte"] for case in cases()} <= {
        key for key, text in RULES.textes.items() if text.en_main
    }


@pytest.mark.parametrize(
    "section", ["domaines", "categories", "fenetres", "indicateurs", "prerequis", "conditions"]
)
def test_every_rule_is_proved_by_an_example(section: str):
    proved = {rule for case in cases() for rule in case.regles}
    assert set(get_args(COMPLETE[section])) - proved == set()


def proofs(page: str) -> Iterator[str]:
    """The readings drawn under the steps of a result, or printed beside the sources of a receipt."""
    for block in re.findall(r'<div class="sunes-preuves".*?</div>', page, re.DOTALL):
        yield from re.findall(r">(L\d\d)</a>", block)
    for block in re.findall(r"<h3>Sources</h3>.*?</ol>", page, re.DOTALL):
        yield from re.findall(r"\bL\d\d\b", block)


@pytest.mark.parametrize("case", [case for case in cases() if case.refus is None], ids=str)
def test_a_reading_under_a_step_or_a_source_is_one_that_the_result_says_it_depends_on(case: Case):
    result = compute(RULES, read_input(RULES, case.situation))
    sheets = list(receipts(RULES, result, "https://exemple.fr/"))
    receipt = draw_receipt(RULES, sheets, result.totaux, date(2026, 11, 28), details=True)
    drawn = {*proofs(draw_result(RULES, result)), *proofs(receipt)}
    told = {name for item in establishments(result) for name in item.lectures}
    assert drawn <= told
    assert drawn or not told - {"L04", "L33"}
