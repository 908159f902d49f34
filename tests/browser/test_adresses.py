"""An address that a mailer, a keyboard or a memory altered: the page of no address finds which page was meant, and says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulator import EXEMPLE, TOTAL, attendre, bandeau, fragment, resultat, situation, texte
from tests.support.server import in_a_folder, served

Opener = Callable[..., Page]
CORRECTION = ".sunes-correction"


@pytest.fixture
def expected_errors() -> list[str]:
    return ["?404|Not Found"]


@pytest.mark.parametrize(
    ("reecrit", "esperluette"),
    [
        ("/simulateur/%23{}", "&"),
        ("/simulateur/%23{}", "&amp;"),
        ("/simulateur%23{}", "&amp;amp;"),
        ("/simulateur/%2523{}", "%26"),
        ("/SIMULATEUR/%23{}", "&"),
        ("/simulateur/index.html%23{}", "&amp;"),
        ("/simulateur/?tache=dossier%23{}", "&"),
        ("/simulateur/?tache=dossier%23{}", "%26"),
        ("/simulateur/?tache=dossier%2523{}", "&amp;"),
    ],
)
def test_un_lien_reecrit_par_une_messagerie_rend_son_resultat(
    page: Page, reecrit: str, esperluette: str
) -> None:
    lien = EXEMPLE.replace("&", esperluette)
    if esperluette == "%26":  # with its sign, the whole fragment was escaped
        lien = lien.replace("=", "%3D")
    page.goto(reecrit.format(lien))
    attendre(page, "pret")
    assert TOTAL in texte(bandeau(page))
    assert fragment(page) == situation(page)
    assert page.url.partition("#")[0].endswith(("/simulateur/", "/simulateur/?tache=dossier"))
    expect(page.locator("#avertissements")).to_be_empty()


@pytest.mark.parametrize(
    ("debut", "signe"),
    [("/simulateur/#", signe) for signe in (".", ")", ">", " »", "%C2%A0%C2%BB", "%3E", ").", "%22")]
    + [("/simulateur/%23", signe) for signe in (".", "%3E")],
)
def test_le_signe_qui_finissait_la_phrase_est_nomme_et_le_reste_sert(
    page: Page, debut: str, signe: str
) -> None:
    page.goto(f"{debut}{EXEMPLE}{signe}")
    attendre(page, "pret")
    assert TOTAL in texte(bandeau(page))
    dit = texte(page.locator("#avertissements"))
    assert "laissé de côté : c’est la ponctuation d’une phrase" in dit


def test_esperluette_ecrite_en_entier_et_une_faute_le_formulaire_garde_le_reste(page: Page) -> None:
    page.goto(f"/simulateur/#{EXEMPLE.replace('&', '&amp;')}&amp;region=Bretagen")
    attendre(page, "saisie")
    expect(page.locator("[name=DS2][value=F4]")).to_be_checked()
    page.locator("#champ-region").select_option("Bretagne")
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))


@pytest.mark.parametrize(
    ("demandee", "arrivee"),
    [
        ("/SIMULATEUR/", "/simulateur/"),
        ("/Simulateur", "/simulateur/"),
        ("/simulateur.html", "/simulateur/"),
        ("/SIMULATEUR/Index.html", "/simulateur/"),
        ("/simulateur/).", "/simulateur/"),
        ("/indicateurs/DS1.1", "/indicateurs/ds-1-1/"),
        ("/indicateurs/ds1.1/", "/indicateurs/ds-1-1/"),
        ("/ds-1-1", "/indicateurs/ds-1-1/"),
        ("/DS%201.1", "/indicateurs/ds-1-1/"),
        ("/ds1", "/domaines/ds-1/"),
        ("/domaines/DS1.1/", "/indicateurs/ds-1-1/"),
        ("/PS2.1/", "/prerequis/ps-2-1/"),
        ("/lectures/L06", "/lectures/l06/"),
        ("/enveloppes/", "/comprendre/enveloppes/"),
        ("/comprendre/experimentation-et-pilotes.html", "/comprendre/experimentation-et-pilotes/"),
        ("/Donn%C3%A9es/", "/donnees/"),
        ("/INDEX.HTML", "/"),
    ],
)
def test_une_adresse_mal_ecrite_mene_a_la_page_qu_elle_designait_et_le_dit(
    page: Page, site: str, demandee: str, arrivee: str
) -> None:
    page.goto(demandee)
    expect(page).to_have_url(site + arrivee)
    expect(page.locator(CORRECTION)).to_contain_text("voici la page qu’elle désignait")
    # Said once: a reload is an ordinary visit.
    page.reload()
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-bascule]").first).to_have_attribute("aria-expanded", "false")
    expect(page.locator(CORRECTION)).to_have_count(0)


@pytest.mark.parametrize("adresse", ["/simulateur", "/simulateur/index.html"])
def test_le_simulateur_sans_barre_ou_avec_son_fichier_garde_son_lien(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}#{EXEMPLE}")
    attendre(page, "pret")
    assert TOTAL in texte(bandeau(page))


def test_une_adresse_mal_ecrite_garde_le_lien_et_la_tache(page: Page, site: str) -> None:
    page.goto(f"/SIMULATEUR/?tache=dossier#{EXEMPLE}")
    attendre(page, "pret")
    expect(page).to_have_url(f"{site}/simulateur/?tache=dossier#{situation(page)}")
    expect(page.locator(CORRECTION)).to_contain_text("« /SIMULATEUR/ »")


def test_le_nom_demande_reste_du_texte(page: Page) -> None:
    page.goto("/%3Cimg%20src=x%20onerror=alert(1)%3E/simulateur/")
    attendre(page, "attente")
    expect(page.locator(CORRECTION)).to_contain_text("<img src=x onerror=alert(1)>")


@pytest.mark.parametrize(
    "adresse", ["/une/adresse/inconnue/", "/simulateur/inconnu/", "/%E9%FF/", "/api/regles/9.9.9.json"]
)
def test_une_adresse_qui_ne_ressemble_a_rien_reste_introuvable(page: Page, site: str, adresse: str) -> None:
    page.goto(adresse)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    expect(page.locator("[data-bascule]").first).to_have_attribute("aria-expanded", "false")
    assert page.url == site + adresse


def test_une_page_qui_manque_ne_se_cherche_pas_sans_fin(page: Page, site: str, site_folder: Path) -> None:
    demandes: list[str] = []
    absente = (site_folder / "404.html").read_text(encoding="utf-8")
    page.on("request", lambda request: demandes.append(request.url))
    page.route(
        "**/simulateur/*", lambda route: route.fulfill(status=404, content_type="text/html", body=absente)
    )
    page.goto("/SIMULATEUR/")
    expect(page).to_have_url(f"{site}/simulateur/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    page.wait_for_load_state("networkidle")
    pages = [url for url in demandes if url.lower().endswith("/simulateur/")]
    assert pages == [f"{site}/SIMULATEUR/", f"{site}/simulateur/"]


@pytest.mark.parametrize(
    "adresse", ["/a/b/SIMULATEUR/", "/A/B/simulateur/", "/a/b/ds-1-1", "/a/b/simulateur/%23{}"]
)
def test_le_site_dans_un_dossier_retrouve_aussi_ses_pages(
    open_page: Opener, site_folder: Path, tmp_path: Path, expected_errors: list[str], adresse: str
) -> None:
    expected_errors.append("?Failed to load|MIME|preload")
    with served(in_a_folder(site_folder, tmp_path)) as hote:
        page = open_page(base_url=hote)
        page.goto(adresse.format(EXEMPLE))
        if adresse.startswith("/A"):  # whoever looks from the address up does not find the site there
            expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
            return
        arrivee = "/a/b/indicateurs/ds-1-1/" if "ds" in adresse else "/a/b/simulateur/"
        expect(page.locator(CORRECTION)).not_to_be_empty()
        assert page.url.partition("#")[0] == hote + arrivee
