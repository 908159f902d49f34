"""The schemas that editors use on `data/`: each file follows its own, and names it."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from calculator.rules.loading import REPOSITORY_DATA
from calculator.rules.yaml_text import parse

FILES = sorted(REPOSITORY_DATA.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(REPOSITORY_DATA)))
def test_a_file_names_the_schema_that_it_follows(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named is not None
    schema = json.loads((file.parent / named[1]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(parse(text, file.name)[0])


def test_the_schema_of_the_examples_refuses_what_the_check_refuses() -> None:
    schema = json.loads((REPOSITORY_DATA / "schema" / "effets.schema.json").read_text(encoding="utf-8"))
    example = {"exemple": "x", "montre": "acquis", "branches": [{"nom": "a", "retenuee": "oui"}]}
    assert not jsonschema.Draft202012Validator(schema).is_valid({"lectures": {"L01": example}})
