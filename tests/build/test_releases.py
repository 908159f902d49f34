"""What a release promised: its identifiers and addresses are still there. `make build` comes first."""

import json
import re
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from calculator.rules.releases import REPOSITORY_RELEASES, release, released

RELEASED = released()


def missing(site: Path, addresses: list[str]) -> list[str]:
    """The addresses that lead nowhere in a built site, their anchors included."""
    return [where for where in addresses if not _exists(site, where)]


def _exists(site: Path, where: str) -> bool:
    path, fragment = urldefrag(where)
    file = site / path.lstrip("/")
    file = file / "index.html" if path.endswith("/") else file
    if not file.is_file():
        return False
    return not fragment or f'id="{fragment}"' in file.read_text(encoding="utf-8")


def test_something_was_released():
    assert RELEASED


@pytest.mark.parametrize("version", RELEASED)
def test_no_identifier_of_a_release_has_disappeared(site_folder: Path, version: str) -> None:
    now = json.loads((site_folder / "api/liens.json").read_text(encoding="utf-8"))
    gone = sorted(set(release(version, "liens")) - set(now))
    assert gone == [], "ajoutez-les à « identifiants » dans releases/redirects.yaml"


@pytest.mark.parametrize("version", RELEASED)
def test_no_address_of_a_release_has_disappeared(site_folder: Path, version: str) -> None:
    rules = release(version, "regles")
    anchors = [f"/{page}/#{name}" for page in ("glossaire", "faq") for name in rules[page]]
    addresses = [*release(version, "adresses"), *release(version, "liens").values(), *anchors]
    assert missing(site_folder, addresses) == [], "ajoutez-les à « adresses » dans releases/redirects.yaml"


def test_an_address_or_an_anchor_that_leads_nowhere_is_seen(site_folder: Path) -> None:
    promised = ["/calcul/", "/calcul/#versements", "/calcul/#disparue", "/disparue/", "/api/disparu.json"]
    assert missing(site_folder, promised) == promised[2:]


@pytest.mark.parametrize("version", RELEASED)
@pytest.mark.parametrize("name", ["regles", "liens"])
def test_a_release_is_published_as_it_is_kept(site_folder: Path, version: str, name: str) -> None:
    kept = (REPOSITORY_RELEASES / version / f"{name}.json").read_bytes()
    assert (site_folder / f"api/{name}/{version}.json").read_bytes() == kept


def test_the_versions_are_listed_with_where_they_are(site_folder: Path) -> None:
    listed = json.loads((site_folder / "api/versions.json").read_text(encoding="utf-8"))
    assert [item["version"] for item in listed] == RELEASED
    for item in listed:
        rules = json.loads((site_folder / item["regles"].lstrip("/")).read_text(encoding="utf-8"))
        assert rules["empreinte"] == item["empreinte"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", item["publiee_le"])
        assert (site_folder / item["liens"].lstrip("/")).is_file()
