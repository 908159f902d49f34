"""The site says what it is made of: licences that travel with it, a bill of materials that follows the locks."""

import json
import re
from pathlib import Path

import yaml

from runtime.library import ON_DEMAND, PACKAGES
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


def test_the_published_site_is_checked_first_and_knows_its_address() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/publier.yml").read_text(encoding="utf-8"))
    jobs = workflow["jobs"]
    assert jobs["publier"]["needs"] == "verifier"
    steps = jobs["verifier"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert runs == ["make test", "make build"]
    assert next(step for step in steps if step.get("run") == "make build")["env"]["SITE_URL"].endswith("}}/")


def test_only_the_job_that_runs_no_code_of_ours_may_publish_and_each_action_is_a_commit() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/publier.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        may_write = "write" in job["permissions"].values()
        assert not (may_write and any("run" in step for step in job["steps"]))
        for step in job["steps"]:
            assert "run" in step or re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
