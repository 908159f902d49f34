"""What the repository says of itself: files for people who cite, reuse, report and carry on."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculator import packaged_rules
from calculator.rules.releases import released
from overrides.edition import COMING, NEWS, faults

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
CODE = ("calculator", "docs/assets/javascripts", "overrides", "runtime", "tests")
RULES = packaged_rules()


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def load(name: str) -> Any:
    return yaml.safe_load(read(name))


def test_the_version_of_the_code_and_its_day_are_the_same_everywhere():
    code = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    cited, described = load("CITATION.cff"), load("publiccode.yml")
    assert cited["version"] == described["softwareVersion"] == code
    assert cited["date-released"] == described["releaseDate"]


def test_code_that_is_released_is_not_older_than_its_rules():
    assert RULES.publiee_le is not None
    found = list(faults(ROOT, RULES.version, RULES.publiee_le))
    if RULES.version in released() and f"## {COMING}" not in read(NEWS):
        assert found == []
    else:  # in preparation: the heading of the news and the day are set by « make release »
        assert [fault for fault in found if "dit la version" in fault or "n’est pas le même" in fault] == []


def test_the_changelog_starts_with_the_rules_of_today():
    first = next(line for line in read("CHANGELOG.md").splitlines() if line.startswith("## "))
    assert first.endswith(f", règles {RULES.version}")


def test_the_licence_is_the_same_everywhere():
    expression = tomllib.loads(read("pyproject.toml"))["project"]["license"]
    assert load("publiccode.yml")["legal"]["license"] == expression
    assert " AND ".join(load("CITATION.cff")["license"]) == expression


def test_a_citation_has_what_its_format_requires():
    assert {"cff-version", "message", "title", "authors"} <= set(load("CITATION.cff"))


def test_the_description_for_reuse_has_what_its_format_requires():
    described = load("publiccode.yml")
    required = (
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "maintenance",
        "localisation",
    )
    assert set(required) <= set(described)
    text = described["description"]["fr"]
    assert len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert described["maintenance"]["contacts"]


@pytest.mark.parametrize(
    "file", [file for file in FORMS if file.stem != "config"], ids=lambda file: file.stem
)
def test_a_form_asks_questions_that_have_a_label(file: Path):
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    questions = [item for item in form["body"] if item["type"] != "markdown"]
    assert questions
    assert all(item["attributes"]["label"] for item in questions)
    assert len({item["id"] for item in questions}) == len(questions)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_command_and_file_that_the_guides_name_exists(name: str):
    text = read(name)
    targets = set(re.findall(r"\bmake ([a-z]+)\b", text))
    assert targets
    assert targets <= set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    files = re.findall(r"`((?:data|calculator|overrides|tests|docs)/[\w./-]+)`", text)
    assert [file for file in files if not (ROOT / file).exists()] == []
    code = [file.relative_to(ROOT).parts for top in CODE for file in (ROOT / top).rglob("*.*")]
    ends = {"/".join(parts[-depth:]) for parts in code for depth in range(1, len(parts) + 1)}
    called = re.findall(r"`([\w./-]+\.(?:py|js|html))`", text)
    assert [name for name in called if name not in ends and not (ROOT / name).exists()] == []
