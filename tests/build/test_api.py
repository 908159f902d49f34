"""The machine-readable files: each follows its published schema. `make build` comes first."""

import copy
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

FOLLOWED = {
    "regles.json": "regles",
    "liens.json": "liens",
    "exemples.json": "exemples",
    "versions.json": "versions",
}


def read(site: Path, name: str) -> Any:
    return json.loads((site / "api" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("document", "schema"), FOLLOWED.items())
def test_a_document_follows_its_schema(site_folder: Path, document: str, schema: str) -> None:
    published = read(site_folder, f"{schema}.schema.json")
    Draft202012Validator.check_schema(published)
    Draft202012Validator(published).validate(read(site_folder, document))


def test_every_schema_is_one(site_folder: Path) -> None:
    schemas = sorted((site_folder / "api").glob("*.schema.json"))
    assert {f"{name}.schema.json" for name in FOLLOWED.values()} <= {file.name for file in schemas}
    for file in schemas:
        described = json.loads(file.read_text(encoding="utf-8"))
        if "$schema" in described and "json-schema.org" in described["$schema"]:
            Draft202012Validator.check_schema(described)


def test_the_links_of_a_release_follow_the_schema_of_today(site_folder: Path) -> None:
    validator = Draft202012Validator(read(site_folder, "liens.schema.json"))
    files = list((site_folder / "api/liens").glob("*.json"))
    assert files
    for file in files:
        validator.validate(json.loads(file.read_text(encoding="utf-8")))


def test_a_schema_refuses_what_the_document_never_says(site_folder: Path) -> None:
    links = Draft202012Validator(read(site_folder, "liens.schema.json"))
    assert not links.is_valid({"DS1.1": "indicateurs/ds-1-1/"})
    examples = Draft202012Validator(read(site_folder, "exemples.schema.json"))
    both = copy.deepcopy(read(site_folder, "exemples.json"))
    both["exemples"][0] |= {"attendu": {}, "refus": []}
    assert not examples.is_valid(both)


def test_a_case_published_as_computable_is_a_situation(site_folder: Path) -> None:
    situation = Draft202012Validator(read(site_folder, "situation.schema.json"))
    cases = [case for case in read(site_folder, "exemples.json")["exemples"] if "attendu" in case]
    assert cases
    assert [case["nom"] for case in cases if not situation.is_valid(case["situation"])] == []


def test_the_model_of_a_list_does_not_say_when_it_was_made(site_folder: Path) -> None:
    # The same files would else be another build, announced to every reader as an update.
    with zipfile.ZipFile(site_folder / "api/lot-modele.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in parts.read("docProps/core.xml")
    assert load_workbook(site_folder / "api/lot-modele.xlsx").sheetnames
