"""The site under a folder of a host that sends the recommended headers: everything works, frames obey."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from overrides.hooks.pages.hosting import FOR_EVER, HEADERS, headers
from tests.browser.simulator import ATTENTE, EXEMPLE, TOTAL, attendre, attendre_que, resultat, texte
from tests.support.server import QuietHandler, in_a_folder, served

FOLDER = "/sun-es"


class Host(QuietHandler):
    """A host as the page « Héberger ce site » wants it, with the site in a folder."""

    frames = "*"

    def translate_path(self, path: str) -> str:
        inside = path.startswith(f"{FOLDER}/")
        return super().translate_path(path.removeprefix(FOLDER) if inside else "/hors-du-dossier")

    def end_headers(self) -> None:
        for name, value in headers(self.path).items():
            self.send_header(name, value.replace("frame-ancestors *", f"frame-ancestors {self.frames}"))
        super().end_headers()


class Closed(Host):
    """The same, shown in no frame of another site."""

    frames = "'self'"


@pytest.fixture
def hote(site_folder: Path) -> Iterator[str]:
    with served(site_folder, Host) as address:
        yield address


@pytest.fixture
def ferme(site_folder: Path) -> Iterator[str]:
    with served(site_folder, Closed) as address:
        yield address


def test_tout_fonctionne_dans_un_dossier_sous_les_en_tetes(open_page: Callable[..., Page], hote: str) -> None:
    page = open_page(base_url=hote)
    demandes: list[str] = []
    page.on("request", lambda request: demandes.append(request.url))
    reponse = page.goto(f"{FOLDER}/simulateur/#{EXEMPLE}")
    assert reponse is not None
    recus = reponse.all_headers()
    assert {name: recus[name.lower()] for name in HEADERS} == dict(HEADERS)
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))
    resultat(page).locator("a[href*='domaines/ds-1/']").first.click()
    expect(page.locator("h1")).to_contain_text("DS 1")
    page.get_by_role("link", name="Accueil").first.click()
    expect(page).to_have_url(f"{hote}{FOLDER}/")
    page.goto(f"{FOLDER}/diagnostic/")
    page.get_by_role("button", name="Lancer le diagnostic").click()
    expect(page.locator("#diagnostic-dit")).to_contain_text("Tout est bon", timeout=ATTENTE)
    ailleurs = [url for url in demandes if not url.startswith((f"{hote}{FOLDER}/", "data:", "blob:"))]
    assert ailleurs == []
    with urlopen(f"{hote}{FOLDER}/api/regles.json") as answer:
        assert json.load(answer)["version"]


@pytest.mark.parametrize("adresse", ["/a/b/404.html", "/a/b/inconnue/page/", "/a/b/domaines/inconnue/"])
def test_la_page_introuvable_se_lit_et_mene_au_site_dans_n_importe_quel_dossier(
    open_page: Callable[..., Page],
    site_folder: Path,
    tmp_path: Path,
    expected_errors: list[str],
    adresse: str,
) -> None:
    expected_errors.append("?Failed to load|MIME|preload")
    with served(in_a_folder(site_folder, tmp_path)) as hote:
        page = open_page(base_url=hote)
        page.goto(adresse)
        expect(page.get_by_role("link", name="Simuler un forfait")).to_have_attribute(
            "href", "/a/b/simulateur/"
        )
        expect(page.locator("body")).to_have_css("font-family", re.compile("^.Source Sans 3"))
        page.get_by_role("textbox", name="Rechercher").press_sequentially("ordonnance")
        trouve = page.locator(".md-search-result__link").first
        expect(trouve).to_be_visible(timeout=ATTENTE)
        assert (trouve.get_attribute("href") or "").startswith(f"{hote}/a/b/")


def test_le_calculateur_se_garde_un_an_et_le_reste_se_redemande(hote: str) -> None:
    with urlopen(f"{hote}{FOLDER}/assets/python/manifest.json") as answer:
        folder = json.load(answer)["dossier"]
        assert answer.headers["Cache-Control"] == "no-cache"
    with urlopen(f"{hote}{FOLDER}/{folder}pyodide.mjs") as answer:
        assert answer.headers["Cache-Control"] == FOR_EVER


@pytest.fixture
def intranet(tmp_path: Path) -> Iterator[str]:
    """Another site, whose page ``hote.html`` a test writes."""
    with served(tmp_path) as address:
        yield address


@pytest.mark.parametrize("ouvert", [True, False], ids=["tous", "soi-même"])
def test_l_en_tete_decide_qui_integre_le_simulateur(
    browser: Browser, hote: str, ferme: str, intranet: str, tmp_path: Path, ouvert: bool
) -> None:
    address = f"{hote if ouvert else ferme}{FOLDER}/simulateur/?integration=1#{EXEMPLE}"
    (tmp_path / "hote.html").write_text(
        f'<!doctype html><title>Hôte</title><iframe src="{address}"></iframe>'
    )
    refus: list[str] = []

    def noter(message: ConsoleMessage) -> None:
        if "frame-ancestors" in message.text:
            refus.append(message.text)

    page = browser.new_page()
    page.on("console", noter)
    page.goto(f"{intranet}/hote.html")
    etat = page.frame_locator("iframe").locator("#resultat")
    if ouvert:
        expect(etat).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    else:
        attendre_que(page, lambda: bool(refus))
        expect(etat).to_have_count(0)
    page.close()
    assert bool(refus) is not ouvert
