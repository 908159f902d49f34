"""The rules as published: one text, one fingerprint, and they read back the same."""

import copy
import hashlib
import json
from typing import Any

import jsonschema
import pytest

from calculator import packaged_rules
from calculator.exact.reading import to_data
from calculator.rules.loading import load_rules
from calculator.rules.publication import canonical, fingerprint, published_text, rules_from_text
from calculator.situation.schemas import rules_schema, situation_schema
from tests.support.cases import cases

RULES = packaged_rules()
PUBLISHED = json.loads(published_text(RULES))


def test_the_fingerprint_is_the_hash_of_the_canonical_json_without_itself():
    body = {key: value for key, value in PUBLISHED.items() if key != "empreinte"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert PUBLISHED["empreinte"] == hashlib.sha256(text.encode()).hexdigest()


def test_the_fingerprint_does_not_depend_on_the_order_nor_on_itself():
    turned = dict(reversed(PUBLISHED.items())) | {"empreinte": "autre"}
    assert fingerprint(turned) == PUBLISHED["empreinte"]


def test_the_fingerprint_changes_with_a_single_cent():
    changed = copy.deepcopy(PUBLISHED)
    changed["domaines"]["DS1"]["bareme"]["tranches"]["A"]["minimum"] += 1
    assert fingerprint(changed) != PUBLISHED["empreinte"]


def test_canonical_json_is_sorted_tight_and_readable():
    assert canonical({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'


def test_the_published_rules_read_back_the_same():
    assert to_data(rules_from_text(published_text(RULES))) == PUBLISHED
    assert to_data(load_rules()) == PUBLISHED


def test_the_published_rules_fit_their_schema():
    jsonschema.validate(PUBLISHED, rules_schema())


@pytest.mark.parametrize("change", [{"inconnue": 1}, {"version": None}, {"fenetres": {"F5": {}}}])
def test_the_schema_of_the_rules_refuses_what_the_loader_refuses(change: dict[str, Any]):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(PUBLISHED | change, rules_schema())


def test_every_computable_example_fits_the_schema_of_the_input():
    validator = jsonschema.Draft202012Validator(situation_schema())
    wrong = [case.nom for case in cases() if case.attendu and not validator.is_valid(case.situation)]
    assert wrong == []


def sources_around(node: Any, inherited: bool, path: str) -> list[str]:
    """The places of numbers of the programme that no source encloses."""
    if isinstance(node, dict):
        here = inherited or bool(node.get("sources")) or bool(node.get("citations"))
        return [place for key, item in node.items() for place in sources_around(item, here, f"{path}.{key}")]
    if isinstance(node, list):
        return [
            place
            for index, item in enumerate(node)
            for place in sources_around(item, inherited, f"{path}[{index}]")
        ]
    return [] if inherited or isinstance(node, str | bool) else [path]


def test_every_number_of_the_published_rules_stands_under_a_source():
    rules = {key: value for key, value in PUBLISHED.items() if key not in ("version", "empreinte", "textes")}
    assert sources_around(rules, False, "regles") == []


def test_every_source_has_a_text_a_place_a_quotation_and_a_status():
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for source in node.get("sources", []):
                assert source["texte"] in PUBLISHED["textes"]
                assert source["endroit"].strip()
                assert source["citation"].strip()
                assert source["statut"] in ("fait", "lecture", "ouvert")
            for item in node.values():
                walk(item)
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(PUBLISHED)
