"""A real build for a folder of a host, where some addresses have moved, in a real browser.

Hosts such as GitHub Pages publish under a folder: what moved still leads there, and all works.
"""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from overrides.hooks.gathering.made import ContentError
from overrides.hooks.gathering.redirects import open_redirects
from overrides.hooks.outputs.contact import FORM
from overrides.hooks.outputs.notebook import ADDRESS as NOTEBOOK
from tests.browser.simulator import ATTENTE, EXEMPLE, TOTAL, attendre, resultat, texte
from tests.build.test_discovery import pages, said
from tests.build.test_releases import missing
from tests.conftest import Opener
from tests.support.house import copy_house
from tests.support.server import QuietHandler

MOVES = """\
adresses:
  /ancienne/: /calcul/
  /ancien/dossier/: /comprendre/acteurs/#pilotage
  /calcul/#renommee: /calcul/#versements
  /sons/#partie: /faq/
identifiants: {DS9.9: DS1.1}
"""


FOLDER = "/outils/sunes"
HOME = f"https://exemple.invalid{FOLDER}/"
CONTACT = "https://github.com/exemple/depot equipe@exemple.invalid"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a house where some things have moved."""
    house = copy_house(tmp_path_factory.mktemp("house"))
    (house / "releases/redirects.yaml").write_text(MOVES, encoding="utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": HOME, "CONTACT": CONTACT}
    site = house / f"public{FOLDER}"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)],
        cwd=house,
        env=environment,
        check=True,
    )
    return site


@pytest.fixture(scope="module")
def origin(moved: Path) -> Iterator[str]:
    public = str(moved).removesuffix(FOLDER)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=public)) as server:
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
    assert '<link rel="canonical" href="https://exemple.invalid/outils/sunes/calcul/">' in html
    assert '<meta http-equiv="refresh" content="0; url=../calcul/">' in html
    assert "ancien" not in (moved / "sitemap.xml").read_text(encoding="utf-8")
    assert '"location":"ancienne' not in (moved / "search/sections.json").read_text(encoding="utf-8")


def test_robots_are_told_where_the_list_of_pages_is(moved: Path) -> None:
    lines = (moved / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert "Allow: /" in lines
    assert f"Sitemap: {HOME}sitemap.xml" in lines
    listed = re.findall("<loc>(.*?)</loc>", (moved / "sitemap.xml").read_text(encoding="utf-8"))
    apart = ('<meta name="robots"', '<meta http-equiv="refresh"')
    offered = {where for where, html in pages(moved).items() if not any(sign in html for sign in apart)}
    assert {"/" + url.removeprefix(HOME) for url in listed} == offered


def test_every_page_shows_its_image_where_its_address_is_shared(moved: Path) -> None:
    image = f'<meta property="og:image" content="{HOME}assets/images/partage.png">'
    texts = {**pages(moved), "/404.html": (moved / "404.html").read_text(encoding="utf-8")}
    assert [where for where, html in texts.items() if html.count(image) != 1] == []
    assert (moved / "assets/images/partage.png").is_file()


def test_a_contact_that_was_given_is_offered_with_the_rule_that_one_leaves(visitor: Page) -> None:
    visitor.goto(f"{FOLDER}/indicateurs/ds-1-1/")
    link = visitor.get_by_role("link", name="Signaler une erreur")
    form = (
        f"https://github.com/exemple/depot/issues/new?template={FORM}&title=%5BDS%201.1%5D%20&regle=DS%201.1&"
    )
    expect(link).to_have_attribute("href", re.compile(f"^{re.escape(form)}"))
    visitor.goto(f"{FOLDER}/donnees/?regle=DS%201.1#signaler")
    expect(visitor.get_by_text("ne dit pas à qui")).to_have_count(0)
    expect(visitor.get_by_role("link", name="github.com/exemple/depot")).to_be_visible()
    email = visitor.get_by_role("link", name="equipe@exemple.invalid")
    email.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    email.click()
    expect(email).to_have_attribute(
        "href", re.compile(r"^mailto:equipe@exemple\.invalid\?.*body=.*DS%201\.1")
    )


def test_an_address_that_was_given_is_told_wherever_a_whole_one_is_needed(moved: Path) -> None:
    here = f"{HOME}indicateurs/ds-1-1/"
    html = (moved / "indicateurs/ds-1-1/index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{here}">' in html
    assert f'<meta property="og:url" content="{here}">' in html
    assert f'\\A {here}"; }} }}</style>' in html  # the foot of paper
    assert f"Ce que cette page cite, sous {HOME.rstrip('/')} :" in html.replace("\N{NO-BREAK SPACE}", " ")
    assert f"<span data-adresse>{here}</span>" in html
    trail = said(moved, "/indicateurs/ds-1-1/")["BreadcrumbList"]["itemListElement"]
    assert (trail[0]["item"], trail[-1]["item"]) == (HOME, here)
    assert said(moved, "/")["WebSite"]["url"] == HOME
    for name, page in (
        ("calendrier.ics", "fenetres/f1/"),
        ("api/regles.publicodes.json", "lectures/l06/"),
        ("api/regles.publicodes.yaml", "lectures/l06/"),
    ):
        assert HOME + page in (moved / name).read_text(encoding="utf-8"), name
    assert f'ADRESSE = \\"{HOME.rstrip("/")}\\"' in (moved / NOTEBOOK).read_text(encoding="utf-8")
    assert f"{HOME}simulateur/?integration=1" in (moved / "integrer/index.html").read_text(encoding="utf-8")


def test_what_one_follows_or_loads_does_not_hold_the_address_that_was_given(moved: Path) -> None:
    """The canonical address and what is shared must hold it; a copy elsewhere must not lead back here."""
    whole = re.compile(
        rf'<(?!link rel="canonical")(?:a|form|iframe|img|link|script)\b[^>]*\b(?:action|href|src)="{HOME}'
    )
    assert [(where, found) for where, html in pages(moved).items() if (found := whole.findall(html))] == []
    assert whole.search(f'<a class="x" href="{HOME}calcul/">')


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("/ancienne/", "/calcul/"), ("/ancien/dossier/", "/comprendre/acteurs/#pilotage")],
)
def test_a_page_that_moved_sends_on(
    open_page: Opener, origin: str, old: str, new: str, scripts: bool
) -> None:
    page = open_page(base_url=origin, java_script_enabled=scripts)
    page.goto(FOLDER + old)
    expect(page).to_have_url(origin + FOLDER + new)


def test_the_fragment_of_an_old_address_goes_along(visitor: Page, origin: str) -> None:
    visitor.goto(f"{FOLDER}/ancienne/#versements")
    expect(visitor).to_have_url(f"{origin}{FOLDER}/calcul/#versements")


@pytest.mark.parametrize(
    ("old", "new"), [("/calcul/#renommee", "/calcul/#versements"), ("/sons/#partie", "/faq/#partie")]
)
def test_a_section_that_moved_is_followed(visitor: Page, origin: str, old: str, new: str) -> None:
    visitor.goto(FOLDER + old)
    expect(visitor).to_have_url(origin + FOLDER + new)


def test_without_scripts_the_old_anchor_says_where_the_section_is(open_page: Opener, origin: str) -> None:
    page = open_page(base_url=origin, java_script_enabled=False)
    page.goto(f"{FOLDER}/calcul/")
    note = page.get_by_text("Cette section a changé de place")
    expect(note).to_be_hidden()
    page.goto(f"{FOLDER}/calcul/#renommee")
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
    with pytest.raises(ContentError, match=message):
        open_redirects(file)


def test_under_a_folder_a_link_a_search_a_lost_page_a_frame_and_no_network_all_work(
    open_page: Opener, origin: str, moved: Path
) -> None:
    page = open_page(base_url=origin, service_workers="allow")
    home = f"{origin}{FOLDER}/"
    page.goto(f"{home}simulateur/#{EXEMPLE}")
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))
    # The page of a lost address, which a host sends in place of any other, leads back to the site.
    page.goto(f"{home}404.html")
    links = page.locator("a[href]").evaluate_all("all => all.map((link) => link.href)")
    told = "https://github.com/exemple/depot/issues/new/choose"
    assert {link for link in links if not link.startswith(home)} == {told}
    page.get_by_role("textbox", name="Rechercher").press_sequentially("prerequis")
    found = page.locator(".md-search-result__item a").first
    expect(found).to_have_attribute("href", re.compile(f"^{home}|^{FOLDER}/"), timeout=ATTENTE)
    # The line to copy names the public address; the frame beside it works.
    page.goto(f"{home}integrer/")
    expect(page.get_by_text(f"https://exemple.invalid{FOLDER}/assets/integration.js").first).to_be_visible()
    frame = page.frame_locator("iframe").locator("#resultat")
    expect(frame).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    page.goto(f"{home}hors-ligne/")
    page.get_by_role("button", name="Rendre disponible hors ligne").click()
    expect(page.locator("html")).to_have_attribute("data-hors-ligne", "pret", timeout=ATTENTE)
    page.context.set_offline(True)
    page.goto(f"{home}simulateur/#{EXEMPLE}")
    attendre(page, "pret")
    page.goto(f"{home}lectures/#l06")
    expect(page).to_have_url(f"{home}lectures/l06/")
    expect(page.locator("h1")).to_contain_text("L06")
    assert f"<loc>https://exemple.invalid{FOLDER}/simulateur/</loc>" in (moved / "sitemap.xml").read_text()
