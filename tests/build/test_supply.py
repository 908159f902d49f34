"""The site says what it is made of: licences that travel with it, a bill of materials that follows the locks."""

import json
import re
from pathlib import Path

import pytest
import yaml

from overrides.hooks.outputs.contact import FORM, read_contact
from runtime.library import ON_DEMAND, PACKAGES
from runtime.livrables import KINDS, notes, refusal
from runtime.supply import bill, components

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
NOTICES = (SITE / "assets/python/LICENCES.txt").read_text(encoding="utf-8")
BILL = json.loads((SITE / "sbom.cdx.json").read_text(encoding="utf-8"))


def test_the_licences_travel_with_the_runtime() -> None:
    for item in components():
        if item.publie:
            assert f"{item.nom} {item.version} · " in NOTICES
    for words in (
        "Mozilla Public License Version 2.0",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
        "SIL OPEN FONT LICENSE",
    ):
        assert words.casefold() in " ".join(NOTICES.split()).casefold()


def test_the_legal_page_names_what_is_published() -> None:
    page = (ROOT / "docs/mentions-legales.md").read_text(encoding="utf-8").casefold()
    names = {
        "@fontsource-variable/source-sans-3": "source sans 3",
        "et-xmlfile": "et_xmlfile",
        "mkdocs-material": "material for mkdocs",
    }
    assert [
        item.nom for item in components() if item.publie and names.get(item.nom, item.nom) not in page
    ] == []


def test_the_libraries_of_the_runtime_are_all_named() -> None:
    libraries = {*PACKAGES, *(name for names in ON_DEMAND.values() for name in names)}
    published = {item.nom for item in components() if item.publie}
    assert {name.replace("_", "-") for name in libraries} <= published


def test_the_bill_of_materials_follows_the_locks() -> None:
    assert json.loads(json.dumps(bill())) == BILL
    listed = {item["purl"] for item in BILL["components"]}
    assert len(listed) == len(BILL["components"])
    build = (ROOT / "requirements/build.txt").read_text(encoding="utf-8")
    assert sum(purl.startswith("pkg:pypi/") for purl in listed) == len(re.findall(r"^\S+==", build, re.M))
    assert "pkg:npm/pyodide@314.0.7".rpartition("@")[0] in {purl.rpartition("@")[0] for purl in listed}


def test_the_bill_of_materials_is_valid_cyclonedx() -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(BILL)) is None


WORKFLOWS = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in (ROOT / ".github/workflows").glob("*.yml")
}


@pytest.mark.parametrize(
    ("name", "checking", "orders"),
    [
        ("publier", "verifier", ["make test", "make build"]),
        ("version", "construire", ["make test", "make livrables"]),
    ],
)
def test_what_is_published_is_checked_first(name: str, checking: str, orders: list[str]) -> None:
    jobs = WORKFLOWS[name]["jobs"]
    assert jobs["publier"]["needs"] == checking
    assert [step["run"] for step in jobs[checking]["steps"] if "run" in step] == orders


def test_the_published_site_knows_its_address() -> None:
    steps = WORKFLOWS["publier"]["jobs"]["verifier"]["steps"]
    assert next(step for step in steps if step.get("run") == "make build")["env"]["SITE_URL"].endswith("}}/")


@pytest.mark.parametrize(
    ("name", "order"), [("publier", "make build"), ("version", "make livrables")], ids=["publier", "version"]
)
def test_what_is_published_says_where_an_error_is_told(name: str, order: str) -> None:
    steps = [step for job in WORKFLOWS[name]["jobs"].values() for step in job["steps"]]
    contact = next(step for step in steps if step.get("run") == order)["env"]["CONTACT"]
    assert contact == "${{ github.server_url }}/${{ github.repository }}"
    assert read_contact("https://github.com/nom/depot").repository


def test_the_form_of_an_error_names_no_rule_of_its_own_and_has_each_field_that_a_link_fills() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / FORM).read_text(encoding="utf-8"))
    assert "title" not in form
    assert {"regle", "affiche", "version"} <= {part.get("id") for part in form["body"]}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_only_a_job_that_runs_no_code_of_ours_may_write_and_each_action_is_a_commit(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}
    for job in WORKFLOWS[name]["jobs"].values():
        used = [step["uses"] for step in job["steps"] if "uses" in step]
        orders = [step["run"] for step in job["steps"] if "run" in step]
        assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in used)
        assert not any("${{" in order for order in orders)  # a name from outside would be code
        if "write" in job["permissions"].values():
            assert not any(action.startswith("actions/checkout@") for action in used)
            assert all(order.startswith("gh release create ") for order in orders)


def test_a_version_gives_every_file_that_its_fingerprints_name() -> None:
    (order,) = (step["run"] for step in WORKFLOWS["version"]["jobs"]["publier"]["steps"] if "run" in step)
    assert {f"dist/{kind}" for kind in KINDS} | {"dist/SHA256SUMS", "dist/notes.md"} == {
        word for word in order.split() if word.startswith("dist/")
    }


def test_a_workflow_asks_for_what_the_house_has() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    steps = [step for flow in WORKFLOWS.values() for job in flow["jobs"].values() for step in job["steps"]]
    asked = [
        order.removeprefix("make ") for step in steps if (order := step.get("run", "")).startswith("make ")
    ]
    assert asked
    assert set(asked) <= set(targets)
    told = {key: step["with"][key] for step in steps for key in step.get("with", {})}
    assert (ROOT / told["python-version-file"]).read_text(encoding="utf-8").strip() in {"3.12", "3.13"}
    given = {step["with"]["name"]: step["with"]["path"] for step in steps if "name" in step.get("with", {})}
    assert given == {"livrables": "dist"}  # what one job puts down is what the next one takes


def test_a_version_carries_its_own_notes_under_its_own_tag() -> None:
    text = "# Nouveautés\n\n## À paraître\n\n- z\n\n## 0.2.0, règles 1.1.0\n\n### Ajouté\n\n- a\n\n## 0.1.0\n- b\n"
    assert notes(text, "0.2.0") == "### Ajouté\n\n- a\n"
    assert notes(text, "0.1.0") == "- b\n"
    assert notes(text, "0.3.0") is None
    assert refusal("v0.2.0", "0.2.0") is None
    assert "« v0.3.0 » n’est pas celle de cette version : « v0.2.0 »" in (refusal("v0.3.0", "0.2.0") or "")
