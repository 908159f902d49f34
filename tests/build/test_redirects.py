"""What has moved still leads there: made-up moves, through a real build and a real browser."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError
from playwright.sync_api import Page, expect

from overrides.hooks.redirects import open_redirects
from tests.build.test_releases import missing
from tests.conftest import Opener, QuietHandler
from tests.house import copy_house

MOVES = """\
adresses:
  /ancienne/: /calcul/
  /ancien/dossier/: /comprendre/acteurs/#pilotage
  /calcul/#renommee: /calcul/#versements
  /sons/#partie: /faq/
identifiants: {DS9.9: DS1.1}
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a house where some things have moved."""
    house = copy_house(tmp_path_factory.mktemp("house"))
    (house / "releases/redirects.yaml").write_text(MOVES, encoding="utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://exemple.invalid/"}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=house,
        env=environment,
        check=True,
    )
    return house / "site"


@pytest.fixture(scope="module")
def origin(moved: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(moved))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def visitor(open_page: Opener, origin: str) -> Page:
    return open_page(base_url=origin)


def test_what_moved_satisfies_what_a_release_promised(moved: Path) -> None:
    links = json.loads((moved / "api/liens.json").read_text(encoding="utf-8"))
    assert links["DS9.9"] == links["DS1.1"] == "/indicateurs/ds-1-1/"
    promised = ["/ancienne/", "/ancien/dossier/", "/calcul/#renommee", "/sons/#partie"]
    assert missing(moved, promised) == []


def test_search_engines_are_told_the_new_address_alone(moved: Path) -> None:
    html = (moved / "ancienne/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://exemple.invalid/calcul/">' in html
    assert '<meta http-equiv="refresh" content="0; url=../calcul/">' in html
    assert "ancien" not in (moved / "sitemap.xml").read_text(encoding="utf-8")
    assert "ancienne" not in (moved / "search/sections.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("/ancienne/", "/calcul/"), ("/ancien/dossier/", "/comprendre/acteurs/#pilotage")],
)
def test_a_page_that_moved_sends_on(
    open_page: Opener, origin: str, old: str, new: str, scripts: bool
) -> None:
    page = open_page(base_url=origin, java_script_enabled=scripts)
    page.goto(old)
    expect(page).to_have_url(origin + new)


def test_the_fragment_of_an_old_address_goes_along(visitor: Page, origin: str) -> None:
    visitor.goto("/ancienne/#versements")
    expect(visitor).to_have_url(f"{origin}/calcul/#versements")


@pytest.mark.parametrize(
    ("old", "new"), [("/calcul/#renommee", "/calcul/#versements"), ("/sons/#partie", "/faq/#partie")]
)
def test_a_section_that_moved_is_followed(visitor: Page, origin: str, old: str, new: str) -> None:
    visitor.goto(old)
    expect(visitor).to_have_url(origin + new)


def test_without_scripts_the_old_anchor_says_where_the_section_is(open_page: Opener, origin: str) -> None:
    page = open_page(base_url=origin, java_script_enabled=False)
    page.goto("/calcul/")
    note = page.get_by_text("Cette section a changé de place")
    expect(note).to_be_hidden()
    page.goto("/calcul/#renommee")
    expect(note).to_be_visible()
    expect(note.get_by_role("link")).to_have_attribute("href", "./#versements")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("adresses: {ancienne/: /calcul/}", "part de la racine du site"),
        ("adresses: {/api/regles.json: /api/autre.json}", "gardez ce fichier à sa place"),
        ("adresses: {/a/: /b/, /b/: /c/}", "donnez le dernier nom"),
        ("identifiants: {A: B, B: DS1.1}", "donnez le dernier nom"),
        ("adresse: {}", "seules les clés adresses, identifiants"),
        ("adresses: {/a/: /b/", "YAML illisible"),
    ],
)
def test_a_wrong_redirect_stops_the_build(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "redirects.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=message):
        open_redirects(file)
